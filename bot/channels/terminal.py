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
from bot.comparisons import SegmentKind
from bot.errors import describe
from bot.texts import text
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.answer import Answer
    from bot.assistant import Assistant
    from bot.cards import Block, Card
    from bot.comparisons import ComparisonView, Row, Segment

_STYLES = {
    BlockKind.TITLE: "bold",
    BlockKind.AREA: "cyan",
    BlockKind.QUOTE: "bold green",
    BlockKind.WHOLE: "",
    BlockKind.VERBATIM: "green",
    BlockKind.NOTE: "yellow",
    BlockKind.SOURCE: "dim",
}

_SEGMENTS = {
    SegmentKind.SAME: "",
    SegmentKind.OLD: "red strike",
    SegmentKind.NEW: "green underline",
    SegmentKind.GAP: "dim",
}
# Without colour, brackets tell what is gone and what is new.
_PLAIN = {SegmentKind.OLD: "[-{}-]", SegmentKind.NEW: "{{+{}+}}"}


def print_card(card: Card, console: Console | None = None) -> None:
    """Print a card; without a terminal it is plain text without added line breaks."""
    console = console or Console(highlight=False)
    for block in card:
        if block.kind in (BlockKind.WHOLE, BlockKind.VERBATIM) and console.is_terminal:
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


def converse(
    assistant: Assistant, record: Callable[[Answer], object] = lambda _answer: None
) -> None:
    """Ask and answer in turn until an empty line or the end of input; ``record`` gets answers."""
    console = Console(highlight=False)
    console.print(text("chat.welcome"))
    context = None
    while True:
        try:
            question = console.input(f"\n[bold]{text('chat.prompt')}[/bold]")
        except (EOFError, KeyboardInterrupt):
            break
        if not question.strip():
            break
        console.print()
        try:
            answer = assistant.answer(Question(question), context)
        except StoreError as error:
            # The next question may find the database again.
            console.print(describe(error), style="red", soft_wrap=True, markup=False)
        else:
            context = answer.context
            record(answer)
            print_card(to_card(answer), console)
    console.print(text("chat.goodbye"))


def print_comparison(view: ComparisonView, console: Console | None = None) -> None:
    """Print a comparison; without a terminal it is plain, with [-old-] and {+new+} for colours."""
    console = console or Console(highlight=False)
    for line in _comparison_lines(view, colour=console.is_terminal):
        console.print(line, soft_wrap=not console.is_terminal)


def _comparison_lines(view: ComparisonView, *, colour: bool) -> Iterator[Text]:
    yield Text(text("comparison.old", name=view.old), style="dim")
    yield Text(text("comparison.new", name=view.new), style="dim")
    if view.same:
        yield Text(text("comparison.same"), style="green")
        return
    counts = [text("comparison.count", name=name, count=count) for _, name, count in view.counts]
    yield Text(text("comparison.counts", counts=" · ".join(counts)))
    sections = (("items", view.items), ("headings", view.headings), ("parts", view.parts))
    for key, rows in sections:
        if rows:
            yield _section(key)
        for row in rows:
            yield from _row_lines(row, colour=colour)
    if view.renumbered:
        yield _section("renumbered", count=len(view.renumbered))
        yield from (Text(f"  {name}", style="dim") for name in view.renumbered)
    if view.numbers:
        yield _section("numbers")
    for number in view.numbers:
        old, new = (side or text("comparison.none") for side in (number.old, number.new))
        yield Text(f"  {old} → {new}  {number.name}")
        quotes = dict.fromkeys(quote for quote in (number.old_quote, number.new_quote) if quote)
        yield from (Text(f"    {text('card.quote', quote=quote)}", style="dim") for quote in quotes)
    if view.fields:
        yield _section("fields")
    for name, before, after in view.fields:
        yield Text(f"  {name}  {before} → {after}")


def _section(key: str, **values: object) -> Text:
    return Text(f"\n{text(f'comparison.{key}', **values)}", style="bold")


def _row_lines(row: Row, *, colour: bool) -> Iterator[Text]:
    tags = "".join(f"[{text(f'statuses.{status}')}]" for status in row.statuses)
    yield Text.assemble(("  " + tags, "yellow"), " " if tags else "", (row.name, "bold"))
    if row.places:
        old, new = row.places
        key = "comparison.same_place" if old == new else "comparison.place"
        yield Text(f"    {text(key, old=old, new=new)}", style="cyan")
    if any(segment.kind in _PLAIN for segment in row.excerpt):
        yield Text("    ").append_text(_words(row.excerpt, colour=colour))


def _words(segments: tuple[Segment, ...], *, colour: bool) -> Text:
    words = Text()
    for segment in segments:
        plain = _PLAIN.get(segment.kind, "{}").format(segment.text)
        words.append(segment.text if colour else plain, _SEGMENTS[segment.kind])
    return words
