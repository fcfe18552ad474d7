"""The root of all commands; the module of a command is imported when the command is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

# A module hangs its commands onto ``wence`` when it is imported; most starts need one of them.
_MODULES = {
    "asking": ("ask", "chat", "config", "serve"),
    "calibrating": ("eval",),
    "comparing": ("diff",),
    "documents": ("items", "outline", "targets"),
    "evaluation": ("eval",),
    "importing": ("import",),
    "journaling": ("journal",),
    "quoting": ("mcp",),
    "regression": ("eval",),
    "remembering": ("memory",),
    "storing": ("documents", "history", "restore", "retract", "show"),
    "verifying": ("verify",),
}


class _Commands(click.Group):
    """A group that imports the modules of its commands late (Click's own recipe of lazy groups)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, whose modules are imported."""
        for module in _MODULES:
            _load(module)
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        modules = [module for module, names in _MODULES.items() if cmd_name in names]
        for module in modules or _MODULES:
            _load(module)
        return super().get_command(ctx, cmd_name)


def _load(module: str) -> None:
    import_module(f"bot.channels.command.{module}")


@click.group(cls=_Commands, epilog='例: wence ask "放学后没人接孩子怎么办"')
@click.option(
    "--config", type=click.Path(path_type=Path), help="配置文件,默认为当前文件夹的 config.toml"
)
@click.version_option(package_name="wence")
@click.pass_context
def wence(context: click.Context, config: Path | None) -> None:
    """问策:用平常的话问工作要点,得到原文、条目和责任领域。"""
    context.obj = config
