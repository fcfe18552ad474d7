"""The parameters of the methods, as `name:Type` with `[]` for a list and `!` for required."""

_TARGET = "business_connection_id:String chat_id:Integer|String! message_thread_id:Integer "
_DELIVERY = (
    "direct_messages_topic_id:Integer disable_notification:Boolean protect_content:Boolean "
    "allow_paid_broadcast:Boolean message_effect_id:String "
    "suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters "
    "reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply "
)
_EDITED = (
    "business_connection_id:String chat_id:Integer|String message_id:Integer "
    "inline_message_id:String reply_markup:InlineKeyboardMarkup "
)
_TEXT = (
    "text:String! parse_mode:String entities:MessageEntity[] "
    "link_preview_options:LinkPreviewOptions "
)
_SCOPED = "scope:BotCommandScope language_code:String "

METHODS: dict[str, str] = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:Integer limit:Integer timeout:Integer allowed_updates:String[]",
    "setWebhook": (
        "url:String! certificate:InputFile ip_address:String max_connections:Integer "
        "allowed_updates:String[] drop_pending_updates:Boolean secret_token:String"
    ),
    "deleteWebhook": "drop_pending_updates:Boolean",
    "getWebhookInfo": "",
    "sendMessage": _TARGET + _DELIVERY + _TEXT,
    "sendDocument": (
        _TARGET + _DELIVERY + "document:InputFile|String! thumbnail:InputFile|String "
        "caption:String parse_mode:String caption_entities:MessageEntity[] "
        "disable_content_type_detection:Boolean"
    ),
    "editMessageText": _EDITED + _TEXT,
    "editMessageReplyMarkup": _EDITED,
    "deleteMessage": "chat_id:Integer|String! message_id:Integer!",
    "sendChatAction": _TARGET + "action:String!",
    "answerCallbackQuery": (
        "callback_query_id:String! text:String show_alert:Boolean url:String cache_time:Integer"
    ),
    "answerInlineQuery": (
        "inline_query_id:String! results:InlineQueryResult[]! cache_time:Integer "
        "is_personal:Boolean next_offset:String button:InlineQueryResultsButton"
    ),
    "setMyCommands": "commands:BotCommand[]! " + _SCOPED,
    "getMyCommands": _SCOPED,
    "deleteMyCommands": _SCOPED,
    "setMyName": "name:String language_code:String",
    "getMyName": "language_code:String",
    "setMyDescription": "description:String language_code:String",
    "getMyDescription": "language_code:String",
    "setMyShortDescription": "short_description:String language_code:String",
    "getMyShortDescription": "language_code:String",
    "setChatMenuButton": "chat_id:Integer menu_button:MenuButton",
    "getChatMenuButton": "chat_id:Integer",
    "getFile": "file_id:String!",
    "getChat": "chat_id:Integer|String!",
    "getChatMember": "chat_id:Integer|String! user_id:Integer!",
}
