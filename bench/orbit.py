#!/usr/bin/env python3
"""A window of 1920x1080 on a display of its own, turned by a dragged mouse for some seconds: pictures a second, what each
cost the processors, and how long passes took; then how long a key and a drag take until a pixel changes.

On a busy machine pictures a second say little: CPU time a picture, over the cores, is what a quiet one would do.
"""
import argparse
import ctypes
import itertools
import json
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1920, 1080
MIDDLE = (900, 480)  # of the district's rectangle, whatever panels stand open beside it
RADIUS = 160         # pixels the mouse goes round
ROUND = 4.0          # seconds a round: 4 degrees a picture at ten pictures a second
RIGHT = 3


class XImage(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")] + [("data", ctypes.c_void_p)] + \
               [(name, ctypes.c_int) for name in ("byte_order", "bitmap_unit", "bitmap_bit_order", "bitmap_pad", "depth",
                                                  "bytes_per_line", "bits_per_pixel")]


class Display:
    """Pixels and the mouse without a process for each: that would cost what is to be measured."""

    def __init__(self):
        self.x, self.test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        for call in ("XOpenDisplay", "XDefaultRootWindow", "XGetImage"):
            getattr(self.x, call).restype = ctypes.c_void_p
        self.x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [ctypes.c_ulong, ctypes.c_int]
        self.x.XDefaultRootWindow.argtypes = self.x.XFlush.argtypes = [ctypes.c_void_p]
        self.test.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_ulong]
        self.test.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self.handle = self.x.XOpenDisplay(None)
        self.root = self.x.XDefaultRootWindow(self.handle)

    def pixels(self, x, y, width, height):
        image = self.x.XGetImage(self.handle, self.root, x, y, width, height, 0xFFFFFFFF, 2)
        found = ctypes.cast(image, ctypes.POINTER(XImage)).contents
        data = ctypes.string_at(found.data, found.bytes_per_line * found.height)
        self.x.XDestroyImage(ctypes.c_void_p(image))
        return data

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.handle, -1, int(x), int(y), 0)
        self.x.XFlush(self.handle)

    def button(self, number, down):
        self.test.XTestFakeButtonEvent(self.handle, number, down, 0)
        self.x.XFlush(self.handle)

    def key(self, symbol):
        code = self.x.XKeysymToKeycode(self.handle, symbol)
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.handle, code, down, 0)
        self.x.XFlush(self.handle)

    def waits(self, part, act, limit=10):
        """Milliseconds from doing it until a pixel of the part is another."""
        before, began = self.pixels(*part), time.monotonic()
        act()
        while self.pixels(*part) == before:
            if time.monotonic() - began > limit:
                return math.nan
            time.sleep(0.001)
        return (time.monotonic() - began) * 1000


def turn(display, seconds):
    """Round and round, a step every 10 ms as a mouse does."""
    began = time.monotonic()
    while (gone := time.monotonic() - began) < seconds:
        angle = 2 * math.pi * gone / ROUND
        display.move(MIDDLE[0] + RADIUS * math.sin(angle), MIDDLE[1] + RADIUS * 0.25 * (1 - math.cos(angle)))
        time.sleep(0.01)


def grab(file):
    if file and shutil.which("import"):
        subprocess.run(["import", "-window", "root", str(file)], check=True)


