"""A real window under a display of its own, driven by keys and the mouse; what it says of itself is held against what a hand did."""

import csv
import math
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import window_support
from live_support import message, until
from support import main, read_png
from window_support import SLOW, Shown, WindowTest, alive, colours, grab, seconds_used

# What `--size 1000x640` comes to: the left panel is closed, the right one 360 wide.
DISTRICT_AT = (340, 290)
HOUSE = "B-000299"  # stands alone, and is of one part
FIRST_ROWS = (800, 395)
TIME_AT = (560, 590)


def setUpModule():
    window_support.begin()


def look(camera):
    """(eye, target) of a session's camera."""
    numbers = [float(n) for n in camera.split(":")[1].split(",")]
    return numbers[:3], numbers[3:6]


def distance(a, b):
    return sum((p - q) ** 2 for p, q in zip(a, b)) ** 0.5


class Hands(WindowTest):
    """One window for all of these: each begins with what it needs."""

    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.window = Shown(cls.home, "--supervised", "--view", "overview", "--lang", "zh")
        cls.addClassCleanup(cls.end)
        cls.window.take_focus()
        cls.window.rests()

    @classmethod
    def end(cls):
        restarts = cls.window.said().count("starting again")
        said = cls.window.said()
        cls.window.close()
        if restarts:
            raise AssertionError(f"the window did not live through it: {said}")

    def setUp(self):
        self.window.key("Escape", "Escape", "Escape", "End")
        self.assert_soon(lambda: self.chosen()["kind"] == "none" and self.window.status()["time"]["live"])

    def chosen(self):
        return self.window.status()["chosen"]

    def panel(self):
        return self.window.settings().get("desk", {}).get("right_panel")

    def tapped(self, key, true, why=""):
        self.window.key(key)
        self.assert_soon(true, why or f"{key} did nothing")

    def search(self, key, text, kind):
        self.tapped("2", lambda: self.panel() == "hotline") if self.panel() != "hotline" else None
        self.window.key("f")
        before = self.window.rests()
        self.window.key(key)
        self.window.write(text)
        self.window.key("Return")
        self.assert_soon(lambda: self.chosen()["kind"] == kind, f"Enter chose {self.chosen()}")
        self.assert_soon(lambda: self.panel() == "inspector")
        eye, target = look(self.window.rests())
        self.assertLess(distance(eye, target), distance(*look(before)) / 3, "it did not fly there")
        return target

    def test_searching_flies_there_and_opens_the_details(self):
        by_number = self.search("ctrl+k", HOUSE, "building")
        self.window.key("Escape")
        by_name = self.search("slash", "chen ancestral hall", "building")  # not the place of that name
        self.assertLess(distance(by_number[:2], by_name[:2]), 60, "the same house by its number and by its name")

    def test_the_desk_is_where_it_was_when_one_comes_back_from_the_wall(self):
        self.search("ctrl+k", HOUSE, "building")
        there = look(self.window.rests())
        self.tapped("p", lambda: self.window.status()["wall"])
        self.assert_soon(lambda: distance(look(self.window.session()["camera"])[0], there[0]) > 100, "the wall goes nowhere")
        self.tapped("p", lambda: not self.window.status()["wall"])

        def now():
            return look(self.window.session()["camera"])
        self.assert_soon(lambda: distance(now()[0], there[0]) + distance(now()[1], there[1]) < 1, "the desk is elsewhere")
        self.window.key("bracketleft")  # one step back is from before the search, not from a scene of the wall
        self.assert_soon(lambda: distance(*now()) > 2 * distance(*there), "there is no way back from before the wall")

    def test_a_click_picks_a_building(self):
        self.search("ctrl+k", HOUSE, "building")
        number = self.chosen()["index"]
        self.window.key("o")  # from straight above nothing stands before it
        self.window.rests()
        self.tapped("Escape", lambda: self.chosen()["kind"] == "none")
        self.window.click(*DISTRICT_AT)
        self.assert_soon(lambda: self.chosen()["kind"] == "building", f"the click chose {self.chosen()}")
        self.assertEqual(self.chosen()["index"], number)

    def test_a_row_of_the_hotline_flies_to_its_ticket(self):
        self.window.key("f")
        before = self.window.rests()
        if self.panel() != "hotline":
            self.tapped("2", lambda: self.panel() == "hotline")
        for row in range(4):  # one may have no place
            self.window.click(FIRST_ROWS[0], FIRST_ROWS[1] + 48 * row)
            self.assert_soon(lambda: self.chosen()["kind"] == "ticket", f"the click chose {self.chosen()}")
            if until(lambda: self.window.session()["camera"] != before, 5):
                break
            self.window.key("Escape")
            self.tapped("1", lambda: self.panel() == "inspector")
            self.tapped("2", lambda: self.panel() == "hotline")
        eye, target = look(self.window.rests())
        self.assertLess(distance(eye, target), 600)
        self.assertEqual(self.panel(), "hotline", "who works through a list stays in it")

    def test_what_is_typed_with_a_click_goes_to_the_field_that_was_clicked(self):
        self.tapped("2", lambda: self.panel() == "hotline") if self.panel() != "hotline" else None
        field = "编号、事项、地址、承办单位"
        if not self.window.found(field):  # a ticket is open: back to the list
            self.window.press("\ue5cb")
        x, y = self.window.place(field)
        # One frame must not see the click and the key at once: the field has the keyboard from the next.
        self.window.done("mousemove", int(x), int(y), "mousedown", 1, "key", 3, "mouseup", 1)
        self.assert_soon(lambda: self.window.found("3", among=(int(x) - 200, int(y) - 12, int(x) + 100, int(y))), "it was not typed")
        self.assertEqual(self.panel(), "hotline", "it was taken for a shortcut")
        self.window.done("key", "BackSpace")

    def test_time_can_be_dragged_and_played_and_says_so(self):
        now = self.window.status()["time"]["now"]
        self.window.drag(*TIME_AT, TIME_AT[0] - 250, TIME_AT[1])
        self.assert_soon(lambda: not self.window.status()["time"]["live"], "dragging the time line did nothing")
        self.tapped("space", lambda: self.window.status()["time"]["speed"] == 60)
        there = self.window.status()["time"]["event"]  # keys come after the drag, so it is over
        self.assertLess(there, now - 3600_000)
        self.assert_soon(lambda: self.window.status()["time"]["event"] > there + 60_000, "it does not play")
        self.tapped("space", lambda: self.window.status()["time"]["speed"] == 0)
        self.tapped("period", lambda: self.window.session().get("live") is False)
        self.tapped("End", lambda: self.window.status()["time"]["live"])

    def test_keys_toggle_and_undo_puts_back(self):
        def setting(name):
            return lambda: self.window.settings().get("desk", {}).get(name)
        for key, read in (("l", setting("left_open")), ("t", setting("timeline_open")), ("ctrl+d", lambda: self.window.settings().get("dark")),
                          ("ctrl+l", lambda: self.window.session().get("language")), ("s", lambda: self.window.session().get("style"))):
            with self.subTest(key=key):
                until(read, SLOW)
                before = read()
                self.tapped(key, lambda: read() != before)
                self.tapped("ctrl+z", lambda: read() == before, "Ctrl-Z did not put it back")
                self.tapped("ctrl+y", lambda: read() != before, "Ctrl-Y did not do it again")
                self.tapped("ctrl+z", lambda: read() == before)

    def test_full_screen_and_any_size(self):
        size = self.window.geometry
        self.tapped("F11", lambda: (size()["WIDTH"], size()["HEIGHT"]) == (1920, 1200))
        self.tapped("F11", lambda: (size()["WIDTH"], size()["HEIGHT"]) == (1000, 640))
        for width, height in ((1, 1), (90, 60), (1300, 90), (1000, 640)):
            self.window.xdo("windowsize", self.window.id, width, height)
            self.assert_soon(lambda: (size()["WIDTH"], size()["HEIGHT"]) == (width, height))
            told = self.window.status()["time"]["now"]
            self.assert_soon(lambda: self.window.status()["time"]["now"] > told, f"it stands still at {width} x {height}")
        self.assert_soon(lambda: colours(grab(self.home / "grab.png"), 100, 120, 400, 300) > 1000, "nothing is drawn any more")

    def test_a_picture_of_the_screen_is_kept(self):
        self.window.key("ctrl+s")
        kept = until(lambda: list((self.home / "documents" / "Borough").glob("*.png")), SLOW)
        self.assertEqual(len(kept), 1)
        self.assertGreater(colours(kept[0], 100, 120, 400, 300), 1000)


