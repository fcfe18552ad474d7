"""The record of the calls and waiting for them."""

import threading
import time
from collections.abc import Callable

from tests.standins.telegram.errors import fail
from tests.standins.telegram.records import Call


class CallLog:
    """Every request of the bot in the order of the answers."""

    def __init__(self, changed: threading.Condition) -> None:
        """Share the condition that tells of every change."""
        self._changed = changed
        self._calls: list[Call] = []

    def add(self, call: Call) -> None:
        """Record a call."""
        with self._changed:
            self._calls.append(call)
            self._changed.notify_all()

    def all(self) -> list[Call]:
        """Return the calls so far."""
        with self._changed:
            return list(self._calls)

    def wait_for(self, method: str, count: int, timeout: float, after: int) -> list[Call]:
        """Return the calls of a method once there are enough of them."""

        def matching() -> list[Call]:
            return [call for call in self.all()[after:] if call.method == method]

        self.wait_until(
            lambda: len(matching()) >= count, timeout, f"{count} call(s) of {method} did not come"
        )
        return matching()

    def wait_until(self, predicate: Callable[[], object], timeout: float, failure: str) -> None:
        """Return once the predicate holds, or fail with a list of the calls seen."""
        deadline = time.monotonic() + timeout
        # The predicate is asked without the lock, since it may call the stand-in itself, and
        # every now and then, since it may look at more than the stand-in.
        while not predicate():
            left = deadline - time.monotonic()
            if left <= 0:
                fail(f"{failure} within {timeout} s; {self._seen()}")
            with self._changed:
                self._changed.wait(min(left, 0.05))

    def _seen(self) -> str:
        calls = self.all()
        polls = sum(call.method == "getUpdates" for call in calls)
        others = [str(call) for call in calls if call.method != "getUpdates"]
        listed = "\n  ".join(others) or "none"
        return f"calls seen ({polls} getUpdates left out):\n  {listed}"
