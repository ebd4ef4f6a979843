"""Pictures of a past moment: what had happened by then, as far as it was known by then, and how fresh it was."""

import json
import pathlib
import tempfile
import time

from live_support import LiveTest, feed_table, iso, ticket, until
from support import main, read_ids, run

LIVE = "tickets,events,cameras,devices,population"


class Sample(LiveTest):
    """One sample district for all of them: nothing here changes it."""

    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.place = pathlib.Path(holder.name) / "s"
        made = run("sample", cls.place, "--buildings", 200)
        assert made.returncode == 0, made.stderr

    def shot(self, name, *arguments, at="2026-10-30T11:00:00+08:00"):
        out = self.folder / name
        result = self.assert_done(run("shot", self.place / "district.toml", "-o", out, "--size", "480x270", "--samples", 1, "--at", at, "--live", LIVE, "--json", *arguments))
        return out.read_bytes(), json.loads(result.stdout)

    def test_moments(self):
        first, results = self.shot("a.png", "--ids", self.folder / "ids.png")
        self.names(results["views"][0]["visible"])
        again, known_later = self.shot("b.png", "--known-at", "2026-11-20T00:00:00+08:00")
        self.assertEqual(first, again)  # itself, byte for byte; and nothing more became known later
        self.assertEqual((known_later["live"]["at"][:19], known_later["live"]["known_at"][:19]), ("2026-10-30T11:00:00", "2026-11-20T00:00:00"))
        known_before, _ = self.shot("c.png", "--known-at", "2026-10-29T11:00:00+08:00")
        other, results_before = self.shot("d.png", at="2026-10-28T03:30:00+08:00")
        self.assertEqual(len({first, known_before, other}), 3)
        self.freshness(results_before["live"]["feeds"], results["live"]["feeds"])

    def freshness(self, before, after):
        """`environment` says nothing after 2026-10-28T03:17."""
        before, after = ({f["id"]: f for f in feeds} for feeds in (before, after))
        self.assertEqual([before[name]["stale"] for name in ("environment", "devices", "indicators")], [False] * 3)
        self.assertEqual([after[name]["stale"] for name in ("environment", "devices", "indicators")], [True, False, False])
        self.assertEqual(after["environment"]["last"][:16], "2026-10-28T03:00")

    def names(self, visible):
        """Of pins; rings hold several things and have no name."""
        named = [v for v in visible if v["kind"] in ("ticket", "event", "camera", "device", "tickets", "events", "cameras", "devices")]
        self.assertGreater(len(named), 5, {v["kind"] for v in visible})
        self.assertTrue(all(v["name"] for v in named), named[:3])
        pixels = {}
        for row in read_ids(self.folder / "ids.png"):
            for one in row:
                pixels[one] = pixels.get(one, 0) + 1
        for v in named:
            self.assertEqual(v["pixels"], pixels[v["id"]])

    def test_no_past_before_there_is_one_and_nonsense(self):
        district = self.place / "district.toml"
        out = self.folder / "x.png"
        small = ("-o", out, "--size", "64x64")
        self.assert_fails(run("shot", district, *small, "--at", "yesterday"), 2, "--at")
        self.assert_fails(run("shot", district, *small, "--known-at", "2026-02-30"), 2, "--known-at")
        self.assert_fails(run("shot", district, *small, "--live", "gossip"), 2, "gossip", "tickets")
        self.assert_fails(run("shot", self.town, *small, "--live", "tickets"), 2, "no feeds")
        self.assert_fails(run("shot", self.district(feed_table("a")), *small, "--live", "tickets"), 1, "no journal yet")
        self.assertFalse(out.exists())


class LateReports(LiveTest):
    def shot(self, district, name, *arguments):
        out = self.folder / name
        self.assert_done(run("shot", district, "-o", out, "--size", "480x270", "--samples", 1, "--live", "tickets", *arguments))
        return out.read_bytes()

    def test_what_comes_late_changes_only_what_was_known_later(self):
        """By way of `serve`, whose known times are those of the wall."""
        district = self.district(feed_table("hotline"))
        server = self.serve(district, pictures=True)
        now = time.time()
        server.post("hotline", ticket("early", when=now - 3600))
        self.assertTrue(until(lambda: server.ids() == ["early"]))
        time.sleep(1.1)
        known, at = iso(time.time()), iso(now - 1200)
        before = self.shot(district, "before.png", "--at", at, "--known-at", known)
        time.sleep(1.1)
        server.post("hotline", ticket("late", when=now - 2400, lon=114.0310, lat=22.6110))  # late, and before `at`
        server.post("hotline", ticket("early", when=now - 3000, status="CANCELLED"))  # a correction
        server.post("hotline", ticket("after", when=now - 600, lon=114.0305, lat=22.6108))  # late too, but after `at`
        self.assertTrue(until(lambda: len(server.ids()) >= 2 and "after" in server.ids()))
        later = iso(time.time() + 1)
        self.assertEqual(self.shot(district, "then.png", "--at", at, "--known-at", known), before)
        after = self.shot(district, "after.png", "--at", at, "--known-at", later)
        self.assertNotEqual(after, before)
        self.assertEqual([t["id"] for t in server.items("tickets", at=at, known_at=known)], ["early"])
        at_then = {t["id"]: t["status"] for t in server.items("tickets", at=at, known_at=later)}
        self.assertEqual((at_then.get("late"), at_then.get("early", "CANCELLED"), "after" in at_then), ("NEW", "CANCELLED", False))
        status, _, picture = server.ask("GET", "/shot.png", size="480x270", live="tickets", at=at, known_at=known)
        self.assertEqual((status, picture[:8]), (200, b"\x89PNG\r\n\x1a\n"))
        server.kill()
        self.assertEqual(self.shot(district, "still.png", "--at", at, "--known-at", known), before)


if __name__ == "__main__":
    main()
