"""`borough report`: whole folders or none, sealed figures that can be verified, audiences that may not see everything."""

import csv
import datetime
import hashlib
import json
import re
import struct
import subprocess
import zlib

from live_support import LiveTest, feed_table, message
from support import main, read_png, run, square

AT = "2026-03-06T20:00+08:00"

OWN = """
title = { zh = "街区简图", en = "A block" }
audience = "internal"
paper = "a4"

[[page]]
rows = ["natural", "natural", 1]
blocks = [
  { kind = "heading", at = [1, 1], text = { zh = "街区简图", en = "A block" } },
  { kind = "table", at = [2, 1], data = "units", title = { zh = "承办单位", en = "Units" } },
  { kind = "figure", at = [3, 1], data = "map", view = "all", layers = ["tickets"], title = { zh = "工单", en = "Tickets" } },
]
"""


STUDY = """
[[layers]]
id = "parcels"
source = "../parcels.geojson"

[[studies]]
id = "school"
name = { zh = "学校选址", en = "A school" }
candidates = "parcels"
site_id = "code"

[[studies.criteria]]
measure = "area"
name = "Area"

[[studies.criteria]]
measure = "width"
name = "Width"
"""


def call(number, days_before=0):
    told = 1772794800 - days_before * 86400
    hour = f"{datetime.date(2026, 3, 6) - datetime.timedelta(days_before)}T{8 + number:02}"
    return message("ticket.upsert", {"id": f"热线-{number}", "status": "HANDLING", "lon": 114.0302 + number * 1e-4, "lat": 22.6102,
                                     "dept": "城管局", "class_path": "城市管理>市容环境>占道经营",
                                     "call_time": hour + ":12:00+08:00", "accept_time": hour + ":15:00+08:00"}, told)


