"""Single texts: comparing, normalizing, sketching."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
import textkin
from conftest import Command
from samples import sentence
from textkin.rows import Edge, Passage

ORIGINAL = "渡口管理所全年开展安全检查46次，整改隐患12处，培训船员230人次，未发生责任事故。下一步将加强夜间巡查，完善应急预案。"
MASKED = "来源：某某网\n渡口管理所全年开展安全检查xx次，整改隐患**处，培训船员230人次，未发生责任事故。下一步将加强夜间巡查，完善应急预案。"


def test_compare_says_what_the_command_says(command: Command, in_empty_folder: Path) -> None:
    Path("a.txt").write_text(ORIGINAL, encoding="utf-8")
    Path("b.txt").write_text(MASKED, encoding="utf-8")
    printed = json.loads(command("compare", "a.txt", "b.txt", "--json").stdout)
    of_files = textkin.compare_files("a.txt", Path("b.txt"))
    assert (of_files.resemblance, of_files.containment_a, of_files.verdict) == (
        printed["resemblance"], printed["containment_a"], printed["verdict"])  # fmt: skip
    assert of_files.passages == tuple(map(Passage.of_row, printed["passages"]))
    assert of_files.edge == Edge.of_row(printed["edge"])
    of_texts = textkin.compare(ORIGINAL, MASKED)
    assert of_texts.edge is not None and of_texts.edge.source == "a" and of_texts.edge.directed
    assert (of_texts.a, of_texts.b) == ("a", "b")
    assert of_texts.is_kin and of_texts.resemblance == of_files.resemblance
    (passage,) = of_texts.passages
    assert (passage.a.begin, passage.b.end) == (of_files.passages[0].a.begin, of_files.passages[0].b.end)
    assert [one.type for one in passage.differences] == ["masked", "masked"]


def test_ranges_count_in_the_strings_that_were_given() -> None:
    # A byte-order mark, characters beyond the first plane and half a surrogate pair count one each.
    a, b = "\ufeff𠀀\ud800" + ORIGINAL, "\U0001f600 " + MASKED
    (passage,) = textkin.compare(a, b).passages
    assert a[passage.a.begin : passage.a.end] == passage.a.text
    assert b[passage.b.begin : passage.b.end] == passage.b.text
    masked = passage.differences[0]
    assert (a[slice(*masked.a)], b[slice(*masked.b)]) == ("46", "xx")


def test_compare_of_unlike_texts() -> None:
    comparison = textkin.compare(sentence(1), sentence(2))
    assert comparison.verdict is None and not comparison.is_kin and comparison.passages == ()


def test_compare_takes_records_and_refuses_the_rest(in_empty_folder: Path) -> None:
    Path("two.jsonl").write_text('{"body":"%s"}\n{"body":"%s"}\n' % (ORIGINAL, ORIGINAL), encoding="utf-8")
    assert textkin.compare_files("two.jsonl#1", "two.jsonl#2", text_key="body").verdict == "identical"
    with pytest.raises(textkin.NotFoundError, match="missing"):
        textkin.compare_files("missing.txt", "two.jsonl#1")
    with pytest.raises(textkin.InvalidArgumentError):
        textkin.compare("a", "b", threshold=0)
    with pytest.raises(textkin.InvalidArgumentError, match="bytes"):
        textkin.compare("x" * ((64 << 20) + 1), "b")
    with pytest.raises(TypeError):
        textkin.compare(b"a", "b")  # type: ignore[arg-type]


def test_normalize_folds_and_keeps_places() -> None:
    text = "ＡＢＣ 檢查 46 次，某某縣 xx%"
    normalized = textkin.normalize(text)
    assert normalized.text == textkin.normalize("abc 检查46次 **县 ××").text
    assert [text[token.begin : token.end] for token in normalized.tokens if token.kind == "word"] == ["ＡＢＣ"]
    assert [text[token.begin : token.end] for token in normalized.tokens if token.kind == "number"] == ["46"]
    assert normalized.masks == sum(token.kind == "mask" for token in normalized.tokens) > 0
    assert textkin.normalize(text, preset="strict").masks == 0
    assert textkin.normalize("").tokens == ()


def test_minhash_estimates_resemblance() -> None:
    words = sentence(1, 2000).split()
    a, b = " ".join(words[:1500]), " ".join(words[500:])
    exact = textkin.compare(a, b, preset="strict").resemblance
    sketches = [textkin.MinHash.of(text, preset="strict", seed=seed) for seed in range(8) for text in (a, b)]
    estimates = [one.resemblance(other) for one, other in zip(sketches[::2], sketches[1::2], strict=True)]
    # Eight estimates of standard error .031 each: six standard errors of their mean.
    assert abs(sum(estimates) / 8 - exact) < 0.066
    assert pickle.loads(pickle.dumps(sketches[0])) == sketches[0]
    with pytest.raises(textkin.InvalidArgumentError, match="seed"):
        sketches[0].resemblance(sketches[2])
    with pytest.raises(textkin.InvalidArgumentError, match="512 bytes"):
        textkin.MinHash(b"short").resemblance(textkin.MinHash(b"short"))


def test_simhash_is_that_of_documents_jsonl() -> None:
    texts = [sentence(seed) for seed in range(5)]
    documents = list(textkin.scan([{"text": text} for text in texts], report=False).documents)
    assert all(not one.marks for one in documents)
    sketches = [textkin.SimHash.of(text) for text in texts]
    assert [f"{one.value:016x}" for one in sketches] == [one.simhash for one in documents]
    assert sketches[0].distance(sketches[0]) == 0 < sketches[0].distance(sketches[1]) <= 64
    assert textkin.SimHash.of("").value == 0
