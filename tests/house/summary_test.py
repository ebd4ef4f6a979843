"""Every way in which a test can fail is seen, counted and named by tests/summary.py."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SUMMARY = Path(__file__).resolve().parent.parent / "summary.py"


class SummaryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.build = Path(folder.name) / "release"
        (self.build / "results").mkdir(parents=True)

    def ctest(self, *cases):
        """Name, status, and what was printed."""
        text = "".join(
            f'<testcase name="{name}" status="{status}"><system-out>{words}</system-out>'
            + (f'<skipped message="{words}"/>' if status == "notrun" else "")
            + "</testcase>"
            for name, status, words in cases
        )
        (self.build / "ctest.xml").write_text(f"<testsuite>{text}</testsuite>", encoding="utf-8")

    def suite(self, file, suite, **tests):
        """Result of each test: ok, skipped, or the words of a failure."""
        all_tests = []
        for name, result in tests.items():
            test = {"name": name, "result": "SKIPPED" if result == "skipped" else "COMPLETED"}
            if result not in ("ok", "skipped"):
                test["failures"] = [{"failure": result, "type": ""}]
            all_tests.append(test)
        content = {"testsuites": [{"name": suite, "testsuite": all_tests}]}
        (self.build / "results" / file).write_text(json.dumps(content), encoding="utf-8")

    def said(self, code):
        run = subprocess.run([sys.executable, "-B", SUMMARY, self.build], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run.stdout.splitlines()

    def test_tests_of_suites_are_counted_one_by_one(self):
        self.ctest(("geo.Wkb", "run", ""), ("scene.Roofs/Pitched", "run", ""), ("app.site", "notrun", "SKIP_RETURN_CODE=77"))
        self.suite("geo.Wkb.json", "Wkb", A="ok", B="ok", C="skipped")
        self.suite("scene.Roofs_Pitched.json", "Roofs/Pitched", A="ok")
        self.assertEqual(
            self.said(0),
            ["skipped: geo.Wkb.C (release)", "skipped: app.site (release)", "100% tests passed, 0 tests failed out of 5"],
        )

    def test_a_failure_is_named_with_its_words(self):
        self.ctest(("geo.Wkb", "fail", "much"), ("app.site", "fail", "the last words"))
        self.suite("geo.Wkb.json", "Wkb", A="ok", B="two is not one")
        lines = self.said(1)
        self.assertIn("two is not one", lines)
        self.assertIn("the last words", lines)
        self.assertEqual(
            lines[-3:],
            [
                "failed: geo.Wkb.B (release)",
                "failed: app.site (release)",
                "33% tests passed, 2 tests failed out of 3",
            ],
        )

    def test_a_program_that_fails_outside_its_tests_fails(self):
        self.ctest(("geo.Wkb", "fail", "leaked 3 bytes"), ("geo.Ring", "fail", "Segmentation fault"))
        self.suite("geo.Wkb.json", "Wkb", A="ok")
        self.assertEqual(
            self.said(1)[-3:],
            ["failed: geo.Wkb (release)", "failed: geo.Ring (release)", "33% tests passed, 2 tests failed out of 3"],
        )

    def test_what_did_not_run_to_its_end_fails(self):
        self.assertIn("failed: ctest (release)", self.said(1))
        self.ctest(("geo_tests_is_not_built", "notrun", "Unable to find executable"))
        self.assertIn("failed: geo_tests_is_not_built (release)", self.said(1))


if __name__ == "__main__":
    unittest.main()