class Window:
    """`borough view` with a home of its own; says of each picture when it was shown."""

    def __init__(self, program, district, folder):
        self.stats = folder / "stats.json"
        ours, theirs = os.pipe()
        environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_STATE_HOME": str(folder / "state")}
        command = [program, "view", district, "--size", f"{WIDTH}x{HEIGHT}", "--stats", self.stats, "--heartbeat", theirs]
        self.process = subprocess.Popen([str(word) for word in command], env=environment, pass_fds=[theirs])
        os.close(theirs)
        self.shown = []
        self.reader = threading.Thread(target=self.listen, args=(ours,), daemon=True)
        self.reader.start()

    def listen(self, pipe):
        while beats := os.read(pipe, 4096):
            self.shown += [time.monotonic()] * beats.count(b"f")

    def rests(self, quiet=1.2):
        """Until it has shown nothing new for so many seconds."""
        while not self.shown or time.monotonic() - self.shown[-1] < quiet:
            if self.process.poll() is not None:
                raise RuntimeError("the window closed")
            time.sleep(0.1)

    def take_focus(self):
        self.id = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Borough"],
                                 check=True, capture_output=True, text=True).stdout.split()[-1]
        for what in (["windowmove", self.id, "0", "0"], ["windowfocus", self.id]):
            subprocess.run(["xdotool", *what], check=True)

    def cpu(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        """Passes and their milliseconds, all pictures together."""
        subprocess.run(["xdotool", "key", "ctrl+q"], check=True)
        self.process.wait(60)
        return json.loads(self.stats.read_text())["gpu"]["passes_ms"]


def orbit(window, display, seconds, pictures):
    display.move(*MIDDLE)
    display.button(RIGHT, 1)
    turn(display, 3)  # the size that holds ten pictures a second is found
    used, began = window.cpu(), time.monotonic()
    turn(display, seconds)
    cpu, ended = window.cpu() - used, time.monotonic()
    grab(pictures and pictures / "moving.png")
    display.button(RIGHT, 0)
    time.sleep(3)  # a sharp picture may take a second or two, and looks like rest meanwhile
    shown = [at for at in window.shown if began <= at <= ended]
    gaps = sorted(1000 * (b - a) for a, b in itertools.pairwise(shown))
    cores, each = os.cpu_count(), 1000 * cpu / max(len(shown), 1)
    print(f"orbit: {len(shown)} pictures in {ended - began:.1f} s: {len(shown) / (ended - began):.1f} a second (between them median "
          f"{gaps[len(gaps) // 2]:.0f} ms, longest {gaps[-1]:.0f}); {each:.0f} CPU ms each: {1000 * cores / max(each, 1e-3):.1f} a second "
          f"on {cores} quiet cores (load {os.getloadavg()[0]:.1f})")
    window.rests()
    grab(pictures and pictures / "resting.png")


def photon(window, display, rounds):
    panel, district = (1600, 120, 200, 200), (MIDDLE[0] - 100, MIDDLE[1] - 100, 200, 200)
    keys, drags = [], []
    for i in range(rounds):
        keys.append(display.waits(panel, lambda: display.key(ord("1" if i % 2 else "2"))))
        window.rests()
    for i in range(rounds):
        display.move(*MIDDLE)
        display.button(RIGHT, 1)
        window.rests()
        drags.append(display.waits(district, lambda: display.move(MIDDLE[0] + 40 + i, MIDDLE[1])))
        display.button(RIGHT, 0)
        time.sleep(3)
        window.rests()
    for what, waited in (("a key until the panel changed", keys), ("a drag until the district changed", drags)):
        print(f"{what}: median {statistics.median(waited):.0f} ms, longest {max(waited):.0f} ms, of {len(waited)}")


def start_display():
    ours, theirs = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset"],
                              pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(ours) as said:
        os.environ["DISPLAY"] = ":" + said.readline().strip()
    os.environ.pop("WAYLAND_DISPLAY", None)
    return server


def measure(options, folder):
    display = Display()

    def opened():
        window = Window(options.program.resolve(), options.district, folder)
        window.rests()
        window.take_focus()
        window.rests()
        return window

    still = opened().close()
    window = opened()
    opening = len(window.shown)
    orbit(window, display, options.seconds, options.pictures)
    if options.rounds:
        photon(window, display, options.rounds)
    each = {name: (ms - still.get(name, 0)) / (len(window.shown) - opening) for name, ms in window.close().items()}
    print("passes, ms a picture of all that followed: "
          + ", ".join(f"{name} {ms:.1f}" for name, ms in sorted(each.items(), key=lambda p: -p[1]) if ms >= 0.3))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("district", type=Path, help="a district file, of the sample")
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--rounds", type=int, default=7, help="of a key and of a drag")
    parser.add_argument("--pictures", type=Path, help="a folder for the screen while it moves and when it rests")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/app/borough")
    options = parser.parse_args()
    if not options.program.exists():
        parser.error(f"{options.program} is not built; ./dev build, or --program")
    server = start_display()
    try:
        with tempfile.TemporaryDirectory(prefix="borough-bench-") as folder:
            measure(options, Path(folder))
    finally:
        server.kill()


if __name__ == "__main__":
    main()
