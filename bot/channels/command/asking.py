"""Commands that ask: ask, chat, serve; and config, which says how they are set."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from bot.answer import Question, to_json
from bot.bootstrap import build_assistant, build_backend, build_recorder
from bot.cards import item_name, to_card
from bot.channels.command.group import wence
from bot.channels.command.output import print_line
from bot.errors import InputError
from bot.journal import Entry
from bot.settings import load_settings
from bot.texts import text
from retrieval.outcome import MOST_SHOWN, Outcome
from retrieval.scope import years_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.answer import Answer
    from bot.assistant import Assistant
    from bot.settings import Settings
    from retrieval.evidence import Reason
    from retrieval.index import Hit

# What adds less to a score than this would be shown as nothing.
_SHOWN = 0.005


@wence.command(epilog='例: wence ask "合同教师有没有机会转编"')
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.option("--explain", is_flag=True, help="再列出每个词给前几条各加了多少分")
@click.option("--jsonl", is_flag=True, help="从标准输入逐行读 {id, text},逐行输出答案")
@click.option("--document", "documents", multiple=True, help="只问这份文件,可写多次,可写 名称@版本")
@click.option("--year", type=int, help="只问这一年的文件")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="今天的日期,用来看懂“去年”“今年”")
@click.pass_obj
def ask(  # noqa: PLR0913 - one argument an option
    config: Path | None,
    question: tuple[str, ...],
    *,
    as_json: bool,
    explain: bool,
    jsonl: bool,
    documents: tuple[str, ...],
    year: int | None,
    today: dt.datetime | None,
) -> None:
    """问一个问题。没有找到时退出码为 1。"""
    if jsonl and question:
        raise click.UsageError(text("command.jsonl_or_question"))
    if not jsonl and not question:
        raise click.UsageError(text("command.question_missing"))
    settings = load_settings(config)
    assistant = build_assistant(settings, documents)
    record = _recording(settings)
    if year is not None:
        _check_year(assistant, year)
    day = today.date() if today else None
    if jsonl:
        for question_id, words in _questions(sys.stdin.buffer):
            answer = assistant.answer(Question(words, day, year))
            record(answer)
            print_line({"id": question_id} | to_json(answer))
        return
    answer = assistant.answer(Question(" ".join(question), day, year))
    record(answer)
    if as_json:
        print_line(to_json(answer))
    else:
        from bot.channels.terminal import print_card  # noqa: PLC0415 - JSON needs no rich

        print_card(to_card(answer))
    if explain:
        for hit, reasons in assistant.explain(answer.question, MOST_SHOWN):
            click.echo("\n".join(_explained(hit, reasons)), err=as_json)
    if answer.outcome is Outcome.NOT_FOUND:
        sys.exit(1)


@wence.command(epilog="例: wence chat")
@click.pass_obj
def chat(config: Path | None) -> None:
    """在终端里一问一答。"""
    from bot.channels.terminal import converse  # noqa: PLC0415

    settings = load_settings(config)
    converse(build_assistant(settings), _recording(settings))


@wence.command(epilog="例: TELEGRAM_BOT_TOKEN=令牌 wence serve")
@click.option("--port", type=click.IntRange(0, 65_535), help="网页和接口的端口,默认按配置")
@click.pass_obj
def serve(config: Path | None, port: int | None) -> None:
    """运行配置好的渠道:网页和接口,设置了 TELEGRAM_BOT_TOKEN 时还有 Telegram。"""
    # Other commands need no event loop.
    from bot.serving import serve as serve_channels  # noqa: PLC0415

    settings = load_settings(config)
    if port is not None:
        # Workers that share all else need one each.
        web = settings.web.model_copy(update={"port": port})
        settings = settings.model_copy(update={"web": web})
    serve_channels(build_backend(settings), settings)
    click.echo(text("command.stopped"), err=True)


@wence.command(epilog="例: wence --config bureau.toml config")
@click.pass_obj
def config(config: Path | None) -> None:
    """显示生效的配置,不含密钥。"""
    print_line(load_settings(config).public())


def _recording(settings: Settings) -> Callable[[Answer], object]:
    """Return what records the answers of this terminal, which is nothing unless it is set so."""
    if not (settings.journal.enabled and settings.journal.terminal):
        return lambda _answer: None
    # One run is one conversation, and who sits at the terminal is not known.
    recorder, conversation = build_recorder(settings), uuid4().hex
    return lambda answer: recorder.record([Entry(answer, "terminal", conversation)])


def _check_year(assistant: Assistant, year: int) -> None:
    known = sorted({one for document in assistant.documents for one in years_of(document)})
    if year not in known:
        raise InputError("unknown-year", year=year, known="、".join(map(str, known)))


def _explained(hit: Hit, reasons: Sequence[Reason]) -> Iterator[str]:
    """Yield the sum that an item's score is: what each term adds, then the rest."""
    yield text(
        "explain.item",
        item=item_name(hit.item),
        score=hit.score,
        confidence=hit.confidence,
        share=hit.evidence.share,
    )
    for reason in reasons:
        if abs(reason.total) < _SHOWN:
            continue
        field = text(f"explain.{reason.field}")
        yield text(
            "explain.term",
            field=field,
            term=reason.text,
            total=reason.total,
            learnt=reason.learnt,
            written=reason.written,
        )
    yield text("explain.rest", rest=hit.score - sum(reason.total for reason in reasons))


def _questions(lines: Iterable[bytes]) -> Iterator[tuple[object, str]]:
    """Read questions, one JSON object a line; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
            words, question_id = read["text"], read.get("id")
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            cause = f"{type(error).__name__} {error}"
            raise InputError("bad-line", line=number, cause=cause) from error
        if not isinstance(words, str):
            raise InputError("bad-line", line=number, cause='"text" 不是字符串')
        yield question_id, words
