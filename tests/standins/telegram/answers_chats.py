"""The answers to the methods about chats, their members and files."""

from tests.standins.telegram.errors import refuse
from tests.standins.telegram.records import Json
from tests.standins.telegram.state import State

MAX_DOWNLOAD = 20 * 1024 * 1024
ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def get_chat(state: State, params: Json) -> Json:
    """Return what is known of a chat."""
    chat = state.chat(params["chat_id"])
    gifts = ("unlimited", "limited", "unique", "from_channels")
    names = [
        f"{gift}_gifts" if gift != "from_channels" else "gifts_from_channels" for gift in gifts
    ]
    return {
        **chat.as_json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {**dict.fromkeys(names, False), "premium_subscription": False},
    }


def get_chat_member(state: State, params: Json) -> Json:
    """Return how somebody stands to a chat."""
    chat = state.open_chat(params["chat_id"])
    if params["user_id"] not in state.users:
        refuse("invalid user_id specified")
    status = state.members[chat.id].get(params["user_id"], "left")
    return member_json(state, params["user_id"], status)


def member_json(state: State, user_id: int, status: str) -> Json:
    """Return the ChatMember object."""
    shown: Json = {"user": state.users[user_id].as_json(), "status": status}
    if status == "administrator":
        shown.update(dict.fromkeys(ADMIN_RIGHTS, True), is_anonymous=False, can_be_edited=False)
    elif status == "creator":
        shown["is_anonymous"] = False
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def get_file(state: State, params: Json) -> Json:
    """Return where a file can be downloaded."""
    stored = state.files.get(params["file_id"])
    if stored is None:
        refuse("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD:
        refuse("file is too big")
    suffix = stored.name.rpartition(".")[2] if "." in stored.name else "bin"
    document = stored.as_document()
    return {
        "file_id": stored.file_id,
        "file_unique_id": document["file_unique_id"],
        "file_size": stored.size,
        "file_path": f"documents/{stored.file_id}.{suffix}",
    }
