"""The refusals of the Bot API."""

from typing import Any


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


def refused(text: str) -> ApiError:
    """Return a 400 that depends on the state of the chat, so a correct bot can meet it."""
    return ApiError(400, f"Bad Request: {text}")


def broken_rule(text: str) -> ApiError:
    """Return a 400 that only a bot which breaks the documented rules can meet."""
    return ApiError(400, f"Bad Request: {text}", violation=True)


def forbidden(text: str) -> ApiError:
    """Return a 403."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """Return a 409."""
    return ApiError(409, f"Conflict: {text}")
