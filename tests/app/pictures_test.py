"""From a file to a picture with the real program: sizes, ids, several views, the same bytes each time."""

import json
import os
import signal
import subprocess
import time
import unittest

from support import BOROUGH, SHARED_DATA, ProgramTest, main, read_ids, read_png, run


class Pictures(ProgramTest):
    def shot(self, *arguments, **options):
        return self.assert_done(run("shot", self.town, "-o", self.folder / "x.png", *arguments, **options))

    def test_has_the_size_asked_for_and_something_in_it(self):
        self.shot("--size", "200x120")
        width, height, channels, rows = read_png(self.folder / "x.png")
        self.assertEqual((width, height, channels), (200, 120, 3))
        self.assertGreater(len({row[i:i + 3] for row in rows for i in range(0, 600, 3)}), 50)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["town.geojson", "x.png"])

    def test_styles_differ(self):
        pictures = set()
        for style in ("day", "night", "paper"):
            self.shot("--size", "64x64", "--style", style)
            pictures.add((self.folder / "x.png").read_bytes())
        self.assertEqual(len(pictures), 3)

    def test_the_same_bytes_twice_and_on_one_core(self):
        made = []
        for cores in (None, None, {min(os.sched_getaffinity(0))}):
            self.shot("--size", "320x200", "--ids", self.folder / "ids.png",
                      preexec_fn=None if cores is None else lambda: os.sched_setaffinity(0, cores))
            made.append(((self.folder / "x.png").read_bytes(), (self.folder / "ids.png").read_bytes()))
        self.assertEqual(made[0], made[1])
        self.assertEqual(made[0], made[2])

    def test_ids_name_features(self):
        result = self.shot("--size", "320x200", "--ids", self.folder / "ids.png", "--json", "--camera", "plan", "--labels", "off")
        visible = json.loads(result.stdout)["views"][0]["visible"]
        pixels = [i for row in read_ids(self.folder / "ids.png") for i in row]
        self.assertEqual({v["id"] for v in visible}, set(pixels) - {0})
        for v in visible:
            self.assertEqual(v["pixels"], pixels.count(v["id"]))
            self.assertEqual(v["kind"], "building")
            self.assertEqual(v["layer"], "town")
        self.assertEqual(sorted(v["feature"] for v in visible), sorted({v["feature"] for v in visible}))
        self.assertEqual(len(visible), 9)
        # Straight down on equal squares: about the same number of pixels each.
        sizes = [v["pixels"] for v in visible]
        self.assertLess(max(sizes), 1.3 * min(sizes))

    def test_a_section_cuts_the_first_row(self):
        # North of the first row's middle stays; the camera looks north over it.
        line = ["--camera", "fit:0,40", "--section", "503000,2501369,503400,2501369"]
        result = self.shot("--size", "320x200", "--json", "--labels", "off", *line)
        told = json.loads(result.stdout)
        section = told["section"]
        self.assertEqual((section["length_m"], section["buildings"]), (400, 3))
        self.assertAlmostEqual(section["inside_buildings_m"], 120, delta=1)
        self.assertEqual(section["highest_building"], "B-2")
        self.assertAlmostEqual(section["highest_m"], 40, delta=0.1)
        self.assertEqual(len([v for v in told["views"][0]["visible"] if v["kind"] == "building"]), 9)
        cut = (self.folder / "x.png").read_bytes()
        # From the other side the row that is cut away is another.
        result = self.shot("--size", "320x200", "--json", "--labels", "off", "--camera", "fit:180,40", *line[2:])
        self.assertEqual(len([v for v in json.loads(result.stdout)["views"][0]["visible"] if v["kind"] == "building"]), 3)
        self.shot("--size", "320x200", "--labels", "off", "--camera", "fit:0,40")
        self.assertNotEqual((self.folder / "x.png").read_bytes(), cut)

    def test_the_picture_is_the_same_with_and_without_ids(self):
        self.shot("--size", "128x128")
        without = (self.folder / "x.png").read_bytes()
        self.shot("--size", "128x128", "--ids", self.folder / "ids.png")
        self.assertEqual((self.folder / "x.png").read_bytes(), without)

    def test_stats_have_what_they_promise(self):
        self.shot("--size", "64x64", "--stats", self.folder / "s.json")
        stats = json.loads((self.folder / "s.json").read_text())
        self.assertEqual(stats["buildings"], 9)
        self.assertEqual(stats["views"][0]["width"], 64)
        self.assertGreater(stats["gpu"]["bytes"], stats["gpu"]["building_bytes"])
        self.assertGreater(stats["gpu"]["building_bytes"], 0)
        for stage in ("read", "scene", "upload", "draw", "encode"):
            self.assertIn(stage, stats["stages_ms"])
        self.assertAlmostEqual(sum(stats["stages_ms"].values()), stats["total_ms"], delta=5)

    def test_several_views_in_one_run(self):
        district = self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\n'
                                        '[[views]]\nid = "a"\nname = { zh = "近景", en = "Near" }\ncamera = "fit"\n'
                                        '[[views]]\nid = "b"\ncamera = "plan"\nstyle = "night"\n')
        out = self.folder / "out"
        self.assert_done(run("shot", district, "-o", f"{out}/", "--view", "近景", "--view", "b", "--size", "64x64"))
        self.assertEqual(sorted(p.name for p in out.iterdir()), ["a.png", "b.png"])
        self.assert_done(run("shot", district, "-o", out / "v-{view}.png", "--view", "all", "--size", "64x64"))
        self.assertEqual(sorted(p.name for p in out.iterdir()), ["a.png", "b.png", "v-a.png", "v-b.png"])
        self.assertEqual((out / "a.png").read_bytes(), (out / "v-a.png").read_bytes(), "with other views before it or not")
        alone = self.folder / "alone.png"
        self.assert_done(run("shot", district, "-o", alone, "--view", "b", "--size", "64x64"))
        self.assertEqual((out / "b.png").read_bytes(), alone.read_bytes())

    def test_the_sun_moves_the_shadows(self):
        self.shot("--size", "64x64", "--sun", "2026-06-21T09:00+08:00")
        morning = (self.folder / "x.png").read_bytes()
        self.shot("--size", "64x64", "--sun", "2026-06-21T17:00+08:00")
        self.assertNotEqual((self.folder / "x.png").read_bytes(), morning)

    def test_an_interrupted_shot_leaves_nothing(self):
        program = subprocess.Popen([BOROUGH, "shot", str(self.town), "-o", str(self.folder / "x.png"), "--size", "6000x6000"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not (self.folder / "x.png.partial").exists() and program.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        program.send_signal(signal.SIGTERM)
        self.assertEqual(program.wait(timeout=60), -signal.SIGTERM)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["town.geojson"])


@unittest.skipUnless((SHARED_DATA / "buildings").is_dir(), "the shared data is not here")
class RealData(ProgramTest):
    def test_nanshan(self):
        source = SHARED_DATA / "buildings/shenzhen_nanshan/nanshan-building.geojson"
        result = self.assert_done(run("shot", source, "-o", self.folder / "x.png", "--size", "320x200", "--json"))
        results = json.loads(result.stdout)
        self.assertEqual(results["buildings"], 5441)
        self.assertGreater(len(results["views"][0]["visible"]), 0)


if __name__ == "__main__":
    main()
