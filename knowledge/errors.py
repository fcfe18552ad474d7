"""The errors that end an action with one line for its user.

    WenceError
    ├── SettingsError        bot: config.toml or the environment cannot be used
    ├── SourceError          a file cannot be read as text
    ├── NotAPlanError        a text has no outline to answer from
    ├── StoreError           the database cannot be opened or used
    ├── UnknownDocumentError no document of that name is stored
    └── NoteError            a question cannot be remembered, or none of that number is

Each error carries what was found as named fields. The sentence that a person reads is made of
them at the edge, in the person's language; ``str(error)`` is for logs.
"""


class WenceError(Exception):
    """An action cannot be carried out for a reason that its user can mend.

    ``reason`` is a key of the error's texts; ``found`` are the values that the text names.
    """

    def __init__(self, reason: str, **found: object) -> None:
        """Keep the reason and what was found."""
        self.reason = reason
        self.found = found
        named = ", ".join(f"{key}={value!r}" for key, value in found.items())
        super().__init__(f"{reason}: {named}" if named else reason)


class SourceError(WenceError):
    """A file cannot be read as the text of a document."""


class NotAPlanError(WenceError):
    """A text has no numbered outline that questions could be answered from."""


class StoreError(WenceError):
    """The database cannot be opened, read or written."""


class UnknownDocumentError(WenceError):
    """No document of the given name is stored."""


class NoteError(WenceError):
    """A question cannot be remembered, or none of the given number is."""
