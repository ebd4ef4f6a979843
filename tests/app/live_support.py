"""What the tests of live feeds share: `borough serve` as a process, small districts with feeds, and messages."""

import concurrent.futures
import contextlib
import http.client
import json
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

from support import BOROUGH, ProgramTest


def until(true, seconds=15, every=0.02):
    """Waits for `true()`; its last answer."""
    end = time.monotonic() + seconds
    while not (answer := true()) and time.monotonic() < end:
        time.sleep(every)
    return answer


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def message(kind, data, when=None):
    """One canonical message, without the newline."""
    when = iso(time.time() if when is None else when)
    return json.dumps({"specversion": "1.0", "id": data["id"], "source": "/test", "type": kind, "time": when, "data": data}, ensure_ascii=False)


def ticket(name, when=None, **fields):
    return message("ticket.upsert", {"id": name, "status": "NEW", "lon": 114.0303, "lat": 22.6103, **fields}, when)


def feed_table(name, url="push:", **more):
    lines = ["[[feeds]]", f'id = "{name}"', f'url = "{url}"']
    return "\n".join(lines + [f"{key} = {json.dumps(value)}" for key, value in more.items()]) + "\n"


class Serve:
    """A `borough serve` that has said where it listens. `errors` is its standard error so far."""

    def __init__(self, district, *arguments, pictures=False, **options):
        command = [BOROUGH, "serve", str(district), "--listen", "127.0.0.1:0", "--pictures", "on" if pictures else "off", *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", **options)
        self.errors, said = "", queue.Queue()
        threading.Thread(target=lambda: said.put(self.process.stdout.readline()), daemon=True).start()
        self.reader = threading.Thread(target=self._read_errors, daemon=True)
        self.reader.start()
        try:
            line = said.get(timeout=60)
        except queue.Empty:
            line = ""
        if "listening on" not in line:
            self.kill()
            raise RuntimeError(f"serve did not start: {line}{self.errors}")
        self.url = line.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors += line

    def ask(self, method, path, body=None, headers=None, **query):
        """(status, headers, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            text = path + ("?" + urllib.parse.urlencode(query) if query else "")
            connection.request(method, text, body.encode() if isinstance(body, str) else body, headers or {})
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), reply.read()

    def post(self, feed, body, headers=None):
        return self.ask("POST", "/ingest/" + feed, body, headers)[0]

    def post_all(self, feed, bodies, threads=4):
        """The statuses, None where no answer came."""
        def one(body):
            try:
                return self.post(feed, body)
            except OSError:
                return None
            except http.client.HTTPException:
                return None
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            return list(pool.map(one, bodies))

    def get(self, path, **query):
        status, _, body = self.ask("GET", path, **query)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:200]}")
        return json.loads(body)

    def items(self, layer, **query):
        """All of a layer, page by page."""
        out, offset = [], 0
        while offset is not None:
            page = self.get("/state", layer=layer, offset=offset, limit=10000, **query)
            out += page["items"]
            offset = page["next"]
        return out

    def ids(self, layer="tickets", **query):
        return sorted(item["id"] for item in self.items(layer, **query))

    def feed(self, name):
        return next(f for f in self.get("/health")["feeds"] if f["id"] == name)

    def settled(self, name, received, seconds=30):
        """The feed's health once this many messages are in and none waits."""
        until(lambda: (f := self.feed(name))["received"] >= received and f["waiting"] == 0, seconds)
        return self.feed(name)

    def stop(self):
        """(exit status, seconds it took)"""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(20)
        self._close()
        return status, time.monotonic() - begun

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._close()

    def _close(self):
        self.reader.join(5)
        self.process.stdout.close()
        self.process.stderr.close()


class LiveTest(ProgramTest):
    """With districts whose only buildings are the town's, and programs that end with the test."""

    def district(self, feeds, more="", name="d.toml"):
        return self.write(name, '[[buildings]]\nsource = "town.geojson"\n' + feeds + more)

    def serve(self, district, *arguments, **options):
        server = Serve(district, *arguments, **options)
        self.addCleanup(lambda: server.process.poll() is None and server.kill())
        return server

    def say(self, text):
        """A measured number or what was left out, also where tests are quiet about success."""
        print(f"{self.id().split('.', 1)[-1]}: {text}", file=sys.stderr)

    def leave_out(self, why):
        self.say("left out, " + why)
        self.skipTest(why)

    def journal(self, sql, file="live/journal.db"):
        """Rows of a journal, read beside whoever writes it."""
        with contextlib.closing(sqlite3.connect(f"file:{self.folder / file}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchall()


def environment(**more):
    return {**os.environ, **more}
