"""Whole screens without a window: they look as they were found right, are the same twice, and say what cannot be."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from support import ProgramTest, main, read_png, run

MORNING = "2026-10-30T10:00:00+08:00"
EVENING = "2026-10-30T20:30:00+08:00"
FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"


def setUpModule():
    made = run("sample", DISTRICT.parent, "--buildings", 300, "--seed", 7)
    if made.returncode != 0:
        raise RuntimeError(made.stderr)


def tearDownModule():
    FOLDER.cleanup()


class ScreenTest(ProgramTest):
    def screen(self, which, *arguments, name="x.png"):
        """The picture's path and what `--json` says of it; the validation layer watches."""
        file = self.folder / name
        done = self.assert_done(run("shot", DISTRICT, "-o", file, "--screen", which, "--json", "--validation", *arguments))
        results = json.loads(done.stdout)
        self.assertEqual(results["gpu"]["validation_messages"], 0)
        self.assertEqual(done.stderr, "")
        return file, results

    def assert_golden(self, name, picture, part="", width=""):
        file, results = picture
        judged = subprocess.run([os.environ["BOROUGH_JUDGE"], name, file, results["gpu"]["driver"], part, width or "100000"],
                                capture_output=True, text=True)
        if judged.returncode == 77:
            self.skipTest(judged.stdout)
        self.assertEqual(judged.returncode, 0, judged.stdout)


class Goldens(ScreenTest):
    """What a person has looked at: whole screens made smaller, and some panels pixel for pixel."""

    def test_the_desk_by_day(self):
        arguments = ["--panel", "hotline", "--at", MORNING, "--size", "1600x900", "--lang", "zh"]
        picture = self.screen("desk", *arguments)
        self.assert_golden("screen_desk_day", picture, width="800")
        self.assert_golden("screen_desk_day_numbers", picture, part="0,0,1600,80")
        self.assert_golden("screen_desk_day_hotline", picture, part="1240,80,360,796")
        again, _ = self.screen("desk", *arguments, name="again.png")
        self.assertEqual(again.read_bytes(), picture[0].read_bytes(), "the same arguments, other bytes")

    def test_the_desk_by_night_with_a_building_chosen(self):
        picture = self.screen("desk", "--choose", "B-000023", "--at", EVENING, "--size", "1600x900", "--lang", "en", "--style", "night")
        self.assert_golden("screen_desk_night", picture, width="800")
        self.assert_golden("screen_desk_night_inspector", picture, part="1240,80,360,796")

    def test_a_wall(self):
        picture = self.screen("wall", "--at", MORNING, "--size", "1920x1080")
        self.assert_golden("screen_wall", picture, width="800")
        self.assert_golden("screen_wall_cards", picture, part="0,72,404,968")

    def test_a_wide_wall(self):
        picture = self.screen("wall", "--at", MORNING, "--size", "3840x1080", "--lang", "en", "--style", "night")
        self.assert_golden("screen_wall_wide", picture, width="1280")

    def test_a_wall_that_is_read_from_ten_metres(self):
        picture = self.screen("wall", "--at", MORNING, "--size", "7680x2160", "--view-distance", "10", "--pitch", "1.25")
        self.assertEqual(picture[1]["small_texts"], [])
        self.assert_golden("screen_wall_far", picture, width="1280")


class Sheet(ScreenTest):
    def test_a_report_beside_what_can_be_wished(self):
        picture = self.screen("sheet", "--panel", "daily_hotline", "--at", MORNING, "--size", "1280x720", "--lang", "zh")
        self.assert_golden("screen_sheet_wish", picture, part="0,0,380,720")
        _, _, channels, rows = read_png(picture[0])
        page = [row[at * channels:at * channels + 3] for row in rows[100:680:7] for at in range(660, 1000, 7)]
        light = sum(min(pixel) > 200 for pixel in page) / len(page)
        self.assertGreater(light, 0.5, "no page of paper")
        self.assertLess(light, 0.99, "an empty page")

    def test_a_report_that_is_none(self):
        result = run("shot", DISTRICT, "-o", self.folder / "x.png", "--screen", "sheet", "--panel", "daily_hotlin")
        self.assert_fails(result, 2, "'daily_hotlin'", "did you mean", "daily_hotline")


class Lint(ScreenTest):
    def test_texts_that_are_too_small_are_named(self):
        # A design pixel follows the distance, so what remains too small is what the district's own picture writes.
        _, results = self.screen("wall", "--at", MORNING, "--size", "960x540")
        self.assertNotIn("small_texts", results, "nobody said from how far it is read")


class Wrong(ScreenTest):
    def refuse(self, *arguments, words, size="640x400"):
        file = self.folder / "x.png"
        result = run("shot", DISTRICT, "-o", file, "--at", MORNING, "--size", size, *arguments)
        self.assert_fails(result, 2, *words)
        self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)
        self.assertFalse(file.exists())

    def test_wrong_words(self):
        self.refuse("--screen", "desk", "--panel", "nonsense", words=["'nonsense'", "hotline", "inspector"])
        self.refuse("--screen", "desk", "--panel", "hotlin", words=["did you mean", "'hotline'"])
        self.refuse("--screen", "desk", "--panel", "status", words=["no panel 'status'"])
        self.refuse("--screen", "desk", "--choose", "nonsense", words=["nothing is found for 'nonsense'"])
        self.refuse("--screen", "dusk", words=["desk", "wall"])

    def test_what_does_not_go_together(self):
        self.refuse("--panel", "hotline", words=["--screen"])
        self.refuse("--choose", "B-000023", words=["--screen"])
        self.refuse("--screen", "wall", "--panel", "hotline", words=["--panel", "wall"])
        self.refuse("--screen", "wall", "--pitch", "1", words=["--view-distance", "--pitch"])
        self.refuse("--screen", "desk", "--ids", self.folder / "ids.png", words=["--ids"])

    def test_screens_of_any_size_are_drawn(self):
        for which in ("desk", "wall"):
            for size in ("64x64", "1000x64", "64x1000"):
                with self.subTest(screen=which, size=size):
                    self.screen(which, "--at", MORNING, "--size", size)
        self.screen("wall", "--at", MORNING, "--size", "320x200", "--view-distance", "200", "--pitch", "0.1")


if __name__ == "__main__":
    main()
