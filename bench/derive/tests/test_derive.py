"""The generator against its own promises: exact offsets, families by origin, no cycles, no leaks, splits apart.

    python3 -m unittest discover -s bench/derive/tests

TEXTKIN_BINARY=PATH compares every file's text with what textkin reads in it; without it that test skips aloud.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import carried  # noqa: E402
import derive  # noqa: E402
import operators  # noqa: E402
from bases import Bases, SharedText  # noqa: E402
from chains import chains  # noqa: E402
from grammar import Lexicon, fill_sentences  # noqa: E402
from sites import spin_pairs  # noqa: E402
from truth import Families, Shown, Twins, _is_stock, _last_sign, apart, head_above, matches, sources  # noqa: E402
from world import Node, World  # noqa: E402

DOCUMENTS = 160
VARIANTS = [(language, split) for language in ("zh", "en") for split in ("development", "test")]


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text: str) -> str:
    return re.sub(r"[\s\\]+", "", text)


class Collections(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.texts = {
            (language, split): derive.derive("grammar", language, split, DOCUMENTS, 7, cls.folder / f"{language}-{split}")
            for language, split in VARIANTS
        }

    def truth(self, variant: tuple[str, str], name: str) -> list[dict]:
        return rows(self.folder / "-".join(variant) / "truth" / f"{name}.jsonl")

    def test_same_seed_same_bytes(self) -> None:
        derive.derive("grammar", "zh", "development", DOCUMENTS, 7, self.folder / "again")
        first, second = self.folder / "zh-development", self.folder / "again"
        names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
        self.assertEqual(names, sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file()))
        for name in names:
            self.assertEqual((first / name).read_bytes(), (second / name).read_bytes(), name)

    def test_passages_without_operations_are_equal(self) -> None:
        inside = 0
        for variant in VARIANTS:
            verbatim = [row for row in self.truth(variant, "passages") if not row["operations"]]
            for row in verbatim:
                a, b = row["a"], row["b"]
                first, second = (self.texts[variant][side["document"]].chars[side["begin"] : side["end"]] for side in (a, b))
                inside += 1
                self.assertEqual(plain(first), plain(second), row)
        self.assertGreater(inside, 30)

    def test_passages_share_words_whatever_was_done_to_them(self) -> None:
        for variant in VARIANTS:
            length = 4 if variant[0] == "zh" else 8
            for row in self.truth(variant, "passages"):
                if {"spin", "drop_character", "traditional"} & set(row["operations"]):
                    continue
                sides = [plain(self.texts[variant][row[side]["document"]].chars[row[side]["begin"] : row[side]["end"]]) for side in "ab"]
                grams = [{side[at : at + length] for at in range(len(side) - length + 1)} for side in sides]
                self.assertTrue(grams[0] & grams[1], row)

    def test_ranges_lie_in_their_texts(self) -> None:
        for variant in VARIANTS:
            for row in self.truth(variant, "passages"):
                self.assertLess(row["a"]["document"].encode(), row["b"]["document"].encode())
                for side in (row["a"], row["b"]):
                    self.assertTrue(0 <= side["begin"] < side["end"] <= len(self.texts[variant][side["document"]]))
            for row in self.truth(variant, "documents"):
                length = len(self.texts[variant][row["part_of"] or row["id"]])
                self.assertTrue(0 <= row["begin"] < row["end"] <= length, row)
                if row["part_of"] is None:
                    self.assertEqual((row["begin"], row["end"]), (0, length))

    def test_edges_have_no_cycle_and_known_ends(self) -> None:
        for variant in VARIANTS:
            documents = {row["id"]: row for row in self.truth(variant, "documents")}
            edges = self.truth(variant, "edges")
            self.assertTrue(edges)
            for edge in edges:
                self.assertLess(0, edge["share"])
                self.assertLessEqual(edge["share"], 1)
                self.assertFalse(documents[edge["source"]]["split"])
            waiting = {row: {edge["source"] for edge in edges if edge["derived"] == row} for row in documents}
            while ready := [name for name, above in waiting.items() if not above]:
                for name in ready:
                    del waiting[name]
                for above in waiting.values():
                    above.difference_update(ready)
            self.assertEqual(waiting, {})
            self.assertTrue(any(edge["via_lost"] for edge in edges))

    def test_families_hold_half_of_their_documents(self) -> None:
        for variant in VARIANTS:
            documents = self.truth(variant, "documents")
            mixed: set[str] = set()
            rooted: set[str] = set()
            for row in documents:
                text = self.texts[variant][row["part_of"] or row["id"]][row["begin"] : row["end"]]
                own = [code for code in text.codes if (code & carried.OPERATION_MASK) not in carried.CHROME]
                roots = Counter(code >> carried.DOCUMENT_SHIFT for code in own if code >> carried.DOCUMENT_SHIFT)
                number = int(row["family"].partition("-")[2]) + 1
                most = max(roots.values(), default=0)
                if 2 * most >= len(own):
                    # Near halves, a copy stays in the family of its parent.
                    self.assertTrue(roots[number] == most or 3 * roots[number] >= len(own), row["id"])
                    rooted.add(row["family"])
                elif 3 * roots[number] < len(own):
                    mixed.add(row["family"])
            self.assertFalse(mixed & rooted)

    def test_template_siblings_are_other_families(self) -> None:
        for variant in VARIANTS:
            templates: dict[str, set[str]] = {}
            for row in self.truth(variant, "documents"):
                if row["template"]:
                    templates.setdefault(row["template"], set()).add(row["family"])
            self.assertTrue(any(len(families) > 1 for families in templates.values()))

    def test_every_operator_appears(self) -> None:
        seen: set[str] = set()
        for variant in VARIANTS:
            seen.update(name for row in self.truth(variant, "documents") for name in row["operations"])
        # Written in by the world rather than done to a text; and `copy` and the like name kinds of nodes.
        silent = {"none", "own", "chrome", "markup", "copy", "successor", "sibling"}
        self.assertEqual(set(carried.OPERATIONS) - silent - seen, set())

    def test_test_operators_stay_out_of_development(self) -> None:
        for language in ("zh", "en"):
            for row in self.truth((language, "development"), "documents"):
                self.assertFalse(set(row["operations"]) & set(operators.TEST_OPERATORS))

    def test_names_and_times_say_nothing(self) -> None:
        for variant in VARIANTS:
            collection = self.folder / "-".join(variant) / "collection"
            files = [path for path in collection.rglob("*") if path.is_file()]
            self.assertEqual({path.stat().st_mtime for path in files}, {derive.EPOCH})
            for path in files:
                self.assertRegex(path.relative_to(collection).as_posix(), r"^site-[0-9a-f]{6}/[0-9a-f]{8,12}\.[a-z.]+$")

    def test_two_sites_hold_one_file(self) -> None:
        found = 0
        for variant in VARIANTS:
            documents = self.truth(variant, "documents")
            contents = Counter()
            for path in (self.folder / "-".join(variant) / "collection").rglob("*"):
                if path.is_file():
                    contents[path.read_bytes()] += 1
            found += sum(count > 1 for count in contents.values())
            self.assertTrue(documents)
        self.assertGreater(found, 0)

    def test_textkin_reads_the_same_text(self) -> None:
        textkin = os.environ.get("TEXTKIN_BINARY")
        if not textkin:
            self.skipTest("TEXTKIN_BINARY is not set")
        for variant, texts in self.texts.items():
            collection = self.folder / "-".join(variant) / "collection"
            for name, text in texts.items():
                if "#" in name:
                    lines = (collection / name.partition("#")[0]).read_text(encoding="utf-8").split("\n")
                    read = json.loads(lines[int(name.partition("#")[2]) - 1])["text"]
                else:
                    read = subprocess.run([textkin, "text", "--plain", collection / name], capture_output=True, check=False).stdout.decode()
                self.assertEqual(read, text.chars, name)


class PerfectTool(unittest.TestCase):
    def test_truth_as_a_result_is_right_everywhere(self) -> None:
        textkin = os.environ.get("TEXTKIN_BINARY")
        if not textkin:
            self.skipTest("TEXTKIN_BINARY is not set")
        for language in ("zh", "en"):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name) / "derived"
                derive.derive("grammar", language, "test", 80, 5, folder)
                truth, result = folder / "truth", folder / "result"
                result.mkdir()
                documents, clusters = rows(truth / "documents.jsonl"), {}
                for row in documents:
                    if not row["split"]:
                        clusters.setdefault(row["family"], []).append(row["id"])
                edges = [
                    {**row, "directed": True, "relation": "derives_from" if row["via_lost"] else "copies", "confidence": 1}
                    for row in rows(truth / "edges.jsonl")
                ]
                derive.write_rows(result / "documents.jsonl", [{**row, "chars": row["end"]} for row in documents])
                derive.write_rows(result / "clusters.jsonl", [{"id": ids[0], "members": ids} for ids in clusters.values() if len(ids) > 1])
                derive.write_rows(result / "edges.jsonl", edges)
                derive.write_rows(result / "passages.jsonl", [row for row in rows(truth / "passages.jsonl") if not row["stock"]])
                command = [textkin, "eval", "--truth", truth, "--result", result, "--json"]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                scores = json.loads(done.stdout)
                perfect = {
                    "adjusted_rand": scores["clusters"]["adjusted_rand"],
                    "pairs": scores["clusters"]["pairs"]["f1"],
                    "plagdet": scores["passages"]["plagdet"],
                    **{key: scores["edges"][key]["value"] for key in ("connected", "parent", "ancestor", "root", "direction")},
                    **{key: score["f1"] for key, score in scores["flags"].items()},
                }
                self.assertEqual(perfect, {key: 1 for key in perfect})
                self.assertEqual([scores["edges"][key]["hits"] for key in ("spurious", "siblings_as_copies")], [0, 0])


class WithoutOperators(unittest.TestCase):
    def test_copies_are_exact(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            texts = derive.derive("grammar", "zh", "development", 80, 3, Path(folder) / "plain", "none")
            documents = {row["id"]: row for row in rows(Path(folder) / "plain/truth/documents.jsonl")}
            copies = 0
            for edge in rows(Path(folder) / "plain/truth/edges.jsonl"):
                if edge["operations"] or edge["via_lost"]:
                    continue
                bodies = []
                for name in (edge["source"], edge["derived"]):
                    row = documents[name]
                    text = texts[row["part_of"] or name][row["begin"] : row["end"]]
                    signs = zip(text.chars, text.codes, strict=True)
                    bodies.append(plain("".join(sign for sign, code in signs if (code & carried.OPERATION_MASK) not in carried.CHROME)))
                copies += 1
                self.assertEqual(bodies[0], bodies[1], edge)
                self.assertEqual(edge["share"], 1)
            self.assertGreater(copies, 5)


class SmallWorlds(unittest.TestCase):
    """Worlds of a few nodes, by hand; node k of `bodies` has the parents given, and all have one title."""

    def world(self, bodies: list[carried.Text], parents: dict[int, list[int]], deleted: tuple[int, ...] = ()) -> World:
        nodes = [
            Node(at, "copy", None, date(2020, 1, 1 + at), body=body, parents=parents.get(at, []), deleted=at in deleted)
            for at, body in enumerate(bodies)
        ]
        return World("zh", "test", [], nodes, {}, set())

    def shown(self, world: World) -> dict[int, Shown]:
        return {node.number: Shown(node, str(node.number), node.body, 0, len(node.body), False) for node in world.nodes}

    def test_a_cut_does_not_drop_a_copy_out_of_a_mixture_s_family(self) -> None:
        first, second = carried.original("a" * 100, 0), carried.original("b" * 100, 1)
        mixture = carried.joined((first[:51], second[:49]))
        copy, other = mixture[3:], carried.joined((first[:40], second[:60]))
        world = self.world([first, second, mixture, copy, other], {2: [0, 1], 3: [2], 4: [0, 1]})
        families = Families(world, self.shown(world))
        self.assertEqual([families.name(number) for number in range(5)], ["family-0", "family-1", "family-0", "family-0", "family-1"])

    def test_a_survivor_stands_in_for_a_lost_equal_but_not_for_its_own_past(self) -> None:
        text = carried.original("words of a text", 0)
        # 0 is lost; 1 and 3 are equal to it; 2 and 4 are cut copies, of which 2 is older than 3.
        world = self.world([text, text, text[:9], text, text[:7]], {1: [0], 2: [0], 3: [0], 4: [0]}, (0,))
        twins = Twins(world)
        self.assertEqual([twins.name(number) for number in range(5)], ["twin-1", "twin-1", None, "twin-1", None])
        found = {number: set(sources(world, twins, world.nodes[number])) for number in range(1, 5)}
        self.assertEqual(found, {1: set(), 2: {1}, 3: set(), 4: {1}})

    def test_stock_is_what_no_copy_lies_between(self) -> None:
        one, two = carried.original("x" * 40, 0), carried.original("x" * 40, 1)
        self.assertTrue(_is_stock(one, two, [(0, 0, 40)]))
        self.assertFalse(_is_stock(one, one, [(0, 0, 40)]))

    def test_the_last_sign_is_that_of_the_words(self) -> None:
        page = carried.added("第 3 页 共 3 页", "page_debris")
        for words, sign in (("完成了。", "。"), ("他说：“好。”\n", "。"), ("完成", "成")):
            self.assertEqual(_last_sign(carried.joined((carried.original(words, 0), page))), sign)

    def test_spun_words_are_counted_and_not_their_letters(self) -> None:
        text = carried.edited(carried.original("one year and year", 0), [(4, 8, "twelvemonth"), (13, 17, "twelvemonth")], "spin")
        self.assertEqual(operators.spun_count(text), 2)


class Splits(unittest.TestCase):
    def test_share_no_topic_no_place_and_no_spin_rule(self) -> None:
        for language in ("zh", "en"):
            one, two = Lexicon(language, "development"), Lexicon(language, "test")
            self.assertFalse(set(one.topics) & set(two.topics))
            self.assertEqual(len(one.topics) + len(two.topics), 8)
            self.assertFalse(set(one.place_heads) & set(two.place_heads))
            self.assertFalse(set(spin_pairs(language, "development")) & set(spin_pairs(language, "test")))
            self.assertGreater(min(len(spin_pairs(language, split)) for split in ("development", "test")), 10)

    def test_templates_number_more_than_120(self) -> None:
        for language in ("zh", "en"):
            topics = Lexicon(language, "test").words.TOPICS.values()
            self.assertGreaterEqual(sum(len(lines.strip().splitlines()) for _, _, lines in topics), 120)

    def test_reports_of_one_topic_share_an_outline_and_no_text(self) -> None:
        for language, length in (("zh", 5), ("en", 20)):
            lexicon = Lexicon(language, "test")
            rng = Random(5)
            topic = lexicon.topics[0]
            grams = []
            for _ in range(8):
                chars = fill_sentences(lexicon.plan(topic, rng, 2015).sentences, lexicon.values(topic, rng, 2015)).chars
                grams.append({chars[at : at + length] for at in range(len(chars) - length)})
            pairs = [(a, b) for at, a in enumerate(grams) for b in grams[at + 1 :]]
            self.assertLess(max(len(a & b) / len(a | b) for a, b in pairs), 0.3)


class CarriedText(unittest.TestCase):
    def test_edits_keep_origins_of_equal_lengths_only(self) -> None:
        text = carried.original("abcdef", 4)
        changed = carried.edited(text, [(1, 2, "X"), (3, 5, "YYY")], "mask")
        self.assertEqual(changed.chars, "aXcYYYf")
        origins = [code >> carried.OFFSET_SHIFT & 0xFF if code >> carried.DOCUMENT_SHIFT else None for code in changed.codes]
        self.assertEqual(origins, [0, 1, 2, None, None, None, 5])
        self.assertEqual(list(changed.lost.values()), [carried.CODE["mask"]])

    def test_cleaning_takes_added_debris_only(self) -> None:
        text = carried.joined((carried.original("ab", 1), carried.added("--", "page_debris"), carried.original("cd", 1)))
        self.assertEqual(carried.without(text, carried.DEBRIS).chars, "abcd")

    def test_folding_is_that_of_html(self) -> None:
        self.assertEqual(carried.folded(carried.original(" a \n\u3000b ", 1)).chars, "a b")

    def test_chains_bridge_short_gaps_and_no_more(self) -> None:
        self.assertEqual(len(chains([(0, 0, 30), (70, 65, 30)], "zh")), 1)
        self.assertEqual(len(chains([(0, 0, 30), (71, 65, 30)], "zh")), 2)
        self.assertEqual(len(chains([(0, 100, 30), (30, 0, 30)], "zh")), 2)
        self.assertEqual(chains([(0, 0, 29)], "zh"), [])
        self.assertEqual(len(chains([(0, 0, 80), (187, 80, 30)], "en")), 1)
        self.assertEqual(len(chains([(0, 0, 80), (188, 80, 80)], "en")), 2)

    def test_no_passage_lies_inside_another(self) -> None:
        outer = [(0, 0, 100), (200, 200, 100)]  # in its gap, a sentence that stands before its like
        self.assertEqual(chains([*outer, (105, 110, 80), (205, 95, 85)], "en"), [[outer[0], (105, 110, 80), outer[1]]])
        self.assertEqual(len(chains([(0, 0, 100), (120, 400, 80), (200, 200, 100)], "en")), 2)

    def test_no_passage_lies_in_two_texts_of_an_anthology(self) -> None:
        found = [(0, 0, 40), (50, 50, 40), (90, 90, 10)]
        self.assertEqual(apart(found, [], []), [found])
        self.assertEqual(apart(found, [45], []), [found[:1], found[1:]])
        self.assertEqual(apart(found, [5, 45], [50]), [found[:1], found[1:]])

    def test_the_title_above_a_text_is_the_nearest_one_before_it(self) -> None:
        heads = [(2, 10, "First"), (300, 306, "Second")]
        self.assertEqual(head_above(heads, 40), (2, "First"))
        self.assertEqual(head_above(heads, 306), (300, "Second"))
        self.assertIsNone(head_above(heads, 200))
        self.assertIsNone(head_above(heads, 5))

    def test_matches_are_where_origins_meet(self) -> None:
        self.assertEqual(matches([(256 * 10, 5, 20)], [(256 * 15, 100, 40)]), [(10, 100, 15)])

    def test_shared_text_is_found_from_its_shortest_length(self) -> None:
        shared = SharedText("zh")
        first = "".join(chr(0x4E00 + at) for at in range(300))
        shared.add(3, first)
        self.assertEqual(shared.runs("x" * 7 + first[101:131] + "y"), [(7, 30, 3, 101)])
        self.assertEqual(shared.runs(first[101:130]), [])

    def test_the_longest_of_several_earlier_texts_is_taken(self) -> None:
        shared = SharedText("zh")
        text = "".join(chr(0x4E00 + at) for at in range(300))
        shared.add(1, text[100:125] + "z" * 20)
        shared.add(2, "z" * 20 + text[100:160])
        self.assertEqual(shared.runs(text[100:160]), [(0, 60, 2, 20)])

    def test_an_edited_paragraph_is_shared_and_a_formula_with_other_names_is_not(self) -> None:
        text = "".join(chr(0x4E00 + at) for at in range(300))
        shared = SharedText("zh")
        shared.add(1, text)
        edited = text[10:32] + "a" * 4 + text[36:58] + "b" * 4 + text[62:84]
        self.assertEqual(shared.runs(edited), [(0, 22, 1, 10), (26, 22, 1, 36), (52, 22, 1, 62)])
        self.assertEqual(shared.runs(text[10:32] + "a" * 4 + text[36:58]), [])  # short
        self.assertEqual(shared.runs(text[10:32] + "a" * 30 + text[62:84] + "b" * 30 + text[114:136]), [])  # scattered

    def test_slots_of_a_base_text_are_numbers_and_the_place_of_its_title(self) -> None:
        bases = Bases(["grammar"], "zh", "development", Random(1))
        sentences = bases._sentences("# 青岛市水条例\n2019年于本市征求市人民政府意见，青岛市和青岛海关。\n")
        self.assertEqual([piece for sentence in sentences for piece in sentence if piece[0]],
                         [("town", "青岛"), ("number", "2019"), ("town", "青岛"), ("town", "青岛")])  # fmt: skip
        sentences = bases._sentences("# 关于水的决定\n省、自治区、直辖市2年。\n")
        self.assertEqual([piece for sentence in sentences for piece in sentence if piece[0]], [("number", "2")])


if __name__ == "__main__":
    unittest.main()
