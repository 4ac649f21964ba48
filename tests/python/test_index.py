"""The index from Python."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import textkin
from conftest import Command
from samples import family, sentence
from textkin.index import Source


def test_build_add_query_remove(in_empty_folder: Path) -> None:
    index = textkin.Index.build("kin.index", family(1), name="one", threads=2)
    assert index.add(iter(family(2) + [{"text": "more"}]), name="two").added == 4
    assert index.add(family(1), name="one").unchanged == 3
    assert index.stats().documents == 7
    index.verify()

    query = "Before it. " + sentence(1) + " And behind."
    source = next(one for one in index.query(query) if one.source == "one.jsonl#1")
    assert source.verified and source.url == "https://a1.example/x" and source.verdict == "near_duplicate"
    passage = source.passages[0]
    assert query[passage.a.begin : passage.a.end] == passage.a.text
    assert index.query(sentence(77)) == []

    assert index.remove(["one.jsonl#1", "no-such-id"]) == ["no-such-id"]
    assert "one.jsonl#1" not in [one.source for one in textkin.Index("kin.index").query(query)]
    assert sorted(os.listdir()) == ["kin.index"]


def test_query_says_what_the_command_says(command: Command, in_empty_folder: Path, collection: Path) -> None:
    index = textkin.Index.build("kin.index", collection)
    file = collection / "docshare-a.example" / "library-masked.html"
    printed = command("index", "query", "kin.index", file, "--json").stdout.splitlines()
    found = index.query_file(file)
    assert printed and [Source.of_row(json.loads(line)) for line in printed] == found[: len(printed)]


def test_a_filter_against_an_index(in_empty_folder: Path) -> None:
    textkin.Index.build("old.index", family(1)[:1], name="old", preset="strict")
    filtered = textkin.filter(family(1), against="old.index")
    assert [record["id"] for record in filtered] == ["alone-1"]
    assert {receipt.kept for receipt in filtered.receipts} == {"old.jsonl#1"}


def test_errors_of_the_index(in_empty_folder: Path) -> None:
    with pytest.raises(textkin.NotFoundError):
        textkin.Index("no.index")
    with pytest.raises(TypeError, match="name"):
        textkin.Index.build("kin.index", family(1))
    with pytest.raises(textkin.InvalidArgumentError, match="name"):
        textkin.Index.build("kin.index", family(1), name="../up")
    assert os.listdir() == []
    textkin.Index.build("kin.index", family(1), name="one")
    with pytest.raises(textkin.AlreadyExistsError):
        textkin.Index.build("kin.index", family(1), name="one")
