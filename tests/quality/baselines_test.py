#!/usr/bin/env python3
"""The baselines against all pairs compared one by one, and the results that they write."""

from __future__ import annotations

import random
import tempfile
import unittest
from itertools import combinations
from pathlib import Path

import public_path  # noqa: F401

import baselines
from scanning import rows, write_rows
from shingling import jaccard, shingles

SEED = 20261


def collection(rng: random.Random) -> dict[str, str]:
    """Families of texts that share most words, at all distances about the threshold."""
    texts = {}
    for family in range(12):
        words = [f"w{rng.randrange(500)}" for _ in range(120)]
        for copy in range(5):
            changed = [word if rng.random() > 0.015 * copy else f"x{rng.randrange(500)}" for word in words]
            texts[f"{family}-{copy}"] = " ".join(changed)
    return texts


class Shingles(unittest.TestCase):
    def test_are_five_words_or_five_characters(self) -> None:
        self.assertEqual(shingles("One two, three FOUR five six"), {("one", "two", "three", "four", "five"), ("two", "three", "four", "five", "six")})
        self.assertEqual(len(shingles("今天天气很好。")), 2)
        self.assertEqual(shingles("in 2019年"), {("in", "2019", "年")})
        self.assertEqual(shingles("..."), set())


class Pairs(unittest.TestCase):
    def setUp(self) -> None:
        print(f"seed {SEED}")
        self.sets = {identity: shingles(text) for identity, text in collection(random.Random(SEED)).items()}

    def test_near_pairs_are_exactly_those_above_the_threshold(self) -> None:
        wanted = {pair for pair in combinations(sorted(self.sets), 2) if jaccard(*(self.sets[one] for one in pair)) >= baselines.NEAR}
        found = [tuple(sorted(pair)) for pair in baselines.near_pairs(self.sets)]
        self.assertEqual(set(found), wanted)
        self.assertEqual(len(found), len(wanted))
        self.assertGreater(len(wanted), 10)

    def test_the_most_similar_is_that_of_all_comparisons(self) -> None:
        found = {derived: source for source, derived, _ in baselines.most_similar(self.sets)}
        for one, shingle_set in self.sets.items():
            best = min((other for other in self.sets if other != one), key=lambda other: (-jaccard(shingle_set, self.sets[other]), other))
            self.assertEqual(found[one], best)

    def test_texts_without_a_like_have_no_source(self) -> None:
        self.assertEqual(list(baselines.most_similar({"a": shingles("one two three"), "b": shingles("four five six"), "c": set()})), [])


    def test_the_tree_of_greatest_similarity_has_one_parent_each_and_no_circle(self) -> None:
        edges = list(baselines.similar_tree(self.sets))
        parent = {derived: source for source, derived, _ in edges}
        self.assertEqual(len(parent), len(edges))
        for one in self.sets:
            seen = {one}
            while one in parent:
                one = parent[one]
                self.assertNotIn(one, seen)
                seen.add(one)
        best = max(jaccard(self.sets["3-0"], other) for name, other in self.sets.items() if name != "3-0")
        self.assertIn(best, [value for source, derived, value in edges if "3-0" in (source, derived)])

    def test_a_rule_for_sources_is_kept(self) -> None:
        edges = list(baselines.most_similar(self.sets, lambda source, derived: source < derived))
        self.assertTrue(edges)
        self.assertTrue(all(source < derived for source, derived, _ in edges))


class Results(unittest.TestCase):
    def test_parts_stand_for_the_document_that_was_split(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            out = Path(name) / "out"
            (out / "text/s").mkdir(parents=True)
            (out / "text/s/a.txt.txt").write_bytes("甲乙丙\r\n丁".encode())
            (out / "text/s/b.txt.txt").write_bytes("\r\n丁".encode())
            documents = [
                {"id": "s/a.txt", "part_of": None, "begin": 0, "end": 6, "flags": ["masked"], "dates": []},
                {"id": "s/a.txt#part1", "part_of": "s/a.txt", "begin": 0, "end": 3, "flags": [], "dates": []},
                {"id": "s/a.txt#part2", "part_of": "s/a.txt", "begin": 3, "end": 6, "flags": [], "dates": []},
                {"id": "s/b.txt", "part_of": None, "begin": 0, "end": 3, "flags": [], "dates": []},
            ]
            write_rows(out / "documents.jsonl", documents)
            self.assertEqual(list(baselines.texts_of(out)), ["s/a.txt#part1", "s/a.txt#part2", "s/b.txt"])
            for baseline, write in baselines.BASELINES.items():
                write(out, Path(name) / baseline)
            written = Path(name) / "exact_hash"
            self.assertEqual([row["members"] for row in rows(written / "clusters.jsonl")], [["s/a.txt#part2", "s/b.txt"]])
            self.assertFalse(any(row["flags"] for row in rows(written / "documents.jsonl")))
            self.assertFalse((written / "edges.jsonl").exists())
            edges = rows(Path(name) / "most_similar/edges.jsonl")
        ends = [("s/a.txt#part2", "s/b.txt"), ("s/b.txt", "s/a.txt#part2")]
        self.assertEqual([(edge["source"], edge["derived"]) for edge in edges], ends)
        self.assertEqual({(edge["directed"], edge["relation"], edge["confidence"]) for edge in edges}, {(True, "copies", 1.0)})


if __name__ == "__main__":
    unittest.main()
