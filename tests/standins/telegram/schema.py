"""Checking of a request against the tables of parameters and objects."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.standins.telegram.errors import fail, reject
from tests.standins.telegram.objects import OBJECTS, UNIONS
from tests.standins.telegram.parameters import METHODS
from tests.standins.telegram.records import Json, UploadedFile

_SPEC = re.compile(r"(?P<names>[A-Za-z|]+)(?P<lists>(?:\[\])*)(?P<required>!?)(?:=(?P<only>\w+))?")
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_WORDS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
_SCALARS: dict[str, Callable[[Any], bool]] = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, UploadedFile),
}


@dataclass(frozen=True)
class FieldType:
    """The type of one parameter or field."""

    names: tuple[str, ...]
    depth: int
    required: bool
    only: str | None

    def __str__(self) -> str:
        """Return the type as it is written in the tables."""
        return "|".join(self.names) + "[]" * self.depth


@cache
def read_fields(table: str) -> dict[str, FieldType]:
    """Return the fields that one line of the tables describes."""
    fields = {}
    for part in table.split():
        name, _, spec = part.partition(":")
        match = _SPEC.fullmatch(spec)
        if match is None:
            fail(f"{part!r} is not in the notation of the tables")
        fields[name] = FieldType(
            names=tuple(match["names"].split("|")),
            depth=len(match["lists"]) // 2,
            required=bool(match["required"]),
            only=match["only"],
        )
    return fields


def read_parameters(method: str, raw: Mapping[str, Any]) -> Json:
    """Return the typed parameters of a call, or refuse it."""
    fields = read_fields(METHODS[method])
    for name in raw:
        if name not in fields:
            reject(f'unknown parameter "{name}" of {method}')
    for name, field in fields.items():
        if field.required and name not in raw:
            reject(f'parameter "{name}" of {method} is required')
    return {name: _read_parameter(name, value, fields[name]) for name, value in raw.items()}


def _read_parameter(name: str, value: Any, field: FieldType) -> Any:
    if not isinstance(value, str):
        return _check(value, field.names, field.depth, name)
    structured = field.depth or any(part not in _SCALARS for part in field.names)
    if structured:
        try:
            decoded = json.loads(value)
        except ValueError:
            reject(f'can\'t parse {name} JSON object: expected "{field}"')
        return _check(decoded, field.names, field.depth, name)
    if "Integer" in field.names and _INTEGER.fullmatch(value):
        return int(value)
    if "Boolean" in field.names and value in _WORDS:
        return _WORDS[value]
    return _check(value, field.names, 0, name)


def _check(value: Any, names: tuple[str, ...], depth: int, where: str) -> Any:
    if depth:
        if not isinstance(value, list):
            reject(f"{where} must be of type Array")
        return [
            _check(item, names, depth - 1, f"{where}[{number}]")
            for number, item in enumerate(value)
        ]
    scalars = [name for name in names if name in _SCALARS]
    if any(_SCALARS[name](value) for name in scalars):
        if isinstance(value, str):
            _check_unicode(value, where)
        return value
    objects = [part for name in names if name not in _SCALARS for part in UNIONS.get(name, (name,))]
    if not objects or not isinstance(value, dict):
        reject(f"{where} must be of type {' or '.join(names)}")
    return _check_object(value, objects, where)


def _check_unicode(value: str, where: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        reject(f"strings must be encoded in UTF-8 ({where})")


def _check_object(value: Json, candidates: list[str], where: str) -> Json:
    complaints = {name: _complaints(value, name, where) for name in candidates}
    # The object that fits best is the one the bot meant, so its complaints are the useful ones.
    best = min(candidates, key=lambda name: len(complaints[name]))
    if complaints[best]:
        reject(complaints[best][0])
    fields = read_fields(OBJECTS[best])
    return {
        name: _check(item, fields[name].names, fields[name].depth, f"{where}.{name}")
        for name, item in value.items()
    }


def _complaints(value: Json, name: str, where: str) -> list[str]:
    fields = read_fields(OBJECTS[name])
    wrong = [
        f'{where}.{key} must be "{field.only}" in {name}'
        for key, field in fields.items()
        if field.only is not None and key in value and value[key] != field.only
    ]
    missing = [
        f'can\'t find field "{key}" of {name} in {where}'
        for key, field in fields.items()
        if field.required and key not in value
    ]
    unknown = [f'unknown field "{key}" of {name} in {where}' for key in value if key not in fields]
    return wrong + missing + unknown
