"""A display of its own and real windows on it, driven as a hand would: keys, clicks, drags; and what they say of themselves."""

import atexit
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import unittest

from live_support import until
from support import BOROUGH, read_png, run

TOOLS = ("Xvfb", "xdotool", "import")
MISSING = [tool for tool in TOOLS if not shutil.which(tool)]
SLOW = int(os.environ.get("BOROUGH_SLOW", "60"))  # seconds that a software driver on a busy machine may take for anything
ICONS = {"left": "\ue5cb", "close": "\ue5cd", "acknowledge": "\ue5ca", "down": "\ue5cf"}  # of ui/icons.h
FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"


def begin(sample=True):
    """For setUpModule: the district, and a display in the environment. Skips where that cannot be."""
    if MISSING:
        print(f"left out: {', '.join(MISSING)} is missing", file=sys.stderr)
        raise unittest.SkipTest(f"{', '.join(MISSING)} is missing")
    if sample:
        made = run("sample", DISTRICT.parent, "--buildings", 300, "--seed", 7)
        if made.returncode != 0:
            raise RuntimeError(made.stderr)
    ours, theirs = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"],
                              pass_fds=[theirs], stderr=subprocess.DEVNULL)
    atexit.register(server.kill)
    os.close(theirs)
    with os.fdopen(ours) as said:
        os.environ["DISPLAY"] = ":" + said.readline().strip()
    os.environ.pop("WAYLAND_DISPLAY", None)


