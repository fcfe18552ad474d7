"""The refusals of the Bot API."""

from typing import Any, NoReturn


class ApiError(Exception):
    """A call that is answered with `"ok": false`."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        parameters: dict[str, Any] | None = None,
        violation: bool = False,
    ) -> None:
        """Keep what the answer says and whether the bot broke a rule it could have known."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.violation = violation

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def refuse(text: str) -> NoReturn:
    """Answer 400 for the state of the chat, so that a correct bot can meet it."""
    raise ApiError(400, f"Bad Request: {text}")


def reject(text: str) -> NoReturn:
    """Answer 400 for a documented rule, so that only a bot that breaks it can meet it."""
    raise ApiError(400, f"Bad Request: {text}", violation=True)


def forbid(text: str) -> NoReturn:
    """Answer 403."""
    raise ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> NoReturn:
    """Answer 409."""
    raise ApiError(409, f"Conflict: {text}")


def fail(text: str) -> NoReturn:
    """Fail the test that asked the stand-in for something impossible."""
    raise AssertionError(text)
