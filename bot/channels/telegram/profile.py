"""The bot's profile: its commands, descriptions and menu, told to Telegram where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    MenuButtonCommands,
)
from telegram.error import BadRequest

from bot.texts import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import Bot, BotCommandScope

# What a group is offered: nothing that concerns one person.
_IN_GROUPS = ("item", "areas", "targets", "search", "verify", "help")
_NAMES = (*_IN_GROUPS[:-1], "documents", "help", "cancel", "privacy", "forget")
_OF_STAFF = (*_NAMES, "stats", "unanswered", "import", "retract")
# The language of texts, and that of people who see them; the first is for everybody else.
_LANGUAGES = (("zh", None), ("en", "en"))


async def publish_profile(bot: Bot, staff: Sequence[int]) -> None:
    """Set commands, descriptions and the menu button where Telegram does not have them yet."""
    for scope, names in _scopes(staff):
        for language, code in _LANGUAGES:
            wanted = tuple(
                BotCommand(name, text_in(language, f"telegram.commands.{name}")) for name in names
            )
            try:
                if await bot.get_my_commands(scope, code) != wanted:
                    await bot.set_my_commands(wanted, scope, code)
            except BadRequest:
                # Who is staff has not written to the bot yet.
                if not isinstance(scope, BotCommandScopeChat):
                    raise
    for language, code in _LANGUAGES:
        description = text_in(language, "telegram.description")
        if (await bot.get_my_description(code)).description != description:
            await bot.set_my_description(description, code)
        short = text_in(language, "telegram.short_description")
        if (await bot.get_my_short_description(code)).short_description != short:
            await bot.set_my_short_description(short, code)
    menu = MenuButtonCommands()
    if await bot.get_chat_menu_button() != menu:
        await bot.set_chat_menu_button(menu_button=menu)


def _scopes(staff: Sequence[int]) -> Iterator[tuple[BotCommandScope, Sequence[str]]]:
    yield BotCommandScopeDefault(), _NAMES
    yield BotCommandScopeAllGroupChats(), _IN_GROUPS
    for person in staff:
        yield BotCommandScopeChat(person), _OF_STAFF
