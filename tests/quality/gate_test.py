#!/usr/bin/env python3
"""gate.py on made-up measures."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

import public_path  # noqa: F401

import gate
from inputs import Measured, digest
from measure import NOTHING, Measure
from scanning import Absent


def floors(floor: float | None = 0.9, better: str = "higher", tolerance: int = 1) -> dict:
    one = {"input": "fake", "key": "f1", "better": better, "floor": floor, "one_item": 0.01, "tolerance": tolerance}
    return {"inputs": {"fake": {"tier": "small", "digest": "d1"}}, "gates": [one], "changes": []}


def measured(value: float | None, of: str = "d1") -> dict[str, Measured]:
    return {"fake": Measured(of, {"f1": NOTHING if value is None else Measure(value, 100)})}


class Check(unittest.TestCase):
    def test_passes_at_the_floor_and_within_one_item_below(self) -> None:
        self.assertEqual(gate.check(floors(), measured(0.9)), [])
        self.assertEqual(gate.check(floors(), measured(0.891)), [])

    def test_fails_below_the_tolerance_and_says_the_numbers(self) -> None:
        problems = gate.check(floors(), measured(0.88))
        self.assertEqual(len(problems), 1)
        for number in ("0.8800", "0.9000", "0.0100", "fake/f1"):
            self.assertIn(number, problems[0])

    def test_without_tolerance_the_least_drop_fails(self) -> None:
        self.assertEqual(len(gate.check(floors(tolerance=0), measured(0.8999))), 1)

    def test_a_ceiling_fails_above(self) -> None:
        self.assertEqual(gate.check(floors(0.05, "lower"), measured(0.01)), [])
        self.assertEqual(len(gate.check(floors(0.05, "lower"), measured(0.07))), 1)

    def test_a_measure_that_is_gone_fails(self) -> None:
        self.assertIn("not measured", gate.check(floors(), measured(None))[0])
        self.assertIn("not measured", gate.check(floors(), {"fake": Measured("d1", {})})[0])

    def test_changed_inputs_fail_once_whatever_the_measure(self) -> None:
        for value in (0.1, 1.0):
            problems = gate.check(floors(), measured(value, of="d2"))
            self.assertEqual(len(problems), 1)
            self.assertIn("inputs have changed", problems[0])

    def test_a_set_without_gates_is_no_problem(self) -> None:
        self.assertEqual(gate.check(floors(), {"other": Measured("d9", {"f1": Measure(0.1, 100)})}), [])

    def test_a_gate_without_floor_fails(self) -> None:
        self.assertIn("no floor", gate.check(floors(None), measured(1.0))[0])

    def test_nothing_measured_is_no_pass(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(gate.report(floors(), {}), 1)
            self.assertEqual(gate.report(floors(), measured(0.9)), 0)


class Raise(unittest.TestCase):
    def test_takes_what_was_measured_rounded_to_the_worse(self) -> None:
        here = floors()
        gate.raise_floors(here, measured(0.95678))
        self.assertEqual(here["gates"][0]["floor"], 0.9567)
        self.assertEqual(gate.check(here, measured(0.95678)), [])

    def test_a_ceiling_comes_down(self) -> None:
        here = floors(0.05, "lower")
        gate.raise_floors(here, measured(0.01234))
        self.assertEqual(here["gates"][0]["floor"], 0.0124)

    def test_never_loosens(self) -> None:
        for better, worse in (("higher", 0.895), ("lower", 0.905)):
            here = floors(better=better)
            self.assertEqual(gate.raise_floors(here, measured(worse)), [])
            self.assertEqual(here, floors(better=better))

    def test_sets_a_floor_that_was_open(self) -> None:
        here = floors(None)
        self.assertEqual(len(gate.raise_floors(here, measured(0.5))), 1)
        self.assertEqual(here["gates"][0]["floor"], 0.5)

    def test_leaves_floors_of_changed_inputs(self) -> None:
        here = floors()
        self.assertEqual(gate.raise_floors(here, measured(1.0, of="d2")), [])
        self.assertEqual(here["gates"][0]["floor"], 0.9)


class Lower(unittest.TestCase):
    def test_is_recorded_with_its_reason(self) -> None:
        here = floors()
        gate.lower_floor(here, "fake/f1", 0.8, "parts are split now", "2030-01-02")
        self.assertEqual(here["gates"][0]["floor"], 0.8)
        change = {"date": "2030-01-02", "gate": "fake/f1", "from": 0.9, "to": 0.8, "reason": "parts are split now"}
        self.assertEqual(here["changes"], [change])

    def test_refuses_to_raise_and_unknown_gates(self) -> None:
        for name, value in (("fake/f1", 0.95), ("fake/f1", 0.9), ("fake/f2", 0.1)):
            with self.assertRaises(ValueError):
                gate.lower_floor(floors(), name, value, "reason", "2030-01-02")

    def test_needs_the_flag_and_a_reason(self) -> None:
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()) as errors:
            path = Path(folder) / "floors.json"
            gate.store(floors(), path)
            before = path.read_bytes()
            command = ["lower", "fake/f1", "0.8", "--floors", str(path)]
            self.assertEqual(gate.main([*command, "--reason", "why"]), 2)
            self.assertIn("--allow-regression", errors.getvalue())
            for blank in ([], ["--reason", " "]):
                with self.assertRaises(SystemExit):
                    gate.main([*command, "--allow-regression", *blank])
            self.assertEqual(path.read_bytes(), before)
            self.assertEqual(gate.main([*command, "--allow-regression", "--reason", "why"]), 0)
            self.assertEqual(gate.load(path)["gates"][0]["floor"], 0.8)


class Renew(unittest.TestCase):
    def test_takes_the_new_digest_and_keeps_the_old_floors_on_record(self) -> None:
        here = floors()
        gate.renew(here, "fake", measured(0.4, of="d2")["fake"], "new operators", "2030-01-02")
        self.assertEqual(gate.check(here, measured(0.4, of="d2")), [])
        self.assertEqual(here["changes"][0]["from"], {"f1": 0.9})

    def test_leaves_inputs_that_have_not_changed(self) -> None:
        kept = floors()
        gate.renew_changed(kept, measured(0.5), "why", "2020-01-02")
        self.assertEqual(kept, floors())
        gate.renew_changed(kept, measured(0.5, of="d2"), "why", "2020-01-02")
        self.assertEqual((kept["gates"][0]["floor"], kept["inputs"]["fake"]["digest"]), (0.5, "d2"))
        self.assertEqual(kept["changes"][0]["from"], {"f1": 0.9})

    def test_needs_every_gate_of_the_input_measured(self) -> None:
        with self.assertRaises(ValueError):
            gate.renew(floors(), "fake", measured(None, of="d2")["fake"], "new operators", "2030-01-02")


class Inputs(unittest.TestCase):
    def test_what_is_absent_is_skipped_aloud(self) -> None:
        def measure(described: dict) -> Measured:
            raise Absent("no such set")

        with contextlib.redirect_stderr(io.StringIO()) as errors:
            self.assertEqual(gate.measure_all({"fake": {}}, measure), {})
        self.assertEqual(errors.getvalue(), "skipped: fake: no such set\n")

    def test_the_full_tier_includes_the_small_one(self) -> None:
        here = {"inputs": {"a": {"tier": "small"}, "b": {"tier": "full"}}}
        self.assertEqual(list(gate.inputs_of(here, "small")), ["a"])
        self.assertEqual(list(gate.inputs_of(here, "full")), ["a", "b"])

    def test_a_digest_tells_names_and_contents_apart(self) -> None:
        seen = set()
        for name, content in (("a", "x"), ("b", "x"), ("a", "y"), ("ax", "")):
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / name).write_text(content, encoding="utf-8")
                seen.add(digest(Path(folder)))
        self.assertEqual(len(seen), 4)


class Floors(unittest.TestCase):
    def test_the_file_is_what_store_writes(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "floors.json"
            gate.store(gate.load(gate.FLOORS), path)
            self.assertEqual(path.read_bytes(), gate.FLOORS.read_bytes())

    def test_every_gate_has_its_input_and_every_floor_its_digest(self) -> None:
        here = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
        names = [gate.name_of(one) for one in here["gates"]]
        self.assertEqual(len(names), len(set(names)))
        for one in here["gates"]:
            self.assertIn(one["better"], ("higher", "lower"))
            described = here["inputs"][one["input"]]
            self.assertEqual(one["floor"] is None, described["digest"] is None, gate.name_of(one))


if __name__ == "__main__":
    unittest.main()