class Section(WindowTest):
    """At `--size 1300x1100` both panels stand: 650 by 884 are left for the district."""

    MIDDLE = (615, 522)
    HEIGHT = 884
    BELOW = (640, 570, 200, 180)  # ground and trees, south of the house in the middle

    def below(self, cut):
        few = 40
        self.assert_soon(lambda: (colours(grab(self.home / "grab.png"), *self.BELOW) < few) == cut,
                         "nothing is cut away" if cut else "it is still cut")

    def cut(self):
        x, y = self.MIDDLE
        self.window.click(x - 100, y)
        self.window.click(x + 100, y)
        self.below(cut=True)

    def exported(self):
        """The one row of the table."""
        kept = self.home / "documents" / "Borough"

        def files():
            return list(kept.glob("*.csv"))
        self.window.press("导出 CSV")
        self.assert_soon(files, "no CSV was exported")
        rows = list(csv.DictReader(files()[0].read_text(encoding="utf-8-sig").splitlines()))
        for file in files():
            file.unlink()
        self.assertEqual([row["建筑编号"] for row in rows], [HOUSE])
        return {name: float(rows[0][name]) for name in ("起点距离(m)", "止点距离(m)", "基底高程(m)", "剖切高度(m)")}

    def test_two_clicks_cut_what_can_be_written_turned_and_taken_away(self):
        window = self.window = self.open("--supervised", "--lang", "zh", "--view", "overview", size="1300x1100")
        far = window.rests()
        window.key("ctrl+k")
        window.write(HOUSE)
        window.key("Return")
        self.assert_soon(lambda: window.status()["chosen"]["kind"] == "building" and window.session()["camera"] != far)
        window.rests()
        window.key("Escape", "o")

        def from_above():
            eye, target = look(window.session()["camera"])
            return distance(eye[:2], target[:2]) < 1
        self.assert_soon(from_above)
        eye, _ = look(window.rests())
        self.below(cut=False)

        window.key("x")
        self.cut()
        row = self.exported()
        window.press("换侧")
        self.below(cut=False)  # now the other side is
        turned = self.exported()
        # What is behind the house on the way there comes before it on the way back.
        length = row["止点距离(m)"] + turned["起点距离(m)"]
        metres = 2 * math.tan(math.radians(35 / 2)) * (eye[2] - row["基底高程(m)"]) / self.HEIGHT
        self.assertAlmostEqual(length, 200 * metres, delta=1)
        self.assertAlmostEqual(length, turned["止点距离(m)"] + row["起点距离(m)"], delta=0.05)
        self.assertGreater(row["起点距离(m)"], 1)
        self.assertGreater(turned["起点距离(m)"], 1)
        self.assertGreater(row["剖切高度(m)"], 3)

        window.press("换侧")
        self.below(cut=True)
        window.press("取消剖切")
        self.below(cut=False)
        self.cut()
        window.key("x")
        self.below(cut=False)


