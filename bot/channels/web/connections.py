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
    # When the request that is being waited for began, None while none is.
    since: float | None = None
    _timer: asyncio.TimerHandle | None = None
    _head: int | None = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; where there are too many, hang up on the slowest."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._look_at(self.since + PATIENCE)
        if len(self.connections) > MOST_CONNECTIONS:
            waiting = {one: one.since for one in self.connections if one.since is not None}
            min(waiting, key=waiting.__getitem__, default=self).hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless the head of the request grows too large."""
        if self._head is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD and self._head > LARGEST_HEAD + _body_in(data):
                self.send_400_response("The head of the request is too large.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request."""
        super().on_message_begin()
        self.since = self.loop.time()

    def on_headers_complete(self) -> None:
        """Go on without counting: the application counts the body."""
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: all of a request is there."""
        self.since = None
        self._head = 0
        super().on_message_complete()

    def hang_up(self) -> None:
        """Close the connection at once."""
        self._stop()
        if not self.transport.is_closing():
            self.transport.abort()

    def _look_at(self, time: float) -> None:
        self._timer = self.loop.call_at(time, self._look)

    def _look(self) -> None:
        """Hang up if what is waited for is late, else look again when it would be."""
        now = self.loop.time()
        until = (now if self.since is None else self.since) + PATIENCE
        if until > now:
            self._look_at(until)
        else:
            self.hang_up()

    def _stop(self) -> None:
        self.since = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _body_in(data: bytes) -> int:
    """Return how much of what has come at once may belong to a body behind the head."""
    end = data.find(b"\r\n\r\n")
    return 0 if end < 0 else len(data) - end
