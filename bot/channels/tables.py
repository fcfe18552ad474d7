"""Tables and bars in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A table that is read by a program or a pager is never broken.
_ENDLESS = 10_000


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells under their columns: the first to the left, numbers to the right."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_ENDLESS)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for at, name in enumerate(columns):
        table.add_column(name, justify="right" if at else "left", no_wrap=not at)
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)


def tracked(names: Iterable[str], description: str) -> Iterator[str]:
    """Yield ``names`` and show on stderr how far that is, if it is a terminal."""
    console = Console(stderr=True)
    yield from track(
        names, description, console=console, transient=True, disable=not console.is_terminal
    )
