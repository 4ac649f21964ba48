#!/usr/bin/env python3
"""Keeps what has been reached: measures textkin and compares with the floors of floors.json.

    gate.py check [--tier small|full]                   fails when a measure is worse than its floor by more than the tolerance
    gate.py raise [--tier small|full]                   measures, and sets every floor that was beaten to what was measured
    gate.py lower GATE VALUE --allow-regression --reason TEXT
    gate.py renew INPUT ... --reason TEXT               after inputs changed: their digests, and all of their floors, as measured now

A gate is named INPUT/KEY. Its tolerance counts items: `one_item` is how far the measure moves when one item (a pair, a page)
comes out otherwise. `better` is "lower" for a measure that should be small. A gate is added by hand with "floor": null, and
gets its floor from `raise`. Inputs that are absent are skipped aloud. The full tier includes the small one.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench/public"))

from inputs import Measured, measure_input  # noqa: E402
from measure import NOTHING, Measure  # noqa: E402
from scanning import TEXTKIN, Absent  # noqa: E402

FLOORS = Path(__file__).with_name("floors.json")
DECIMALS = 4  # as textkin eval prints them


def name_of(gate: dict) -> str:
    return f"{gate['input']}/{gate['key']}"


def rounded(value: float, better: str) -> float:
    """Towards the worse, so that a floor never stands above what was measured."""
    scaled = round(value * 10**DECIMALS, 6)
    return (math.floor(scaled) if better == "higher" else math.ceil(scaled)) / 10**DECIMALS


def is_better(value: float, than: float, better: str) -> bool:
    return value > than if better == "higher" else value < than


def complaint(gate: dict, measured: Measure) -> str | None:
    """Why the gate fails, with the numbers."""
    name, floor = name_of(gate), gate["floor"]
    if measured.value is None:
        return f"{name}: not measured (the result has nothing to measure it by)"
    if floor is None:
        return f"{name}: has no floor yet, measured {measured.value:.4f}: run gate.py raise"
    slack = gate["tolerance"] * gate["one_item"]
    least = floor - slack if gate["better"] == "higher" else floor + slack
    if not is_better(least, measured.value, gate["better"]):
        return None
    bound = "floor" if gate["better"] == "higher" else "ceiling"
    return f"{name}: {measured.value:.4f}, {bound} {floor:.4f}, tolerance {slack:.4f} ({gate['tolerance']} of {measured.items:,} items)"


def check(floors: dict, measured: dict[str, Measured]) -> list[str]:
    """What is wrong, a line each; passed over are inputs that were not measured, and sets that have no gates."""
    problems = []
    for name, result in measured.items():
        if name not in floors["inputs"]:
            continue
        wanted = floors["inputs"][name]["digest"]
        if wanted is None:
            problems.append(f"{name}: has no digest yet: run gate.py renew {name} --reason TEXT")
        elif result.digest != wanted:
            problems.append(
                f"{name}: the inputs have changed (digest {result.digest[:12]}, was {wanted[:12]}), so its floors compare unlike "
                f"things: look at the difference, then run gate.py renew {name} --reason TEXT"
            )
    changed = {problem.partition(":")[0] for problem in problems}
    for gate in floors["gates"]:
        if gate["input"] in measured and gate["input"] not in changed:
            problem = complaint(gate, measured[gate["input"]].measures.get(gate["key"], NOTHING))
            problems += [problem] if problem else []
    return problems


def _pin(gate: dict, measured: Measure) -> None:
    gate["floor"] = rounded(measured.value, gate["better"])
    gate["one_item"] = math.ceil(1e6 / measured.items) / 1e6


def raise_floors(floors: dict, measured: dict[str, Measured]) -> list[str]:
    """Never loosens one; returns what was raised."""
    raised = []
    for gate in floors["gates"]:
        result = measured.get(gate["input"])
        one = result.measures.get(gate["key"], NOTHING) if result else NOTHING
        if one.value is None or result.digest != floors["inputs"][gate["input"]]["digest"]:
            continue
        floor = gate["floor"]
        if floor is None or is_better(rounded(one.value, gate["better"]), floor, gate["better"]):
            _pin(gate, one)
            raised.append(f"{name_of(gate)}: {'-' if floor is None else f'{floor:.4f}'} -> {gate['floor']:.4f}")
    return raised


def lower_floor(floors: dict, name: str, value: float, reason: str, day: str) -> None:
    gate = next((gate for gate in floors["gates"] if name_of(gate) == name), None)
    if gate is None or gate["floor"] is None:
        raise ValueError(f"no gate {name} with a floor")
    if not is_better(gate["floor"], value, gate["better"]):
        raise ValueError(f"{name}: {value} is no lower demand than {gate['floor']}; gate.py raise raises")
    floors["changes"].append({"date": day, "gate": name, "from": gate["floor"], "to": value, "reason": reason})
    gate["floor"] = value


def renew(floors: dict, name: str, measured: Measured, reason: str, day: str) -> None:
    """All floors of the input as measured now; the old ones stay on record."""
    changed = {}
    for gate in floors["gates"]:
        if gate["input"] != name:
            continue
        one = measured.measures.get(gate["key"], NOTHING)
        if one.value is None:
            raise ValueError(f"{name_of(gate)}: not measured, so there is no floor for it")
        changed[gate["key"]] = gate["floor"]
        _pin(gate, one)
    floors["inputs"][name]["digest"] = measured.digest
    if any(floor is not None for floor in changed.values()):
        floors["changes"].append({"date": day, "input": name, "from": changed, "reason": reason})


def renew_changed(floors: dict, measured: dict[str, Measured], reason: str, day: str) -> None:
    """Those of which the digest is another one than before."""
    for name, result in measured.items():
        if name in floors["inputs"] and floors["inputs"][name]["digest"] != result.digest:
            renew(floors, name, result, reason, day)


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def store(floors: dict, path: Path) -> None:
    """One gate and one change a line: they are read in diffs."""

    def lines(rows: list[dict]) -> str:
        return ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)

    inputs = ",\n".join(f"    {json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in floors["inputs"].items())
    sections = [f'  "inputs": {{\n{inputs}\n  }}']
    sections += [f'  "{key}": [\n{lines(floors[key])}\n  ]' if floors[key] else f'  "{key}": []' for key in ("gates", "changes")]
    path.write_text("{\n" + ",\n".join(sections) + "\n}\n", encoding="utf-8")


def inputs_of(floors: dict, tier: str) -> dict[str, dict]:
    return {name: one for name, one in floors["inputs"].items() if tier == "full" or one["tier"] == "small"}


def measure_all(inputs: dict[str, dict], measure: Callable[[dict], Measured]) -> dict[str, Measured]:
    """What is absent is left out, and said."""
    measured = {}
    for name, described in inputs.items():
        try:
            measured[name] = measure(described)
        except Absent as reason:
            print(f"skipped: {name}: {reason}", file=sys.stderr)
    return measured


def report(floors: dict, measured: dict[str, Measured]) -> int:
    problems = check(floors, measured)
    for problem in problems:
        print(f"FAILED: {problem}", file=sys.stderr)
    count = sum(gate["input"] in measured for gate in floors["gates"])
    print(f"{count} gates on {len(measured)} inputs, {len(problems)} failed")
    return 1 if problems or not measured else 0


def run(options: argparse.Namespace) -> int:
    floors = load(options.floors)
    if options.command == "lower":
        if not options.allow_regression:
            raise ValueError("lowering a floor needs --allow-regression and --reason TEXT")
        lower_floor(floors, options.gate, options.value, options.reason, date.today().isoformat())
        store(floors, options.floors)
        return 0
    if not options.textkin.is_file():
        raise ValueError(f"{options.textkin} is not built")

    def measure(described: dict) -> Measured:
        return measure_input(options.textkin, described)

    if options.command == "renew":
        for name in options.inputs:
            if name not in floors["inputs"]:
                raise ValueError(f"no input {name}")
            renew(floors, name, measure(floors["inputs"][name]), options.reason, date.today().isoformat())
            store(floors, options.floors)
        return 0
    measured = measure_all(inputs_of(floors, options.tier), measure)
    if options.command == "check":
        return report(floors, measured)
    for line in raise_floors(floors, measured):
        print(line)
    store(floors, options.floors)
    return report(floors, measured)


def reason_given(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a reason has words")
    return text.strip()


def main(arguments: list[str] | None = None) -> int:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--textkin", type=Path, default=TEXTKIN)
    common.add_argument("--floors", type=Path, default=FLOORS)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "raise"):
        commands.add_parser(name, parents=[common]).add_argument("--tier", choices=("small", "full"), default="small")
    lower = commands.add_parser("lower", parents=[common])
    lower.add_argument("gate", metavar="GATE")
    lower.add_argument("value", type=float)
    lower.add_argument("--allow-regression", action="store_true")
    lower.add_argument("--reason", type=reason_given, required=True)
    renewing = commands.add_parser("renew", parents=[common])
    renewing.add_argument("inputs", nargs="+", metavar="INPUT")
    renewing.add_argument("--reason", type=reason_given, required=True)
    options = parser.parse_args(arguments)
    try:
        return run(options)
    except (ValueError, Absent) as error:
        print(f"gate.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
