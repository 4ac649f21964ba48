"""Rows, tables and scores of a finished scan."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
import textkin
from conftest import Command
from samples import family

NAMES = ("documents", "pairs", "clusters", "passages", "edges")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory, collection: Path) -> textkin.Result:
    return textkin.scan(collection, tmp_path_factory.mktemp("result") / "out")


def plain(value: object) -> object:
    """A row as JSON has it: marks, dates and quotes as objects, ranges and lists as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_every_field_of_the_file(result: textkin.Result, name: str) -> None:
    wanted = [json.loads(line) for line in (result.path / f"{name}.jsonl").open(encoding="utf-8")]
    rows = getattr(result, name)
    assert [plain(row) for row in rows] == wanted
    assert len(wanted) > 5 and len(list(rows)) == len(wanted)  # a second loop begins anew


def test_a_lost_source_is_told_by_its_copies() -> None:
    places = ("harbour", "ferry", "lantern", "ledger", "orchard", "quarry", "weaving", "tannery")
    whole = "\n".join(f"The {place} office of the {other} district counted {137 + 11 * i} crates in autumn and kept {i % 8 + 2} of them for the {place} fair."
                      for i, (place, other) in enumerate(zip(places, reversed(places), strict=True)))  # fmt: skip
    spelled = {str(number): word for number, word in zip(range(2, 10), ("two", "three", "four", "five", "six", "seven", "eight", "nine"), strict=True)}
    texts = [re.sub(r"\b\d{3}\b", "xxx", whole), re.sub(r"\b\d\b", lambda found: spelled[found[0]], whole)]
    result = textkin.scan([{"id": name, "text": text} for name, text in zip("ab", texts, strict=True)])
    (lost,) = result.lost
    assert lost.id == lost.copies[0] + "#lost" and len(lost.copies) == 2 and lost.source is None
    assert lost.text == whole and lost.restored == len(places)
    assert [edge.lost_source for edge in result.edges] == [lost.id]
    assert result.to_arrow("lost").to_pylist() == [plain(lost)]


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_the_rows(result: textkin.Result, name: str) -> None:
    table = result.to_arrow(name)  # type: ignore[arg-type]
    assert table.to_pylist() == [plain(row) for row in getattr(result, name)]


def test_rows_cannot_be_changed(result: textkin.Result) -> None:
    pair = next(iter(result.pairs))
    with pytest.raises(dataclasses.FrozenInstanceError):
        pair.verdict = "identical"  # type: ignore[misc]


def test_a_result_that_stopped_early_has_no_passages() -> None:
    result = textkin.scan(family(1), passages=False, report=False)
    assert list(result.passages) == [] and result.to_arrow("edges").num_rows == 0
    assert result.to_arrow("edges").schema == textkin.scan(family(1)).to_arrow("edges").schema
    assert len(list(result.pairs)) == 1


def test_a_long_line_is_read(tmp_path: Path) -> None:
    text = " ".join(f"word{number}" for number in range(400_000))
    result = textkin.scan([{"text": text}, {"text": text + " more"}], tmp_path / "out", report=False)
    assert len(result.to_arrow("passages")["a"][0]["text"].as_py()) > 3_000_000


def test_quotes_are_the_text_of_their_range(result: textkin.Result, tmp_path: Path, collection: Path) -> None:
    with_text = textkin.scan(collection, tmp_path / "out", write_text=True)
    passages = list(with_text.passages)
    part_of = {one.id: one.part_of or one.id for one in with_text.documents}
    for passage in passages:
        for end in (passage.a, passage.b):
            text = (with_text.path / "text" / f"{part_of[end.document]}.txt").read_bytes().decode()
            assert text[end.begin : end.end] == end.text
    assert passages


def test_what_is_no_result(tmp_path: Path, result: textkin.Result) -> None:
    with pytest.raises(textkin.NotFoundError, match=r"run\.json"):
        textkin.Result(tmp_path)
    (tmp_path / "run.json").write_bytes(b"{}")
    (tmp_path / "pairs.jsonl").write_bytes((result.path / "pairs.jsonl").read_bytes() + b'{"a":"x"}\n')
    damaged = textkin.Result(tmp_path)
    with pytest.raises(textkin.DataLossError, match="line "):
        list(damaged.pairs)
    with pytest.raises(textkin.NotFoundError):
        list(damaged.documents)
    with pytest.raises(textkin.InvalidArgumentError, match="no-such-table"):
        damaged.to_arrow("no-such-table")  # type: ignore[arg-type]


def test_eval_gives_the_scores_of_the_command(command: Command, result: textkin.Result, tmp_path: Path) -> None:
    # The result as its own truth, less one family and with an id that the result does not know.
    truth = tmp_path / "truth"
    truth.mkdir()
    family_of = {member: cluster.id for cluster in list(result.clusters)[1:] for member in cluster.members}
    rows = [{"id": one.id, "family": family_of.get(one.id, one.id), "end": one.end, "flags": list(one.flags),
             "operations": ["mask"] if "masked" in one.flags else []} for one in result.documents]  # fmt: skip
    rows.append({"id": "unknown", "family": "unknown"})
    (truth / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    edges = [{"source": edge.source, "derived": edge.derived} for edge in result.edges if edge.directed]
    (truth / "edges.jsonl").write_text("".join(json.dumps(row) + "\n" for row in edges), encoding="utf-8")

    scores = textkin.eval(truth, result)
    printed = json.loads(command("eval", "--truth", truth, "--result", result.path, "--json").stdout)
    assert plain(scores.clusters.pairs) == printed["clusters"]["pairs"]
    assert scores.clusters.pairs.recall == 1 and scores.clusters.pairs.precision < 1
    assert plain(scores.clusters.template_siblings) == printed["clusters"]["template_siblings"]
    assert scores.passages is None and scores.passages_by_operation == {}
    assert scores.edges is not None and scores.edges.root is not None
    assert plain(scores.edges.direction) == printed["edges"]["direction"]
    assert plain(scores.edges.calibration) == printed["edges"]["calibration"]
    assert scores.edges_by_operation.keys() == printed["edges"]["by_operation"].keys()
    assert {name: plain(score) for name, score in scores.flags.items()} == printed["flags"]
    assert {kind: plain(one) for kind, one in scores.problems.items()} == printed["problems"]
    assert scores.problems["not_in_result"].count == 1
    assert str(scores) == command("eval", "--truth", truth, "--result", result.path).stdout.decode()
    with pytest.raises(textkin.NotFoundError):
        textkin.eval(tmp_path / "no-such-folder", result)
