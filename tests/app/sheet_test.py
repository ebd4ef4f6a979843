"""The Sheet layout in a real window: a report chosen, seen as it will be printed, exported and verified; and from a study of sites
that somebody has changed to its sealed comparison."""

import json
import pathlib
import re
import tempfile
import tomllib

import window_support
from live_support import until
from support import main, read_png, run
from window_support import SLOW, WindowTest

FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"
AT = "2026-10-30T12:00:00+08:00"
MADE = 240  # seconds that a software driver on a busy machine may take for all pages


def setUpModule():
    window_support.begin(sample=False)
    made = run("sample", DISTRICT.parent, "--buildings", 1200, "--seed", 7, "--until", "2026-10-31")
    if made.returncode != 0:
        raise RuntimeError(made.stderr)


def tearDownModule():
    FOLDER.cleanup()


class Sheets(WindowTest):
    def setUp(self):
        super().setUp()
        self.window = self.open("--lang", "zh", "--view", "overview", "--at", AT, size="1280x900", district=DISTRICT)

    def pages(self):
        """How many there are, once they are made."""
        def made():
            where = self.window.found("共", part=True)
            texts = [each["text"] for each in self.window.screen()["texts"]]
            said = [re.fullmatch(r"第 \d+ 页，共 (\d+) 页", text) for text in texts]
            return where and "正在生成页面" not in texts and next((int(one[1]) for one in said if one), 0)
        count = until(made, MADE, every=0.5)
        self.assertTrue(count, f"no pages come: {[each['text'] for each in self.window.screen()['texts']]}")
        return count

    def exported(self, name):
        kept = self.home / "documents" / "Borough"
        self.assert_soon(lambda: list(kept.glob(f"{name} *")), f"nothing is exported: {list(self.home.rglob('*'))}", MADE)
        folder, = [one for one in kept.glob(f"{name} *") if one.suffix != ".partial"]
        return folder

    def assert_verifies(self, folder):
        result = run("report", "--verify", folder, timeout=300)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def audited(self):
        lines = [line for file in sorted((DISTRICT.parent / "live").rglob("audit-*.jsonl")) for line in file.read_text().splitlines()]
        return [(one["action"], one["target"]) for one in map(json.loads, lines)]

    def test_a_report_is_chosen_seen_and_exported(self):
        before = len(self.audited())
        self.window.key("ctrl+p")
        self.window.place("报告种类")
        title = "每周督办通报"
        self.window.click(*self.window.place(title))
        count = self.pages()
        self.assertGreater(count, 1)
        self.assertEqual(len(self.audited()), before, "what is only looked at is no export")
        self.window.key("Next")
        self.assert_soon(lambda: self.window.found(f"第 2 页，共 {count} 页"), "the page is not turned")
        self.window.click(*self.window.place("领导"))
        self.window.key("Return")  # exported when it is made
        folder = self.exported(title)
        recipe = json.loads((folder / "weekly_supervision.recipe.json").read_text())
        self.assertEqual(recipe["audience"], "leader")
        self.assertEqual(len(list((folder / "pages").glob("*.png"))), self.pages())
        self.assertEqual(self.audited()[before:], [("report", str(folder))])
        self.assert_verifies(folder)
        self.window.key("Escape")
        self.assert_soon(lambda: not self.window.found("报告种类"), "it stays")

    def test_a_study_that_was_changed_becomes_a_sealed_sheet(self):
        self.window.key("0")
        self.window.place("并列比选")
        self.window.press("权重")
        self.window.press("直接赋权")
        self.window.press("排序")
        self.window.press("比选表")
        self.assertGreaterEqual(self.pages(), 2)
        saved, = DISTRICT.parent.glob("sites.sheet-*.toml")
        study = next(s for s in tomllib.loads(saved.read_text())["studies"] if s["id"] == "school")
        self.assertNotIn("judgements", study, "by hand, not by pairs")
        self.window.click(*self.window.place("导出"))
        folder = self.exported("选址比选")
        recipe = (folder / "site_comparison.recipe.json").read_text()
        self.assertIn(saved.name, recipe)
        width, height, _, _ = read_png(folder / "pages" / "site_comparison-1.png")
        self.assertGreater(height, width)
        self.assert_verifies(folder)


if __name__ == "__main__":
    main()
