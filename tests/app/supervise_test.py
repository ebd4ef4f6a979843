"""The supervisor: what it starts again, what it lets end, when it gives up, and that signals pass through it."""

import pathlib
import signal
import tempfile
import unittest

from live_support import until
from stand_in import StandIn
from support import main


class SuperviseTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.file = pathlib.Path(holder.name) / "lives"

    def start(self, lives, silence=1):
        parent = StandIn("supervise", silence, "child", self.file, lives)
        self.addCleanup(parent.__exit__)
        return parent

    def lives(self):
        """(pid, "begins" or "resumes") of each child so far."""
        return [(int(line.split()[0]), line.split()[1]) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    def ends_with(self, parent, status, seconds=40):
        self.assertEqual(parent.process.wait(seconds), status, parent.errors)


class Restarts(SuperviseTest):
    def test_what_ends_by_itself_stays_ended(self):
        for status in (0, 1, 2):
            with self.subTest(status=status):
                self.file.unlink(missing_ok=True)
                self.ends_with(self.start(str(status)), status)
                self.assertEqual(len(self.lives()), 1)
        self.file.unlink()
        self.ends_with(self.start("gone"), 3)

    def test_it_comes_back_after_a_crash_a_lost_gpu_and_standing_still(self):
        parent = self.start("draw-segv,draw-lost,draw-hang,0")
        self.ends_with(parent, 0)
        self.assertEqual([how for _, how in self.lives()], ["begins"] + ["resumes"] * 3)
        self.assertTrue(until(lambda: parent.errors.count("\n") == 3))
        for line, word in zip(parent.errors.splitlines(), ("signal 11", "lost the GPU", "stood still")):
            self.assertRegex(line, r"^borough: 20\d\d-\d\d-\d\dT.* " + ".*" + word + r".*starting again in [124] s \(restart [123]\)$")

    def test_a_start_may_take_longer_than_a_picture(self):
        parent = self.start("slow-0")
        self.ends_with(parent, 0)
        self.assertEqual((len(self.lives()), parent.errors), (1, ""))

    def test_a_gpu_that_is_not_back_yet_is_waited_for(self):
        self.ends_with(self.start("draw-lost,gone,0"), 0)
        self.assertEqual(len(self.lives()), 3)

    def test_it_gives_up_after_five_ends_without_a_picture(self):
        parent = self.start("segv")
        self.ends_with(parent, 1, seconds=60)
        self.assertEqual(len(self.lives()), 5)
        self.assertTrue(until(lambda: "given up" in parent.errors))


class Signals(SuperviseTest):
    def alive(self, pid):
        return pathlib.Path(f"/proc/{pid}/status").exists() and "zombie" not in pathlib.Path(f"/proc/{pid}/status").read_text()

    def test_being_told_to_end_ends_both(self):
        for signal_ in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=signal_):
                self.file.unlink(missing_ok=True)
                parent = self.start("live")
                self.assertTrue(until(self.lives))
                parent.process.send_signal(signal_)
                self.ends_with(parent, -signal_)
                self.assertFalse(self.alive(self.lives()[0][0]))
                self.assertEqual(len(self.lives()), 1)

    def test_told_to_end_while_it_waits_to_start_again(self):
        parent = self.start("draw-segv,live")
        self.assertTrue(until(lambda: "starting again" in parent.errors))
        parent.process.send_signal(signal.SIGTERM)
        self.ends_with(parent, -signal.SIGTERM)
        self.assertEqual(len(self.lives()), 1)

    def test_no_child_is_left_when_the_supervisor_is_killed(self):
        parent = self.start("live")
        self.assertTrue(until(self.lives))
        parent.kill()
        self.assertTrue(until(lambda: not self.alive(self.lives()[0][0])))

    def test_a_supervisor_that_was_stopped_does_not_take_it_for_the_childs_silence(self):
        parent = self.start("draw-live", silence=2)
        self.assertTrue(until(self.lives))
        parent.process.send_signal(signal.SIGSTOP)
        self.assertFalse(until(lambda: len(self.lives()) > 1, seconds=4))
        parent.process.send_signal(signal.SIGCONT)
        self.assertFalse(until(lambda: len(self.lives()) > 1, seconds=1.5))
        self.assertEqual(parent.errors, "")


if __name__ == "__main__":
    main()
