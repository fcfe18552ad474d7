"""Reports to staff: of a document before it is stored and after, and of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.texts import text
from knowledge.coverage import Doubt, read_coverage
from knowledge.store.naming import SHORT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.coverage import Coverage, Remark
    from knowledge.journal import JournalFigures, Unanswered
    from knowledge.model import Document, Node
    from knowledge.readers.source import Source
    from knowledge.store.documents import Imported

_LONGEST_TITLE = 40


def report_lines(document: Document) -> Iterator[str]:
    """Yield the report's lines: metadata, characters, levels, doubts, the outline as a tree."""
    coverage = read_coverage(document)
    yield from _metadata(document)
    yield from _characters(coverage)
    shares = document.levels
    levels = "、".join(
        text("report.level", name=name, nodes=count, share=shares[name].share)
        for name, count in coverage.levels.items()
    )
    yield text("report.levels", levels=levels)
    yield text(
        "report.items", level=document.items_at, items=len(document.items), held=coverage.held
    )
    yield text("report.remarks", count=len(coverage.remarks))
    yield from (f"  · {_remark(remark)}" for remark in coverage.remarks)
    yield text("report.tree")
    yield from _tree(document)


def imported_line(done: Imported, source: Source, *, level_named: bool) -> str:
    """Tell what an import has changed."""
    document = done.document
    key = "command.imported" if done.new else "command.imported_again"
    if not done.changed:
        key = "command.unchanged"
    level = document.levels[document.items_at]
    chosen = "command.level_named" if level_named else "command.level_chosen"
    return text(
        key,
        name=document.name,
        title=document.meta.plan_title,
        areas=len(document.areas),
        items=len(document.items),
        level=text(chosen, level=level.name, nodes=level.nodes, share=level.share),
        format=source.format,
        encoding=source.encoding,
        revision=document.sha256[:SHORT],
    )


def figures_lines(figures: JournalFigures) -> Iterator[str]:
    """Yield lines of what is in the journal."""
    first, last = figures.first_at, figures.last_at
    if first is None or last is None:
        yield text("journal.empty")
        return
    yield text(
        "journal.answers",
        answers=figures.answers,
        users=figures.users,
        first_at=_day(first),
        last_at=_day(last),
        mean_ms=figures.mean_ms,
    )
    named = {text(f"outcomes.{name}"): count for name, count in figures.outcomes.items()}
    yield text("journal.outcomes", counts=_counts(named))
    yield text("journal.channels", counts=_counts(figures.channels))
    yield text("journal.votes", up=figures.up, down=figures.down)


def unanswered_lines(found: Sequence[Unanswered]) -> Iterator[str]:
    """Yield a line for each question that was not found, or one that there is none."""
    for one in found:
        row = {"times": one.times, "last_at": _day(one.last_at), "question": one_line(one.question)}
        yield text("journal.row", **row)
    if not found:
        yield text("journal.none")


def one_line(words: str) -> str:
    """Put what somebody typed on one line; signs that steer a terminal become spaces."""
    shown = (sign if sign.isprintable() or _is_surrogate(sign) else " " for sign in words)
    return " ".join("".join(shown).split())


def _is_surrogate(sign: str) -> bool:
    # The streams write it as an escape.
    return "\ud800" <= sign <= "\udfff"


def _day(at: dt.datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d")


def _counts(counts: Mapping[str, int]) -> str:
    shown = [text("journal.count", name=name, count=count) for name, count in counts.items()]
    return " · ".join(shown)


def remarks_json(document: Document) -> list[dict[str, Any]]:
    """Return the doubts about a document as objects."""
    return [
        {
            "doubt": remark.doubt.value,
            "subject": remark.subject,
            "span": remark.span and [remark.span.start, remark.span.end],
        }
        for remark in read_coverage(document).remarks
    ]


def _metadata(document: Document) -> Iterator[str]:
    meta = document.meta
    values = {
        "title": meta.title,
        "enclosed_title": meta.enclosed_title,
        "issuer": "、".join(meta.issuer),
        "doc_number": meta.doc_number,
        "issued_on": meta.issued_on and meta.issued_on.isoformat(),
        "addressees": meta.addressees,
        "openness": meta.openness,
        "valid_until": meta.valid_until and meta.valid_until.isoformat(),
        "attachments": "、".join(meta.attachments),
    }
    for name, value in values.items():
        if value or name != "enclosed_title":
            yield text(f"report.{name}", value=value or text("facts.unstated"))
    if meta.draft:
        yield text("report.draft")


def _characters(coverage: Coverage) -> Iterator[str]:
    parts = "、".join(
        text("report.part", name=text(f"parts.{kind}"), count=count)
        for kind, count in coverage.characters.items()
    )
    yield text("report.characters", total=coverage.total, parts=parts)


def _remark(remark: Remark) -> str:
    subject = remark.subject
    if remark.doubt is Doubt.NOT_STATED:
        subject = text(f"fields.{subject}")
    return text(f"doubts.{remark.doubt}", subject=subject)


def _tree(document: Document) -> Iterator[str]:
    """Draw the outline with the lines of a tree."""
    last = set({node.parent: node.position for node in document.nodes}.values())
    for node in document.nodes:
        stems = "".join(
            "   " if above.position in last else "│  " for above in _above(document, node)
        )
        branch = "└─ " if node.position in last else "├─ "
        title = document.title_of(node).split("\n", 1)[0]
        shown = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
        offices = f"  〔{'、'.join(node.offices.names)}〕" if node.offices.names else ""
        yield f"{stems}{branch}{node.label}{shown}{offices}"


def _above(document: Document, node: Node) -> list[Node]:
    """Return the headings above a node, the outermost first."""
    chain: list[Node] = []
    while node.parent is not None:
        node = document.nodes[node.parent]
        chain.insert(0, node)
    return chain
