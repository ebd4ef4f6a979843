"""Usage, exit statuses and sentences: what a person or a script sees when something is wrong."""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import unittest

from support import ProgramTest, main, run


class Usage(ProgramTest):
    def test_help_and_version_are_no_mistakes(self):
        for arguments in (["--help"], ["shot", "--help"], ["--version"]):
            self.assertIn("borough", self.assert_done(run(*arguments)).stdout.lower())

    def test_mistakes_are_status_2(self):
        shot = ["shot", self.town, "-o", self.folder / "x.png"]
        for arguments, word in (([], "say a command"), (["draw"], "draw"), (["shot", self.town], "--out"), ([*shot, "--size", "big"], "1920x1080"),
                                ([*shot, "--size", "63x64"], "64x64"), ([*shot, "--size", "64x16385"], "16384"), ([*shot, "--style", "pink"], "'pink' is none of day|night|paper"),
                                ([*shot, "--labels", "maybe"], "on|off"), ([*shot, "--lang", "fr"], "zh|en"),
                                ([*shot, "--samples", "3"], "samples"), ([*shot, "--view", "a", "--camera", "fit"], "--camera"),
                                ([*shot, "--sun", "noon"], "noon"), ([*shot, "--camera", "orbit:1,2"], "orbit:X,Y,Z"),
                                ([*shot, "--camera", "fit:building=B-77"], "B-77"), ([*shot, "--frobnicate"], "frobnicate"),
                                ([*shot, "--section", "1,2,3"], "x1,y1,x2,y2"), ([*shot, "--section", "1,2,3,4,5"], "x1,y1,x2,y2"),
                                ([*shot, "--section", "a,2,3,4"], "'a,2,3,4'"), ([*shot, "--section", "1,2,nan,4"], "x1,y1,x2,y2"),
                                ([*shot, "--section", "1,2,1,2.5"], "less than a metre"), ([*shot, "--section", "0,0,10,10"], "outside the district"),
                                (["sample", self.folder, "--buildings", "0"], "buildings")):
            with self.subTest(arguments=arguments):
                self.assert_fails(run(*arguments), 2, word)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["town.geojson"])

    def test_mistakes_are_said_in_both_languages(self):
        shot = ["shot", self.town, "-o", self.folder / "x.png"]
        for arguments, zh, en in (
                ([], "请写明命令", "say a command: shot"), (["draw"], "没有命令 'draw'", "no command 'draw'; there are shot"),
                (["--frob"], "没有选项 '--frob'", "there is no option '--frob'"),
                ([*shot, "--siez", "64x64"], "shot 没有选项 '--siez'，是否要写 '--size'", "did you mean '--size'?"),
                (["shot"], "未写明区域文件", "the district is missing"), (["sample"], "未写明目录", "the folder is missing"),
                (["shot", self.town], "未写明 --out", "--out is missing"), ([*shot, "--ids"], "--ids 后须写一个值", "--ids needs a value"),
                ([*shot, "--size", "64x64", "--size", "65x65"], "--size 只能写一次", "--size can be given once"),
                ([*shot, "--size", "big"], "'big' 不是尺寸", "not a size"), ([*shot, "--size", "1x1"], "超出范围", "out of range"),
                ([*shot, "--style", "pink"], "'pink' 不可用", "is none of"), ([*shot, "--samples", "3"], "只能是 1 或 4", "neither 1 nor 4"),
                ([*shot, "--pitch", "99"], "不是 0.02 至 50 之间的数", "no number from 0.02 to 50"),
                (["sample", self.folder, "--buildings", "many"], "'many' 不是 1 至 5000000 之间的数", "no number from 1 to 5000000"),
                (["sample", self.folder, "--seed", "many"], "不是所需的数", "not the number it takes"),
                ([*shot, "--json=maybe"], "--json 后面不写值", "--json takes no value"),
                ([*shot, "--view", "a", "--camera", "fit"], "--view 不能同时写 --camera", "--view cannot be with --camera"),
                (["check", self.town, "--head", "1:0"], "--head 须同时写 --audit", "--head needs --audit"),
                (["shot", self.town, "b.toml", "-o", "x.png"], "多写了 b.toml", "more than it takes: b.toml"),
                ([*shot, "--panel", "hotline"], "用于整屏", "for a whole screen"), (["view", self.town, "--lead"], "须同时写 --remote", "takes --remote"),
                ([*shot, "--section", "1,2,3"], "不是剖切线", "is no section"), (["report", self.town], "未写明 --out", "--out is missing")):
            with self.subTest(arguments=arguments):
                self.assert_fails(run(*arguments), 2, zh, " / ", en, "--help)")

    def test_a_log_belongs_to_a_district(self):
        self.assert_fails(run("check", "--audit", self.town), 2, "town.geojson", "不是区域文件", "no district file")

    def test_only_png_is_written(self):
        for name in ("a.jpg", "a.JPEG", "{view}.tif", "a.webp"):
            for arguments in (["-o", self.folder / name], ["-o", self.folder / "x.png", "--ids", self.folder / name]):
                with self.subTest(arguments=arguments):
                    self.assert_fails(run("shot", self.town, *arguments, "--size", "64x64"), 2, name, "PNG")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["town.geojson"])
        (self.folder / "shots.day").mkdir()
        for name in ("a.PNG", "v1.5", "plain", "shots.day"):
            with self.subTest(name=name):
                self.assert_done(run("shot", self.town, "-o", self.folder / name, "--size", "64x64"))
        self.assertTrue((self.folder / "shots.day" / "overview.png").exists())

    def test_a_mistyped_option_is_said_before_what_is_missing(self):
        for arguments, words in ((["shot", self.town, "--outt", "x.png"], ("'--outt'", "'--out'")),
                                 (["shot", "--siez=64x64"], ("'--siez'", "'--size'")),
                                 (["check", "--jsno"], ("'--jsno'", "'--json'")),
                                 (["shot", "--frob"], ("'--frob' (borough shot --help)",)),
                                 (["shot", self.town, "-o", self.folder / "x.png", "--zzzzzzzz"], ("'--zzzzzzzz'", "--help")),
                                 (["shot", self.town, "-x"], ("'-x'",)), (["check", "--", "-x"], ("-x",))):
            with self.subTest(arguments=arguments):
                result = run(*arguments)
                self.assert_fails(result, 1 if arguments[1] == "--" else 2, *words)
                self.assertNotIn("required", result.stderr)

    def test_an_unknown_view_lists_those_there_are(self):
        district = self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\n[[views]]\nid = "near"\ncamera = "fit"\n'
                                        '[[views]]\nid = "above"\ncamera = "plan"\n')
        self.assert_fails(run("shot", district, "-o", self.folder / "x.png", "--view", "far"), 2, "far", "near, above")
        self.assert_fails(run("shot", self.town, "-o", self.folder / "x.png", "--view", "far"), 2, "far", "none")


