"""Indicators at the command line: the sample's own, what is wrong with a district's, and pictures of both views."""

import pathlib
import tempfile
import unittest

from support import ProgramTest, main, run

MORNING = "2026-10-30T10:00:00+08:00"
FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"

WRONG = """[[indicator]]
id = "run"
name = "运行"
[[indicator]]
id = "run.all"
parent = "run"
name = "全部"
[[indicator]]
id = "far"
parent = "run.all"
name = "容积率"
measure = "buildings.fra"
[[indicator]]
id = "density"
parent = "run.all"
name = "建筑密度"
measure = "buildings.density"
"""


def setUpModule():
    made = run("sample", DISTRICT.parent, "--buildings", 300, "--seed", 7)
    if made.returncode != 0:
        raise RuntimeError(made.stderr)


def tearDownModule():
    FOLDER.cleanup()


class Indicators(ProgramTest):
    def screen(self, district, panel, name):
        file = self.folder / name
        self.assert_done(run("shot", district, "-o", file, "--screen", "desk", "--panel", panel, "--at", MORNING,
                             "--size", "1280x800"))
        return file.read_bytes()

    def test_the_samples_own_stand(self):
        self.assertTrue((DISTRICT.parent / "indicators.toml").is_file())
        self.assert_done(run("check", DISTRICT))

    def test_a_wrong_definition_is_named_and_the_rest_goes_on(self):
        wrong = DISTRICT.parent / "wrong.toml"
        wrong.write_text(WRONG, encoding="utf-8")
        district = DISTRICT.parent / "wrong_district.toml"
        text = DISTRICT.read_text(encoding="utf-8")
        district.write_text(text.replace('indicators = "indicators.toml"', 'indicators = "wrong.toml"'), encoding="utf-8")
        done = run("check", district)
        self.assertEqual(done.returncode, 1)
        self.assertIn("wrong.toml, line 8: 'far' asks for the measure 'buildings.fra'", done.stderr)
        self.assertIn("buildings.far", done.stderr)
        self.assertNotEqual(self.screen(district, "indicators", "wrong.png"),
                            self.screen(DISTRICT, "indicators", "right.png"))

    def test_views_are_the_same_twice_and_differ_from_each_other(self):
        pictures = [self.screen(DISTRICT, panel, "a.png")
                    for panel in ("indicators", "vital_signs", "indicators/on_time")]
        self.assertEqual(len(set(pictures)), 3)
        self.assertEqual(self.screen(DISTRICT, "vital_signs", "b.png"), pictures[1])


if __name__ == "__main__":
    main()
