"""The root of all commands."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(epilog='例: wence ask "放学后没人接孩子怎么办"')
@click.option(
    "--config", type=click.Path(path_type=Path), help="配置文件,默认为当前文件夹的 config.toml"
)
@click.version_option(package_name="wence")
@click.pass_context
def wence(context: click.Context, config: Path | None) -> None:
    """问策:用平常的话问工作要点,得到原文、条目和责任领域。"""
    context.obj = config
