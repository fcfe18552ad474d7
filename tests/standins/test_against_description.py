"""The hand-written tables against the description of the Bot API, where it is at hand."""

import json
from pathlib import Path
from typing import Any

from tests.standins.telegram.answers import ANSWERS
from tests.standins.telegram.delivery import KINDS
from tests.standins.telegram.objects import OBJECTS, UNIONS
from tests.standins.telegram.parameters import METHODS
from tests.standins.telegram.schema import read_fields

DESCRIPTION = Path(__file__).parents[2].parent / "shared" / "telegram" / "bot-api-10.0.json"
SERVER_SIDE = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}


def _described() -> dict[str, Any]:
    if not DESCRIPTION.is_file():
        return {"methods": {}, "types": {}}
    described: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return described


def _notation(name: str) -> str:
    depth = name.count("Array of ")
    return name.replace("Array of ", "") + "[]" * depth


def _fields(entry: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    return {
        field["name"]: ("|".join(map(_notation, field["types"])), field["required"])
        for field in entry.get("fields", [])
    }


def _own(table: str) -> dict[str, tuple[str, bool]]:
    return {name: (str(field), field.required) for name, field in read_fields(table).items()}


def test_every_method_has_an_answer() -> None:
    """The methods with parameters are those with an answer."""
    assert set(METHODS) == set(ANSWERS) | SERVER_SIDE


def test_every_type_in_the_tables_is_known() -> None:
    """A type named in a table is a plain one, an object or a union of objects."""
    plain = {"Integer", "Float", "Boolean", "String", "InputFile"}
    for table in (*METHODS.values(), *OBJECTS.values()):
        for name, field in read_fields(table).items():
            assert set(field.names) <= plain | set(OBJECTS) | set(UNIONS), name
    assert {part for parts in UNIONS.values() for part in parts} <= set(OBJECTS)


def test_parameters_agree_with_the_description() -> None:
    """Names, types and necessity of all parameters are those of the description."""
    methods = _described()["methods"]
    for name, table in METHODS.items():
        if methods:
            assert _own(table) == _fields(methods[name]), name


def test_objects_agree_with_the_description() -> None:
    """Names, types and necessity of all fields are those of the description."""
    types = _described()["types"]
    for name, table in OBJECTS.items():
        if types:
            assert _own(table) == _fields(types[name]), name


def test_unions_and_updates_agree_with_the_description() -> None:
    """Unions hold only their described members, and every kind of update is known."""
    types = _described()["types"]
    for name, parts in UNIONS.items():
        if types:
            assert set(parts) <= set(types[name]["subtypes"]), name
    if types:
        assert set(KINDS) == set(_fields(types["Update"])) - {"update_id"}
