"""`borough site`: from parcels to a ranking, its reasons and its files."""

import json
import sqlite3
import unittest

from support import ProgramTest, main, run, square

STUDY = """
[[layers]]
id = "parcels"
source = "parcels.geojson"

[[studies]]
id = "school"
name = { zh = "学校选址", en = "A school" }
candidates = "parcels"
site_id = "code"
JUDGEMENTS

[[studies.constraints]]
measure = "area"
name = "Area"
least = 3000

[[studies.criteria]]
measure = "area"
name = "Area"

[[studies.criteria]]
measure = "built"
name = "Built"
better = "less"

[[studies.criteria]]
measure = "width"
name = "Width"

[[studies.schemes]]
name = "One slab"
blocks = 1
storeys = 4
length = 40
depth = 12
"""


class Site(ProgramTest):
    def setUp(self):
        super().setUp()
        parcels = [square(0, 0, 100, code="P1"), square(300, 0, 90, code="P2"), square(500, 0, 40, code="P3")]
        self.write("parcels.geojson", json.dumps({"type": "FeatureCollection", "features": parcels}))
        self.district = self.write("district.toml", '[district]\nname = "Town"\n[[buildings]]\nsource = "town.geojson"\nheight = ["height"]\n'
                                                    '[sites]\nfile = "sites.toml"\n')
        self.study("")

    def study(self, judgements):
        self.write("sites.toml", STUDY.replace("JUDGEMENTS", judgements))

    def test_ranks_and_writes(self):
        out = self.folder / "out"
        result = self.assert_done(run("site", self.district, "--study", "school", "-o", out, "--json", "--lang", "en"))
        report = json.loads(result.stdout)["report"]
        self.assertEqual(report["lead"], "3 candidates, 1 excluded by constraints, 2 ranked.")
        # P1 is larger and wider, but towers stand on it.
        self.assertEqual([row[1] for row in report["ranking"]["rows"]], ["P1", "P2"])
        self.assertEqual(sorted(p.name for p in out.iterdir()), ["school-scheme-1.glb", "school.csv", "school.gpkg"])
        rows = (out / "school.csv").read_text("utf-8-sig").splitlines()
        self.assertEqual([row.split(",")[0] for row in rows[1:]], ["P1", "P2", "P3"])
        self.assertIn("is below 3,000", rows[3].replace("3000", "3,000"))
        with sqlite3.connect(out / "school.gpkg") as file:
            self.assertEqual(file.execute("SELECT site FROM sites WHERE rank = 1").fetchall(), [("P1",)])
            self.assertEqual(file.execute("SELECT storeys FROM schemes").fetchall(), [(4.0,)])

    def test_a_model_is_a_scheme_and_hides_what_it_hides(self):
        # Twenty metres high, thirty wide, in two wings; y up, as OBJ has it.
        corners, faces = [], []
        for west, east, top in ((0, 10, 20), (20, 30, 9)):
            first = len(corners) + 1
            corners += [(x, y, -n) for y in (0, top) for x, n in ((west, 0), (east, 0), (east, 12), (west, 12))]
            faces += [[first + i for i in face] for face in
                      ((0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7), (4, 5, 6, 7))]
        lines = ["v %g %g %g" % c for c in corners] + ["f " + " ".join(map(str, face)) for face in faces]
        self.write("wings.obj", "\n".join(lines))
        self.write("broken.glb", "no model")
        corner = square(300, 0, 1)["geometry"]["coordinates"][0][0]
        self.study("")
        text = (self.folder / "sites.toml").read_text()
        text = text.replace("JUDGEMENTS", "") + """
[[studies.schemes]]
name = "Wings"
model = "wings.obj"
storeys = 5

[[studies.schemes]]
name = "Broken"
model = "broken.glb"

[[viewpoints]]
name = "Corner"
at = %s

[[viewpoints]]
place = "Nowhere"
""" % json.dumps(corner[:2])
        self.write("sites.toml", text)
        out = self.folder / "out"
        result = self.assert_done(run("site", self.district, "--site", "P2", "-o", out, "--json", "--lang", "en"))
        report = json.loads(result.stdout)["report"]
        rows = {row[0]: row for row in report["schemes"]["rows"]}
        column = report["schemes"]["columns"].index
        self.assertEqual(sorted(rows), ["One slab", "Wings"])
        # 10 x 12 on five storeys, and beside it on two: 9 of 20 m.
        self.assertEqual(rows["Wings"][1], "840 m²")
        self.assertEqual(rows["Wings"][4], "20.0 m")
        self.assertRegex(rows["Wings"][column("Views kept")], "^[01] of 1$")
        notes = "\n".join(report["schemes"]["notes"])
        self.assertIn("true outline", notes)
        self.assertIn("broken.glb", notes)
        self.assertIn("Nowhere", notes)
        self.assertEqual([row[1] for row in report["views"]["rows"]], ["Corner", "Corner"])
        # Who exports nothing hears of it, too.
        for language, place, scheme in (("en", "no place called 'Nowhere'", "could not be worked out"), ("zh", "没有名为“Nowhere”的地点", "未能核算")):
            told = self.assert_done(run("site", self.district, "--site", "P2", "--lang", language)).stderr
            self.assertIn(place, told)
            self.assertIn(scheme, told)
            self.assertIn("broken.glb", told)
        self.assertNotEqual(report["views"]["rows"][1][3], "0.0%")
        self.assertTrue((out / "school-scheme-2.glb").exists())
        self.assertFalse((out / "school-scheme-3.glb").exists())
        with sqlite3.connect(out / "school.gpkg") as file:
            self.assertEqual(file.execute("SELECT storeys FROM schemes WHERE scheme = 'Wings'").fetchall(), [(5.0,), (2.0,)])
            self.assertGreater(file.execute("SELECT sum(area_m2) FROM hidden").fetchone()[0], 100)

    def test_contradictions_rank_nothing(self):
        self.study('judgements = [2, "1/5", 3]')
        result = run("site", self.district, "--lang", "en")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("1.23", result.stdout)
        self.study("judgements = [2, 6, 3]")
        self.assertIn("consistency ratio 0.000", self.assert_done(run("site", self.district, "--lang", "en")).stdout)

    def test_mistakes_say_where(self):
        self.assert_fails(run("site", self.district, "--study", "clinic"), 2, "'clinic'")
        self.assert_fails(run("site", self.district, "--site", "P9"), 2, "'P9'")
        self.study('note = "x"\nsite_ids = "code"')
        self.assert_fails(run("site", self.district), 1, "sites.toml", "site_ids", "site_id")
        self.write("sites.toml", "studies = 3")
        self.assert_fails(run("site", self.district), 1, "sites.toml")
        self.assert_fails(run("site", self.town), 1, "[sites]")


if __name__ == "__main__":
    main()
