"""Bad days of `borough serve`: killed at any instant, two on one journal, a damaged journal, a full disk."""

import contextlib
import os
import random
import socket
import subprocess
import threading
import time

from live_support import LiveTest, feed_table, ticket, until
from support import main, run


class Killed(LiveTest):
    def test_nothing_acknowledged_is_lost(self):
        district = self.district(feed_table("hotline"))
        bodies = [ticket(f"K-{i:04}") for i in range(2000)]
        taken, kills, server = set(), 0, None
        for seconds in (0.05, 0.1, 0.2, 30):
            server = self.serve(district)
            left = [i for i in range(2000) if i not in taken]
            timer = threading.Timer(seconds, server.process.kill)
            timer.start()
            statuses = server.post_all("hotline", [bodies[i] for i in left])
            timer.cancel()
            self.assertLessEqual(set(statuses), {202, None})
            taken |= {i for i, status in zip(left, statuses) if status == 202}
            kills += server.process.poll() is not None
            if seconds == 30:
                break
            server.kill()
            again = self.serve(district)
            there = lambda: {int(t["id"][2:]) for t in again.items("tickets")}
            self.assertTrue(until(lambda: taken <= there(), 10), sorted(taken - there()))
            again.stop()
        self.assertGreaterEqual(kills, 1)
        self.assertEqual(len(taken), 2000)
        self.assertTrue(until(lambda: len(server.ids()) == 2000))
        once = server.items("tickets")
        self.assertEqual([t["id"] for t in once], [f"K-{i:04}" for i in range(2000)])
        received = server.feed("hotline")["received"]
        self.assertEqual(set(server.post_all("hotline", bodies)), {202})
        health = server.settled("hotline", received + 2000)
        self.assertEqual(server.items("tickets"), once)
        self.assertEqual(self.journal("select count(*) from record"), [(2000,)])
        self.say(f"{kills} kills; 2,000 of 2,000 there once; posted again {health['duplicates']} duplicates")


class Journals(LiveTest):
    def test_two_programs_on_one_journal(self):
        district = self.district(feed_table("hotline"))
        server = self.serve(district)
        server.post("hotline", ticket("a"))
        self.assert_fails(run("serve", district, "--pictures", "off", "--listen", "127.0.0.1:0", timeout=20), 1, "journal.db", str(server.process.pid))
        self.assertEqual(server.post("hotline", ticket("b")), 202)
        self.assertTrue(until(lambda: server.ids() == ["a", "b"]))
        self.assert_done(run("shot", district, "-o", self.folder / "x.png", "--size", "64x64", "--live", "tickets"))  # readers may
        server.kill()
        self.assertEqual(self.serve(district).ids(), ["a", "b"])

    def filled(self, count=3000):
        """A district whose journal holds so many tickets, and the text to know them by."""
        district = self.district(feed_table("hotline"))
        server = self.serve(district)
        for begin in range(0, count, 100):
            server.post("hotline", "\n".join(ticket(f"D-{i:04}", title="x" * 100) for i in range(begin, begin + 100)))
        self.assertTrue(until(lambda: len(server.ids()) == count))
        server.stop()
        return district

    def test_a_damaged_journal(self):
        district = self.filled()
        file = self.folder / "live/journal.db"
        data, chance = bytearray(file.read_bytes()), random.Random(7)
        begin = len(data) // 2 // 4096 * 4096
        for at in range(begin, begin + 3 * 4096):
            data[at] ^= chance.randrange(1, 256)
        file.write_bytes(data)
        server = self.serve(district)
        self.assertIn("journal.db", server.errors)
        self.assertTrue(server.get("/health")["troubles"])
        left = len(server.ids())
        self.assertTrue(0 < left < 3000, left)
        self.assertEqual(server.post("hotline", ticket("new")), 202)
        self.assertTrue(until(lambda: "new" in server.ids()))
        self.say(f"12 KiB of {len(data) // 1024} spoilt: {left} of 3,000 left; {server.errors.strip()}")
        server.stop()
        self.assertTrue(list((self.folder / "live").glob("journal.db.damaged*")))
        self.assertEqual(len(self.serve(district).ids()), left + 1)

    def test_a_journal_that_is_none(self):
        district = self.filled(100)
        file = self.folder / "live/journal.db"
        file.write_bytes(b"not a database at all" * 1000)
        self.assert_fails(run("serve", district, "--pictures", "off", "--listen", "127.0.0.1:0", timeout=20), 1, "journal.db", "is no journal", "Move it away")
        self.assertEqual(file.stat().st_size, 21000)  # nor was it touched
        file.write_bytes(b"")
        server = self.serve(district)
        self.assertEqual((server.post("hotline", ticket("new")), server.get("/health")["troubles"]), (202, []))
        self.assertTrue(until(lambda: "new" in server.ids()), server.ids())


class FullDisk(LiveTest):
    def test_a_full_disk_and_then_room_again(self):
        small = self.folder / "small"
        small.mkdir()
        mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", small], capture_output=True, check=False).returncode == 0
        if not mounted:
            self.leave_out("only root mounts a small disk")
        self.addCleanup(subprocess.run, ["umount", "-l", small], check=False)
        server = self.serve(self.district(feed_table("hotline"), '[live]\njournal = "small/journal.db"\n'))
        self.assertEqual(server.post("hotline", ticket("first")), 202)
        taken, refused = ["first"], None
        for i in range(400):
            status, headers, _ = server.ask("POST", "/ingest/hotline", ticket(f"F-{i:03}", title="x" * 20_000))
            if status != 202:
                refused = status, "Retry-After" in headers
                break
            taken.append(f"F-{i:03}")
        self.assertEqual(refused, (503, True))
        self.assertTrue(until(lambda: server.get("/health")["troubles"]))
        self.assertIn(b"borough_journal_troubles 1", server.ask("GET", "/metrics")[2])
        self.say(f"full after {len(taken)}: {server.get('/health')['troubles']}")
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        self.assertTrue(until(lambda: server.post("hotline", ticket("again")) == 202))
        self.assertTrue(until(lambda: server.ids() == sorted([*taken, "again"])), (len(server.ids()), len(taken)))
        self.assertTrue(until(lambda: not server.get("/health")["troubles"]))
        server.kill()


class SlowAndStrange(LiveTest):
    def test_a_line_without_end_in_a_file(self):
        with open(self.folder / "in.ndjson", "w", encoding="utf-8") as file:
            for size in (100, (1 << 20) - 300, 1 << 20, 9 << 20, 100):
                file.write(ticket(f"S-{size}-{file.tell()}", title="x" * size) + "\n")
        server = self.serve(self.district(feed_table("tail", "file:in.ndjson")))
        health = server.settled("tail", 5)
        self.assertEqual([int(name.split("-")[1]) for name in server.ids()], [100, 100, (1 << 20) - 300])
        self.assertEqual((health["bad"], health["state"]), (2, "live"))
        self.assertEqual(self.journal("select code from quarantine"), [("too-large",)] * 2)

    def test_clients_that_stall_hold_nobody_up(self):
        server = self.serve(self.district(feed_table("hotline")))
        with contextlib.ExitStack() as stack:
            for _ in range(20):
                stuck = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
                stuck.sendall(b"POST /ingest/hotline HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
            begun = time.monotonic()
            self.assertEqual(server.post("hotline", ticket("a")), 202)
            self.assertLess(time.monotonic() - begun, 20)
            self.say(f"answered {time.monotonic() - begun:.1f} s behind 20 that stall")
            self.assertTrue(until(lambda: server.ids() == ["a"]))


if __name__ == "__main__":
    main()
