"""The remote control's server: who may do what, what is written down, what is refused. The page: remote_page_test.py."""

import contextlib
import http.client
import json
import pathlib
import queue
import stat
import tempfile
import threading
import unittest

from live_support import until
from stand_in import StandIn
from support import main

CONTROL, READ = "control-" + "c" * 24, "read-" + "r" * 24


class RemoteTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.log = pathlib.Path(holder.name) / "state" / "remote.log"

    def start(self, token=CONTROL, read_token=READ, log=None):
        window = StandIn("remote", "127.0.0.1:0", log or self.log, token or "-", read_token or "-")
        self.addCleanup(window.__exit__)
        self.port = int(window.wait_for("listening on").rsplit(":", 1)[1])
        until(lambda: self.ask("GET", "/api/status", token=token)[0] == 200)
        return window

    def ask(self, method, path, body=None, token=CONTROL, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            sent = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
            connection.request(method, path, json.dumps(body) if isinstance(body, dict) else body, sent)
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), reply.read()

    def command(self, token=CONTROL, headers=None, **command):
        status, _, body = self.ask("POST", "/api/command", command, token, headers)
        return status, json.loads(body)

    def audit(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()]


class Roles(RemoteTest):
    def test_without_a_token_only_the_page_is_given(self):
        self.start()
        for path in ("/", "/remote.js", "/remote.css", "/words.js"):
            status, headers, _ = self.ask("GET", path, token=None)
            self.assertEqual(status, 200)
            self.assertIn("script-src 'self'", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        for path in ("/api/status", "/api/picture.png", "/api/screen", "/nothing"):
            for token in (None, "wrong", CONTROL[:-1], ""):
                self.assertEqual(self.ask("GET", path, token=token)[0], 401, path)
        self.assertEqual(self.command(token="wrong", do="live")[0], 401)
        self.assertFalse(self.log.exists())

    def test_who_may_look_may_not_command_and_it_is_written_down(self):
        window = self.start()
        status = json.loads(self.ask("GET", "/api/status", token=READ)[2])
        self.assertFalse(status["can_command"])
        self.assertTrue(json.loads(self.ask("GET", "/api/status")[2])["can_command"])
        self.assertEqual(self.command(token=READ, do="live")[0], 403)
        self.assertEqual(self.command(do="scene", index=4)[0], 202)
        window.wait_for("scene 4")
        self.assertNotIn("live", window.seen)
        refused, taken = self.audit()
        self.assertEqual((refused["role"], taken["role"]), ("read", "control"))
        self.assertEqual((taken["command"], taken["result"], taken["from"]), ({"do": "scene", "index": 4}, "taken", "127.0.0.1"))
        self.assertNotEqual(refused["result"], "taken")
        self.assertEqual(stat.S_IMODE(self.log.stat().st_mode), 0o600)

    def test_a_window_that_tells_nothing_holds_up_nobody(self):
        window = self.start()
        replies = queue.Queue()
        for _ in range(5):
            threading.Thread(target=lambda: replies.put(self.ask("GET", "/api/screen", token=READ)), daemon=True).start()

        def error():
            status, _, body = replies.get(timeout=15)
            return status, json.loads(body)["error"]

        self.assertEqual(error(), (503, "others wait for the screen's texts already"), "the workers of others stay theirs")
        self.assertEqual(self.ask("GET", "/api/status", token=READ)[0], 200)
        window.say("stop")
        self.assertEqual([error() for _ in range(4)], [(503, "the window closes")] * 4)
        self.assertEqual(window.process.wait(15), 0)

    def test_who_may_only_look_cannot_fill_the_log(self):
        self.start()
        for _ in range(20):
            self.assertEqual(self.command(token=READ, do="x" * 4000)[0], 403)
        self.assertEqual(self.command(do="live")[0], 202)
        lines = self.log.read_text().splitlines()
        # One a second, and the twenty may take more than one on a busy machine.
        self.assertLess(len(lines), 10)
        self.assertLess(max(map(len, lines)), 300)
        self.assertEqual((self.audit()[0]["role"], self.audit()[-1]["result"]), ("read", "taken"))

    def test_a_page_from_elsewhere_commands_nothing(self):
        for token in (None, CONTROL):
            self.start(token=token, read_token=None)
            self.assertEqual(self.command(token=token, headers={"Origin": "http://evil.example"}, do="live")[0], 401)
            self.assertEqual(self.command(token=token, headers={"Origin": f"http://127.0.0.1:{self.port}"}, do="live")[0], 202)
        self.start(token=None, read_token=None)
        self.assertEqual(self.ask("GET", "/api/status", token=None, headers={"Host": "evil.example"})[0], 401)

    def test_beyond_this_machine_a_token_is_a_must(self):
        with StandIn("remote", "0.0.0.0:0", self.log, "-", "-") as window:
            self.assertEqual(window.process.wait(20), 2)
            self.assertTrue(until(lambda: "--remote-token" in window.errors))
        with StandIn("remote", "127.0.0.1:0", self.log, CONTROL, CONTROL) as window:
            self.assertEqual(window.process.wait(20), 2)

    def test_what_cannot_be_written_down_is_not_done(self):
        folder = self.log.parent / "a folder"
        folder.mkdir(parents=True)
        window = self.start(log=folder)
        status, body = self.command(do="live")
        self.assertEqual(status, 503)
        self.assertIn("log", body["error"])
        self.start(log="-")
        status, body = self.command(do="live")
        self.assertEqual(status, 503)
        self.assertIn("HOME", body["error"])
        self.assertFalse([line for line in window.seen if not line.startswith("listening on")])


class Commands(RemoteTest):
    def test_each_command_reaches_the_window(self):
        window = self.start()
        window.say("alarm")
        window.wait_for("did alarm")
        until(lambda: json.loads(self.ask("GET", "/api/status")[2])["alarms"])
        for command, line in (({"do": "carousel", "pause": True}, "scene -1 pause"), ({"do": "carousel", "pause": False}, "scene -1 resume"),
                              ({"do": "layer", "id": "live/tickets.heat", "visible": True}, "layer live/tickets.heat on"),
                              ({"do": "time", "back_s": 3600}, "moment 3"), ({"do": "play", "speed": 60}, "play 60"), ({"do": "live"}, "live"),
                              ({"do": "view", "id": "river"}, "view river"), ({"do": "acknowledge", "kind": "event", "id": "E-2"}, "acknowledge E-2"),
                              ({"do": "screen", "wall": False}, "desk"), ({"do": "camera", "how": "fit"}, "camera 0")):
            with self.subTest(command=command):
                self.assertEqual(self.command(**command), (202, {}))
                window.wait_for(line)

    def test_what_makes_no_sense_is_refused_with_a_reason(self):
        window = self.start()
        for command, word in (({}, "one of"), ({"do": "format"}, "one of"), ({"do": 3}, "one of"), ({"do": "scene"}, "index"), ({"do": "scene", "index": 6}, "6 of them"),
                              ({"do": "scene", "index": -1}, "6 of them"), ({"do": "scene", "index": 1.5}, "whole"), ({"do": "scene", "index": 1e300}, "6 of them"),
                              ({"do": "layer", "id": "nowhere", "visible": True}, "none of this id"), ({"do": "layer", "id": "labels", "visible": "yes"}, "true or false"),
                              ({"do": "time", "back_s": -1}, "year"), ({"do": "time", "back_s": 1e12}, "year"), ({"do": "time", "at": 8e15}, "future"), ({"do": "time"}, "back_s"),
                              ({"do": "play", "speed": 1e9}, "3600"), ({"do": "view", "id": "moon"}, "none of this id"),
                              ({"do": "acknowledge", "kind": "event", "id": "E-9"}, "no such alarm"), ({"do": "camera", "how": "upside down"}, "fit")):
            with self.subTest(command=command):
                status, body = self.command(**command)
                self.assertEqual(status, 400)
                self.assertIn(word, body["error"])
        for body in ("", "[]", "{", "nul", '"live"', "\xff", "[" * 4000):
            self.assertEqual(self.ask("POST", "/api/command", body.encode("latin-1"))[0], 400, body[:20])
        self.assertEqual(self.ask("POST", "/api/command", b"x" * 9000)[0], 413)
        self.assertEqual(len([line for line in window.seen if not line.startswith("listening")]), 0)

    def test_the_picture_is_made_only_while_somebody_looks(self):
        self.start()
        self.assertEqual(self.ask("GET", "/api/picture.png")[0], 204)
        answer = until(lambda: (found := self.ask("GET", "/api/picture.png"))[0] == 200 and found)
        self.assertEqual(answer[2][:8], b"\x89PNG\r\n\x1a\n")
        version = answer[1]["X-Picture"]
        self.assertIn(self.ask("GET", f"/api/picture.png?after={version}")[0], (200, 204))
        self.assertEqual(self.ask("GET", "/api/picture.png?after=nonsense")[0], 200)


if __name__ == "__main__":
    main()
