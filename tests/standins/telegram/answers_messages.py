"""The answers to the methods that send, edit and delete messages."""

import time
from dataclasses import replace
from typing import Any

from tests.standins.telegram.errors import refuse, reject
from tests.standins.telegram.formatting import check_message_text, read_text
from tests.standins.telegram.html_entities import ParsedText, utf16_length
from tests.standins.telegram.keyboards import check_markup
from tests.standins.telegram.links import deep_link_fault
from tests.standins.telegram.records import Chat, Json, RecordedMessage, UploadedFile
from tests.standins.telegram.rendering import message_json
from tests.standins.telegram.state import State

CHAT_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
MAX_UPLOAD = 50 * 1024 * 1024
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def send_message(state: State, params: Json) -> Json:
    """Send a text."""
    parsed = formatted(state, "sendMessage", params, "text", "entities")
    check_message_text(parsed)
    return _send(state, "sendMessage", params, parsed, None)


def send_document(state: State, params: Json) -> Json:
    """Send a file that was uploaded now or is known already."""
    parsed = formatted(state, "sendDocument", params, "caption", "caption_entities")
    if utf16_length(parsed.text) > 1024:
        reject("message caption is too long")
    given = params["document"]
    if isinstance(given, UploadedFile):
        if not given.data:
            reject("file must be non-empty")
        if len(given.data) > MAX_UPLOAD:
            reject("file is too big")
        stored = state.store_file(given.name, given.data, given.content_type)
    elif given in state.files:
        stored = state.files[given]
    else:
        refuse("wrong file identifier/HTTP URL specified")
    document = stored.as_document()
    return _send(state, "sendDocument", params, parsed, document)


def send_chat_action(state: State, params: Json) -> bool:
    """Show that the bot is busy."""
    if params["action"] not in CHAT_ACTIONS:
        reject("wrong parameter action in request")
    chat = state.open_chat(params["chat_id"])
    state.thread(chat, params.get("message_thread_id"))
    return True


def edit_message_text(state: State, params: Json) -> Json | bool:
    """Change the text of one of the bot's messages; the keyboard goes if none is given."""
    message = _editable(state, params)
    parsed = formatted(state, "editMessageText", params, "text", "entities")
    check_message_text(parsed)
    if message.document is not None:
        refuse("there is no text in the message to edit")
    markup = _edited_markup(state, "editMessageText", message, params)
    changed = replace(
        message,
        text=parsed.text,
        entities=tuple(parsed.entities),
        reply_markup=markup,
        link_preview_options=params.get("link_preview_options"),
    )
    if changed == message:
        refuse(NOT_MODIFIED)
    raw, mode = params["text"], params.get("parse_mode")
    return _edited(state, replace(changed, raw=raw, parse_mode=mode))


def edit_message_reply_markup(state: State, params: Json) -> Json | bool:
    """Change the keyboard of one of the bot's messages."""
    message = _editable(state, params)
    markup = _edited_markup(state, "editMessageReplyMarkup", message, params)
    if markup == message.inline_markup:
        refuse(NOT_MODIFIED)
    return _edited(state, replace(message, reply_markup=markup))


def delete_message(state: State, params: Json) -> bool:
    """Take a message out of its chat."""
    chat = state.open_chat(params["chat_id"])
    key = (chat.id, params["message_id"])
    message = state.messages.get(key)
    if message is None:
        refuse("message to delete not found")
    admin = state.members[chat.id].get(state.bot.id) == "administrator"
    if message.sender.id != state.bot.id and chat.type != "private" and not admin:
        refuse("message can't be deleted")
    del state.messages[key]
    state.changed.notify_all()
    return True


