"""The remote control's page in a real browser (browser.py); skipped where there is none.

BOROUGH_PAGE_PICTURES=FOLDER keeps the pictures, to be looked at.
"""

import os
import pathlib
import tempfile
import unittest

import browser
from live_support import until
from stand_in import StandIn
from support import main

CONTROL, READ = "control-" + "c" * 24, "read-" + "r" * 24
PHONE, TABLET = (390, 844), (1024, 768)


@unittest.skipUnless(browser.IS_HERE, "no chromium and chromium-driver here")
class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.folder = pathlib.Path(holder.name)
        cls.browser = browser.Browser()
        cls.addClassCleanup(cls.browser.quit)

    def start(self, size=PHONE, language="zh", token=CONTROL, light=False):
        self.window = StandIn("remote", "127.0.0.1:0", self.folder / "remote.log", CONTROL, READ)
        self.addCleanup(self.window.__exit__)
        url = self.window.wait_for("listening on").split()[-1]
        self.browser.screen(*size, light=light)
        self.browser.open(url)
        self.browser.run("localStorage.clear(); sessionStorage.clear(); localStorage.setItem('language', arguments[0])", language)
        self.browser.open("about:blank")
        self.complaints()
        self.browser.open(url + (f"/#token={token}" if token else ""))
        if token:
            self.assertTrue(until(lambda: self.shown("#kpis .kpi")), self.complaints())

    def count(self, selector):
        return self.browser.run("return document.querySelectorAll(arguments[0]).length", selector)

    def shown(self, selector):
        return self.browser.run("return [...document.querySelectorAll(arguments[0])].filter(e => e.offsetParent).length", selector)

    def text(self, selector):
        return self.browser.run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')", selector)

    def press(self, selector):
        self.browser.run("document.querySelector(arguments[0]).click()", selector)

    def keep(self, name, whole=True):
        if folder := os.environ.get("BOROUGH_PAGE_PICTURES"):
            (pathlib.Path(folder) / f"{name}.png").write_bytes(self.browser.picture(whole))

    def complaints(self):
        """But for what is asked before a token is there."""
        return [line for line in self.browser.complaints() if "401" not in line]

    def assert_fits(self):
        """Nothing sticks out at the side, and what is touched is large enough."""
        wide, room = self.browser.run("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        self.assertLessEqual(wide, room)
        low = self.browser.run("return [...document.querySelectorAll('button')].filter(b => b.offsetParent && b.offsetHeight < 44).map(b => b.innerText)")
        self.assertEqual(low, [])


class Looks(PageTest):
    def test_phone_and_tablet_in_both_languages(self):
        for name, size, language, light in (("phone-zh", PHONE, "zh", False), ("phone-en", PHONE, "en", False), ("phone-zh-light", PHONE, "zh", True),
                                            ("tablet-zh", TABLET, "zh", False), ("tablet-en-light", TABLET, "en", True)):
            with self.subTest(name=name):
                self.start(size, language, light=light)
                self.assertTrue(until(lambda: self.shown("#live")), "no picture came")
                self.keep(name)
                self.assert_fits()
                self.assertIn("12345热线" if language == "zh" else "Hotline", self.text("#scenes"))
                self.assertIn("1,268", self.text("#kpis"))
                self.assertIn("无数据" if language == "zh" else "No data", self.text("#kpis"))
                self.assertEqual(self.complaints(), [])
                self.window.say("alarm")
                self.assertTrue(until(lambda: self.shown("#alarm .primary")))
                self.keep(name + "-alarm", whole=False)
                self.assert_fits()

    def test_with_nothing_to_show_it_says_what_to_do(self):
        self.start()
        self.window.say("bare")
        self.assertTrue(until(lambda: "切换到大屏" in self.text("#scenes")))
        self.assertIn("尚未接入数据源", self.text("#kpis"))
        self.keep("phone-bare")
        self.press("#scenes .primary")
        self.window.wait_for("wall")

    def test_the_language_can_be_switched(self):
        self.start(TABLET)
        self.assertIn("图层", self.text("#steer"))
        self.press("#language")
        self.assertTrue(until(lambda: "Layers" in self.text("#steer")))
        self.assertNotRegex(self.text("#see") + self.text("#steer"), "[\u4e00-\u9fff]")


class Works(PageTest):
    def test_what_is_pressed_is_done_and_seen(self):
        self.start()
        for selector, line, then in (("#scenes [data-key=scene2]", "scene 2", "#scenes [data-key=scene2][aria-pressed=true]"),
                                     ("#scenes [data-key=hand]", "scene -1 pause", "#scenes [data-key=hand]"),
                                     ("#layers [data-key='live/cameras']", "layer live/cameras on", "#layers [data-key='live/cameras'][aria-pressed=true]"),
                                     ("#time [data-key=back_1h]", "moment 3", "#time [data-key=live]"),
                                     ("#time [data-key=speed60]", "play 60", "#time [data-key=speed60][aria-pressed=true]"),
                                     ("#time [data-key=live]", "live", "#time [data-key=speed60]:disabled"),
                                     ("#views [data-key=river]", "view river", "#views [data-key=river]")):
            with self.subTest(pressed=selector):
                self.press(selector)
                self.window.wait_for(line)
                self.assertTrue(until(lambda: self.count(then)), f"{then} never came")
        self.assertIn("继续轮播", self.text("#scenes"))
        self.assertEqual(self.complaints(), [])

    def test_an_alarm_is_acknowledged_in_two_steps(self):
        self.start()
        self.window.say("alarm")
        self.assertTrue(until(lambda: self.shown("#alarm .primary")))
        self.assertIn("另有 1 条", self.text("#alarm"))
        self.press("#alarm .primary")
        self.assertTrue(until(lambda: "再按一次" in self.text("#alarm")))
        self.press("#alarm .primary")
        self.window.wait_for("acknowledge E-1")
        self.assertTrue(until(lambda: "另有" not in self.text("#alarm")))

    def test_who_may_only_look_finds_nothing_to_press(self):
        self.start(token=READ)
        self.assertTrue(self.shown("#read_only"))
        self.assertEqual(self.count("#steer button:not(:disabled)"), 0)
        self.keep("phone-read-only")

    def test_the_token_is_asked_for_and_leaves_the_address(self):
        self.start(token=None)
        self.assertTrue(until(lambda: self.shown("#door")))
        self.assertIn("等待令牌", self.text("#link"))
        self.keep("phone-door", whole=False)
        for token, sees in (("wrong", False), (CONTROL, True)):
            self.browser.run("document.querySelector('#token').value = arguments[0]", token)
            self.press("#token_form .primary")
            self.assertTrue(until(lambda: self.shown("#kpis .kpi") if sees else "令牌不正确" in self.text("#toast")))
        self.start()
        self.assertNotIn(CONTROL, self.browser.run("return location.href"))

    def test_when_the_window_goes_it_keeps_what_it_knew_and_says_so(self):
        self.start()
        self.window.kill()
        self.assertTrue(until(lambda: "连接中断" in self.text("#link")))
        self.assertIn("1,268", self.text("#kpis"))
        self.assertEqual(self.count("#steer button:not(:disabled)"), 0)
        self.keep("phone-lost", whole=False)


if __name__ == "__main__":
    main()
