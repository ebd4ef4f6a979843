"""Deciding by hand in a real window: from a study of sites to a saved and exported answer, and what somebody says of a warning."""

import collections
import csv
import itertools
import json
import pathlib
import subprocess
import tempfile
import tomllib

import window_support
from live_support import until
from support import main, run
from window_support import SLOW, WindowTest

# What `--size 1000x900` comes to in Chinese: the right panel is 360 wide.
TABS = {name: (666 + 48 * i, 266) for i, name in enumerate(("ranking", "criteria", "weights", "limits", "schemes"))}
SECOND_SITE = (815, 725)
FIRST_JUDGEMENT = (659, 647)  # its left end: nine times
BELOW_SITES = (820, 870)      # the way to schemes: the ranking is there
CSV = (676, 794)              # with the panel scrolled to its end
RED_WARNING = (780, 275)
BLUE_WARNING = (780, 708)     # once the red one is gone: below ten groups of others
LEFT_OF_BUTTONS = 657         # where the primary button has no text
ACCENT = (56, 189, 248)
FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"
UNTIL = "2026-10-31"
AT = "2026-10-30T12:00:00+08:00"


def setUpModule():
    window_support.begin(sample=False)
    made = run("sample", DISTRICT.parent, "--buildings", 1200, "--seed", 7, "--until", UNTIL)
    if made.returncode != 0:
        raise RuntimeError(made.stderr)


def tearDownModule():
    FOLDER.cleanup()


def pixels(x, y, width, height):
    """Of the display, row by row, three bytes each."""
    return subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "-depth", "8", "rgb:-"],
                          capture_output=True, check=True).stdout


class Deciding(WindowTest):
    height = 900

    def setUp(self):
        super().setUp()
        self.window = self.open("--supervised", "--lang", "zh", "--view", "overview", "--at", AT, size=f"1000x{self.height}", district=DISTRICT)
        self.window.xdo("mousemove", 500, 40)  # on nothing: what is under the mouse has other colours

    def panel(self, key, name):
        self.window.key(key)
        self.assert_soon(lambda: self.window.settings().get("desk", {}).get("right_panel") == name)

    def click(self, x, y, where=None):
        """A click that shows: first everything comes to rest under the mouse, then the panel changes, or this part of it."""
        self.window.xdo("mousemove", x, y)
        before, where = [b""], where or (640, 290, 360, self.height - 320)

        def stands():
            now = pixels(*where)
            same, before[0] = now == before[0], now
            return same
        self.assertTrue(until(stands, SLOW, every=0.7), "the panel does not come to rest")
        self.window.xdo("click", 1)
        self.assert_soon(lambda: pixels(*where) != before[0], f"a click at {x}, {y} did nothing")

    def primary(self):
        """The height of the right panel's primary button: 24 pixels or more of the accent."""
        column = pixels(LEFT_OF_BUTTONS, 290, 1, self.height - 320)
        y = 290
        for of_accent, those in itertools.groupby(all(abs(a - b) < 12 for a, b in zip(column[i:i + 3], ACCENT)) for i in range(0, len(column), 3)):
            long = len(list(those))
            if of_accent and long >= 24:
                return y + long // 2
            y += long
        return None

    def primary_between(self, least, most):
        self.assert_soon(lambda: least <= (self.primary() or 0) <= most, f"no primary button between {least} and {most}")
        return self.primary()


