#!/usr/bin/env python3
"""A shift on the wall in less time: feeds, carousel, alarms and a resize every minute of it, and whether memory stays flat.

    python3 bench/soak.py --program build/release/app/borough --hours 8 --times 16

Eight hours at 16 times take half an hour: messages come, scenes turn, alarms are raised and the window changes its size
16 times as often as they would; what is drawn and for how long is as it is. The window runs under Xvfb with the
validation layer. Prints what happened and exits with 1 where memory grew by more than 5 %, an alarm was not shown, or
the validation layer said anything.
"""

import argparse
import datetime
import json
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


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", default="build/release/app/borough")
    parser.add_argument("--hours", type=float, default=8, help="length of the shift")
    parser.add_argument("--times", type=float, default=16, help="times as fast")
    parser.add_argument("--buildings", type=int, default=3445)
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
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    subprocess.run([program, "sample", folder, "--buildings", str(options.buildings), "--until", str(yesterday)], check=True,
                   stderr=subprocess.DEVNULL)
    district = folder / "district.toml"
    text = district.read_text()
    # As short as a district file may have them.
    district.write_text(text.replace("[wall]\n", '[wall]\nscene_time = "10 s"\nalarm_hold = "5 s"\npause = "1 s"\n', 1))
    return district


def middle(values):
    return sorted(values)[len(values) // 2] if values else float("nan")


def main():
    options = arguments()
    os.environ["BOROUGH"] = str(pathlib.Path(options.program).resolve())
    import window_support as windows
    from live_support import message

    holder = tempfile.TemporaryDirectory()
    home = pathlib.Path(holder.name)
    windows.begin(sample=False)
    district = make_district(os.environ["BOROUGH"], home / "sample", options)
    live = district.parent / "live"
    cameras = sorted(set(re.findall(r'"camera_id":"(\d+)"', (live / "tail.ndjson").read_text())))
    window = windows.Shown(home, "--wall", "--validation", "--json", district=district, size="1280x720",
                           output=home / "results.json")
    window.take_focus()
    player = subprocess.Popen([os.environ["BOROUGH"], "replay", live / "tail.ndjson", "--to", f"file:{live}/{{feed}}.ndjson",
                               "--now", "--speed", str(options.times)], stderr=subprocess.DEVNULL)
    print(f"{options.hours} h at {options.times:g} times: {options.hours * 60 / options.times:.0f} minutes; {len(cameras)} cameras", flush=True)
    dice = random.Random(7)
    dice.shuffle(cameras)  # each raises one alarm: a second one would be the same matter still
    began = time.monotonic()
    raised, shown, memory, sizes, scenes = {}, {}, [], 0, set()
    resized, alarmed = 0, 0
    while (shift := (time.monotonic() - began) * options.times) < options.hours * 3600:
        if window.process.poll() is not None:
            break
        if shift >= resized + 60:
            resized += 60
            width, height = dice.choice(SIZES).split("x")
            window.xdo("windowsize", window.id, width, height)
            sizes += 1
        if shift >= alarmed + ALARM_EVERY and shift < options.hours * 3600 - 2 * ALARM_EVERY:
            alarmed += ALARM_EVERY
            name = f"SOAK-{len(raised) + 1}"
            event = {"id": name, "type": "fire_smoke", "camera_id": cameras.pop(), "status": "start", "level": 3, "conf": 0.9}
            with open(live / "video.ndjson", "a", encoding="utf-8") as out:
                out.write(message("twin.event.upsert.v1", event, time.time()) + "\n")
            raised[name] = time.monotonic()
        status = window.status()
        scenes.add(status["scene"])
        for alarm in status["alarms"]:
            if alarm["id"] in raised and alarm["id"] not in shown:
                shown[alarm["id"]] = time.monotonic() - raised[alarm["id"]]
                window.command("acknowledge", kind="event", id=alarm["id"])
        memory.append((shift / 3600, resident(window.process.pid)))
        time.sleep(0.5)
    alive = window.process.poll() is None
    player.terminate()
    player.wait()
    said = window.said()
    window.close()
    results = json.loads((home / "results.json").read_text() or "{}")
    messages = results.get("gpu", {}).get("validation_messages", -1)
    missed = sorted(set(raised) - set(shown))
    # The first hour is for caches and the journal's first day.
    first = middle([mib for hour, mib in memory if options.hours / 8 <= hour < options.hours / 4])
    last = middle([mib for hour, mib in memory if hour >= options.hours * 7 / 8])
    growth = last / first - 1
    print(f"lived through it: {alive}; {sizes} resizes, {len(scenes)} scenes seen, {len(raised)} alarms raised, {len(shown)} shown "
          f"after {middle(list(shown.values())):.1f} s (median), missed: {missed or 'none'}")
    for hour in range(int(options.hours)):
        print(f"  hour {hour + 1}: {middle([mib for at, mib in memory if hour <= at < hour + 1]):.0f} MiB")
    print(f"memory: {first:.0f} MiB in the second eighth, {last:.0f} MiB in the last: {growth:+.1%}; validation messages: {messages}")
    if said.strip():
        print("it said:\n" + "\n".join(sorted(set(said.splitlines()))[:20]))
    good = alive and not missed and messages == 0 and abs(growth) <= 0.05
    if not good and os.environ.get("BOROUGH_KEEP"):
        shutil.copy(home / "results.json", os.environ["BOROUGH_KEEP"])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
