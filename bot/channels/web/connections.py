"""Connections that may not stay open for as long, or grow as large, as they like.

uvicorn waits for a request for ever; ten thousand clients that each send a character a minute would
hold ten thousand connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

# More are hung up on at once. A process may have a thousand files open where nobody says otherwise.
MOST_CONNECTIONS = 500
# So many seconds a request may take to come, and so many bytes its head may have.
PATIENCE = 10.0
LARGEST_HEAD = 32 * 1024


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's connection with a limit of time for each request and of size for its head."""

    _deadline: asyncio.TimerHandle | None = None
    _head: int | None = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or hang up where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless the head of the request grows too large."""
        if self._head is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD + self._body_allowed(data):
                self.send_400_response("The head of the request is too large.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Go on without counting: the application counts the body."""
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: all of a request is there."""
        self._wait_no_longer()
        self._head = 0
        super().on_message_complete()

    @staticmethod
    def _body_allowed(data: bytes) -> int:
        """Return how much of what has come at once may belong to a body behind the head."""
        end = data.find(b"\r\n\r\n")
        return 0 if end < 0 else len(data) - end

    def _wait(self) -> None:
        self._wait_no_longer()
        self._deadline = self.loop.call_later(PATIENCE, self._hang_up)

    def _wait_no_longer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()
