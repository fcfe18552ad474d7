"""The command line: one command a verb; each helps with an example."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.answer import Question, to_json
from bot.bootstrap import build_assistant, open_store
from bot.cards import item_name, to_card
from bot.errors import ChannelError, InputError, describe
from bot.settings import load_settings
from bot.texts import text
from knowledge.errors import WenceError
from retrieval.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FAILED = 2
_INTERRUPTED = 130


@click.group(epilog='例: wence ask "放学后没人接孩子怎么办"')
@click.option(
    "--config", type=click.Path(path_type=Path), help="配置文件,默认为当前文件夹的 config.toml"
)
@click.version_option(package_name="wence")
@click.pass_context
def wence(context: click.Context, config: Path | None) -> None:
    """问策:用平常的话问工作要点,得到原文、条目和责任领域。"""
    context.obj = config


@wence.command(epilog='例: wence ask "合同教师有没有机会转编"')
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.option("--jsonl", is_flag=True, help="从标准输入逐行读 {id, text},逐行输出答案")
@click.pass_obj
def ask(config: Path | None, question: tuple[str, ...], *, as_json: bool, jsonl: bool) -> None:
    """问一个问题。没有找到时退出码为 1。"""
    if jsonl and question:
        raise click.UsageError(text("command.jsonl_or_question"))
    if not jsonl and not question:
        raise click.UsageError(text("command.question_missing"))
    assistant = build_assistant(load_settings(config))
    if jsonl:
        for question_id, words in _questions(sys.stdin.buffer):
            _print_line({"id": question_id} | to_json(assistant.answer(Question(words))))
        return
    answer = assistant.answer(Question(" ".join(question)))
    if as_json:
        _print_line(to_json(answer))
    else:
        from bot.channels.terminal import print_card  # noqa: PLC0415 - JSON needs no rich

        print_card(to_card(answer))
    if answer.outcome is Outcome.NOT_FOUND:
        sys.exit(1)


@wence.command(epilog="例: wence chat")
@click.pass_obj
def chat(config: Path | None) -> None:
    """在终端里一问一答。"""
    from bot.channels.terminal import converse  # noqa: PLC0415

    converse(build_assistant(load_settings(config)))


@wence.command(epilog="例: TELEGRAM_BOT_TOKEN=令牌 wence serve")
@click.pass_obj
def serve(config: Path | None) -> None:
    """运行配置好的聊天渠道(目前是 Telegram)。"""
    settings = load_settings(config)
    if settings.telegram_token is None:
        raise ChannelError("no-token")
    from bot.channels.telegram.application import serve as serve_telegram  # noqa: PLC0415

    token = settings.telegram_token.get_secret_value()
    serve_telegram(build_assistant(settings), settings.telegram, token)
    click.echo(text("command.stopped"), err=True)


@wence.command("import", epilog="例: wence import 2023年工作要点.txt --name licheng-2023")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="存的名字,默认为文件名去掉扩展名")
@click.pass_obj
def import_(config: Path | None, file: Path, name: str | None) -> None:
    """导入一份工作要点;同样的内容再导入一次不会有变化。"""
    from knowledge.readers.source import read_source  # noqa: PLC0415

    store = open_store(load_settings(config))
    done = store.add(name or file.stem, read_source(file))
    document = done.document
    key = "command.imported" if done.new else "command.unchanged"
    click.echo(
        text(
            key,
            name=document.name,
            title=document.meta.plan_title,
            areas=len(document.areas),
            items=len(document.items),
            level=document.items_at,
        )
    )


@wence.command(epilog="例: wence documents --json")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def documents(config: Path | None, *, as_json: bool) -> None:
    """列出已导入的文件,新的在前。"""
    rows = [
        {
            "name": document.name,
            "title": document.meta.plan_title,
            "issued_on": document.meta.issued_on and document.meta.issued_on.isoformat(),
            "areas": len(document.areas),
            "items": len(document.items),
            "sha256": document.sha256,
        }
        for document in open_store(load_settings(config)).all()
    ]
    if as_json:
        _print_line(rows)
        return
    for row in rows:
        click.echo(text("command.document", **row | {"issued_on": row["issued_on"] or "-"}))


@wence.command(epilog="例: wence items licheng-2022")
@click.argument("document", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def items(config: Path | None, document: str | None, *, as_json: bool) -> None:
    """列出一份文件的责任领域和条目,默认为最新的一份。"""
    store = open_store(load_settings(config))
    found = store.get(document) if document else store.all()[0]
    if as_json:
        rows = []
        for item in found.items:
            area = item.area
            shown = area and {"label": area.label, "title": found.title_of(area)}
            rows.append({"item": item.number, "title": item.title, "area": shown})
        _print_line(rows)
        return
    last = None
    for item in found.items:
        if item.area is not None and item.area != last:
            click.echo(f"{item.area.label}{found.title_of(item.area)}")
        last = item.area
        click.echo(f"  {item_name(item)}")


@wence.command(epilog="例: wence --config bureau.toml config")
@click.pass_obj
def config(config: Path | None) -> None:
    """显示生效的配置,不含密钥。"""
    _print_line(load_settings(config).public())


@wence.group("eval")
def evaluate() -> None:
    """度量回答的质量。"""


@evaluate.command(epilog="例: wence eval questions questions.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def questions(config: Path | None, files: tuple[Path, ...], *, as_json: bool) -> None:
    """用标注过的问题(JSON Lines)计算 Hit@1、Hit@3、误拒、误答、引文准确率。"""
    from bot.channels.evaluation import evaluate_file  # noqa: PLC0415

    assistant = build_assistant(load_settings(config))
    for file in files:
        figures = evaluate_file(assistant, file)
        if as_json:
            _print_line({"file": str(file)} | figures.rounded())
        else:
            click.echo(text("command.figures", file=file, **figures.rounded()))


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


def _print_line(value: Any) -> None:
    # A lone surrogate has no UTF-8; as a backslash escape it is valid JSON again.
    line = json.dumps(value, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


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
