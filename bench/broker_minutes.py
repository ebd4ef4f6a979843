#!/usr/bin/env python3
"""`borough serve` behind a real MQTT broker for some minutes: 200 messages a second, and in the middle a burst of 5,000
more in 10 seconds. Prints how long a message took from its sender to the journal, what was lost or came twice, and memory.

Times are printed and never judged; a message that is lost or twice in the journal makes this fail.
"""
import argparse
import bisect
import collections
import json
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RATE, BURST, BURST_SECONDS = 200, 5000, 10
TICKETS, CAMERAS = 2000, 800
LOOK_SECONDS = 0.002
PAGE_MIB = os.sysconf("SC_PAGESIZE") / (1 << 20)
# The broker stays as long as an object of this; serve and the broker are started as the tests do.
Owner = type("Owner", (unittest.TestCase,), {"runTest": lambda self: None})


def schedule(minutes):
    """When each message is due, in seconds."""
    middle = minutes * 30 - BURST_SECONDS / 2
    return sorted([i / RATE for i in range(int(minutes * 60 * RATE))] + [middle + i * BURST_SECONDS / BURST for i in range(BURST)])


def message(number):
    """Each says something new of one of as many things as there are from the start: what grows is not the district."""
    now = time.time()
    when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03}Z"
    place = {"lon": 114.0303 + number % 97 * 1e-5, "lat": 22.6103 + number % 89 * 1e-5}
    if number % 5:
        kind, data = "device.status", {"id": f"C-{number % CAMERAS}", "type": "camera", "value": number}
    else:
        kind, data = "ticket.upsert", {"id": f"T-{number // 5 % TICKETS}", "status": "HANDLING", "kind": "COMPLAINT", "title": "占道经营影响通行", "dept": "城管局"}
    return json.dumps({"specversion": "1.0", "id": str(number), "source": "/bench", "type": kind, "time": when, "data": {**data, **place, "seq": number}}, ensure_ascii=False)


def publish(port, due, began, sent):
    from brokers_support import Publisher
    with Publisher(port) as publisher:
        for number, second in enumerate(due):
            time.sleep(max(0, began + second - time.monotonic()))
            body = message(number)
            sent[number] = time.monotonic()
            publisher.publish(f"bench/{number % 5}", body)


def resident(process):
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE_MIB


def watch(server, journal, publisher, began, count):
    """When how many messages were in the journal: (second, how many) at each change; and memory by the minute."""
    rows, memory, seen = [], [(0, resident(server.process.pid))], 0
    database = sqlite3.connect(f"file:{journal}?mode=ro", uri=True, isolation_level=None)
    patience = None
    while seen < count and (patience is None or time.monotonic() < patience):
        time.sleep(LOOK_SECONDS)
        (found,), now = database.execute("select coalesce(max(seq), 0) from message").fetchone(), time.monotonic()
        if found > seen:
            rows.append((now, found))
            seen = found
        if now - began >= 60 * len(memory):
            memory.append((len(memory), resident(server.process.pid)))
            print(f"minute {memory[-1][0]}: {seen} in the journal, {memory[-1][1]:.1f} MiB", flush=True)
        if patience is None and not publisher.is_alive():
            patience = now + 30
    database.close()
    memory.append((round((time.monotonic() - began) / 60, 1), resident(server.process.pid)))
    return rows, memory


def percentiles(name, waits):
    waits = sorted(waits)
    at = lambda share: 1000 * waits[min(len(waits) - 1, int(len(waits) * share))]
    print(f"{name}: p50 {at(0.5):.0f} ms, p99 {at(0.99):.0f} ms, longest {1000 * waits[-1]:.0f} ms, of {len(waits)}")


def account_for(database, count):
    """Each message's number is in its body; what is in the journal, what is not, what is twice."""
    times = collections.Counter(int(json.loads(body)["id"]) for (body,) in database.execute("select body from message"))
    return [n for n in range(count) if n not in times], [n for n, often in times.items() if often > 1]


def run(minutes, folder):
    from brokers_support import Mosquitto
    from live_support import Serve, feed_table, until
    from support import town
    owner = Owner()
    broker = Mosquitto(owner)
    (folder / "town.geojson").write_text(json.dumps(town()))
    (folder / "d.toml").write_text('[[buildings]]\nsource = "town.geojson"\n' + feed_table("bench", broker.url("bench/#")))
    server, journal = Serve(folder / "d.toml"), folder / "live/journal.db"
    try:
        if not until(lambda: server.feed("bench")["state"] != "down"):
            raise RuntimeError(f"the broker is not reached: {server.feed('bench')}")
        due = schedule(minutes)
        sent, began = multiprocessing.Array("d", len(due), lock=False), time.monotonic() + 1
        publisher = multiprocessing.Process(target=publish, args=(broker.port, due, began, sent), daemon=True)
        publisher.start()
        rows, memory = watch(server, journal, publisher, began, len(due))
        publisher.join(10)
        health = server.settled("bench", len(due), 5)
    finally:
        server.stop()
        owner.doCleanups()
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as database:
        lost, twice = account_for(database, len(due))
    print(f"sent {sum(at > 0 for at in sent)}, lost {len(lost)}, twice in the journal {len(twice)}; "
          + ", ".join(f"{key} {health[key]}" for key in ("received", "duplicates", "bad", "dropped", "waiting")))
    report_waits(due, sent, rows, minutes)
    print("memory: " + ", ".join(f"{resident:.1f}" for _, resident in memory) + " MiB, at the start and by the minute")
    return 1 if lost or twice or sum(at > 0 for at in sent) < len(due) else 0


def report_waits(due, sent, rows, minutes):
    """One sender and one feed: the n-th message sent is the n-th in the journal."""
    counts = [count for _, count in rows]
    waits = [rows[at][0] - sent[n] for n in range(len(due)) if (at := bisect.bisect_left(counts, n + 1)) < len(rows)]
    begin, end = minutes * 30 - BURST_SECONDS / 2, minutes * 30 + BURST_SECONDS / 2
    percentiles("sender to journal", waits)
    percentiles("  in the burst", [wait for wait, at in zip(waits, due) if begin <= at < end])
    percentiles("  outside it", [wait for wait, at in zip(waits, due) if not begin <= at < end])
    percentiles("  sent later than due", [max(0, at - sent[0] - (second - due[0])) for at, second in zip(sent, due)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/app/borough")
    options = parser.parse_args()
    if not options.program.exists():
        parser.error(f"{options.program} is not built; ./dev build, or --program")
    os.environ["BOROUGH"] = str(options.program.resolve())
    sys.path.insert(0, str(ROOT / "tests/app"))
    with tempfile.TemporaryDirectory(prefix="borough-bench-") as folder:
        return run(options.minutes, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