class Inputs(ProgramTest):
    def assert_refused(self, path, *words):
        """By `check` and `shot` alike, and no picture is left."""
        out = self.folder / "refused.png"
        self.assert_fails(run("check", path), 1, *words)
        self.assert_fails(run("shot", path, "-o", out, "--size", "64x64"), 1, *words)
        self.assertFalse(out.exists())

    def test_what_cannot_be_read(self):
        self.assert_refused(self.folder / "absent.geojson", "absent.geojson")
        self.assert_refused(self.folder / "absent.toml", "absent.toml")
        self.assert_refused(self.folder, self.folder.name)
        self.assert_refused(self.write("empty.geojson", ""), "empty.geojson")
        self.assert_refused(self.write("cut.geojson", self.town.read_text()[:700]), "cut.geojson")
        self.assert_refused(self.write("noise.shp", bytes(range(256))), "noise.shp")
        self.assert_refused(self.write("words.txt", "not a map"), "words.txt")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_what_may_not_be_read(self):
        self.town.chmod(0)
        self.assert_refused(self.town, "town.geojson")

    def test_a_broken_district_file_names_line_and_column(self):
        self.assert_refused(self.write("d.toml", "[district]\nname = = 3\n"), "d.toml:2:")

    def test_an_unknown_key_has_a_suggestion(self):
        self.assert_refused(self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\nhieght = "height"\n'), "hieght", "height")

    def test_a_layer_that_is_not_there_lists_those_that_are(self):
        self.assert_done(run("sample", self.folder / "s", "--buildings", "60"))
        self.assert_refused(self.write("d.toml", '[[buildings]]\nsource = "s/district.gpkg"\nlayer = "houses"\n'), "houses", "buildings", "roads")

    def test_what_cannot_be_played(self):
        to = ("--to", f"file:{self.folder}/out.ndjson")
        self.assert_fails(run("replay", self.folder, *to), 1, "is a folder")
        self.assert_fails(run("replay", self.folder / "absent.ndjson", *to), 1, "absent.ndjson: no such file")
        self.assert_done(run("replay", self.write("quiet.ndjson", ""), *to))

    def test_reading_leaves_nothing_beside_the_data(self):
        before = sorted(self.folder.iterdir())
        self.assert_done(run("check", self.town))
        self.assertEqual(sorted(self.folder.iterdir()), before)


class Check(ProgramTest):
    def test_says_what_is_there(self):
        text = self.assert_done(run("check", self.town)).stdout
        self.assertIn("town.geojson", text)
        self.assertIn("9", text)

    def test_json_and_stats_are_json(self):
        stats = self.folder / "stats.json"
        results = json.loads(self.assert_done(run("check", self.town, "--json", "--stats", stats)).stdout)
        self.assertEqual(results["command"], "check")
        self.assertEqual(results["sources"][0]["source"], str(self.town))
        self.assertGreater(results["peak_memory_bytes"], 1 << 20)
        self.assertGreater(results["total_ms"], 0)
        self.assertIn("read", results["stages_ms"])
        self.assertEqual(json.loads(stats.read_text()), results)

    def test_goes_on_after_a_bad_file(self):
        result = run("check", self.folder / "absent.geojson", self.town)
        self.assert_fails(result, 1, "absent.geojson")
        self.assertIn("town.geojson", result.stdout)

    def test_finds_views_that_cannot_be_drawn(self):
        district = self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\n[[views]]\nid = "odd"\ncamera = "orbit:1"\n')
        self.assert_fails(run("check", district), 1, "odd", "orbit:X,Y,Z")
        self.assert_fails(run("shot", district, "-o", self.folder / "x.png"), 1, "odd", "orbit:X,Y,Z")


    def check_with(self, keys, **files):
        for name, text in files.items():
            self.write(name.replace("_", "."), text)
        return run("check", self.write("d.toml", f'[[buildings]]\nsource = "town.geojson"\n{keys}\n'))

    def test_reads_the_files_that_are_named(self):
        feed = '[[feeds]]\nid = "hotline"\nurl = "push:"\nmapping = '
        study = '[[studies]]\nid = "school"\n[[studies.criteria]]\nmeasure = "area"\n'
        for keys, files, words in (
                (feed + '"nobodys"', {}, ("feed 'hotline'", "nobodys", "canonical")),
                (feed + '"own.toml"', {}, ("feed 'hotline'", "own.toml: no such file")),
                (feed + '"own.toml"', {"own_toml": '[[record]]\nkind = "tikket"\n'}, ("feed 'hotline'", "own.toml:2", "kind")),
                (feed + '"canonical"\nca_file = "ca.pem"', {}, ("feed 'hotline'", "ca.pem: no such file")),
                ('[live]\nholidays = "h.csv"', {}, ("h.csv: no such file",)),
                ('[live]\nholidays = "h.csv"', {"h_csv": "day\n"}, ("h.csv, line 1", "date,kind")),
                ('[live]\ntime_limits = "l.csv"', {}, ("l.csv: no such file",)),
                ('[live]\nglossary = "."', {}, ("is a folder",)),
                ('[live]\nglossary = "g.csv"', {"g_csv": "a,b\n"}, ("g.csv", "zh and en")),
                ('[supervision]\nevent_limits = "e.csv"', {}, ("e.csv: no such file",)),
                ('[supervision]\nindicators = "i.toml"', {}, ("i.toml: no such file",)),
                ('[sites]\nfile = "s.toml"', {}, ("s.toml: no such file",)),
                ('[sites]\nfile = "s.toml"', {"s_toml": study + "foo = 1\n"}, ("s.toml:", "foo")),
                ('[sites]\nfile = "s.toml"', {"s_toml": study + study}, ("s.toml", "two studies", "school")),
                ('[sites]\nfile = "s.toml"', {"s_toml": '[[layers]]\nid = "p"\nsource = "p.gpkg"\n' + study}, ("layer 'p'", "p.gpkg: no such file")),
                ('[sites]\nfile = "s.toml"', {"s_toml": 'sunlight_rules = "sun.csv"\n' + study}, ("sun.csv: no such file",)),
                ('[[views]]\nid = "a"\ncamera = "fit"\n' * 2, {}, ("two views", "'a'")),
                ('[wall]\nscenes = ["night"]', {}, ("night", "no [[views]]"))):
            with self.subTest(keys=keys, files=files):
                for old in ("own.toml", "h.csv", "g.csv", "s.toml"):
                    (self.folder / old).unlink(missing_ok=True)
                self.assert_fails(self.check_with(keys, **files), 1, *words)

    def test_an_unknown_study_lists_those_there_are(self):
        self.write("s.toml", '[[studies]]\nid = "school"\n[[studies.criteria]]\nmeasure = "area"\n')
        district = self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\n[sites]\nfile = "s.toml"\n')
        self.assert_fails(run("site", district, "--study", "park"), 2, "'park'", "school")

    def test_says_all_that_is_wrong_for_machines_too(self):
        district = self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\n[live]\nholidays = "h.csv"\nglossary = "g.csv"\n')
        result = run("check", district, "--json")
        self.assert_fails(result, 1, "h.csv", "g.csv")
        self.assertEqual([problem.split("/")[-1] for problem in json.loads(result.stdout)["sources"][0]["problems"]],
                         ["h.csv: no such file", "g.csv: no such file"])

    def test_of_the_sample_there_is_nothing_wrong(self):
        self.assert_done(run("sample", self.folder / "s", "--buildings", "60"))
        result = self.assert_done(run("check", self.folder / "s" / "district.toml", "--json"))
        self.assertEqual(json.loads(result.stdout)["sources"][0]["problems"], [])


class Outputs(ProgramTest):
    def test_where_it_cannot_write(self):
        small = ["--size", "64x64"]
        self.assert_fails(run("shot", self.town, "-o", self.folder / "no" / "x.png", *small), 1, "no/x.png")
        self.assert_fails(run("shot", self.town, "-o", "/proc/x.png", *small), 1, "/proc/x.png")
        self.assert_fails(run("check", self.town, "--stats", self.folder / "no" / "s.json"), 1, "no/s.json")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["town.geojson"])

    def test_a_full_disk(self):
        self.assert_fails(run("shot", self.town, "-o", "/dev/full", "--size", "64x64"), 1, "/dev/full")
        self.assertTrue(stat.S_ISCHR(pathlib.Path("/dev/full").stat().st_mode), "the device must not be replaced")
        self.assert_fails(run("check", self.town, "--stats", "/dev/full"), 1, "/dev/full")

    def test_a_disk_that_fills_up_leaves_nothing(self):
        # A limit on the size of files fails the same write a full disk would, in the middle of the picture.
        script = f'trap "" XFSZ; ulimit -f 8; exec "$0" shot "{self.town}" -o "{self.folder}/x.png" --size 1024x1024'
        result = subprocess.run(["bash", "-c", script, os.environ["BOROUGH"]], capture_output=True, text=True, timeout=120)
        self.assert_fails(result, 1, "x.png")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["town.geojson"])

    def test_two_results_never_share_a_file(self):
        picture = self.folder / "one.png"
        for option in ("--ids", "--stats"):
            done = run("shot", self.town, "-o", picture, option, picture, "--size", "64x64")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("one.png", done.stderr)
            self.assertFalse(picture.exists())

    def test_stats_are_refused_before_the_drawing(self):
        done = run("shot", self.town, "-o", self.folder / "x.png", "--stats", self.folder / "none" / "s.json", "--size", "64x64")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertFalse((self.folder / "x.png").exists())

    def test_several_views_need_several_names(self):
        district = self.write("d.toml", '[[buildings]]\nsource = "town.geojson"\n[[views]]\nid = "a"\ncamera = "fit"\n'
                                        '[[views]]\nid = "b"\ncamera = "plan"\n')
        self.assert_fails(run("shot", district, "-o", self.folder / "x.png", "--view", "a", "--view", "b"), 2, "{view}")