def write_png(path, width, height, channels, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    raw = b"".join(b"\0" + row for row in rows)
    colour = {1: 0, 3: 2, 4: 6}[channels]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


class ReportTest(LiveTest):
    def setUp(self):
        super().setUp()
        self.file = self.district(feed_table("hotline", mapping="canonical", coordinates="wgs84"), """
[[views]]
id = "all"
name = { zh = "全区", en = "Everything" }
camera = "fit"
style = "paper"
""")
        self.take_in(range(7))
        self.out = self.folder / "out"

    def take_in(self, numbers, **when):
        server = self.serve(self.file)
        for number in numbers:
            self.assertEqual(server.post("hotline", call(number, **when)), 202)
        server.settled("hotline", len(numbers))
        server.stop()

    def make(self, *more, status=0):
        result = run("report", self.file, "-o", self.out, "--at", AT, *more, timeout=300)
        self.assertEqual(result.returncode, status, result.stderr)
        return result

    def verify(self, *more):
        return run("report", "--verify", self.out, *more, timeout=300)

    def own(self):
        return self.write("own.toml", OWN)

    def test_a_report_is_a_whole_folder(self):
        self.make("--template", self.own())
        names = {str(p.relative_to(self.out)) for p in self.out.rglob("*") if p.is_file()}
        self.assertLessEqual({"own.pdf", "own.html", "own.recipe.json", "figures/map.png", "figures/map.recipe.json", "pages/own-1.png",
                              "tables/units.csv", "report.json"}, names)
        self.assertEqual(list(self.folder.glob("out.partial*")), [])
        text = subprocess.run(["pdftotext", self.out / "own.pdf", "-"], capture_output=True, text=True).stdout
        self.assertIn("街区简图", text)
        self.assertIn("城管局", text)
        self.assertTrue((self.out / "tables/units.csv").read_bytes().startswith(b"\xef\xbb\xbf"))
        html = (self.out / "own.html").read_text()
        self.assertNotRegex(html, "(src|href)=.https?:")

    def test_the_brief_comes_out_of_one_command_in_both_languages(self):
        for language, words in (("zh", "每日12345热线简报"), ("en", "Daily 12345 hotline brief")):
            self.make("--template", "daily_hotline", "--lang", language)
            text = subprocess.run(["pdftotext", self.out / "daily_hotline.pdf", "-"], capture_output=True, text=True).stdout
            self.assertIn(words, text)
            self.assertIn("城管局", text)

    def with_streets(self):
        """Two streets: three of the seven calls come from the western one."""
        self.write("streets.geojson", json.dumps({"type": "FeatureCollection", "features": [
            square(-100, -60, 150, code="440103001", name_zh="西街道", name_en="West", kind="street"),
            square(50, -60, 150, code="440103002", name_zh="东街道", name_en="East", kind="street")]}))
        self.file.write_text(self.file.read_text() + """
[[layers]]
source = "streets.geojson"
role = "boundaries"
id = "code"
name_zh = "name_zh"
name_en = "name_en"
kind = "kind"
""")

    def text_of(self, name):
        text = subprocess.run(["pdftotext", "-layout", self.out / name, "-"], capture_output=True, text=True).stdout
        return " ".join(text.split())

    def test_each_street_has_a_brief_of_its_own(self):
        self.with_streets()
        self.make("--template", "daily_hotline", "--each", "street", "--lang", "en")
        for street, count in (("West", 3), ("East", 4)):
            text = self.text_of(f"{street}/daily_hotline.pdf")
            self.assertIn(f"Daily 12345 hotline brief, {street}", text)
            self.assertIn(f"{count} tickets came in", text)
        figure = json.loads((self.out / "West/figures/tickets.recipe.json").read_text())["figure"]
        self.assertEqual((figure["area"], len(figure["shapes"])), ("440103001", 1))
        said = json.loads(self.assert_done(self.verify("--json")).stdout)
        self.assertEqual((said["identical"], said["of"]), (4, 4))

    def test_indicators_of_a_street_are_its_own(self):
        self.with_streets()
        self.file.write_text(self.file.read_text() + "\n[live.disclosure]\nleast_in_cell = 3\n")
        self.take_in([9], days_before=14)  # so that the seven days before are known
        self.make("--template", "indicator_sheet", "--each", "street", "--lang", "en")
        received = {}
        for street in ("West", "East"):
            table = (self.out / f"{street}/tables/manage.csv").read_text(encoding="utf-8-sig")
            self.assertIn("Period", table.splitlines()[0])
            received[street] = next(line.split(",")[1] for line in table.splitlines() if line.startswith("Tickets accepted"))
        self.assertEqual(received, {"West": "3", "East": "4"})

    def test_what_belongs_to_the_whole_is_not_made_for_a_street(self):
        self.with_streets()
        self.with_study()
        result = self.make("--template", "site_comparison", "--each", "street", "--lang", "en", status=1)
        self.assertIn("sites are compared for a study", result.stderr)
        self.assert_fails(run("report", self.file, "-o", self.out, "--template", "daily_hotline", "--each", "view"), 2, "each view")

    def test_the_public_gets_densities_of_streets_and_no_briefs(self):
        self.with_streets()
        self.make("--each", "street", "--audience", "public", "--lang", "en", "--size", "400x300")
        self.assertEqual(json.loads((self.out / "street/West.recipe.json").read_text())["figure"]["layers"], ["tickets.heat"])
        result = self.make("--template", "daily_hotline", "--each", "street", "--audience", "public", "--lang", "en", status=1)
        self.assertIn("refused: nothing of single areas for the public", result.stderr)

    def test_what_was_made_is_said(self):
        result = self.make("--template", self.own(), "--lang", "en")
        self.assertIn("own.pdf: 1 page, 1 figure", result.stdout)
        self.assertRegex(result.stdout, r"out: 1 report of 1 page, 1 figure, \d+ files, [\d.]+ s\n$")
        files = sum(1 for p in self.out.rglob("*") if p.is_file())
        self.assertIn(f" {files} files", result.stdout)

    def test_where_nothing_was_told_there_is_no_nought(self):
        for language, words, never in (("en", "There are no hotline data of these 24 hours", "0 tickets came in"),
                                       ("zh", "本时段无热线数据", "来件 0 件")):
            result = run("report", self.file, "-o", self.out, "--at", "2026-04-20T08:00+08:00", "--template", "daily_hotline",
                         "--lang", language, timeout=300)
            self.assert_done(result)
            text = self.text_of("daily_hotline.pdf")
            self.assertIn(words, text)
            self.assertNotIn(never, text)

    def test_builds_of_one_version_are_told_apart(self):
        self.make("--template", self.own())
        for recipe in self.out.rglob("*.recipe.json"):
            self.assertRegex(json.loads(recipe.read_text())["program"], r"^Borough [\d.]+ \([0-9a-z-]+\)$")

    def with_study(self):
        """Sites to choose among, in a district that has a hotline as well."""
        self.write("parcels.geojson", json.dumps({"type": "FeatureCollection", "features": [
            square(0, 300, 100, code="P1"), square(300, 300, 90, code="P2")]}))
        (self.folder / "plan").mkdir()
        self.write("plan/sites.toml", STUDY)
        self.file.write_text(self.file.read_text() + '\n[sites]\nfile = "plan/sites.toml"\n')

    def test_every_template_has_its_own_summary(self):
        self.with_study()
        for name, words in (("daily_hotline", "tickets came in"), ("weekly_supervision", "hotline tickets and city events together"),
                            ("site_comparison", "2 candidates")):
            self.make("--template", name, "--lang", "en")
            text = subprocess.run(["pdftotext", self.out / f"{name}.pdf", "-"], capture_output=True, text=True).stdout
            text = " ".join(text.split())
            for known in ("tickets came in", "hotline tickets and city events together", "2 candidates"):
                (self.assertIn if known == words else self.assertNotIn)(known, text, name)

    def test_sites_are_sealed_with_what_their_file_names(self):
        self.with_study()
        self.make("--template", self.own())
        inputs = json.loads((self.out / "figures/map.recipe.json").read_text())["inputs"]
        self.assertLessEqual({"plan/sites.toml", "parcels.geojson"}, set(inputs))

    def test_small_numbers_of_tickets_decide_no_public_order(self):
        self.with_study()
        file = self.folder / "plan/sites.toml"
        file.write_text(file.read_text() + '\n[[studies.criteria]]\nmeasure = "tickets"\nname = "Tickets"\nradius = 440\n')
        # Seven calls around one of the sites and none around the other; then three around that.
        for radius, status in ((330, 0), (430, 1)):
            file.write_text(re.sub("radius = .*", f"radius = {radius}", file.read_text()))
            result = self.make("--template", "site_comparison", "--audience", "public", "--lang", "en", status=status)
        self.assertIn("refused", result.stderr)

    def test_nothing_is_read_or_written_outside_the_folder(self):
        self.make("--template", self.own())
        recipe = self.out / "figures/map.recipe.json"
        said = json.loads(recipe.read_text())
        said["outputs"] = {"../../d.toml": "0" * 64}
        recipe.write_text(json.dumps(said))
        result = self.verify("--lang", "en")
        self.assertEqual(result.returncode, 1)
        self.assertIn("d.toml does not lie beside the recipe", result.stdout)
        batch = self.write("jobs.toml", '[[report]]\ntemplate = "own.toml"\nname = "../away"\n[[report]]\ntemplate = "own.toml"\nname = "here"\n')
        run("report", self.file, "-o", self.out, "--at", AT, "--batch", batch, timeout=300)
        self.assertTrue((self.out / "here/own.pdf").exists())
        self.assertFalse((self.folder / "away").exists())

    def test_what_people_put_beside_a_report_stays(self):
        self.make("--template", self.own())
        self.make("--template", self.own())
        (self.out / "figures/notes.txt").write_text("years of work")
        self.assert_fails(run("report", self.file, "-o", self.out, "--at", AT, "--template", self.own()), 2, "notes.txt")
        self.assertEqual((self.out / "figures/notes.txt").read_text(), "years of work")

    def test_the_folder_may_be_the_one_somebody_works_in(self):
        self.out.mkdir()
        result = run("report", self.file, "-o", ".", "--at", AT, "--template", self.own(), cwd=self.out, timeout=300)
        self.assert_done(result)
        self.assertTrue((self.out / "own.pdf").exists())
        self.assertEqual(list(self.folder.glob("**/*partial*")), [])

    def test_the_date_is_that_of_the_data(self):
        self.make("--template", self.own())
        made = subprocess.run(["pdfinfo", "-isodates", self.out / "own.pdf"], capture_output=True, text=True).stdout
        self.assertRegex(made, "CreationDate: +20[2-9]")

    def test_what_was_sealed_is_made_again_the_same(self):
        self.make("--template", self.own())
        result = self.assert_done(self.verify("--json"))
        said = json.loads(result.stdout)
        self.assertEqual((said["identical"], said["of"]), (2, 2))

    def test_a_changed_pixel_is_counted(self):
        self.make("--template", self.own())
        picture = self.out / "figures/map.png"
        width, height, channels, rows = read_png(picture)
        rows[5] = bytes([rows[5][0] ^ 64]) + rows[5][1:]
        write_png(picture, width, height, channels, rows)
        result = self.verify("--lang", "en")
        self.assertEqual(result.returncode, 1)
        self.assertIn("map.png: 1 pixels differ, by at most 64 of 255", result.stdout)
        self.assertIn("altered", result.stdout)
        self.assertTrue((self.out / "figures/map.difference.png").exists())

    def test_a_changed_input_is_named(self):
        self.make("--template", self.own())
        town = self.folder / "town.geojson"
        town.write_text(town.read_text().replace('"height": 20', '"height": 90'))
        result = self.verify("--lang", "en")
        self.assertEqual(result.returncode, 1)
        self.assertIn("input town.geojson has changed", result.stdout)
        self.assertNotIn("live data", result.stdout)

    def test_what_was_learned_later_changes_nothing(self):
        self.make("--template", self.own())
        self.take_in([8])
        self.assert_done(self.verify())

    def test_the_public_sees_no_single_ticket(self):
        result = self.make("--template", self.own(), "--audience", "public", "--lang", "en", status=1)
        self.assertIn("own: map: refused: a public figure may not show single tickets", result.stderr)
        self.assertTrue((self.out / "own.pdf").exists())
        self.assertFalse((self.out / "figures/map.png").exists())

    def test_the_public_reads_in_one_line_what_is_withheld(self):
        self.take_in([7, 8, 9], days_before=10)  # three in the week before are too few to be told
        for language, line, none in (("zh", "少于 5 件的计数不公开", "无数据"), ("en", "counts below 5 are not for the public", "No data")):
            result = self.make("--template", "daily_hotline", "--audience", "public", "--lang", language, status=1)
            self.assertIn("places", result.stderr)
            text = self.text_of("daily_hotline.pdf")
            self.assertIn(line, text)
            self.assertNotIn(f">{none}</text>", (self.out / "daily_hotline.html").read_text())
        self.assertEqual(text.count("addresses are not for the public"), 2)  # a line for repeated places, one for where they gather
        self.assertEqual(json.loads((self.out / "figures/tickets.recipe.json").read_text())["figure"]["layers"], ["tickets.heat"])
        self.assertFalse((self.out / "tables/places.csv").exists())
        self.assertFalse((self.out / "tables/gathered.csv").exists())

    def test_what_a_report_made_again_is_not_made_twice(self):
        self.make("--template", self.own())
        result = self.assert_done(self.verify("--lang", "en"))
        self.assertRegex(result.stdout, r"^1/2 own.recipe.json: identical\n2/2 figures/map.recipe.json: identical\n2 of 2 recipes identical, ")

    def test_the_public_gets_no_sheet_of_one_event(self):
        result = self.make("--template", "event_evidence", "--audience", "public", "--lang", "en", status=1)
        self.assertIn("refused", result.stderr)
        self.assertFalse(self.out.exists())

    def test_one_failure_does_not_cost_the_others(self):
        batch = self.write("jobs.toml", """
[[figure]]
name = "good"
view = "all"
size = "320x200"
[[figure]]
name = "bad"
view = "nowhere"
[[figure]]
name = "secret"
view = "all"
layers = ["tickets"]
audience = "public"
""")
        result = self.make("--batch", batch, "--json", status=1)
        said = json.loads(result.stdout)
        self.assertEqual([one["name"] for one in said["failed"]], ["bad", "secret"])
        self.assertTrue((self.out / "good.png").exists())
        self.assertIn("nowhere", result.stderr)

    def test_mistakes_cost_no_load(self):
        self.assert_fails(run("report", self.file, "-o", self.out, "--template", "daily_hotlin"), 2, "daily_hotline")
        batch = self.write("jobs.toml", "[[figure]]\nname = 'a'\nveiw = 'all'\n")
        self.assert_fails(run("report", self.file, "-o", self.out, "--batch", batch), 1, "jobs.toml:3", "view")
        self.assert_fails(run("report", self.file, "-o", self.out), 2, "--template")
        self.assert_fails(run("report", self.file, "-o", self.out, "--template", self.own(), "--sites", "absent.toml"), 1, "absent.toml: no such file")
        self.assertFalse(self.out.exists())

    def test_english_pages_are_in_english(self):
        self.write("words.csv", "zh,en\n城管局,City Management\n占道经营,Trading on the road\n")
        text = self.file.read_text()
        self.file.write_text(text.replace("[live]", '[live]\nglossary = "words.csv"', 1) if "[live]" in text else text + '\n[live]\nglossary = "words.csv"\n')
        server = self.serve(self.file)
        for number in (21, 22, 23):
            one = json.loads(call(number - 20))
            one["id"] = one["data"]["id"] = f"RX-{number}"
            one["data"].update(addr_text="龙潭街道怡谷社区秀江路46号", due_time="2026-03-06T18:00:00+08:00")
            self.assertEqual(server.post("hotline", json.dumps(one, ensure_ascii=False)), 202)
        server.settled("hotline", 10)
        server.stop()
        self.make("--template", "daily_hotline", "--lang", "en")
        self.assertIn("City Management", (self.out / "tables/units.csv").read_text())
        for table in ("places", "overdue"):
            said = (self.out / f"tables/{table}.csv").read_text()
            self.assertIn("46 Xiujiang Road, Yigu", said)
            self.assertIn("Trading on the road", said)
            self.assertIsNone(re.search("[\u4e00-\u9fff]", said), said)

    def test_where_complaints_of_one_class_gather(self):
        server = self.serve(self.file)
        for number in range(1, 12):
            one = json.loads(call(number - 1 if number < 7 else number - 7))
            one["id"] = one["data"]["id"] = f"RX-{number}"
            # Five near each other, one a kilometre away, and five of another class at one address.
            house = number if number < 7 else 99
            one["data"].update(addr_text=f"龙潭街道怡谷社区秀江路{house}号", lat=22.6102 + (0.009 if number == 6 else 0))
            if number > 6:
                one["data"]["class_path"] = "市场监管>消费者>消费纠纷"
            self.assertEqual(server.post("hotline", json.dumps(one, ensure_ascii=False)), 202)
        server.settled("hotline", 11)
        server.stop()
        self.make("--template", "daily_hotline")
        with open(self.out / "tables/gathered.csv", encoding="utf-8-sig") as table:
            rows = list(csv.reader(table))
        self.assertEqual([row[:6] for row in rows[1:]], [["龙潭街道怡谷社区秀江路3号", "占道经营", "5", "5", "20", "5"]])

    def test_a_broken_file_of_jobs_is_told_like_a_missing_one(self):
        """A file that cannot be used is status 1, whatever is wrong with it; only the command line itself is usage."""
        for text, zh, en in (("x = = 3", "jobs.toml:1: 不是合法的 TOML", "no valid TOML"), ("", "文件里没有任务", "no job"),
                             ("[[fig]]", "jobs.toml:1: 没有 'fig'", "there is no 'fig'"), ("figure = 3", "须写作 [[figure]]", "it is written [[figure]]"),
                             ("[[figure]]\nveiw = 'a'", "jobs.toml:2: 没有键 'veiw'，是否要写 'view'", "did you mean 'view'?"),
                             ("[[figure]]\nlayers = 3", "jobs.toml:2: layers 须为文本列表", "a list of texts"),
                             ("[[figure]]\nname = 3", "jobs.toml:2: name 须为文本", "name is a text"),
                             ("[[figure]]\ntitle = 3", "title 须为文本或", "title is a text or"),
                             ("[[figure]]\nsize = 'big'", "jobs.toml:2: size 须写作 1600x1000", "size is written 1600x1000"),
                             ("[[report]]", "jobs.toml:1: 每项报告须写明模板", "a job needs its template"),
                             ("[[report]]\ntemplate = 'dialy_hotline'", "jobs.toml:1: 没有模板 'dialy_hotline'", "did you mean 'daily_hotline'?"),
                             ("[[report]]\ntemplate = 'daily_hotline'\neach = 'view'", "jobs.toml:1: 报告可按街道", "not for each view")):
            with self.subTest(text=text):
                self.assert_fails(run("report", self.file, "-o", self.out, "--batch", self.write("jobs.toml", text)), 1, zh, " / ", en)
        self.assert_fails(run("report", self.file, "-o", self.out, "--batch", self.folder / "absent.toml"), 1, "absent.toml", "无法读取", "cannot be read")
        self.assertFalse(self.out.exists())

    def test_a_folder_of_someone_elses_is_left_alone(self):
        self.out.mkdir()
        (self.out / "thesis.doc").write_text("years of work")
        self.assert_fails(run("report", self.file, "-o", self.out, "--template", self.own()), 2, "no report")
        self.assertEqual([p.name for p in self.out.iterdir()], ["thesis.doc"])

    def test_the_recipe_says_what_it_was_made_of(self):
        self.make("--template", self.own())
        recipe = json.loads((self.out / "figures/map.recipe.json").read_text())
        self.assertEqual(recipe["moment"]["event"], "2026-03-06T20:00:00+08:00")
        self.assertEqual(recipe["inputs"]["town.geojson"], hashlib.sha256((self.folder / "town.geojson").read_bytes()).hexdigest())
        self.assertEqual(recipe["outputs"]["map.png"], hashlib.sha256((self.out / "figures/map.png").read_bytes()).hexdigest())
        self.assertIn("live data", recipe["inputs"])


if __name__ == "__main__":
    main()
