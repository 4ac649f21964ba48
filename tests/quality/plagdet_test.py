#!/usr/bin/env python3
"""PlagDet against cases worked out by hand."""

from __future__ import annotations

import math
import tempfile
import unittest
from pathlib import Path

import public_path  # noqa: F401

from pan13 import detections_of, reuses
from plagdet import Reuse, granularity, macro_recall, plagdet, score


def reuse(begin: int, end: int, there: int, there_end: int, source: str = "source") -> Reuse:
    return Reuse("suspicious", (begin, end), source, (there, there_end))


CASE = reuse(0, 100, 200, 300)


class Recall(unittest.TestCase):
    def test_a_case_found_exactly_counts_whole(self) -> None:
        self.assertEqual(macro_recall({CASE}, {CASE}), 1)

    def test_characters_of_both_sides_count(self) -> None:
        # 50 of 100 here and 25 of 100 there.
        self.assertEqual(macro_recall({CASE}, {reuse(50, 150, 275, 400)}), 75 / 200)

    def test_characters_found_twice_count_once(self) -> None:
        # 0-60 and 40-80 are 80 characters; 200-260 and 240-280 are 80.
        self.assertEqual(macro_recall({CASE}, {reuse(0, 60, 200, 260), reuse(40, 80, 240, 280)}), 160 / 200)

    def test_the_right_words_with_the_wrong_source_are_not_found(self) -> None:
        self.assertEqual(macro_recall({CASE}, {reuse(0, 100, 200, 300, "other")}), 0)

    def test_an_overlap_on_one_side_alone_is_none(self) -> None:
        self.assertEqual(macro_recall({CASE}, {reuse(0, 100, 300, 400)}), 0)

    def test_every_case_weighs_the_same_whatever_its_length(self) -> None:
        short = reuse(1000, 1010, 1000, 1010)
        self.assertEqual(macro_recall({CASE, short}, {short}), 0.5)

    def test_nothing_in_nothing_is_all_of_it(self) -> None:
        self.assertEqual(macro_recall(set(), set()), 1)
        self.assertEqual(macro_recall({CASE}, set()), 0)
        self.assertEqual(macro_recall(set(), {CASE}), 0)


class Granularity(unittest.TestCase):
    def test_is_the_mean_over_cases_that_were_detected(self) -> None:
        other, missed = reuse(1000, 1100, 1000, 1100), reuse(5000, 5100, 5000, 5100)
        # Three detections of CASE, one of the other, none of the last: (3 + 1) / 2.
        found = {reuse(0, 10, 200, 210), reuse(20, 30, 220, 230), reuse(40, 50, 240, 250), other}
        self.assertEqual(granularity({CASE, other, missed}, found), 2)

    def test_is_one_where_nothing_was_detected(self) -> None:
        self.assertEqual(granularity({CASE}, set()), 1)


class PlagDet(unittest.TestCase):
    def test_divides_f1_by_the_logarithm_of_granularity(self) -> None:
        self.assertAlmostEqual(plagdet(1, 0.5, 1), 2 / 3)
        self.assertAlmostEqual(plagdet(1, 1, 3), 1 / 2)
        self.assertAlmostEqual(plagdet(1, 1, 2), 1 / math.log2(3))
        self.assertEqual(plagdet(0, 0, 1), 0)

    def test_scores_a_case_found_in_two_halves(self) -> None:
        scores = score([CASE], [reuse(0, 50, 200, 250), reuse(50, 100, 250, 300)])
        self.assertEqual((scores.precision, scores.recall, scores.granularity), (1, 1, 2))
        self.assertAlmostEqual(scores.plagdet, 1 / math.log2(3))

    def test_precision_is_the_mean_over_detections(self) -> None:
        # One detection is right; the other is twice as long as the case on both sides: 200 of 400 characters.
        scores = score([CASE], [CASE, reuse(0, 200, 200, 400)])
        self.assertEqual(scores.precision, 0.75)

    def test_a_detection_that_stands_twice_counts_once(self) -> None:
        self.assertEqual(score([CASE], [CASE, CASE]).granularity, 1)


class Formats(unittest.TestCase):
    def test_features_of_another_name_are_passed_over(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pair.xml"
            path.write_text(
                '<document reference="suspicious"><feature name="about" title="news"/>'
                '<feature name="plagiarism" this_offset="0" this_length="100" source_reference="source"'
                ' source_offset="200" source_length="100"/></document>',
                encoding="utf-8",
            )
            self.assertEqual(reuses(path, "plagiarism"), [CASE])
            self.assertEqual(reuses(path, "detected-plagiarism"), [])

    def test_a_passage_is_a_detection_whichever_side_is_a(self) -> None:
        here = {"document": "susp/suspicious", "begin": 0, "end": 100}
        there = {"document": "src/source", "begin": 200, "end": 300}
        part = {**there, "document": "src/source#part2"}
        self.assertEqual(detections_of([{"a": here, "b": there}, {"a": there, "b": here}]), [CASE, CASE])
        self.assertEqual(detections_of([{"a": here, "b": part}]), [CASE])

    def test_a_passage_between_two_sources_is_no_detection(self) -> None:
        one = {"document": "src/one", "begin": 0, "end": 100}
        self.assertEqual(detections_of([{"a": one, "b": {**one, "document": "src/two"}}]), [])


if __name__ == "__main__":
    unittest.main()
