#!/usr/bin/env python3
"""Loaders and scores of the public sets, on files of three lines and cases worked out by hand."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import public_path  # noqa: F401

import core
import main_text
import news_copy
from clough_stevenson import leave_one_out, level_of, thresholds
from measure import Measure, flatten, shown
from partition import adjusted_rand, components, groups
from report import pooled_calibration
from scanning import Absent, direction, write_rows

PAPERS = [
    {"core_id": "1", "title": "Ice, again", "abstract": "On ice.", "labelled_duplicates": ["2"], "cat": "near_exact"},
    {"core_id": "2", "title": "Ice again", "abstract": "On ice.", "labelled_duplicates": ["1"], "cat": "near_exact"},
    {"core_id": "3", "title": "Sand", "abstract": "On sand.", "labelled_duplicates": [], "cat": "non_duplicate"},
]


class Core(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_lines_an_array_and_csv_are_read_alike(self) -> None:
        write_rows(self.folder / "papers.jsonl", PAPERS)
        read = core.papers(self.folder)
        self.assertEqual(read[0], core.Paper("1", "Ice, again\nOn ice.", frozenset({"2"})))
        (self.folder / "papers.jsonl").rename(self.folder / "papers.json")
        self.assertEqual(core.papers(self.folder), read)
        (self.folder / "papers.json").write_text(json.dumps(PAPERS), encoding="utf-8")
        self.assertEqual(core.papers(self.folder), read)
        (self.folder / "papers.json").unlink()
        lines = ["core_id,title,abstract,labelled_duplicates,cat", '1,"Ice, again",On ice.,"[\'2\']",near_exact']
        lines += ["2,Ice again,On ice.,\"['1']\",near_exact", "3,Sand,On sand.,[],non_duplicate"]
        (self.folder / "papers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.assertEqual(core.papers(self.folder), read)

    def test_an_empty_folder_is_absent(self) -> None:
        with self.assertRaises(Absent):
            core.papers(self.folder)

    def test_scores_as_worked_out_by_hand(self) -> None:
        papers = [core.Paper(str(number), "", frozenset(labels)) for number, labels in enumerate((["1"], ["0"], ["3"], ["2"], [], []))]
        predicted = {"0": {"1"}, "1": {"0", "4"}, "2": {"5"}, "5": {"2"}}
        scores = core.score(papers, {name: frozenset(others) for name, others in predicted.items()})
        # 0 right; 1 right, though with one too many; 2 wrong; 3 missed; 4 rightly alone; 5 wrong.
        self.assertEqual(scores["duplicates.precision"].value, 2 / 4)
        self.assertEqual(scores["duplicates.recall"].value, 2 / 3)
        self.assertEqual(scores["others.precision"].value, 1 / 2)
        self.assertEqual(scores["others.recall"].value, 1 / 3)
        self.assertAlmostEqual(scores["macro_f1"].value, (4 / 7 + 2 / 5) / 2)
        self.assertEqual(scores["macro_precision"].value, 0.5)
        self.assertEqual(scores["accuracy"].value, 2 / 6)


class NewsCopy(unittest.TestCase):
    def test_both_forms_give_the_same_clusters(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rows = [{"article": "one", "cluster": 7}, {"article": "one", "cluster": 7}, {"article": "two", "cluster": 8}]
            write_rows(folder / "articles.jsonl", rows)
            from_lines = [one.cluster for one in news_copy.load(folder)]
            articles = {key: {"id": f"{key}.png", "headline": "", "article": key} for key in ("a", "b", "c")}
            (folder / "articles.json").write_text(json.dumps(articles), encoding="utf-8")
            (folder / "pairs.json").write_text('[["b.png", "a.png"]]', encoding="utf-8")
            from_pairs = [one.cluster for one in news_copy.load(folder)]
        self.assertEqual(adjusted_rand(from_lines, from_pairs), 1)
        self.assertEqual(len(set(from_pairs)), 2)

    def test_a_folder_without_articles_is_absent(self) -> None:
        with tempfile.TemporaryDirectory() as name, self.assertRaises(Absent):
            news_copy.load(Path(name))


class Partition(unittest.TestCase):
    def test_adjusted_rand_as_worked_out_by_hand(self) -> None:
        # Pairs together: 2 in truth, 1 found, 1 in both, of 6: (1 - 2/6) / (1.5 - 2/6) = 4/7.
        self.assertAlmostEqual(adjusted_rand("aabb", "xxyz"), 4 / 7)
        self.assertEqual(adjusted_rand("aabb", "yyxx"), 1)
        self.assertEqual(adjusted_rand("aaaa", "xxxx"), 1)
        # 2 and 2 of 6, none in both: (0 - 4/6) / (2 - 4/6) = -1/2.
        self.assertAlmostEqual(adjusted_rand("aabb", "xyxy"), -1 / 2)

    def test_components_join_over_chains(self) -> None:
        self.assertEqual(groups(components("edcba", [("d", "b"), ("e", "d")])), [["b", "d", "e"]])


class CloughStevenson(unittest.TestCase):
    def test_thresholds_lie_halfway_between_levels(self) -> None:
        bounds = thresholds([(0.0, 0), (0.2, 0), (0.4, 1), (0.9, 3)])
        self.assertEqual([level_of(value, bounds) for value in (-1, 0.29, 0.31, 0.64, 0.66, 2)], [0, 0, 1, 1, 3, 3])

    def test_levels_never_fall_with_containment(self) -> None:
        # One of the first two is wrong whatever is chosen.
        bounds = thresholds([(0.1, 1), (0.2, 0), (0.3, 1)])
        self.assertEqual(sum(level_of(value, bounds) == level for value, level in ((0.1, 1), (0.2, 0), (0.3, 1))), 2)

    def test_an_answer_has_no_say_in_its_own_threshold(self) -> None:
        # All examples but the odd one say 0, so it is wrong although a threshold above .8 would have it.
        self.assertEqual(leave_one_out([(0.1, 0), (0.2, 0), (0.3, 0), (0.9, 1)]), Measure(3 / 4, 4))


class Direction(unittest.TestCase):
    def test_the_surest_directed_edge_of_a_pair_counts(self) -> None:
        def edge(source: str, derived: str, confidence: float | None) -> dict:
            return {"source": source, "derived": derived, "directed": confidence is not None, "confidence": confidence}

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            self.assertIsNone(direction(folder, [("a", "b")])["direction.coverage"].value)
            edges = [edge("a", "b", 0.9), edge("b", "a", 0.2), edge("d", "c", 0.8), edge("e", "f", None)]
            write_rows(folder / "edges.jsonl", edges)
            ways = direction(folder, [("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")])
        self.assertEqual(ways, {"direction.coverage": Measure(0.5, 4), "direction.precision": Measure(0.5, 2)})


class MainText(unittest.TestCase):
    PRINTED = (
        "pages 450\nword F1 0.8000  (fitted half 0.7000, held-out half 0.9000; the whole visible text 0.6000)\n"
        "snippets that must be there: 0.5000 found; that must not: 0.1000 found\n  article        246 pages  0.9300\n"
    )

    def test_reads_what_the_program_prints(self) -> None:
        measures = main_text.parse(self.PRINTED)
        self.assertEqual(measures["word_f1"], Measure(0.8, 450))
        self.assertEqual(measures["word_f1.held_out_half"], Measure(0.9, 225))
        self.assertEqual(measures["word_f1.article"], Measure(0.93, 246))

    def test_another_output_is_an_error(self) -> None:
        with self.assertRaises(RuntimeError):
            main_text.parse("pages 450\n")


class Evaluation(unittest.TestCase):
    def test_ratios_are_taken_from_counts_and_null_stays_nothing(self) -> None:
        pairs = {"precision": 0.3333, "recall": 0.5, "f1": 0.4, "right": 1, "found": 3, "wanted": 2}
        flat = flatten(
            {
                "truth_nodes": 10,
                "clusters": {"pairs": pairs, "template_siblings": {"value": None, "hits": 0, "total": 0}, "adjusted_rand": 0.25},
                "passages": None,
                "edges": None,
                "lost": None,
                "flags": {},
                "problems": {"outside": {"count": 2, "examples": []}},
            }
        )
        self.assertEqual(flat["clusters.pairs.precision"], Measure(1 / 3, 3))
        self.assertEqual(flat["clusters.pairs.f1"], Measure(2 / 5, 3))
        self.assertEqual(flat["clusters.template_siblings"], Measure(None, 0))
        self.assertEqual(flat["clusters.adjusted_rand"], Measure(0.25, 10))
        self.assertIsNone(flat["passages"].value)
        self.assertIsNone(flat["lost"].value)
        self.assertEqual(flat["problems.outside"], Measure.count(2))
        shares = (Measure.share(1, 1), Measure.share(0, 0), flat["problems.outside"])
        self.assertEqual([shown(one) for one in shares], ["1.0000", "-", "2"])

    def test_calibration_of_several_collections_counts_their_edges_together(self) -> None:
        def bins(*rows: tuple[int, int, float]) -> dict[str, Measure]:
            found: dict[str, Measure] = {}
            for place, (edges, right, confidence) in enumerate(rows):
                found[f"edges.calibration.bins.{place}.confidence"] = Measure(confidence, edges)
                found[f"edges.calibration.bins.{place}.right"] = Measure.share(right, edges)
            return found

        one = bins(*((10, 10 - place, 0.96 - place / 10) for place in range(10)))
        alone = pooled_calibration([one])
        self.assertAlmostEqual(alone.value, 0.04)
        self.assertEqual(alone.items, 100)
        # Off by as much the other way: together they are right.
        other = bins(*((10, 10 - place, 1.04 - place / 10) for place in range(10)))
        self.assertAlmostEqual(pooled_calibration([one, other]).value, 0)
        self.assertEqual(pooled_calibration([]), Measure(None, 0))


if __name__ == "__main__":
    unittest.main()
