"""One wall of two windows beside each other: together they show what one window would, and live on without a leader."""

import signal

import window_support
from live_support import until
from support import main, read_png
from window_support import SLOW, WindowTest, alive, grab

WIDTH, HEIGHT = 1600, 600
HALF = WIDTH // 2
TITLE, TICKER = 60, 40  # pixels
CANVAS = f"{WIDTH}x{HEIGHT}"
AT = "2026-10-30T10:00:00+08:00"


def setUpModule():
    window_support.begin()


class Slices(WindowTest):
    def show(self, name, *arguments, size):
        home = self.home / name
        home.mkdir()
        # Clocks differ from minute to minute, so all show a moment that has passed; the wall's own clock is left out below.
        shown = self.open("--wall", "--at", AT, "--view", "overview", *arguments, size=size, home=home)
        # While feeds are being read the cards say so, and stand as still as they will afterwards.
        self.assert_soon(lambda: any(kpi["known"] for kpi in shown.status()["kpis"]), "no feed is read")
        return shown

    def settled(self, name, *windows):
        """The display once all rest and two pictures in a row are alike but for title and ticker, which go by the clock: (channels, rows)."""
        before = [None]

        def stands():
            for window in windows:
                window.rested()
            channels, rows = read_png(grab(self.home / f"{name}.png"))[2:]
            now = channels, rows[TITLE:HEIGHT - TICKER]
            same, before[0] = now == before[0], now
            return same
        self.assertTrue(until(stands, SLOW, every=1), "the screen does not come to rest")
        return before[0]

    def test_two_slices_are_one_picture_and_the_follower_outlives_the_leader(self):
        whole = self.show("whole", size=CANVAS)
        channels, one = self.settled("one", whole)
        whole.close()
        leader = self.show("leader", "--canvas", CANVAS, "--slice", f"0,0,{HALF},{HEIGHT}", "--lead", size=f"{HALF}x{HEIGHT}")
        follower = self.show("follower", "--canvas", CANVAS, "--slice", f"{HALF},0,{HALF},{HEIGHT}",
                             "--follow", f"http://127.0.0.1:{leader.port}", size=f"{HALF}x{HEIGHT}")
        follower.xdo("windowmove", follower.id, HALF, 0)
        self.assert_soon(lambda: leader.status()["followers"] == 1)
        _, two = self.settled("two", leader, follower)
        off = sum(1 for row, other in zip(one, two) for x in range(0, WIDTH * channels, channels)
                  if any(abs(a - b) > 8 for a, b in zip(row[x:x + 3], other[x:x + 3])))
        share = off / (WIDTH * len(one))
        self.say(f"{share:.3%} of the pixels differ")
        self.assertLess(share, 0.002)

        leader.command("camera", how="top")
        theirs = slice((HALF + 100) * channels, (HALF + 300) * channels)
        self.assert_soon(lambda: read_png(grab(self.home / "led.png"))[3][300][theirs] != two[300 - TITLE][theirs], "the follower did not follow")
        leader.process.send_signal(signal.SIGKILL)
        leader.process.wait()
        told = follower.status()["time"]["now"]
        self.assert_soon(lambda: follower.status()["time"]["now"] > told + 3000, "the follower stands still")
        self.assertTrue(alive(follower.process.pid))
        self.assertTrue(follower.window(), "its window is gone")


if __name__ == "__main__":
    main()
