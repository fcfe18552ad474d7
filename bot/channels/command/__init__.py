"""The command line: one command a verb; each helps with an example.

The modules of this folder hang their commands onto ``group.wence``.
"""

from __future__ import annotations

import sys

import click

from bot.channels.command.group import wence
from bot.errors import describe
from bot.texts import text
from knowledge.errors import WenceError

__all__ = ["main", "wence"]

_FAILED = 2
_INTERRUPTED = 130


def main() -> None:
    """Run the command line; errors end it with one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = wence.main(prog_name="wence", standalone_mode=False)
    except click.ClickException as error:
        _fail(error.format_message())
    except WenceError as error:
        _fail(describe(error))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has gone; nothing is left to be said to them.
        sys.stderr.close()
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(line: str) -> None:
    click.echo(text("command.failed", line=" ".join(line.split())), err=True)
    sys.exit(_FAILED)