def formatted(state: State, method: str, params: Json, text: str, entities: str) -> ParsedText:
    """Return the text of a call as the chat will show it, with its mentions resolved."""
    parsed = read_text(params.get(text, ""), params.get("parse_mode"), params.get(entities))
    kept = []
    for entity in parsed.entities:
        fault = deep_link_fault(entity["url"]) if "url" in entity else None
        if fault:
            parsed.warnings.append(fault)
        if entity["type"] == "text_mention":
            user = state.users.get(entity["user"]["id"])
            if user is None:
                parsed.warnings.append(f"mention of the unknown user {entity['user']['id']}")
                continue
            kept.append({**entity, "user": user.as_json()})
        else:
            kept.append(entity)
    parsed.entities = kept
    for warning in parsed.warnings:
        state.note(method, warning)
    return parsed


def _send(
    state: State, method: str, params: Json, parsed: ParsedText, document: Json | None
) -> Json:
    chat = state.open_chat(params["chat_id"])
    markup = params.get("reply_markup")
    for warning in check_markup(markup, chat_type=chat.type):
        state.note(method, warning)
    thread_id = state.thread(chat, params.get("message_thread_id"))
    for name in ("business_connection_id", "direct_messages_topic_id"):
        if name in params:
            reject(f"{name} names nothing that this bot has")
    if "message_effect_id" in params and chat.type != "private":
        reject("MESSAGE_EFFECT_ID_INVALID")
    reply_to = _reply_target(state, chat, params.get("reply_parameters"))
    if reply_to is not None and thread_id is None:
        thread_id = state.messages[chat.id, reply_to].thread_id
    message = state.put(
        RecordedMessage(
            chat_id=chat.id,
            message_id=state.next_message_id(chat.id),
            sender=state.bot,
            date=int(time.time()),
            text=parsed.text,
            entities=tuple(parsed.entities),
            raw=params.get("text") or params.get("caption") or "",
            parse_mode=params.get("parse_mode"),
            reply_markup=markup if markup != {"inline_keyboard": []} else None,
            reply_to=reply_to,
            thread_id=thread_id,
            document=document,
            link_preview_options=params.get("link_preview_options"),
            disable_notification=params.get("disable_notification", False),
            protect_content=params.get("protect_content", False),
        )
    )
    return message_json(state, message)


def _reply_target(state: State, chat: Chat, reply: Json | None) -> int | None:
    if reply is None:
        return None
    other = state.chat(reply["chat_id"]) if "chat_id" in reply else chat
    message = state.messages.get((other.id, reply["message_id"]))
    if message is None:
        if reply.get("allow_sending_without_reply") and other == chat:
            return None
        refuse("message to be replied not found")
    if "quote" in reply:
        mode, entities = reply.get("quote_parse_mode"), reply.get("quote_entities")
        quote = read_text(reply["quote"], mode, entities).text
        if utf16_length(quote) > 1024 or quote not in message.text:
            reject("QUOTE_TEXT_INVALID")
    return message.message_id if other == chat else None


def _editable(state: State, params: Json) -> RecordedMessage:
    inline_id = params.get("inline_message_id")
    if inline_id is not None:
        if "chat_id" in params or "message_id" in params:
            reject("either inline_message_id or chat_id and message_id are needed")
        if inline_id not in state.inline_messages:
            refuse("MESSAGE_ID_INVALID")
        return state.inline_messages[inline_id]
    if "chat_id" not in params:
        reject("chat_id is empty")
    if "message_id" not in params:
        reject("message identifier is not specified")
    chat = state.open_chat(params["chat_id"])
    message = state.messages.get((chat.id, params["message_id"]))
    if message is None:
        refuse("message to edit not found")
    if message.sender.id != state.bot.id or (message.reply_markup and not message.inline_markup):
        refuse("message can't be edited")
    return message


def _edited_markup(
    state: State, method: str, message: RecordedMessage, params: Json
) -> Json | None:
    chat = state.chats.get(message.chat_id)
    chat_type = chat.type if chat is not None else "inline"
    markup: Any = params.get("reply_markup")
    for warning in check_markup(markup, chat_type=chat_type):
        state.note(method, warning)
    return markup if markup and markup["inline_keyboard"] else None


def _edited(state: State, message: RecordedMessage) -> Json | bool:
    changed = state.put(replace(message, edits=message.edits + 1))
    return True if changed.inline_message_id is not None else message_json(state, changed)