class Devices(ProgramTest):
    def test_no_driver_is_status_3(self):
        nothing = {**os.environ, "VK_DRIVER_FILES": "/nonexistent.json", "VK_ICD_FILENAMES": "/nonexistent.json"}
        result = run("shot", self.town, "-o", self.folder / "x.png", "--size", "64x64", env=nothing)
        self.assert_fails(result, 3)
        self.assertFalse((self.folder / "x.png").exists())

    def test_an_unknown_device_says_which_there_are(self):
        result = run("shot", self.town, "-o", self.folder / "x.png", "--size", "64x64", "--device", "abacus")
        self.assertIn(result.returncode, (2, 3))
        self.assertIn("abacus", result.stderr)

    def test_no_display_is_said(self):
        nothing = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        self.assert_fails(run("view", self.town, env=nothing), 1, "shot")

    @unittest.skipUnless(shutil.which("xvfb-run"), "xvfb-run is not installed")
    def test_a_window_opens_draws_and_closes(self):
        result = subprocess.run(["xvfb-run", "-a", os.environ["BOROUGH"], "view", str(self.town), "--size", "320x200", "--frames", "2", "--json"],
                                capture_output=True, text=True, timeout=120)
        self.assertEqual(json.loads(self.assert_done(result).stdout)["frames"], 2)


if __name__ == "__main__":
    main()
