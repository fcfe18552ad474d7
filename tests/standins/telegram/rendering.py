"""The Message objects that the Bot API shows."""

from tests.standins.telegram.records import Json, RecordedMessage
from tests.standins.telegram.state import State


def message_json(state: State, message: RecordedMessage, *, nested: bool = True) -> Json:
    """Return the Message object; a message inside a message shows no further reply."""
    chat = state.chats[message.chat_id]
    shown: Json = {
        "message_id": message.message_id,
        "from": message.sender.as_json(),
        "chat": chat.as_json(),
        "date": message.date,
    }
    if message.edits:
        shown["edit_date"] = message.date + message.edits
    if message.thread_id is not None:
        shown["message_thread_id"] = message.thread_id
        shown["is_topic_message"] = True
    names = ("text", "entities")
    if message.document is not None:
        shown["document"] = message.document
        names = ("caption", "caption_entities")
    if message.text:
        shown[names[0]] = message.text
    if message.entities:
        shown[names[1]] = [dict(entity) for entity in message.entities]
    if message.inline_markup is not None:
        shown["reply_markup"] = message.inline_markup
    if message.link_preview_options:
        shown["link_preview_options"] = message.link_preview_options
    if message.protect_content:
        shown["has_protected_content"] = True
    replied = state.messages.get((message.chat_id, message.reply_to or 0))
    if nested and replied is not None:
        shown["reply_to_message"] = message_json(state, replied, nested=False)
    return shown
