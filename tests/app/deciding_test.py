"""Deciding by hand in a real window: from a study of sites to a saved and exported answer, and what somebody says of a warning."""

import collections
import csv
import json
import pathlib
import re
import subprocess
import tempfile
import tomllib

import window_support
from live_support import until
from support import main, run
from window_support import ICONS, SLOW, WindowTest

FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"
UNTIL = "2026-10-31"
AT = "2026-10-30T12:00:00+08:00"
PANEL = (640, 120, 1000, 2000)  # the right one, at `--size 1000x…`


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


def logged(kind):
    """What the audit log has of it, the oldest first."""
    lines = [line for file in (DISTRICT.parent / "live" / "audit").glob("*.jsonl") for line in file.read_text().splitlines()]
    return [entry for entry in map(json.loads, lines) if entry["action"].startswith(kind)]


class Deciding(WindowTest):
    height = 900

    def setUp(self):
        super().setUp()
        self.window = self.open("--supervised", "--lang", "zh", "--view", "overview", "--at", AT, size=f"1000x{self.height}", district=DISTRICT)

    def panel(self, key, name):
        self.window.done("key", key)
        self.assert_soon(lambda: self.window.settings().get("desk", {}).get("right_panel") == name)

    def press(self, text, **where):
        return self.window.press(text, **{"among": PANEL, **where})

    def assert_shows(self, text, **where):
        self.assert_soon(lambda: self.window.found(text, **where), f"{text} is not there")


class Siting(Deciding):
    def opened(self):
        """Measured and ranked: a click on the second site flies there."""
        self.panel("0", "siting")
        self.assert_shows("2", among=(660, 600, 700, 1000))  # its rank
        before = self.window.rests()
        _, y = self.window.place("2", among=(660, 600, 700, 1000))
        self.window.click(815, y)
        self.assert_soon(lambda: self.window.session().get("camera") != before, "the chosen site is not flown to")
        self.window.rests()

    def test_weights_and_criteria_by_hand_are_saved_beside_the_original(self):
        original = (DISTRICT.parent / "sites.toml").read_text()
        self.opened()
        self.press("权重")
        _, named = self.window.place("2 倍", among=PANEL)
        self.window.click(659, named + 19)  # the left end of its line: nine times
        self.press("指标")
        self.press("＋ 新增评价指标")
        self.press("选择量算内容")
        self.press("用地面积")
        self.press("加入")
        self.assert_shows("用地面积", among=PANEL)  # measured, it is among the others
        self.press("另存名称", part=True)
        self.window.write("ours")
        self.assert_shows("ours", among=PANEL)
        saved = DISTRICT.parent / "sites.ours.toml"
        self.press("另存为")
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

        def scrolled():
            self.window.done("click", "--repeat", 10, "--delay", 20, 5)
            return self.window.found("CSV", part=True, among=PANEL)
        self.assertTrue(until(scrolled, SLOW), "there is no end of the panel")
        self.press("CSV", part=True)
        kept = self.home / "documents" / "Borough"
        self.assert_soon(lambda: list(kept.glob("*.csv")), "no CSV was exported")
        rows = list(csv.reader(next(kept.glob("*.csv")).read_text(encoding="utf-8-sig").splitlines()))
        self.assertEqual([row[0] for row in rows[1:]].count(""), 0)
        self.assertGreater(len(rows), 50)


