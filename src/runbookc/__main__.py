"""``python -m runbookc``."""

from runbookc.cli import main

main()
