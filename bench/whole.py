#!/usr/bin/env python3
"""Times the whole program, from its start to the picture on disk, against the targets it was given.

Makes the districts it needs in --data, runs `borough shot` on each, and prints what a run cost and where its time went.
Times are printed and never judged: only a run that fails makes this fail.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1 << 20
# In the order of a run; what else a run names comes after these.
STAGES = ["start", "open", "read", "place", "repair", "terrain", "seat", "models", "triangulate", "scene",
          "device", "upload", "labels", "draw", "readback", "encode"]
# Buildings of a sample and nothing else, with four views for the row of later views.
FOOTPRINTS = """[district]
name = { zh = "建筑", en = "Buildings alone" }

[[buildings]]
source = "district.gpkg"
layer = "buildings"
id = "id"
height = ["height"]
floors = ["floors"]
use = "use"
roof_shape = "roof_shape"
roof_height = "roof_height"
""" + "".join(f"""
[[views]]
id = "{name}"
camera = "{camera}"
style = "{style}"
""" for name, camera, style in [("all", "fit", "day"), ("oblique", "orbit:0,0,30,3000,60,30", "day"),
                                ("street", "orbit:0,0,30,600,150,15", "day"),
                                ("night", "orbit:0,0,30,3000,240,30", "night")])


class Failed(Exception):
    pass


@dataclass
class Work:
    """One row: what is drawn, and the target it has."""
    name: str
    source: Path
    seconds: float | None = None
    mebibytes: float | None = None
    options: list = field(default_factory=lambda: ["--camera", "fit"])


@dataclass
class Run:
    seconds: float
    stats: dict


# ---- data

def call(command, what):
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    except OSError as error:
        raise Failed(f"{what}: {error}") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Failed(f"{what}: exit {done.returncode}: {last}")


def make(target: Path, what, build):
    """Builds under another name first: what an interruption leaves is never taken for the whole."""
    if target.exists():
        return target
    print(f"making {target} ({what})", flush=True)
    partial = target.with_name("partial-" + target.name)
    if partial.is_dir():
        shutil.rmtree(partial)
    partial.unlink(missing_ok=True)
    partial.parent.mkdir(parents=True, exist_ok=True)
    build(partial)
    partial.rename(target)
    return target


def sample(args, count):
    folder = make(args.data / f"sample-{count}", f"a district of {count:,} buildings", lambda partial: call(
        [args.program, "sample", partial, "--buildings", count, "--seed", 1, "--history", "off"],
        f"sample of {count:,}"))
    (folder / "footprints.toml").write_text(FOOTPRINTS, encoding="utf-8")
    return folder


def export(args, count, ending, driver, options=()):
    """The buildings of a sample in another format, in degrees as such files mostly are; None without ogr2ogr."""
    if not shutil.which("ogr2ogr"):
        return None
    source = sample(args, count) / "district.gpkg"
    return make(args.data / f"buildings-{count}.{ending}", driver, lambda partial: call(
        ["ogr2ogr", "-q", "-f", driver, "-t_srs", "EPSG:4326", "-nln", "buildings", *options, partial, source,
         "buildings"], f"ogr2ogr to {driver}"))


def works(args):
    """The rows, made one after another, so that the small ones are measured while the large data is not there yet."""
    views = ["--view", "all", "--view", "oblique", "--view", "street", "--view", "night"]
    yield Work("3,445: the sample", sample(args, 3445) / "district.toml", 0.7, 300, [])
    geojson = export(args, 100_000, "geojson", "GeoJSON", ["-lco", "RFC7946=YES"])
    if geojson:
        yield Work("100 k from GeoJSON", geojson, 1.5, 450)
    else:
        print("no ogr2ogr here: the rows from GeoJSON and FlatGeobuf are left out")
    yield Work("100 k from GeoPackage", sample(args, 100_000) / "footprints.toml", 1.1, 450)
    flatgeobuf = export(args, 100_000, "fgb", "FlatGeobuf")
    if flatgeobuf:
        yield Work("100 k from FlatGeobuf", flatgeobuf, 1.1, 450)
    yield Work("100 k, the whole sample", sample(args, 100_000) / "district.toml")
    yield Work("100 k, four views", sample(args, 100_000) / "footprints.toml", options=views)
    if args.quick:
        return
    yield Work("1 M from GeoPackage, all in view", sample(args, 1_000_000) / "footprints.toml", 4, 1.2 * 1024)
    yield Work("1 M, the whole sample, all in view", sample(args, 1_000_000) / "district.toml")
    if args.large:
        yield Work("5 M from GeoPackage, all in view", sample(args, 5_000_000) / "footprints.toml", 15, 4 * 1024)


# ---- measuring

def shoot(args, work):
    pictures, stats = args.data / "pictures", args.data / "stats.json"
    pictures.mkdir(exist_ok=True)
    stats.unlink(missing_ok=True)
    command = [args.program, "shot", work.source, "--size", "1920x1080", "-o", pictures / "{view}.png",
               "--stats", stats, *work.options]
    if args.device:
        command += ["--device", args.device]
    begun = time.perf_counter()
    call(command, work.name)
    return Run(time.perf_counter() - begun, json.loads(stats.read_text(encoding="utf-8")))


def measure(args, work):
    """The runs from the quickest to the slowest, after one that fills the file cache and the driver's."""
    print(f"running {work.name}", flush=True)
    shoot(args, work)
    return sorted((shoot(args, work) for _ in range(args.runs)), key=lambda run: run.seconds)


