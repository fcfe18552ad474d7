"""Measures of a read outline against one that a person read (docs/outlines.md)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

_FIELDS = ("title", "issuer", "doc_no", "issued_on", "addressees", "draft", "valid_until")


def measure_outline(labelled: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """Compare two outlines in the form of ``wence outline --json``.

    Returns node_f1 over (path, label) with repetitions; titles, the share of right titles among
    the nodes found, those marked borderline left out; offices_f1 over (node, name of a unit);
    fields, the metadata that is right of those that the labels state, with wrong_fields by name;
    and the nodes missing and extra.
    """
    expected = Counter(_key(node) for node in labelled["nodes"])
    found = Counter(_key(node) for node in read["nodes"])
    both = (expected & found).total()
    total = expected.total() + found.total()
    right, judged = _titles(labelled["nodes"], read["nodes"])
    given = labelled["meta"]
    wrong = [name for name in _FIELDS if name in given and given[name] != read["meta"][name]]
    stated = [name for name in _FIELDS if given.get(name) not in (None, [])]
    return {
        "nodes": expected.total(),
        "node_f1": round(2 * both / total, 4) if total else 1.0,
        "titles": round(right / judged, 4) if judged else 1.0,
        "offices_f1": _offices_f1(labelled["nodes"], read["nodes"]),
        "fields": f"{len(set(stated) - set(wrong))}/{len(stated)}",
        "wrong_fields": wrong,
        "missing": ["".join(path) for path, _ in (expected - found).elements()],
        "extra": ["".join(path) for path, _ in (found - expected).elements()],
    }


def _key(node: dict[str, Any]) -> tuple[tuple[str, ...], str]:
    return tuple(node["path"]), node["label"]


def _offices_f1(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> float:
    """Return the F1 of (node, name of a unit); 1.0 where neither has any."""
    named, read = (
        Counter((_key(node), name) for node in nodes for name in node.get(key) or ())
        for nodes, key in ((expected, "units"), (found, "offices"))
    )
    total = named.total() + read.total()
    return round(2 * (named & read).total() / total, 4) if total else 1.0


def _titles(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> tuple[int, int]:
    """Count right titles and judged ones; nodes of the same path are paired in their order."""
    titles = defaultdict(list)
    for node in found:
        titles[_key(node)].append(node["title"])
    right = judged = 0
    for node in expected:
        waiting = titles[_key(node)]
        if waiting:
            title = waiting.pop(0)
            if not node.get("borderline"):
                judged += 1
                right += title == node["title"]
    return right, judged
