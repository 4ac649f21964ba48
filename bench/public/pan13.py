#!/usr/bin/env python3
"""PAN 2013 text alignment, training corpus: PlagDet by kind of obfuscation, and which pairs are found at all.

    bench/public/pan13.py [--textkin build/release/src/cli/textkin] [--detections FOLDER_OF_XML]

--detections scores the files of another program in PAN's own format instead of a scan.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measure import NOTHING, Measure, Measures, print_measures
from plagdet import Reuse, Scores, score
from scanning import TEXTKIN, Absent, data_folder, kin_pairs, rows_if_there, scanned

KINDS = {
    "none": "02-no-obfuscation",
    "random": "03-random-obfuscation",
    "translation": "04-translation-obfuscation",
    "summary": "05-summary-obfuscation",
}
CLEAN = "01-no-plagiarism"
Pair = tuple[str, str]  # suspicious file, source file


def reuses(path: Path, feature_name: str) -> list[Reuse]:
    """The features of one PAN file, `plagiarism` of truth or `detected-plagiarism`; others (about, md5) are passed over."""
    document = ElementTree.parse(path).getroot()
    found = []
    for feature in document.iter("feature"):
        if feature.get("name") != feature_name:
            continue
        begin, length = int(feature.attrib["this_offset"]), int(feature.attrib["this_length"])
        source, source_length = int(feature.attrib["source_offset"]), int(feature.attrib["source_length"])
        found.append(
            Reuse(
                document.attrib["reference"],
                (begin, begin + length),
                feature.attrib["source_reference"],
                (source, source + source_length),
            )
        )
    return found


def listed(folder: Path) -> set[Pair]:
    lines = (folder / "pairs").read_text(encoding="utf-8").split()
    return set(zip(lines[::2], lines[1::2], strict=True))


def pair_of(a: str, b: str) -> Pair | None:
    """The pair that two ids of a scan of `src` and `susp` name; None for two texts of one side."""
    sides = dict(identity.partition("#")[0].split("/", 1) for identity in (a, b))
    return (sides["susp"], sides["src"]) if len(sides) == 2 else None


def detections_of(passages: list[dict]) -> list[Reuse]:
    found = []
    for passage in passages:
        a, b = sorted((passage["a"], passage["b"]), key=lambda side: side["document"].startswith("src/"))
        pair = pair_of(a["document"], b["document"])
        if pair is not None:
            found.append(Reuse(pair[0], (a["begin"], a["end"]), pair[1], (b["begin"], b["end"])))
    return found


def whole_documents(pan: Path, pairs: set[Pair]) -> list[Reuse]:
    """A baseline that needs no program: every listed pair is one detection from end to end."""

    def chars(path: Path) -> int:
        return len(path.read_bytes().decode("utf-8"))

    lengths = {name: chars(pan / folder / name) for pair in pairs for folder, name in zip(("susp", "src"), pair, strict=True)}
    return [Reuse(susp, (0, lengths[susp]), source, (0, lengths[source])) for susp, source in sorted(pairs)]


def _measures(prefix: str, scores: Scores | None) -> Measures:
    if scores is None:
        return {f"{prefix}.plagdet": NOTHING}
    values = {"plagdet": scores.plagdet, "precision": scores.precision, "recall": scores.recall, "granularity": scores.granularity}
    return {f"{prefix}.{name}": Measure(value, scores.cases) for name, value in values.items()}


class Truth:
    def __init__(self, pan: Path) -> None:
        self.pairs = {kind: listed(pan / folder) for kind, folder in {"clean": CLEAN, **KINDS}.items()}
        self.cases = {
            kind: [case for path in sorted((pan / folder).glob("*.xml")) for case in reuses(path, "plagiarism")]
            for kind, folder in KINDS.items()
        }
        self.all_pairs = set().union(*self.pairs.values())

    def alignment(self, prefix: str, detections: list[Reuse] | None) -> Measures:
        """Detections in pairs of the list, as the competition has them; a pair of texts without reuse counts in `all`."""
        measures: Measures = {}
        every_case = [case for cases in self.cases.values() for case in cases]
        for kind, cases, pairs in [("all", every_case, self.all_pairs), *((k, self.cases[k], self.pairs[k]) for k in KINDS)]:
            scores = None
            if detections is not None:
                scores = score(cases, (one for one in detections if (one.suspicious, one.source) in pairs))
            measures |= _measures(f"{prefix}.{kind}", scores)
        return measures

    def detection(self, found: set[Pair]) -> Measures:
        """Pairs called kin, or with a passage, against the pairs that have a case.

        947 of the 1,185 summary pairs have no case: they are neither right nor wrong here, and have no true characters above.
        """
        of_kind = {kind: {(case.suspicious, case.source) for case in cases} for kind, cases in self.cases.items()}
        reused = set().union(*of_kind.values())
        judged = found & (reused | self.pairs["clean"])
        measures = {f"pairs.{kind}.recall": Measure.share(len(found & pairs), len(pairs)) for kind, pairs in of_kind.items()}
        measures["pairs.all.recall"] = Measure.share(len(found & reused), len(reused))
        measures["pairs.all.precision"] = Measure.share(len(found & reused), len(judged))
        measures["pairs.not_in_the_list"] = Measure.count(len(found - self.all_pairs))
        return measures


def compared(textkin: Path, pan: Path, pairs: set[Pair]) -> list[Reuse]:
    """Detections of `textkin compare --preset paraphrase`, pair by pair, as the competition gives them."""

    def one(pair: Pair) -> list[Reuse]:
        command = [str(textkin), "compare", str(pan / "susp" / pair[0]), str(pan / "src" / pair[1]), "--preset", "paraphrase", "--json"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode not in (0, 3):
            raise RuntimeError(f"{' '.join(command)}: {run.stderr}")
        return [
            Reuse(pair[0], (passage["a"]["begin"], passage["a"]["end"]), pair[1], (passage["b"]["begin"], passage["b"]["end"]))
            for passage in json.loads(run.stdout)["passages"]
        ]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [found for detections in pool.map(one, sorted(pairs)) for found in detections]


def measure(textkin: Path) -> Measures:
    pan = data_folder("pan13")
    truth = Truth(pan)
    with scanned(textkin, [pan / "susp", pan / "src"]) as out:
        passages = rows_if_there(out / "passages.jsonl")
        kin = kin_pairs(out)
    detections = None if passages is None else detections_of(passages)
    found = {pair for a, b in kin if (pair := pair_of(a, b)) is not None}
    found |= {(one.suspicious, one.source) for one in detections or ()}
    measures = truth.alignment("passages", detections) | truth.detection(found)
    with scanned(textkin, [pan / "susp", pan / "src"], "--preset", "paraphrase") as out:
        reworded = detections_of(rows_if_there(out / "passages.jsonl") or [])
    measures |= truth.alignment("paraphrase_scan", reworded)
    measures |= truth.alignment("paraphrase", compared(textkin, pan, truth.all_pairs))
    return measures | truth.alignment("whole_documents", whole_documents(pan, truth.all_pairs))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, default=TEXTKIN)
    parser.add_argument("--detections", type=Path)
    options = parser.parse_args()
    try:
        if options.detections is None:
            print_measures("PAN 2013", measure(options.textkin))
        else:
            files = sorted(options.detections.rglob("*.xml"))
            detections = [one for path in files for one in reuses(path, "detected-plagiarism")]
            print_measures("PAN 2013", Truth(data_folder("pan13")).alignment("passages", detections))
    except Absent as reason:
        print(f"skipped: PAN 2013: {reason}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