def median_run(runs):
    return runs[(len(runs) - 1) // 2]


def peak(runs):
    return max(run.stats["peak_memory_bytes"] for run in runs) / MIB


def later_views(run):
    return [view["ms"] / 1000 for view in run.stats["views"][1:]]


# ---- printing

def held(pairs):
    """'held', or by how much each figure is over its target; pairs of (measured, target, unit)."""
    gaps = [f"+{measured - target:.{digits}f} {unit}" for measured, target, unit, digits in pairs
            if target is not None and measured > target]
    if all(target is None for _, target, _, _ in pairs):
        return "no target"
    return "gap " + ", ".join(gaps) if gaps else "held"


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def print_table(results):
    print("\n## Runs\n")
    row("work", "target s / MiB", "min s", "median s", "peak MiB", "against the target (median)")
    row(*["---"] * 6)
    for work, runs in results:
        target = f"{work.seconds:g} / {work.mebibytes:.0f}" if work.seconds else "-"
        median = statistics.median(run.seconds for run in runs)
        row(work.name, target, f"{runs[0].seconds:.2f}", f"{median:.2f}", f"{peak(runs):.0f}",
            held([(median, work.seconds, "s", 2), (peak(runs), work.mebibytes, "MiB", 0)]))
    for work, runs in results:
        gpu, buildings = median_run(runs).stats["gpu"], median_run(runs).stats["buildings"]
        if work.name.startswith(("100 k from GeoPackage", "1 M from", "5 M from")) and buildings:
            size = gpu["building_bytes"] / buildings
            row(f"GPU bytes per building: {work.name}", "120 B", f"{size:.0f} B", f"{size:.0f} B", "-",
                held([(size, 120, "B", 0)]))
        later = [seconds for run in runs for seconds in later_views(run)]
        if later:
            median = statistics.median(later)
            row(f"second and later views: {work.name}", "0.5 each", f"{min(later):.2f}", f"{median:.2f}", "-",
                held([(median, 0.5, "s", 2)]))


def in_order(stages):
    return [name for name in STAGES if name in stages] + [name for name in stages if name not in STAGES]


def print_stages(results):
    print("\n## Where the time goes: ms of the median run\n")
    runs = [median_run(runs) for _, runs in results]
    row("stage", *(work.name for work, _ in results))
    row(*["---"] * (len(results) + 1))
    every = {name: 0 for run in runs for name in run.stats["stages_ms"]}
    for name in in_order(every):
        row(name, *(f"{run.stats['stages_ms'].get(name, 0):.0f}" for run in runs))
    row("total, by the program", *(f"{run.stats['total_ms']:.0f}" for run in runs))
    row("around it (loading, exit)", *(f"{run.seconds * 1000 - run.stats['total_ms']:.0f}" for run in runs))

    print("\n## Passes of the drawing: ms of the median run, on the device's own clock, all views together\n")
    row("pass", *(work.name for work, _ in results))
    row(*["---"] * (len(results) + 1))
    passes = {name: 0 for run in runs for name in run.stats["gpu"].get("passes_ms", {})}
    for name in passes:
        row(name, *(f"{run.stats['gpu'].get('passes_ms', {}).get(name, 0):.1f}" for run in runs))
    row("GPU MiB", *(f"{run.stats['gpu']['bytes'] / MIB:.0f}" for run in runs))
    row("draws", *(run.stats["gpu"]["draws"] for run in runs))

    for work, work_runs in results:
        views = median_run(work_runs).stats["views"]
        if len(views) > 1:
            print(f"\nviews of {work.name}, ms: " + ", ".join(f"{view['view']} {view['ms']:.0f}" for view in views))


def machine():
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in info.read_text(encoding="utf-8").splitlines()
             if line.startswith("model name")] if info.exists() else []
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return f"{cores} cores of {names[0] if names else 'an unnamed processor'}, {memory:.0f} GiB"


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/app/borough", help="what to measure")
    parser.add_argument("--data", type=Path, default=ROOT / "out/bench-data", help="cache folder; delete it to start anew")
    parser.add_argument("--runs", type=int, default=3, help="after one to warm up [3]")
    parser.add_argument("--device", default="", help="as for `borough shot`")
    parser.add_argument("--quick", action="store_true", help="3,445 and 100 k only")
    parser.add_argument("--large", action="store_true", help="5 M as well: 20 GB of memory and some minutes")
    args = parser.parse_args()
    if args.runs < 1:
        parser.error("--runs must be at least 1")
    if not args.program.exists():
        parser.error(f"{args.program} is not there: ./dev build")
    args.program, args.data = args.program.resolve(), args.data.resolve()
    args.data.mkdir(parents=True, exist_ok=True)
    return args


def main():
    args = read_arguments()
    load = os.getloadavg()[0]
    results, failures = [], []
    rows = works(args)
    while True:
        try:
            work = next(rows)
        except StopIteration:
            break
        except Failed as failure:  # no data; a generator that has raised is at its end
            failures.append(str(failure))
            break
        try:
            results.append((work, measure(args, work)))
        except Failed as failure:
            failures.append(str(failure))

    if results:
        print(f"\n{machine()}; load before: {load:.1f}; {args.runs} runs each; 1920x1080, 4 samples, on "
              f"{results[0][1][0].stats['gpu']['device']}")
        print_table(results)
        print_stages(results)
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
