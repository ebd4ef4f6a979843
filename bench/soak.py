#!/usr/bin/env python3
"""Shifts on the wall in less time: feeds, carousel, alarms and a resize every minute of it, and whether memory stays flat.

    python3 bench/soak.py --program build/release/app/borough --hours 8 --times 16

Eight hours at 16 times take half an hour: messages come, scenes turn, alarms are raised and the window changes its size
16 times as often as they would; what is drawn and for how long is as it is. The wall's clock runs as fast
(bench/fast_clock.cpp, preloaded), from the moment on at which the district's history ends: so a day's events are there
from the beginning, and what is forgotten after a day or an hour is forgotten here too. After a day the same day comes
again, under new names. The window runs under Xvfb with the validation layer. Prints what happened and exits with 1 where memory grew
by more than 5 %, an alarm was never shown though the wall had time for it, or the validation layer said anything.
"""

import argparse
import datetime
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "app"))
SIZES = ("1280x720", "1600x900", "1000x640", "1920x1080", "1366x768", "640x400")
ALARM_EVERY = 10 * 60  # seconds of the shift
DAY = 24 * 3600
LAST_ALARMS = 120  # real seconds after the shift in which what waits is still shown
UNTIL = "2026-10-12"  # of the sample's history: any day does


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", default="build/release/app/borough")
    parser.add_argument("--clock", help="libfast_clock.so; without it, the one built beside the program")
    parser.add_argument("--hours", type=float, default=8, help="length of the shift")
    parser.add_argument("--times", type=float, default=16, help="times as fast")
    parser.add_argument("--buildings", type=int, default=3445)
    parser.add_argument("--district", help="a sample district to use a copy of; without it, one is made")
    parser.add_argument("--csv", help="a file for every reading of memory")
    return parser.parse_args()


def resident(pid):
    """MiB of memory of a process and its children."""
    total = 0
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if status.parent.name == str(pid) or re.search(rf"^PPid:\t{pid}$", text, re.M):
            found = re.search(r"^VmRSS:\s+(\d+)", text, re.M)
            total += int(found[1]) if found else 0
    return total / 1024


def make_district(program, folder, options):
    if options.district:
        if not pathlib.Path(options.district).is_file():
            sys.exit(f"{options.district}: give the district file; the folder that it is in is copied")
        shutil.copytree(pathlib.Path(options.district).parent, folder)
    else:
        subprocess.run([program, "sample", folder, "--buildings", str(options.buildings), "--until", UNTIL], check=True,
                       stderr=subprocess.DEVNULL)
    district = folder / "district.toml"
    text = district.read_text()
    # As short as a district file may have them.
    district.write_text(text.replace("[wall]\n", '[wall]\nscene_time = "10 s"\nalarm_hold = "5 s"\npause = "1 s"\n', 1))
    return district


def seconds_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def text_of(seconds, form="%Y-%m-%dT%H:%M:%SZ"):
    return time.strftime(form, time.gmtime(seconds))