class Reading(WindowTest):
    """A database that takes the connection and never says a word: what is read from it is never read."""

    def begun(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        district = self.home / "slow.toml"
        district.write_text(f"""[[buildings]]
source = "PG:host=127.0.0.1 port={listener.getsockname()[1]} dbname=city user=u"
""")
        window = self.open("--lang", "zh", district=district, waits=False)
        self.assert_soon(lambda: self.shows(1000, 640), "the window is empty while it reads")
        return window, listener

    def shows(self, width, height):
        """Texts of many shades, from edge to edge on the ground of a dark desk."""
        file = grab(self.home / "reading.png")
        _, _, channels, rows = read_png(file)
        row = rows[height - 10]
        ground = {tuple(row[i * channels:i * channels + 3]) for i in range(width)}
        return colours(file, 200, 100, width - 400, height - 200) > 20 and len(ground) == 1 and ground != {(0, 0, 0)}

    def test_the_window_says_so_answers_and_can_be_left(self):
        window, _ = self.begun()
        window.xdo("windowsize", window.id, 800, 900)
        self.assert_soon(lambda: self.shows(800, 900), "it does not follow its size")
        window.key("Escape")
        self.assertEqual(window.process.wait(SLOW), 0, window.said())

    def test_being_told_to_end_it_ends(self):
        window, _ = self.begun()
        window.process.terminate()
        self.assertEqual(window.process.wait(SLOW), 0, window.said())

    def test_what_cannot_be_read_is_said_as_ever(self):
        window, listener = self.begun()
        listener.close()
        self.assertEqual(window.process.wait(SLOW), 1)
        self.assertIn("cannot be read as map data", window.said())


class Lives(WindowTest):
    def test_what_was_set_is_there_again_and_closing_is_no_failure(self):
        window = self.open("--lang", "zh")
        window.key("ctrl+l", "3", "ctrl+d")
        self.assert_soon(lambda: window.settings().get("desk", {}).get("right_panel") == "events")
        window.key("ctrl+q")
        self.assertEqual(window.process.wait(SLOW), 0, window.said())
        kept = window.settings()
        self.assertEqual((kept["language"], kept["dark"]), ("en", False))
        again = self.open()
        again.key("t")
        self.assert_soon(lambda: not again.settings()["desk"]["timeline_open"])
        kept["desk"]["timeline_open"] = False
        self.assertEqual(again.settings(), kept)

    def test_a_window_that_rests_costs_nothing(self):
        window = self.open("--supervised")
        window.rests()
        process = window.window_process
        time.sleep(2)  # for what was begun while it came
        used, began = seconds_used(process), time.monotonic()
        time.sleep(10)  # what is measured
        share = (seconds_used(process) - used) / (time.monotonic() - began)
        self.say(f"{share:.1%} of a processor while nothing happens")
        self.assertLess(share, 0.1)

    def test_it_comes_back_by_itself(self):
        window = self.open("--supervised", "--view", "overview")
        window.key("2", "ctrl+l")
        before = window.rests()
        window.command("camera", how="top")
        self.assert_soon(lambda: window.session()["camera"] != before)
        there = window.rests()
        self.assert_soon(lambda: window.session()["language"] == "en")
        self.assert_soon(lambda: window.settings().get("desk", {}).get("right_panel") == "hotline")
        first = window.window_process
        os.kill(first, signal.SIGKILL)
        began = time.monotonic()
        self.assert_soon(lambda: not alive(first) and window.said().count("remote control at") == 2 and window.answers())
        self.say(f"back after {time.monotonic() - began:.1f} s")
        self.assertIn("starting again", window.said())
        self.assertEqual(window.rests(), there)
        self.assertEqual((window.session()["language"], window.settings()["desk"]["right_panel"]), ("en", "hotline"))
        self.assertTrue(window.take_focus(), "there is no window")
        window.key("ctrl+q")
        self.assertEqual(window.process.wait(SLOW), 0, window.said())

    def test_it_outlives_the_gpu(self):
        window = self.open("--supervised", "--view", "overview", "--lose-device-after", 40)
        self.assert_soon(lambda: window.session().get("camera"))
        for step in range(200):
            if "lost the GPU" in window.said():
                break
            try:
                window.xdo("mousemove", 300 + step % 100, 300)
            except subprocess.CalledProcessError:
                pass  # the window under the mouse may be going just now
            time.sleep(0.05)
        there, began = window.session()["camera"], time.monotonic()
        self.assert_soon(lambda: window.said().count("remote control at") == 2 and window.answers())
        self.say(f"back after {time.monotonic() - began:.1f} s")
        self.assertEqual(window.session()["camera"], there)


class Wall(WindowTest):
    def test_an_alarm_takes_the_wall_until_somebody_has_seen_it(self):
        district = self.home / "sample"
        shutil.copytree(window_support.DISTRICT.parent, district)
        feed = district / "live" / "video.ndjson"
        window = self.open("--wall", "--supervised", district=district / "district.toml", size="1280x720")
        status = window.status()
        self.assertTrue(status["wall"])
        self.assertGreater(len(status["scenes"]), 1)
        self.assertEqual(status["alarms"], [])
        before = window.rests()
        tail = (district / "live" / "tail.ndjson").read_text()
        camera = re.search(r'"camera_id":"(\d+)"', tail)[1]

        def fire(name, camera):
            with open(feed, "a", encoding="utf-8") as out:
                out.write(message("twin.event.upsert.v1", {"id": name, "type": "fire_smoke", "camera_id": camera, "status": "start",
                                                           "level": 3, "conf": 0.93}, time.time()) + "\n")
        fire("V-1", camera)
        self.assert_soon(lambda: window.status()["alarms"], "no alarm came")
        alarm = window.status()["alarms"][0]
        self.assertEqual((alarm["kind"], alarm["id"], alarm["level"]), ("event", "V-1", "red"))
        self.assert_soon(lambda: window.session()["camera"] != before, "it did not fly to the alarm")
        grab(self.home / "alarm.png")
        if os.environ.get("BOROUGH_KEEP"):
            shutil.copy(self.home / "alarm.png", os.environ["BOROUGH_KEEP"])
        window.command("acknowledge", kind="event", id="V-1")
        self.assert_soon(lambda: not window.status()["alarms"], "it stays")
        self.assertFalse(window.status()["paused"], "who acknowledges waits for the next alarm")

        # Nor does it come again after a crash; another one does.
        first = window.window_process
        os.kill(first, signal.SIGKILL)
        self.assert_soon(lambda: not alive(first) and window.said().count("remote control at") == 2 and window.answers())
        other = next(found for found in re.findall(r'"camera_id":"(\d+)"', tail) if found != camera)
        seen = []

        def shown():
            seen.extend(alarm["id"] for alarm in window.status()["alarms"])
            return seen
        self.assertFalse(until(shown, 5))
        fire("V-2", other)
        self.assert_soon(shown, "no alarm after the restart")
        self.assertEqual(seen, ["V-2"])


if __name__ == "__main__":
    main()
