"""One wall of two windows beside each other: together they show what one window would, and live on without a leader."""

import signal

import window_support
from live_support import until
from support import main, read_png
from window_support import SLOW, WindowTest, alive, grab

WIDTH, HEIGHT = 1600, 600
HALF = WIDTH // 2
CANVAS = f"{WIDTH}x{HEIGHT}"
AT = "2026-10-30T10:00:00+08:00"


def setUpModule():
    window_support.begin()


class Slices(WindowTest):
    def show(self, name, *arguments, size):
        home = self.home / name
        home.mkdir()
        # Clocks differ from minute to minute, so all show a moment that has passed; the wall's own clock is left out below.
        return self.open("--wall", "--at", AT, "--view", "overview", *arguments, size=size, home=home)

    def settled(self, name, same=None):
        """The display once two pictures in a row are alike: (channels, rows)."""
        before = [None]

        def stands():
            now = read_png(grab(self.home / f"{name}.png"))[2:]
            same, before[0] = now == before[0], now
            return same
        self.assertTrue(until(stands, SLOW, every=1))
        return before[0]

    def test_two_slices_are_one_picture_and_the_follower_outlives_the_leader(self):
        whole = self.show("whole", size=CANVAS)
        channels, one = self.settled("one")
        whole.close()
        leader = self.show("leader", "--canvas", CANVAS, "--slice", f"0,0,{HALF},{HEIGHT}", "--lead", size=f"{HALF}x{HEIGHT}")
        follower = self.show("follower", "--canvas", CANVAS, "--slice", f"{HALF},0,{HALF},{HEIGHT}",
                             "--follow", f"http://127.0.0.1:{leader.port}", size=f"{HALF}x{HEIGHT}")
        follower.xdo("windowmove", follower.id, HALF, 0)
        self.assert_soon(lambda: leader.status()["followers"] == 1)
        _, two = self.settled("two")
        # Without the title's clock; its seconds and minutes go on.
        off = sum(1 for y in range(60, HEIGHT) for x in range(WIDTH)
                  if any(abs(a - b) > 8 for a, b in zip(one[y][x * channels:x * channels + 3], two[y][x * channels:x * channels + 3])))
        share = off / (WIDTH * (HEIGHT - 60))
        self.say(f"{share:.3%} of the pixels differ")
        self.assertLess(share, 0.002)

        leader.command("camera", how="top")
        before = two
        self.assert_soon(lambda: read_png(grab(self.home / "led.png"))[3][300][(HALF + 100) * channels:(HALF + 300) * channels]
                         != before[300][(HALF + 100) * channels:(HALF + 300) * channels], "the follower did not follow")
        leader.process.send_signal(signal.SIGKILL)
        leader.process.wait()
        told = follower.status()["time"]["now"]
        self.assert_soon(lambda: follower.status()["time"]["now"] > told + 3000, "the follower stands still")
        self.assertTrue(alive(follower.process.pid))
        self.assertTrue(follower.window(), "its window is gone")


if __name__ == "__main__":
    main()