def children(pid):
    with contextlib.suppress(OSError):
        return [int(n) for n in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def alive(pid):
    with contextlib.suppress(OSError):
        return ") Z" not in pathlib.Path(f"/proc/{pid}/stat").read_text()
    return False


def seconds_used(pid):
    """Of processors, by all its threads, since it began."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def grab(file):
    """The whole display as a PNG that read_png can read."""
    subprocess.run(["import", "-window", "root", "-define", "png:compression-filter=2", "-define", "png:color-type=2",
                    "-depth", "8", str(file)], check=True)
    return file


class Shown:
    """One `borough view`. `home` keeps what the user would have: settings, session, documents."""

    def __init__(self, home, *arguments, size="1000x640", district=None, output=os.devnull, environment=None, waits=True):
        self.home = pathlib.Path(home)
        environment = {**os.environ, **(environment or {}), "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"),
                       "XDG_STATE_HOME": str(self.home / "state"), "XDG_DOCUMENTS_DIR": str(self.home / "documents")}
        self.errors = tempfile.TemporaryFile("w+")
        command = [BOROUGH, "view", str(district or DISTRICT), "--remote", "127.0.0.1:0", *map(str, arguments)]
        if size:
            command += ["--size", size]
        self.supervised = "--supervised" in arguments
        with open(output, "w", encoding="utf-8") as results:
            self.process = subprocess.Popen(command, env=environment, stderr=self.errors, stdout=results)
        self.port = None
        if waits and not until(self.answers, SLOW):
            said = self.said()
            self.close()
            raise RuntimeError("the window did not come: " + said)

    def said(self):
        self.errors.seek(0)
        return self.errors.read()

    def answers(self):
        """Whether it has drawn: only then does the remote control know anything. After a restart it is at another port."""
        if self.process.poll() is not None:
            raise RuntimeError("it ended: " + self.said())
        ports = re.findall(r"remote control at http://127.0.0.1:(\d+)", self.said())
        if not ports:
            return False
        self.port = int(ports[-1])
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/api/status")[0] == 200
        return False

    # ---- what it says of itself

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SLOW)
        with contextlib.closing(connection):
            connection.request(method, path, body)
            reply = connection.getresponse()
            return reply.status, reply.read()

    def status(self):
        return json.loads(self.ask("GET", "/api/status")[1])

    def layer(self, name):
        return next(layer["visible"] for layer in self.status()["layers"] if layer["id"] == name)

    def command(self, what, **more):
        status, body = self.ask("POST", "/api/command", json.dumps({"do": what, **more}))
        if status != 202:
            raise RuntimeError(body)

    def kept(self, folder):
        """The newest TOML that it wrote there: {} while there is none."""
        files = sorted((self.home / folder / "borough").glob("*.toml"), key=lambda f: f.stat().st_mtime)
        with contextlib.suppress(OSError, tomllib.TOMLDecodeError):
            return tomllib.loads(files[-1].read_text()) if files else {}
        return {}

    def session(self):
        return self.kept("state")

    def settings(self):
        return self.kept("config")

    def rests(self):
        """Waits until the camera stands, and gives where."""
        before = [None]
        if not self.status()["wall"]:  # which is always on its way
            self.rested()

        def stands():
            self.screen()  # a frame: what is to be kept is kept with one, once a second at most
            now = self.session().get("camera")
            same, before[0] = now is not None and now == before[0], now
            return same
        until(stands, SLOW, every=1.2)
        return before[0]

    # ---- what can be read on it

    def screen(self):
        """Of a frame that began after this call."""
        return json.loads(self.ask("GET", "/api/screen")[1])

    def rested(self, taken=0):
        """The screen once it has taken so many acts and nothing on it changes any more."""
        def there():
            screen = self.screen()
            return screen["taken"] >= taken and screen["at_rest"] and screen
        screen = until(there, SLOW)
        if not screen:
            raise AssertionError(f"the window does not come to rest: {self.screen()}")
        return screen

    def done(self, *words):
        """A click, key or turn of the wheel, after and before which the screen is at rest."""
        taken = self.rested()["taken"]
        self.xdo(*words)
        return self.rested(taken + 1)

    def found(self, text, part=False, among=None):
        """The boxes of a text, the frontmost first; `part`: of all that contain it; `among`: left, top, right, bottom."""
        left, top, right, bottom = among or (0, 0, 1e9, 1e9)
        return [each["box"] for each in reversed(self.screen()["texts"])
                if (text in each["text"] if part else text == each["text"]) and left <= each["box"][0] <= right and top <= each["box"][1] <= bottom]

    def place(self, text, **where):
        """The middle of a text, once it is there."""
        boxes = until(lambda: self.found(text, **where), SLOW)
        if not boxes:
            raise AssertionError(f"{text} is not on the screen: {[each['text'] for each in self.screen()['texts']]}")
        left, top, right, bottom = boxes[0]
        return (left + right) / 2, (top + bottom) / 2

    def press(self, text, **where):
        """A click on a text; the screen when that is done."""
        self.rested()
        return self.click(*self.place(text, **where))

    @property
    def window_process(self):
        return children(self.process.pid)[0] if self.supervised else self.process.pid

    # ---- hands

    def xdo(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True).stdout

    def window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.window_process), "--name", "Borough"],
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def take_focus(self):
        self.id = until(self.window, SLOW)
        self.xdo("windowmove", self.id, 0, 0)
        self.xdo("windowfocus", self.id)
        return self.id

    def geometry(self):
        text = self.xdo("getwindowgeometry", "--shell", self.id)
        return {key: int(value) for key, value in re.findall(r"(\w+)=(-?\d+)", text)}

    def key(self, *names):
        self.xdo("key", *names)

    def write(self, text):
        self.xdo("type", "--delay", "30", text)

    def click(self, x, y):
        self.xdo("mousemove", int(x), int(y))
        return self.done("click", 1)

    def drag(self, x, y, to_x, to_y):
        self.xdo("mousemove", x, y, "mousedown", 1)
        for step in range(1, 5):
            self.xdo("mousemove", x + (to_x - x) * step // 4, y + (to_y - y) * step // 4)
            time.sleep(0.05)
        self.xdo("mouseup", 1)

    # ---- the end

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(SLOW)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.errors.close()


class WindowTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.home = pathlib.Path(holder.name)

    def open(self, *arguments, **options):
        shown = Shown(options.pop("home", self.home), *arguments, **options)
        self.addCleanup(shown.close)
        shown.take_focus()
        return shown

    def assert_soon(self, true, why="", seconds=SLOW):
        self.assertTrue(until(true, seconds, every=0.1), why)

    def say(self, text):
        print(f"{self.id().split('.', 1)[-1]}: {text}", file=sys.stderr)


def colours(file, x, y, width, height):
    """How many different ones there are in a part of a PNG."""
    _, _, channels, rows = read_png(file)
    return len({row[i * channels:i * channels + 3] for row in rows[y:y + height] for i in range(x, x + width)})
