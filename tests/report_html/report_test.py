#!/usr/bin/env python3
"""report.html in a real headless Chromium: report_test.py --textkin PROGRAM [--pictures FOLDER].

The report is made of a result with hostile titles and of its harmless twin. Ends with 77, aloud, where no
browser is installed.
"""

import argparse
import html.parser
import pathlib
import subprocess
import sys
import tempfile
import unittest
from typing import Any

import browser
import make_result

SKIPPED = 77
CHINESE = "edu.example/2020.html"
ENGLISH = "harbour-0.example/report.txt"
program = pathlib.Path()
pictures: pathlib.Path | None = None


def make_report(folder: pathlib.Path, plain: bool) -> pathlib.Path:
    make_result.make(folder, plain)
    page = folder / "report.html"
    subprocess.run([program, "export", folder, "--to", "html", "-o", page], check=True)
    return page


class Elements(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes, in order."""

    def __init__(self, page: pathlib.Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))


class ReportTest(unittest.TestCase):
    folder: tempfile.TemporaryDirectory[str]
    page: pathlib.Path
    chromium: browser.Browser

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory(prefix="textkin-report-")
        cls.page = make_report(pathlib.Path(cls.folder.name) / "hostile", plain=False)
        cls.chromium = browser.Browser(browser.find_browser() or "")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.chromium.__exit__()
        cls.folder.cleanup()

    def setUp(self) -> None:
        self.chromium.events.clear()

    def tearDown(self) -> None:
        self.assertEqual(self.chromium.troubles(), [])
        self.assertNotIn("owned", self.run_("document.title").replace("title='owned'", ""))
        self.assertEqual(self.run_("document.querySelectorAll('img, iframe, object, embed, [onload], [onerror]').length"), 0)

    def open(self, place: str = "") -> None:
        self.chromium.open(self.page, place)

    def run_(self, script: str) -> Any:
        return self.chromium.run(script)

    def text(self, selector: str) -> str:
        return self.run_(f"(document.querySelector({selector!r}) || {{textContent: ''}}).textContent")

    def count(self, selector: str) -> int:
        return self.run_(f"document.querySelectorAll({selector!r}).length")

    def shoot(self, name: str) -> None:
        if pictures:
            self.chromium.picture(pictures / f"{name}.png")

    def test_hostile_titles_make_no_element_and_no_attribute(self) -> None:
        plain = make_report(pathlib.Path(self.folder.name) / "plain", plain=True)
        self.assertEqual(Elements(self.page).elements, Elements(plain).elements)
        self.open()
        scripts = self.run_("[...document.scripts].filter((one) => !one.type).length")
        self.assertEqual(scripts, 1)

    def test_the_policy_refuses_a_script_that_is_not_ours(self) -> None:
        self.open()
        self.run_("""(() => { const one = document.createElement('script'); one.textContent = "document.title = 'inserted'";
            document.body.append(one); })()""")
        self.assertNotIn("inserted", self.run_("document.title"))
        self.assertTrue(any("Content Security Policy" in one for one in self.chromium.troubles()))
        self.chromium.events.clear()

    def test_paths_of_the_machine_stay_out(self) -> None:
        self.assertNotIn("/home/somebody", self.page.read_text(encoding="utf-8"))

    def test_overview_says_what_was_found_and_what_not(self) -> None:
        self.open()
        lead = self.text(".lead")
        self.assertIn("16 documents", lead)
        self.assertIn("6 links", lead)
        self.assertIn("3 could not be decided", lead)
        self.assertIn("the evidence contradicts itself", self.text("#main"))
        self.assertIn("F0302", self.text("#main"))
        self.shoot("overview")

    def test_families_are_searched_and_sorted(self) -> None:
        self.open("#view=families")
        rows = "#families-table tbody tr"
        self.assertEqual(self.count(rows), 3)
        first = self.text(rows)
        self.chromium.click("#families-table th:nth-child(2) button")
        self.assertNotEqual(self.text(rows), first)
        self.chromium.click("#families-words")
        self.chromium.type("教育")
        self.assertEqual(self.count(rows), 1)
        self.shoot("families")
        self.chromium.click(f"{rows} a")
        self.chromium.wait("document.querySelector('.drawing')")
        self.assertIn("白石港市教育局", self.text("h1"))

    def test_search_from_anywhere_by_keyboard(self) -> None:
        self.open()
        self.chromium.key("/", "/")
        self.chromium.type("letters.example")
        self.chromium.key("Enter", "\r")
        self.chromium.wait("document.querySelector('#families-table')")
        self.assertEqual(self.count("#families-table tbody tr"), 1)

    def test_a_click_on_a_node_and_on_a_line(self) -> None:
        self.open(f"#family={CHINESE}")
        self.assertEqual(self.count(".node"), 5)
        self.assertEqual(self.count(".node.guest"), 1)
        self.assertEqual(self.count(".node.origin"), 1)
        self.assertEqual(self.count(".canvas .link"), 4)  # the copy of a copy hangs on its source alone
        self.assertEqual(self.count("#links-table tbody tr"), 6)
        self.assertIn(CHINESE, self.text("#circles h3"))
        self.assertEqual(self.count("#circles li"), 1)
        self.chromium.click(".node.origin rect")
        self.assertIn(CHINESE, self.text("#chosen"))
        self.shoot("family")
        self.run_("[...document.querySelectorAll('.link.r-copies')].find((one) => one.getAttribute('aria-label').startsWith('白石')).focus()")
        self.chromium.key("Enter", "\r")
        self.assertIn("97 %", self.text("#chosen"))
        self.assertIn("2 numbers of the source are masked", self.text("#chosen"))
        self.assertIn("The derived text is dated earlier", self.text("#chosen .against"))
        self.assertIn("46", self.text("#chosen .quote"))
        self.shoot("edge")
        self.chromium.click("#chosen .button.main")
        self.chromium.wait("document.querySelector('#sides')")
        self.assertEqual(self.count("#sides .d-masked"), 4)

    def test_the_threshold_splits_the_family(self) -> None:
        self.open(f"#family={CHINESE}")
        self.run_("""(() => { const slider = document.querySelector('#threshold'); slider.value = '0.9';
            slider.dispatchEvent(new Event('input')); })()""")
        self.assertIn("1 group of two or more, 1 document alone", self.text(".drawing"))
        self.assertGreaterEqual(self.count(".node.faded"), 1)

    def test_a_document_greys_what_is_not_its_own_and_colours_its_source(self) -> None:
        self.open(f"#family={CHINESE}&doc=wenku.example/17.html")
        self.assertEqual(self.text(".mark"), "首页 > 文档 > 总结\n")
        self.assertIn("全年共完成教学楼维修xx处", self.text(".text .from"))
        self.shoot("document")
        self.chromium.click(".text .from")
        self.chromium.wait("document.querySelector('#sides')")
        self.assertEqual(self.count(".passage-head.on"), 1)

    def test_two_sides_in_rows_with_typed_differences(self) -> None:
        self.open(f"#family={CHINESE}&a={CHINESE}&b=doc.example/a.txt")
        left = self.run_("[...document.querySelectorAll('#sides .pair-row:not(.top) > div:first-child')].map((cell) => cell.textContent).join('')")
        self.assertEqual(left, make_result.ZH)
        self.assertEqual(self.count("#sides .d-reworded"), 6)
        self.shoot("pair")
        self.chromium.click(".kinds .button")
        self.assertEqual(self.count(".hide-reworded"), 1)

    def test_hostile_family(self) -> None:
        self.open(f"#family={ENGLISH}")
        self.assertEqual(self.count(".node"), len(make_result.HOSTILE))
        self.shoot("hostile")
        self.chromium.go(f"#family={ENGLISH}&doc=harbour-3.example/report.txt")
        self.assertEqual(self.count("a[href^='javascript']"), 0)
        self.chromium.go(f"#family={ENGLISH}&a={ENGLISH}&b=harbour-5.example/report.txt")
        self.assertIn("<script>", self.text("#evidence"))

    def test_both_languages_and_both_themes(self) -> None:
        self.open(f"#family={CHINESE}")
        self.chromium.click("#language")
        self.chromium.wait("document.documentElement.lang === 'zh-Hans' && document.querySelector('.drawing')")
        self.assertIn("谁抄了谁", self.text("#main"))
        english = self.run_("[...document.querySelectorAll('#nav a, .button, h2')].map((one) => one.textContent).filter((words) => /[A-Za-z]{4}/.test(words))")
        self.assertEqual(english, [])
        light = self.run_("getComputedStyle(document.body).backgroundColor")
        self.chromium.click("#theme")
        self.assertNotEqual(self.run_("getComputedStyle(document.body).backgroundColor"), light)
        self.shoot("chinese-dark")
        self.chromium.click("#theme")
        self.chromium.click("#language")

    def test_sites_and_notes(self) -> None:
        self.open("#view=sites")
        self.assertGreaterEqual(self.count("#matrix td.h5"), 1)
        self.shoot("sites")
        self.chromium.go("#view=notes")
        self.assertIn("All 3 families are listed (at most 2,000)", self.text("#main"))

    def test_keyboard_reaches_everything(self) -> None:
        self.open(f"#family={CHINESE}")
        self.chromium.key("Tab")
        self.assertEqual(self.run_("document.activeElement.id"), "skip")
        unnamed = self.run_("""[...document.querySelectorAll('button, a, [tabindex="0"], input, select')]
            .filter((one) => !(one.textContent.trim() || one.getAttribute('aria-label') || (one.labels && one.labels.length))).length""")
        self.assertEqual(unnamed, 0)
        self.assertEqual(self.count(".canvas .node:not([tabindex='0']), .canvas .link:not([tabindex='0'])"), 0)

    def test_a_narrow_window_does_not_scroll_sideways(self) -> None:
        self.chromium.resize(390, 800)
        try:
            for name, place in (("overview", ""), ("family", f"#family={CHINESE}"), ("pair", f"#family={ENGLISH}&a={ENGLISH}&b=harbour-5.example/report.txt")):
                self.open(place)
                self.assertLessEqual(self.run_("document.documentElement.scrollWidth"), 390, name)
                self.shoot(f"narrow-{name}")
        finally:
            self.chromium.resize(1280, 900)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=pathlib.Path, required=True)
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for screenshots")
    arguments, rest = parser.parse_known_args()
    program, pictures = arguments.textkin.resolve(), arguments.pictures
    if browser.find_browser() is None:
        print(f"skipped: none of {', '.join(browser.NAMES)} is installed", file=sys.stderr)
        sys.exit(SKIPPED)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    unittest.main(argv=[sys.argv[0], *rest])
