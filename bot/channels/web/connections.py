"""Connections that may not stay open for as long, or grow as large, as they like.

uvicorn waits for a request for ever; ten thousand clients that each send a character a minute would
hold ten thousand connections. So would those who never take their answers.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.channels.web.problems import problem
from bot.texts import text

if TYPE_CHECKING:
    import asyncio

    from uvicorn._types import ASGI3Application
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

# Where there are more, the one that has been waited for the longest is hung up on. A process may
# have a thousand files open where nobody says otherwise.
MOST_CONNECTIONS = 500
# So many seconds a client may take to ask, and to take some of an answer; so many bytes the head of
# a request may have, and the request altogether, of which the guard takes less as its body.
PATIENCE = 10.0
LARGEST_HEAD = 32 * 1024
LARGEST_REQUEST = 640 * 1024


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's connection with limits of time and of size for each request and answer."""

    connections: set[BoundedConnection]  # type: ignore[assignment]
    # Since when the client is waited for: to ask, to say the rest, or to take an answer. None while
    # it waits itself.
    since: float | None = None
    _timer: asyncio.TimerHandle | None = None
    _answering: RequestResponseCycle | None = None
    _in_head = True
    _received = 0
    _unsent = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; where there are too many, hang up on the slowest."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._look_at(self.since + PATIENCE)
        if len(self.connections) > MOST_CONNECTIONS:
            waiting = {one: one.since for one in self.connections if one.since is not None}
            min(waiting, key=waiting.__getitem__, default=self).hang_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer, and tell whoever still answers."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless there is too much of it."""
        self._received += len(data)
        if self._in_head:
            if self._received > LARGEST_HEAD and self._received > LARGEST_HEAD + _body_in(data):
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "web.detail_431")
                return
        elif self._received > LARGEST_REQUEST:
            self.hang_up()
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request."""
        super().on_message_begin()
        self.since = self.loop.time()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; those that come behind a body in pieces are of no use to anybody."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Go on: the application counts the body."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: all of a request is there."""
        self.since = None
        self._in_head = True
        self._received = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        if self.since is None and not self.pipeline:
            self.since = self.loop.time()

    def pause_writing(self) -> None:
        """Wait for the client to take what it was sent."""
        super().pause_writing()
        if self.since is None:
            self.since = self.loop.time()

    def resume_writing(self) -> None:
        """Go on sending."""
        super().resume_writing()
        if self.cycle is not None and not self.cycle.response_complete:
            self.since = None

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 -- told in our own words
        """Say that a request cannot be read."""
        self._refuse(HTTPStatus.BAD_REQUEST, "web.detail_unreadable")

    def hang_up(self) -> None:
        """Close the connection at once."""
        self._stop()
        self.transport.abort()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        told = problem(status, text(detail))
        head = [f"HTTP/1.1 {status.value} {status.phrase}".encode(), b"connection: close"]
        head += [name + b": " + value for name, value in told.raw_headers]
        self.transport.write(b"\r\n".join([*head, b"", bytes(told.body)]))
        self.transport.close()

    def _look_at(self, time: float) -> None:
        self._timer = self.loop.call_at(time, self._look)

    def _look(self) -> None:
        """Hang up if what is waited for is late, else look again when it would be."""
        now, unsent = self.loop.time(), self.transport.get_write_buffer_size()
        if self.since is None or (unsent and unsent != self._unsent):
            # It waits itself, or takes what it was sent, however slowly.
            until = now + PATIENCE
        else:
            until = self.since + PATIENCE
        self._unsent = unsent
        if until > now:
            self._look_at(until)
        else:
            self.hang_up()

    def _stop(self) -> None:
        self.since = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._answering is not None and not self._answering.response_complete:
            # uvicorn tells the last one that was asked for, which need not be this one.
            self._answering.disconnected = True
            self._answering.message_event.set()


def _body_in(data: bytes) -> int:
    """Return how much of what has come at once may belong to a body behind the head."""
    end = data.find(b"\r\n\r\n")
    return 0 if end < 0 else len(data) - end
