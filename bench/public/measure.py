"""A measured number with the count behind it, how `textkin eval` is read into such numbers, and how they are shown."""

from __future__ import annotations

from typing import NamedTuple


class Measure(NamedTuple):
    """`value` is None where nothing could be measured: it is shown as "-", never as 0 or 1."""

    value: float | None
    items: int  # one item decided otherwise moves the value by about 1 / items
    is_count: bool = False

    @staticmethod
    def share(hits: int, total: int) -> Measure:
        return Measure(hits / total if total else None, total)

    @staticmethod
    def count(number: int) -> Measure:
        return Measure(float(number), 1, True)


Measures = dict[str, Measure]
NOTHING = Measure(None, 0)


def shown(measure: Measure) -> str:
    if measure.value is None:
        return "-"
    return f"{measure.value:,.0f}" if measure.is_count else f"{measure.value:.4f}"


def shown_items(measure: Measure) -> str:
    return "" if measure.is_count or measure.value is None else f"{measure.items:,}"


def print_measures(title: str, measures: Measures) -> None:
    print(title)
    for key, measure in measures.items():
        print(f"  {key:<44} {shown(measure):>10} {'of ' * bool(shown_items(measure))}{shown_items(measure)}".rstrip())


def flatten(evaluation: dict) -> Measures:
    """The object of `textkin eval --json` with dotted keys; ratios are taken anew from their counts, which are exact."""
    found: Measures = {}
    for section in ("clusters", "passages", "edges", "lost", "flags"):
        _flatten(section, evaluation[section], evaluation["truth_nodes"], found)
    for kind, problem in evaluation["problems"].items():
        found[f"problems.{kind}"] = Measure.count(problem["count"])
    return found


def _flatten(key: str, node: dict | list | float | None, items: int, found: Measures) -> None:
    if isinstance(node, list):  # bins of a calibration
        for place, one in enumerate(node):
            found[f"{key}.{place}.confidence"] = Measure(one["confidence"], one["edges"])
            found[f"{key}.{place}.right"] = Measure.share(one["right"], one["edges"])
    elif not isinstance(node, dict):
        found[key] = Measure(node, items if node is not None else 0)
    elif "hits" in node:
        found[key] = Measure.share(node["hits"], node["total"])
    elif "wanted" in node:
        right, both = node["right"], node["found"] + node["wanted"]
        found[f"{key}.precision"] = Measure.share(right, node["found"])
        found[f"{key}.recall"] = Measure.share(right, node["wanted"])
        found[f"{key}.f1"] = Measure(2 * right / both if both else None, (both + 1) // 2)
    else:
        items = node.get("cases", node.get("edges", items)) if not isinstance(node.get("edges"), dict) else items
        for name, value in node.items():
            if not isinstance(value, int) or isinstance(value, bool):
                _flatten(f"{key}.{name}", value, items, found)
