"""The links that Telegram takes."""

import re
from urllib.parse import parse_qs, urlsplit

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_OWN_SCHEMES = {"tg", "ton", "tonsite"}
_TELEGRAM_HOSTS = {"t.me", "telegram.me", "telegram.dog"}
_DEEP_LINKS = ("start", "startgroup", "startapp")


def checked_link(link: str) -> str | None:
    """Return the link as Telegram keeps it, or None if it is none."""
    link = link.strip()
    match = _SCHEME.match(link)
    if match and match[1].lower() in _OWN_SCHEMES:
        return link if re.fullmatch(r"[a-z]+:(//)?[^\s]+", link, re.IGNORECASE) else None
    address = link if "://" in link else f"http://{link}"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or re.search(r"\s", address):
        return None
    host = parts.hostname or ""
    if "." not in host.strip(".") and ":" not in host:
        return None
    return address


def is_https(link: str) -> bool:
    """Tell whether the link is one that Telegram takes where only HTTPS is allowed."""
    return link.lower().startswith("https://") and checked_link(link) is not None


def mentioned_user(link: str) -> int | None:
    """Return the user whom a tg://user link names."""
    match = re.fullmatch(r"tg:(?://)?user\?id=([0-9]{1,19})", link.strip(), re.IGNORECASE)
    return int(match[1]) if match else None


def deep_link_fault(link: str) -> str | None:
    """Return what is wrong with the payload of a deep link to a bot, if anything is."""
    try:
        parts = urlsplit(link if "://" in link else f"http://{link}")
    except ValueError:
        return None
    resolve = parts.scheme == "tg" and parts.netloc == "resolve"
    if (parts.hostname or "").removeprefix("www.") not in _TELEGRAM_HOSTS and not resolve:
        return None
    given = parse_qs(parts.query, keep_blank_values=True)
    for name in _DEEP_LINKS:
        for payload in given.get(name, []):
            if payload and not PAYLOAD.fullmatch(payload):
                return f"payload {payload!r} of the deep link {link!r} is not 1-64 of A-Za-z0-9_-"
    return None
