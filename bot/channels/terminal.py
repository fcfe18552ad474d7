"""The terminal channel: cards in colour, and a conversation."""

from __future__ import annotations

from contextlib import contextmanager
from operator import length_hint
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from bot.answer import Question
from bot.cards import BlockKind, to_card
from bot.errors import describe
from bot.texts import text
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.assistant import Assistant
    from bot.cards import Block, Card

_STYLES = {
    BlockKind.TITLE: "bold",
    BlockKind.AREA: "cyan",
    BlockKind.QUOTE: "bold green",
    BlockKind.WHOLE: "",
    BlockKind.NOTE: "yellow",
    BlockKind.SOURCE: "dim",
}


def print_card(card: Card, console: Console | None = None) -> None:
    """Print a card; without a terminal it is plain text without added line breaks."""
    console = console or Console(highlight=False)
    for block in card:
        if block.kind is BlockKind.WHOLE and console.is_terminal:
            console.print(Padding(_styled(block), (1, 2)))
        else:
            console.print(_styled(block), soft_wrap=not console.is_terminal)


def _styled(block: Block) -> Text:
    quoted = block.kind is BlockKind.QUOTE
    shown = text("card.quote", quote=block.text) if quoted else block.text
    return Text(shown, style=_STYLES[block.kind])


@contextmanager
def stages(names: Sequence[str]) -> Iterator[Callable[[], None]]:
    """Show on stderr how far a piece of work in several stages is, if that is a terminal.

    Yields the function that tells that a stage begins.
    """
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    coming = iter(names)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=len(names))

        def begin() -> None:
            at = len(names) - length_hint(coming)
            bar.update(task, description=next(coming, ""), completed=at, refresh=True)

        yield begin


def converse(assistant: Assistant) -> None:
    """Ask and answer in turn until an empty line or the end of input."""
    console = Console(highlight=False)
    console.print(text("chat.welcome"))
    while True:
        try:
            question = console.input(f"\n[bold]{text('chat.prompt')}[/bold]")
        except (EOFError, KeyboardInterrupt):
            break
        if not question.strip():
            break
        console.print()
        try:
            card = to_card(assistant.answer(Question(question)))
        except StoreError as error:
            # The next question may find the database again.
            console.print(describe(error), style="red", soft_wrap=True, markup=False)
        else:
            print_card(card, console)
    console.print(text("chat.goodbye"))