def write_days(tail, out, hours):
    """The day after the history's end, again and again under new names, until the shift is over; when it begins."""
    lines = tail.read_text().splitlines()
    first = seconds_of(json.loads(lines[0])["knowntime"])
    date = re.compile(r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"')
    name = re.compile(r'"(RX-[^"]+|V-\d[^"]*)"')  # tickets and events; cameras and devices stay who they are
    with open(out, "w", encoding="utf-8") as stream:
        for day in range(math.ceil(hours / 24)):
            def later(found, day=day):
                return '"' + text_of(seconds_of(found[1]) + day * DAY) + '"'
            for line in lines:
                if day:
                    line = name.sub(rf'"\1.{day}"', date.sub(later, line))
                stream.write(line + "\n")
    return first


def middle(values):
    return sorted(values)[len(values) // 2] if values else float("nan")


def held(values):
    """What is kept, without what is used for a moment: the wall's clock brings such moments many times as often."""
    return sorted(values)[len(values) // 10] if values else float("nan")


class Clock:
    """What the wall takes for the date: `times` as fast as time, from `start` on."""

    def __init__(self, library, start, times):
        self.library, self.start, self.times = library, start, times
        self.began = time.monotonic()

    def passed(self):
        return (time.monotonic() - self.began) * self.times

    def now(self):
        return self.start + self.passed()

    def environment(self):
        """For a program that starts now."""
        return {"LD_PRELOAD": str(self.library.resolve()), "FAST_CLOCK": f"{self.now():.3f} {self.times:g}"}


class Alarms:
    """What was raised, and what became of it, as far as the wall says so."""

    def __init__(self, window, clock, feed, cameras):
        self.window, self.clock, self.feed, self.cameras = window, clock, feed, cameras
        self.raised, self.shown, self.waiting, self.others = {}, {}, set(), set()

    def raise_one(self):
        name = f"SOAK-{len(self.raised) + 1}"
        # Each camera raises one: a second one would be the same matter still.
        event = {"id": name, "type": "fire_smoke", "camera_id": self.cameras.pop(), "status": "start", "level": 3, "conf": 0.9}
        message = {"specversion": "1.0", "id": name, "source": "/soak", "type": "twin.event.upsert.v1",
                   "time": text_of(self.clock.now()), "data": event}
        with open(self.feed, "a", encoding="utf-8") as out:
            out.write(json.dumps(message) + "\n")
        self.raised[name] = time.monotonic()

    def look(self, status):
        self.waiting = {alarm["id"] for alarm in status["waiting"]} & set(self.raised)
        for alarm in status["alarms"]:
            name = alarm["id"]
            if name not in self.raised:
                self.others.add(name)
            elif name not in self.shown:
                self.shown[name] = time.monotonic() - self.raised[name]
                self.window.command("acknowledge", kind="event", id=name)

    def unseen(self):
        return set(self.raised) - set(self.shown)

    def said(self):
        lost = sorted(self.unseen() - self.waiting)
        late = sum(seconds > 30 for seconds in self.shown.values())
        return (f"{len(self.raised)} alarms raised, {len(self.shown)} shown after {middle(list(self.shown.values())):.1f} s (median; "
                f"{late} after more than 30 s), {len(self.others)} others shown; still in the queue: "
                f"{len(self.unseen() & self.waiting)}; missed: {', '.join(lost) or 'none'}")


def live_through(options, window, clock, alarms):
    """The shift: [hours, MiB] as often as it is looked at, how often the window changed its size, and the scenes seen."""
    dice = random.Random(7)
    memory, scenes, resized, alarmed, length = [], set(), 0, 0, options.hours * 3600
    while (shift := clock.passed()) < length and window.process.poll() is None:
        if shift >= resized + 60:
            resized += 60
            window.xdo("windowsize", window.id, *dice.choice(SIZES).split("x"))
        if shift >= alarmed + ALARM_EVERY and alarms.cameras:
            alarmed += ALARM_EVERY
            alarms.raise_one()
        status = window.status()
        scenes.add(status["scene"])
        alarms.look(status)
        memory.append((shift / 3600, resident(window.process.pid)))
        time.sleep(0.5)
    return memory, resized // 60, scenes


def main():
    options = arguments()
    os.environ["BOROUGH"] = str(pathlib.Path(options.program).resolve())
    import window_support as windows

    holder = tempfile.TemporaryDirectory()
    home = pathlib.Path(holder.name)
    windows.begin(sample=False)
    district = make_district(os.environ["BOROUGH"], home / "sample", options)
    live = district.parent / "live"
    start = write_days(live / "tail.ndjson", home / "days.ndjson", options.hours)
    cameras = sorted(set(re.findall(r'"camera_id":"(\d+)"', (live / "tail.ndjson").read_text())))
    random.Random(7).shuffle(cameras)
    library = options.clock or pathlib.Path(options.program).resolve().parent.parent / "bench" / "libfast_clock.so"
    clock = Clock(pathlib.Path(library), start, options.times)
    window = windows.Shown(home, "--wall", "--validation", "--json", district=district, size="1280x720",
                           output=home / "results.json", environment=clock.environment())
    window.take_focus()
    player = subprocess.Popen([os.environ["BOROUGH"], "replay", home / "days.ndjson", "--to", f"file:{live}/{{feed}}.ndjson",
                               "--now", "--speed", str(options.times)], stderr=subprocess.DEVNULL,
                              env={**os.environ, **clock.environment()})
    print(f"{options.hours:g} h at {options.times:g} times: {options.hours * 60 / options.times:.0f} minutes; {len(cameras)} cameras", flush=True)
    alarms = Alarms(window, clock, live / "video.ndjson", cameras)
    memory, resizes, scenes = live_through(options, window, clock, alarms)
    player.terminate()
    player.wait()
    ended = time.monotonic()
    while alarms.unseen() and window.process.poll() is None and time.monotonic() < ended + LAST_ALARMS:
        alarms.look(window.status())
        time.sleep(0.25)
    alive = window.process.poll() is None
    said = window.said()
    window.close()
    results = json.loads((home / "results.json").read_text() or "{}")
    messages = results.get("gpu", {}).get("validation_messages", -1)
    # The first quarter is for caches.
    first = held([mib for hour, mib in memory if options.hours / 4 <= hour < options.hours / 2])
    last = held([mib for hour, mib in memory if hour >= options.hours * 3 / 4])
    growth = last / first - 1
    print(f"lived through it: {alive}; {resizes} resizes, {len(scenes)} scenes seen; {alarms.said()}")
    for hour in range(math.ceil(options.hours)):
        these = [mib for at, mib in memory if hour <= at < hour + 1]
        print(f"  hour {hour + 1}: {held(these):.0f} MiB held, {middle(these):.0f} in the middle, {max(these, default=math.nan):.0f} at most")
    print(f"memory held: {first:.0f} MiB in the second quarter, {last:.0f} MiB in the last: {growth:+.1%}; validation messages: {messages}")
    if options.csv:
        pathlib.Path(options.csv).write_text("".join(f"{at:.3f},{mib:.1f}\n" for at, mib in memory))
    if said.strip():
        print("it said:\n" + "\n".join(sorted(set(said.splitlines()))[:20]))
    good = alive and not alarms.unseen() and messages == 0 and growth <= 0.05
    if not good and os.environ.get("BOROUGH_KEEP"):
        shutil.copy(home / "results.json", os.environ["BOROUGH_KEEP"])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
