"""Everything that understands a command line.

``split`` cuts a code block into commands, ``analyse`` says what one is made of and does, ``unify``
matches a template with an example, ``compare`` tells two variants apart.
"""

from runbookc.commands.analysis import analyse
from runbookc.commands.comparison import compare, lost_backslash, normal_form, restore
from runbookc.commands.facts import Difference, Facts, Oddity, Piece, Risk, Token
from runbookc.commands.lexer import tokens
from runbookc.commands.prose import is_prose_command
from runbookc.commands.risks import risk, undoes
from runbookc.commands.splitting import split
from runbookc.commands.typography import mended, typography
from runbookc.commands.unification import unify

__all__ = [
    "Difference",
    "Facts",
    "Oddity",
    "Piece",
    "Risk",
    "Token",
    "analyse",
    "compare",
    "is_prose_command",
    "lost_backslash",
    "mended",
    "normal_form",
    "restore",
    "risk",
    "split",
    "tokens",
    "typography",
    "undoes",
    "unify",
]
