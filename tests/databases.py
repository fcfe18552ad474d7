"""The kinds of databases, and a PostgreSQL server of the tests' own on the loopback address."""

from __future__ import annotations

import os
import socket
import subprocess
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

# Debian's, of postgresql-common: makes a server that is gone when its command ends.
POSTGRESQL = "pg_virtualenv"
# What the program is tested with; parameters of fixtures.
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.needs_program(POSTGRESQL)))
# Nothing in it need outlive the machine.
_CAREFREE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
# Says who may enter where, and stays until its input is closed.
_TELL = 'echo "$PGUSER $PGPASSWORD $PGHOST $PGPORT"; exec cat'


class Server:
    """Makes databases on a server; each is empty, and new."""

    def __init__(self, url: sa.URL) -> None:
        """Work on the server at ``url``, as one who may make databases."""
        self._url = url
        self._numbers = count(1)

    def database(self) -> str:
        """Make a database and return its URL."""
        name = f"wence_{next(self._numbers)}"
        # In the sign order and encoding of whoever started the server, tests would differ.
        make = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        engine = sa.create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(make)
        engine.dispose()
        return self._url.set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgresql() -> Iterator[Server]:
    """Run a server."""
    # It would look for a port itself, and two that look at the same time find the same one.
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    options = [part for one in _CAREFREE for part in ("-o", one)]
    command = [POSTGRESQL, "-t", "-c", f"--port {port}", *options, "sh", "-c", _TELL]
    with subprocess.Popen(  # noqa: S603 -- no input of others
        command,
        # It would begin with the locale of whoever tests, which this machine may not have.
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = next((line.split() for line in process.stdout if line.count(" ") == 3), None)
        assert told is not None, process.communicate()[1]
        user, password, host, _ = told
        yield Server(sa.URL.create("postgresql+psycopg", user, password, host, port, "postgres"))
        process.communicate()
