#!/usr/bin/env python3
"""What ./dev test says at its end: how many tests passed, and the name of each that did not, with its last words.

    summary.py BUILD...

A build folder holds ctest.xml (ctest's own account) and results/, where the suites of GoogleTest left their tests'
outcomes one by one. A ctest without such a file, a Python program for example, counts as one test.
"""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

LAST_WORDS = 30


def tests_of_suite(file: Path) -> list[tuple[str, bool, bool, str]]:
    """Name, whether it failed, whether it was skipped, and its words, for each test of a suite."""
    tests = []
    for suite in json.loads(file.read_text(encoding="utf-8"))["testsuites"]:
        for test in suite["testsuite"]:
            words = "\n".join(failure["failure"] for failure in test.get("failures", []))
            skipped = test["result"] == "SKIPPED"
            tests.append((f"{suite['name']}.{test['name']}", "failures" in test, skipped, words))
    return tests


def tests_of_build(build: Path) -> list[tuple[str, bool, bool, str]]:
    tests = []
    if not (build / "ctest.xml").exists():
        return [("ctest", True, False, f"{build} has no ctest.xml: ctest did not come to its end")]
    for case in ET.parse(build / "ctest.xml").getroot().iter("testcase"):
        name, status = case.get("name"), case.get("status")
        words = case.findtext("system-out") or ""
        skip = case.find("skipped")
        # ctest also calls skipped what it could not start.
        skipped = skip is not None and skip.get("message", "").startswith("SKIP_")
        fails = status != "run" and not skipped
        file = build / "results" / (name.replace("/", "_") + ".json")
        of_suite = []
        if file.exists():
            try:
                of_suite = tests_of_suite(file)
            except (ValueError, KeyError) as error:
                words += f"\n{file} cannot be read: {error}"
        tests += [(name.split(".", 1)[0] + "." + test, *rest) for test, *rest in of_suite]
        # A program can also fail outside its tests: at its end, in a sanitizer, by a signal before it could say how.
        if not of_suite or (fails and not any(failed for _, failed, _, _ in of_suite)):
            tests.append((name, fails, skipped, words))
    return tests


def main(builds: list[str]) -> int:
    tests = [(build, test) for build in map(Path, builds) for test in tests_of_build(build)]
    failed = [(build, test) for build, test in tests if test[1]]
    skipped = [(build, test) for build, test in tests if test[2]]
    for build, (name, _, _, words) in failed:
        print(f"---- {name} ({build.name})")
        print("\n".join(words.rstrip().splitlines()[-LAST_WORDS:]))
    for what, some in (("skipped", skipped), ("failed", failed)):
        for build, test in some:
            print(f"{what}: {test[0]} ({build.name})")
    share = (len(tests) - len(failed)) * 100 // max(len(tests), 1)
    print(f"{share}% tests passed, {len(failed)} tests failed out of {len(tests)}")
    return 1 if failed or not tests else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
