"""Outputs that follow a leader: two processes, the leader killed and brought back, a cable that is out."""

import re
import signal
import socket
import statistics
import sys
import unittest

from live_support import until
from stand_in import StandIn
from support import main

TOKEN = "follow-" + "f" * 24


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def shown(lines):
    """Frame -> microseconds of this machine's steady clock."""
    return {int(m[1]): int(m[2]) for m in (re.match(r"shown (\d+) (\d+)", line) for line in lines) if m}


class FollowTest(unittest.TestCase):
    def lead(self, port, frames=60, token=TOKEN):
        leader = StandIn("lead", f"127.0.0.1:{port}", token, frames)
        self.addCleanup(leader.__exit__)
        leader.wait_for("listening on")
        return leader

    def follow(self, port, token=TOKEN):
        follower = StandIn("follow", f"http://127.0.0.1:{port}", token)
        self.addCleanup(follower.__exit__)
        return follower

    def newest(self, follower):
        while not follower.lines.empty():
            follower.seen.append(follower.lines.get())
        return max(shown(follower.seen), default=0)


class Following(FollowTest):
    def test_the_same_frame_at_the_same_time(self):
        port = free_port()
        follower = self.follow(port)
        leader = self.lead(port, frames=300)
        leader.wait_for("resting", 30)
        self.assertTrue(until(lambda: self.newest(follower) == 300))
        led, followed = shown(leader.seen), shown(follower.seen)
        both = sorted(set(led) & set(followed))
        # The first may have been told before anybody listened; of the rest, how many depends on the machine's load.
        self.assertGreater(len(both), 30)
        self.assertEqual(sorted(followed), list(followed), "frames were shown out of order")
        self.assertEqual([f for f in both if followed[f] < led[f] - 2000], [], "shown before its time")
        late = sorted((followed[f] - led[f]) / 1000 for f in both)
        sys.stderr.write(f"\n{len(both)} of 300 frames; later than the leader, ms: median {statistics.median(late):.2f}, "
                         f"95 % {late[len(late) * 95 // 100]:.2f}, most {late[-1]:.2f}\n")

    def test_who_comes_late_gets_the_state_at_once(self):
        port = free_port()
        self.lead(port, frames=20).wait_for("resting")
        follower = self.follow(port)
        follower.wait_for("shown 20")
        self.assertEqual(list(shown(follower.seen)), [20])

    def test_the_leader_dies_and_comes_back(self):
        port = free_port()
        first = self.lead(port, frames=30)
        follower = self.follow(port)
        follower.wait_for("shown 30")
        first.kill()
        self.assertTrue(until(lambda: (self.newest(follower), any(re.match("trouble .", line) for line in follower.seen))[1]))
        self.assertEqual(self.newest(follower), 30)
        follower.seen.clear()
        self.lead(port, frames=10)
        follower.wait_for("shown 10")  # another run counts from one again
        self.assertTrue(until(lambda: (self.newest(follower), "trouble " in follower.seen)[1]))

    def test_a_leader_that_falls_silent_is_noticed_and_heard_again(self):
        port = free_port()
        leader = self.lead(port, frames=10)
        follower = self.follow(port)
        follower.wait_for("shown 10")
        follower.wait_for("trouble ") if "trouble " not in follower.seen else None
        leader.process.send_signal(signal.SIGSTOP)
        self.assertIn("nothing came", follower.wait_for("trouble n"))
        leader.process.send_signal(signal.SIGCONT)
        self.assertEqual(follower.wait_for("trouble"), "trouble ")

    def test_a_wrong_token_and_a_wrong_place_are_said(self):
        port = free_port()
        self.lead(port)
        self.assertIn("another token", self.follow(port, token="wrong").wait_for("trouble the"))
        nobody = self.follow(free_port())
        self.assertIn("onnect", nobody.wait_for("trouble F"))
        window = StandIn("remote", "127.0.0.1:0", "-", "-", "-")
        self.addCleanup(window.__exit__)
        remote = int(window.wait_for("listening on").rsplit(":", 1)[1])
        self.assertIn("nobody leads", self.follow(remote, token="-").wait_for("trouble nobody"))

    def test_the_stream_is_for_those_with_the_token(self):
        port = free_port()
        self.lead(port, frames=3).wait_for("resting")
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /follow/stream HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.settimeout(5)
            self.assertIn(b" 401 ", connection.recv(100))


    def test_no_more_follow_than_leave_the_server_free(self):
        port = free_port()
        self.lead(port, frames=3).wait_for("resting")

        def ask():
            connection = socket.create_connection(("127.0.0.1", port), timeout=10)
            self.addCleanup(connection.close)
            connection.sendall(f"GET /follow/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())
            return connection, connection.recv(100).split()[1]
        places = [ask() for _ in range(16)]
        self.assertEqual({status for _, status in places}, {b"200"})
        self.assertEqual(ask()[1], b"503")
        places[0][0].close()
        self.assertTrue(until(lambda: ask()[1] == b"200"), "a place that is free is given again")


class Ending(FollowTest):
    def test_a_leader_that_is_followed_ends_soon(self):
        port = free_port()
        leader = self.lead(port, frames=5)
        self.follow(port).wait_for("shown 5")
        leader.wait_for("resting")
        leader.say("end")
        self.assertEqual(leader.process.wait(10), 0)


if __name__ == "__main__":
    main()
