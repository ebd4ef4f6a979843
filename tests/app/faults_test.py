"""Every broken file there is goes through `check` and `shot`: no crash, no hang, no silence."""

import concurrent.futures
import json
import os
import pathlib
import unittest

from support import SHARED_DATA, ProgramTest, main, run, town

FAULTS = SHARED_DATA / "faults"
MODELS = {".gltf", ".glb", ".obj", ".ply", ".md5mesh", ".md5camera", ".mdc", ".x", ".q3o", ".off", ".fbx", ".dae", ".ase", ".3mf"}
AT_ONCE = max(2, len(os.sched_getaffinity(0)))
SECONDS_A_RUN = 90


def all_files():
    return sorted(p for p in FAULTS.rglob("*") if p.is_file())


@unittest.skipUnless(FAULTS.is_dir(), "the shared data is not here")
class Faults(ProgramTest):
    def assert_survived(self, result, what):
        self.assertIn(result.returncode, (0, 1, 2), f"{what}: {result.returncode}\n{result.stderr[-2000:]}")
        if result.returncode != 0:
            self.assertNotEqual(result.stderr.strip(), "", f"{what} failed in silence")
        self.assertNotIn("Traceback", result.stderr)

    def each(self, items, action):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(action, items))

    def checked(self):
        """Which files `check` accepts. Many at a time: starting the program takes longer than reading a broken file."""
        files = all_files()
        pieces = [files[i:i + 30] for i in range(0, len(files), 30)]
        good = []
        for piece, result in zip(pieces, self.each(pieces, lambda piece: run("check", *piece, "--json", timeout=SECONDS_A_RUN))):
            self.assert_survived(result, f"check of {piece[0]} and {len(piece) - 1} more")
            sources = json.loads(result.stdout)["sources"]
            self.assertEqual([s["source"] for s in sources], [str(p) for p in piece])
            for source in sources:
                self.assertTrue("error" in source or "district" in source, source)
                if "error" in source:
                    self.assertIn(source["error"], result.stderr, "said to people too")
                else:
                    good.append(source["source"])
        return good

    def test_every_file(self):
        self.assertGreater(len(all_files()), 400)
        before = sorted(FAULTS.rglob("*"))
        good = self.checked()
        self.assertGreater(len(good), 20)

        def draw(numbered):
            number, path = numbered
            out = self.folder / f"{number}.png"
            return path, out, run("shot", path, "-o", out, "--size", "64x64", "--samples", "1", timeout=SECONDS_A_RUN)

        # What `check` refuses, `shot` refuses for the same reason before it draws: a sample of those is enough.
        refused = [str(p) for p in all_files() if str(p) not in good][::8]
        for path, out, result in self.each(enumerate(good + refused), draw):
            self.assert_survived(result, path)
            self.assertEqual(out.exists(), result.returncode == 0, path)
        self.assertEqual(sorted(FAULTS.rglob("*")), before, "nothing may be written beside the data")

    def test_every_model_in_a_district(self):
        """A bad model costs itself: the buildings beside it are drawn."""
        models = [p for p in all_files() if p.suffix in MODELS]
        self.assertGreater(len(models), 100)
        pieces = [models[i::AT_ONCE] for i in range(AT_ONCE)]

        def draw(numbered):
            number, piece = numbered
            (self.folder / f"{number}.geojson").write_text(json.dumps(town()))
            entries = "".join(f'[[models]]\nfile = "{path}"\nat = [114.031, 22.611]\n' for path in piece)
            district = self.write(f"{number}.toml", f'[[buildings]]\nsource = "{number}.geojson"\n{entries}')
            stats = self.folder / f"{number}.json"
            result = run("shot", district, "-o", self.folder / f"{number}.png", "--size", "64x64", "--samples", "1", "--stats", stats, timeout=300)
            return result, stats

        for result, stats in self.each(enumerate(pieces), draw):
            self.assert_survived(result, "a district of broken models")
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(json.loads(stats.read_text())["buildings"], 9)
            self.assertNotEqual(result.stderr.strip(), "", "broken models are mentioned")


if __name__ == "__main__":
    main()
