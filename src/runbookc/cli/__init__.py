"""The command line. One module a command, imported only when that command runs.

A module ``cli/<name>.py`` has a click command named ``command``; its first docstring line is the
help. Results go to stdout, messages to stderr.
"""

from __future__ import annotations

import gc
import signal
import sys
from importlib import import_module

import click

from runbookc import __version__
from runbookc.errors import RunbookcError

COMMANDS: dict[str, str] = {
    "build": "Compile sources into checklists, scripts and reports.",
    "watch": "Build again whenever a source changes.",
    "show": "Show one runbook in the terminal.",
    "drift": "Report where translations of the same article disagree.",
    "diff": "Compare two editions side by side.",
    "lock": "Remember every segment, to see later which translations did not follow.",
    "rules": "List the rules.",
    "explain": "Explain one rule.",
    "record": "Write the record of a run as Markdown for the ticket.",
    "doctor": "Tell what this installation has, and whether it can work here.",
    "schema": "Print the JSON Schema of the model.",
}
"""Name to one line of help: ``--help`` needs no import of the command itself."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="runbookc")
def group() -> None:
    """Compile runbooks that exist in many languages."""


def main() -> None:
    """Entry point: runs a command; trouble outside the documents becomes one line and status 2."""
    # Who is told to end clears up first, as after an interrupt.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        group(prog_name="runbookc")
    except RunbookcError as error:
        click.echo(f"runbookc: {error}", err=True)
        sys.exit(2)
    finally:
        # The memory goes with the process: at the end of it nobody need look for cycles.
        gc.freeze()