class Siting(Deciding):
    def opened(self):
        """Measured and ranked: a click on the second site flies there."""
        self.panel("0", "siting")
        before = self.window.rests()
        self.primary_between(*BELOW_SITES)
        self.window.click(*SECOND_SITE)
        self.assert_soon(lambda: self.window.session().get("camera") != before, "the chosen site is not flown to")
        self.window.rests()

    def test_weights_and_criteria_by_hand_are_saved_beside_the_original(self):
        original = (DISTRICT.parent / "sites.toml").read_text()
        self.opened()
        self.click(*TABS["weights"])
        self.click(*FIRST_JUDGEMENT)
        self.click(*TABS["criteria"])
        y = self.primary_between(590, 615)
        self.click(675, y)  # a criterion to add
        self.assert_soon(lambda: not self.primary())
        self.click(800, y + 34, where=(652, y - 290, 200, 200))  # what can be measured unfolds over the others
        self.click(740, y - 291)  # its area
        self.click(675, self.primary_between(y + 60, y + 140))
        y = self.primary_between(y + 30, y + 50)  # it is among the others, and another may be added
        self.click(760, y + 108)
        self.window.write("ours")
        saved = DISTRICT.parent / "sites.ours.toml"
        self.click(933, y + 108)
        self.assert_soon(saved.exists, "nothing was saved")
        made, was = (next(s for s in tomllib.loads(text)["studies"] if s["id"] == "school") for text in (saved.read_text(), original))
        self.assertEqual([c["measure"] for c in made["criteria"]], [c["measure"] for c in was["criteria"]] + ["area"])
        self.assertEqual((was["judgements"][0], made["judgements"][0]), (2, 9))
        self.assertEqual((DISTRICT.parent / "sites.toml").read_text(), original)

    def test_sites_side_by_side_and_as_a_table(self):
        self.opened()

        def ground():
            """Of the district's middle, how much has one colour: a panel's ground."""
            seen = pixels(120, 200, 440, 460)
            seen = [seen[i:i + 3] for i in range(0, len(seen), 3 * 31)]
            return collections.Counter(seen).most_common(1)[0][1] / len(seen)
        self.assertLess(ground(), 0.3)
        self.window.key("c")
        self.assert_soon(lambda: ground() > 0.5, "no comparison over the district")
        self.window.key("c")
        self.assert_soon(lambda: ground() < 0.3, "the comparison stays")
        self.window.xdo("mousemove", 815, 700)
        self.window.xdo("click", "--repeat", 60, "--delay", 20, 5)
        self.window.xdo("mousemove", *CSV)
        kept = self.home / "documents" / "Borough"

        def exported():
            self.window.click(*CSV)
            return until(lambda: list(kept.glob("*.csv")), 3)
        file = until(exported, SLOW)
        self.assertTrue(file, "no CSV was exported")
        rows = list(csv.reader(file[0].read_text(encoding="utf-8-sig").splitlines()))
        self.assertEqual([row[0] for row in rows[1:]].count(""), 0)
        self.assertGreater(len(rows), 50)


class Warnings(Deciding):
    height = 1100

    def log(self):
        lines = [line for file in (DISTRICT.parent / "live" / "audit").glob("*.jsonl") for line in file.read_text().splitlines()]
        return [entry["action"] for entry in map(json.loads, lines) if entry["action"].startswith("alert.")]

    def test_a_warning_is_confirmed_and_another_dismissed(self):
        self.panel("w", "warning")
        done = []
        for row, right, action in ((RED_WARNING, 675, "alert.confirm"), (BLUE_WARNING, 850, "alert.dismiss")):
            def opens(row=row):
                self.window.click(*row)
                return until(self.primary, 3, every=0.5)
            self.assertTrue(until(opens, SLOW), "no warning can be opened")
            self.click(right, self.primary())
            done.append(action)
            self.assert_soon(lambda: self.log() == done, f"{action} is not in the log")
            self.click(666, 150)  # back to the list


class Related(Deciding):
    height = 1100

    def judged(self):
        lines = [line for file in (DISTRICT.parent / "live" / "audit").glob("*.jsonl") for line in file.read_text().splitlines()]
        return [(entry["action"], entry["target"]) for entry in map(json.loads, lines) if entry["action"].startswith("related.")]

    def choose(self, ticket):
        def found():
            """Tickets are found once the journal has been read, which may be after the window is there."""
            self.window.key("Escape")
            self.window.key("ctrl+k")
            self.window.write(ticket)
            self.window.key("Return")
            return until(lambda: self.window.status()["chosen"].get("id") == ticket, 3)
        self.assertTrue(until(found, SLOW, every=0.5), "the ticket was not found")
        self.window.rests()

    def test_a_relation_is_confirmed_and_another_rejected(self):
        told = run("check", DISTRICT, "--warnings", "--at", AT, "--json", timeout=2 * SLOW)
        self.assertEqual(told.returncode, 0, told.stderr)
        ticket = next(w for w in json.loads(told.stdout)["warnings"][0]["warnings"] if "usual" in w)["evidence"][-1]
        for right, action in ((928, "related.confirm"), (962, "related.reject")):
            def presses():
                """What is related stands lowest, its buttons in one column: from below, the first that takes it."""
                self.choose(ticket)
                for y in range(self.height - 40, 760, -20):
                    self.window.click(right, y)
                    if until(lambda: (action, "ticket " + ticket) in self.judged(), 1, every=0.1):
                        return True
                return False
            self.assertTrue(until(presses, 2 * SLOW, every=1), f"{action} is not in the log: {self.judged()}")


if __name__ == "__main__":
    main()
