"""Tables and bars in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.progress import track
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ENDLESS = 10_000


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells under their columns: the first to the left, numbers to the right."""
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False, header_style="bold")
    for at, name in enumerate(columns):
        table.add_column(name, justify="right" if at else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    endless = Console(highlight=False, width=_ENDLESS)
    # On a narrow terminal a line goes on below; half a number would be none.
    width = Measurement.get(endless, endless.options, table).maximum
    console = Console(highlight=False, width=width)
    console.print(table, markup=False)
    console.print()


def tracked(names: Iterable[str], description: str) -> Iterator[str]:
    """Yield ``names`` and show on stderr how far that is, if it is a terminal."""
    console = Console(stderr=True)
    yield from track(
        names, description, console=console, transient=True, disable=not console.is_terminal
    )
