"""Faults that a test orders for the next calls of a method."""

import threading
from dataclasses import dataclass

from tests.standins.telegram.errors import ApiError


@dataclass(frozen=True)
class Fault:
    """One way for a call to go wrong."""

    kind: str
    error: ApiError | None = None
    seconds: float = 0.0
    carried_out: bool = False


SERVER_ERROR = Fault("500", ApiError(500, "Internal Server Error"))
BAD_GATEWAY = Fault("502")
DROP_BEFORE = Fault("drop-before")
DROP_AFTER = Fault("drop-after", carried_out=True)
FORBIDDEN = Fault("403", ApiError(403, "Forbidden: bot was blocked by the user"))
CANNOT_PARSE = Fault(
    "400",
    ApiError(
        400,
        'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0',
    ),
)
BAD_GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    "</body>\r\n</html>\r\n"
)


def flood(retry_after: int = 1) -> Fault:
    """Return the fault 429 that asks the bot to wait so many seconds."""
    description = f"Too Many Requests: retry after {retry_after}"
    return Fault("429", ApiError(429, description, parameters={"retry_after": retry_after}))


def hang(seconds: float = 60.0, *, carried_out: bool = False) -> Fault:
    """Return the fault that holds the answer back longer than the client waits."""
    return Fault("hang", seconds=seconds, carried_out=carried_out)


class FaultQueue:
    """The faults ordered so far, by method; `*` stands for every method but getUpdates."""

    def __init__(self) -> None:
        """Start without faults."""
        self._lock = threading.Lock()
        self._ordered: list[tuple[str, Fault]] = []

    def order(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of the method go wrong."""
        with self._lock:
            self._ordered.extend([(method, fault)] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, if one was ordered."""
        with self._lock:
            for number, (wanted, fault) in enumerate(self._ordered):
                if wanted == method or (wanted == "*" and method != "getUpdates"):
                    del self._ordered[number]
                    return fault
        return None

    def clear(self) -> None:
        """Forget the faults that have not happened yet."""
        with self._lock:
            self._ordered.clear()