class Warnings(Deciding):
    height = 1100

    def judge(self, row, verdict, action):
        before = len(logged("alert."))
        self.press(row)
        self.press(verdict)
        self.assert_soon(lambda: len(logged("alert.")) > before, f"{action} is not in the log")
        self.assertEqual([entry["action"] for entry in logged("alert.")[before:]], [action])
        self.press(ICONS["left"])  # back to the list

    def test_a_warning_is_confirmed_and_another_dismissed(self):
        self.panel("w", "warning")
        self.judge("红色", "确认属实", "alert.confirm")
        self.judge("蓝色", "排除", "alert.dismiss")

    def test_all_of_a_group_are_judged_by_one_word(self):
        self.panel("w", "warning")
        self.assert_shows("蓝色 ", part=True, among=PANEL)
        group = next(filter(None, (re.fullmatch(r"蓝色 (\d+) 条", each["text"]) for each in self.window.screen()["texts"])))
        before, count = len(logged("alert.")), int(group[1])
        self.press(group[0])
        self.press(f"一并研判这 {count} 条")
        self.press("共同的研判意见", part=True)
        self.window.write("one site")
        self.assert_shows("one site", among=PANEL)
        self.press("全部排除")
        self.assert_soon(lambda: len(logged("alert.")) >= before + count, "not all are in the log")
        made = logged("alert.")[before:]
        self.assertEqual({(entry["action"], json.loads(entry["detail"])["note"]) for entry in made}, {("alert.dismiss", "one site")})
        self.assertEqual(len({entry["target"] for entry in made}), count)
        self.assert_shows(f"已研判 {len({entry['target'] for entry in logged('alert.')})}", among=PANEL)


class Cases(Deciding):
    height = 1100

    def test_a_case_is_acknowledged_noted_assigned_closed_and_opened_again(self):
        self.panel("7", "cases")
        self.press("超期 ", part=True, among=(800, 290, 1000, 900))
        known = len(logged("case."))
        done = []

        def does(button, action):
            self.press(button)
            done.append(action)
            self.assert_soon(lambda: [entry["action"] for entry in logged("case.")[known:]] == done, f"{action} is not in the log")
        does("确认知悉", "case.acknowledge")
        self.press("备注（可不填）")
        self.window.write("called back")
        does("记一条备注", "case.note")
        self.press("选择承办单位")
        self.press("城市管理局", among=(640, 120, 800, 900))
        does("交办", "case.assign")
        does("登记办结", "case.close")
        self.assert_shows("本系统办结", among=PANEL)
        does("重新打开", "case.reopen")
        entries = logged("case.")[known:]
        self.assertEqual(len({entry["target"] for entry in entries}), 1)
        self.assertIn("called back", entries[1]["detail"])
        self.assertTrue(all(entry["user"] for entry in entries), "nobody signed")
        whole = {"ticket": ("查看工单", "hotline"), "event": ("查看事件", "events")}[entries[0]["target"].split()[0]]
        self.press(whole[0])
        self.assert_soon(lambda: self.window.settings()["desk"]["right_panel"] == whole[1])


class Related(Deciding):
    height = 1100

    def choose(self, ticket):
        def found():
            """Tickets are found once the journal has been read, which may be after the window is there."""
            self.window.done("key", "Escape")
            self.window.done("key", "ctrl+k")
            self.window.write(ticket)
            self.window.done("key", "Return")
            return until(lambda: self.window.status()["chosen"].get("id") == ticket, 3)
        self.assertTrue(until(found, SLOW, every=0.5), "the ticket was not found")
        self.window.rests()

    def test_a_relation_is_confirmed_and_another_rejected(self):
        told = run("check", DISTRICT, "--warnings", "--at", AT, "--json", timeout=2 * SLOW)
        self.assertEqual(told.returncode, 0, told.stderr)
        ticket = next(w for w in json.loads(told.stdout)["warnings"][0]["warnings"] if "usual" in w)["evidence"][-1]
        self.choose(ticket)
        _, below = self.window.place("系统提示，供核对", among=PANEL)  # as each click may bring a new order, one is enough for each
        for icon, action in ((ICONS["acknowledge"], "related.confirm"), (ICONS["close"], "related.reject")):
            before = len(logged("related."))
            self.press(icon, among=(900, below, 1000, 1090))
            self.assert_soon(lambda: len(logged("related.")) > before, f"{action} is not in the log")
            self.assertEqual([(entry["action"], entry["target"]) for entry in logged("related.")[before:]], [(action, "ticket " + ticket)])


if __name__ == "__main__":
    main()
