"""Connections that may not stay open for as long, or grow as large, as they like.

uvicorn waits for a request for ever; ten thousand clients that each send a character a minute would
hold ten thousand connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

# Where there are more, the one whose request is the longest on its way is hung up on. A process may
# have a thousand files open where nobody says otherwise.
MOST_CONNECTIONS = 500
# So many seconds a request may take to come, and so many bytes its head may have.
PATIENCE = 10.0
LARGEST_HEAD = 32 * 1024


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's connection with a limit of time for each request and of size for its head."""

    connections: set[BoundedConnection]  # type: ignore[assignment]
    deadline: asyncio.TimerHandle | None = None
    # When the request that is being waited for began.
    since = 0.0
    _head: int | None = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; where there are too many, hang up on the slowest."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > MOST_CONNECTIONS:
            waiting = [one for one in self.connections if one.deadline is not None]
            min(waiting, key=lambda one: one.since, default=self).hang_up()

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
        self.since = self.loop.time()
        self.deadline = self.loop.call_later(PATIENCE, self.hang_up)

    def _wait_no_longer(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def hang_up(self) -> None:
        """Close the connection at once."""
        self._wait_no_longer()
        if not self.transport.is_closing():
            self.transport.abort()
