"""Keeps the bot token out of every log record, whoever logs and at whatever level."""

from __future__ import annotations

import logging
from typing import Any

_FORMATTER = logging.Formatter()
_HIDDEN = "[token]"


def hide_token(token: str) -> None:
    """From now on, replace the token's secret half in each record's message and traceback.

    HTTP libraries log request addresses, which contain the token, and the Bot API's errors quote
    it. A filter would have to hang on every handler; the record factory is passed by all.
    """
    secret = token.rpartition(":")[2]
    make_record = logging.getLogRecordFactory()

    def make_redacted(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make_record(*args, **kwargs)
        message = _message(record)
        if secret in message:
            record.msg, record.args = message.replace(secret, _HIDDEN), ()
        if record.exc_info:
            # Handlers print exc_text where it is set and do not look at the exception again.
            record.exc_text = _FORMATTER.formatException(record.exc_info).replace(secret, _HIDDEN)
        return record

    logging.setLogRecordFactory(make_redacted)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"
