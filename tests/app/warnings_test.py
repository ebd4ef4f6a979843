"""`borough check DISTRICT --warnings`: both outbreaks that the sample holds are found, and what cannot be listed is said."""

import json
import pathlib
import tempfile
import unittest

from support import ProgramTest, main, run

FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"


def setUpModule():
    # With all its people: outbreaks are told from what is usual.
    made = run("sample", DISTRICT.parent, "--until", "2026-11-22", timeout=300)
    if made.returncode != 0:
        raise RuntimeError(made.stderr)


def tearDownModule():
    FOLDER.cleanup()


class Planted(ProgramTest):
    def warnings(self, at):
        told = json.loads(self.assert_done(run("check", DISTRICT, "--warnings", "--at", at, "--json", timeout=300)).stdout)
        self.assertEqual(told["warnings"][0]["moment"][:16], at[:16])
        return told["warnings"][0]["warnings"]

    def serious(self, at, code):
        """Of a class, those that are more than a rule of counts, at orange or above."""
        return [w for w in self.warnings(at) if w["class"] == code and w["level"] in ("orange", "red") and "usual" in w]

    def assert_found(self, at, code, lon, lat):
        found = self.serious(at, code)
        self.assertEqual(len(found), 1, f"one outbreak is one warning: {found}")
        one = found[0]
        self.assertGreater(one["tickets"], 5 * one["usual"])
        self.assertEqual(len(one["evidence"]), one["tickets"])
        self.assertIn(one["place"]["zh"], one["why"]["zh"])
        away = ((one["at"]["lon"] - lon) * 102_700) ** 2 + ((one["at"]["lat"] - lat) * 110_700) ** 2
        self.assertLess(away ** 0.5, 400, "metres from where it was planted")
        return one

    def test_the_refuse_that_nobody_collects(self):
        """On the morning after the third day."""
        self.assert_found("2026-07-03T08:00:00+08:00", "010201", 114.034468, 22.617683)

    def test_the_turbid_water_and_the_district_it_makes_up(self):
        one = self.assert_found("2026-11-21T12:00:00+08:00", "050102", 114.021538, 22.610749)
        self.assertGreaterEqual(one["district"]["tickets"], one["district"]["of_them_here"])
        self.assertEqual(one["class_name"], {"zh": "水质", "en": "Turbid tap water"})
        self.assertTrue(one["why"]["en"].startswith("Turbid tap water: "), one["why"])

    def test_nothing_before_they_begin(self):
        for at, code in (("2026-06-28T23:00:00+08:00", "010201"), ("2026-11-14T23:00:00+08:00", "050102")):
            self.assertEqual(self.serious(at, code), [])


class OnTheWall(ProgramTest):
    def wall(self, alarms, at):
        text = DISTRICT.read_text()
        self.assertIn("[wall]\n", text)
        district = DISTRICT.with_name(f"{alarms}.toml")
        district.write_text(text.replace("[wall]\n", f'[wall]\nalarms = "{alarms}"\n', 1))
        out = DISTRICT.with_name(f"{alarms}.png")
        self.assert_done(run("shot", district, "--screen", "wall", "--at", at, "--size", "960x540", "-o", out, timeout=300))
        return out.read_bytes()

    def test_a_new_one_interrupts_a_wall_of_its_level_in_pictures_too(self):
        at = "2026-11-17T00:10:00+08:00"  # ten minutes after the night that finds it, at orange
        self.assertNotEqual(self.wall("orange", at), self.wall("red", at))


class Wrong(ProgramTest):
    def test_says_what_it_cannot_list(self):
        self.assert_fails(run("check", self.town, "--warnings"), 2, "no feeds")
        self.assert_fails(run("check", DISTRICT, "--at", "2026-11-21T12:00:00+08:00"), 2, "--warnings")
        self.assert_fails(run("check", DISTRICT, "--warnings", "--audit"), 2, "--audit")
        self.assert_fails(run("check", DISTRICT, "--warnings", "--at", "noon"), 2, "noon")


if __name__ == "__main__":
    main()
