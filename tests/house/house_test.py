#!/usr/bin/env python3
"""Proves that each rule of house.py can fail, on small trees made for it."""

import pathlib
import tempfile
import unittest

import house


class Rules(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.root = pathlib.Path(self.scratch.name)
        for folder in house.MAY_INCLUDE:
            (self.root / folder).mkdir()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self, rule):
        return list(house.RULES[rule](self.root))

    def test_accepts_what_is_allowed(self):
        self.write("geo/crs.h", '#include <vector>\n#include "base/vec.h"\n')
        self.write("geo/crs.cpp", '#include "geo/crs.h"\n\n#include <gdal_priv.h>\n#include <sys/stat.h>\n')
        self.write("renderer/frame.cpp", '#include "shaders/shared.h"\n#include "spirv/a.h"\n#include <vulkan/vulkan.h>\n')
        for rule in house.RULES:
            self.assertEqual(self.faults(rule), [], rule)

    def test_refuses_the_wrong_direction(self):
        self.write("base/vec.h", '#include "geo/crs.h"\n')
        self.assertEqual(self.faults("includes"), ["base/vec.h:1: base/ may not include geo/; it may include nothing but "
                                                   "the standard library"])

    def test_refuses_geo_in_the_renderer(self):
        self.write("renderer/frame.cpp", '\n  #  include "geo/crs.h"\n')
        self.assertEqual(self.faults("includes"), ["renderer/frame.cpp:2: renderer/ may not include geo/; it may include "
                                                   "base, scene"])

    def test_refuses_libraries_of_other_folders(self):
        self.write("renderer/frame.cpp", "#include <gdal.h>\n")
        self.assertEqual(self.faults("includes"), ["renderer/frame.cpp:1: <gdal.h> is not one of the libraries of renderer/"])

    def test_refuses_headers_that_leak_a_library(self):
        self.write("geo/source.h", "#include <gdal.h>\n")
        self.write("geo/inner.h", '#include "geo/source.h"\n')
        self.write("geo/vector.cpp", '#include "geo/inner.h"\n')
        self.write("twin/load.cpp", '#include "geo/inner.h"\n')
        self.assertEqual(self.faults("includes"), ["twin/load.cpp:1: geo/inner.h brings a library's headers along, so it is "
                                                   "for geo/ alone"])

    def test_refuses_nameless_and_shared_headers(self):
        self.write("app/main.cpp", '#include "options.h"\n#include "shaders/shared.h"\n')
        self.assertEqual(len(self.faults("includes")), 2)

    def test_refuses_long_files(self):
        self.write("app/short.cpp", "\n" * house.MAX_LINES)
        self.write("app/long.cpp", "\n" * (house.MAX_LINES + 1))
        self.assertEqual([fault.split(":")[0] for fault in self.faults("sizes")], ["app/long.cpp"])

    def test_refuses_paths_of_one_machine(self):
        self.write("docs/a.md", "see /" + "work/main\n")
        self.write("docs/b.md", "a homework/main, /" + "usr/share, https://example.org/" + "home\n")
        self.write("CMakeLists.txt", "set(X /" + "home/someone/data)\n")
        self.assertEqual([fault.split(":")[0] for fault in self.faults("machine_paths")], ["CMakeLists.txt", "docs/a.md"])

    def test_refuses_own_header_later(self):
        self.write("geo/crs.h", "")
        self.write("geo/crs.cpp", '#include <vector>\n#include "geo/crs.h"\n')
        self.assertEqual(len(self.faults("headers_first")), 1)

    def test_refuses_names_of_the_standard_library_from_nowhere(self):
        self.write("base/vec.h", "#include <vector>\n")
        self.write("base/a.h", '#include "base/vec.h"\n#include <string>\n'
                               "std::vector<std::string_view> x;  // std::map\n")
        self.write("base/b.h", '#include "base/vec.h"\nstd::vector<std::optional<int>> x;\n')
        self.write("base/c.h", "#include <vector>\nstd::vector<std::nosuch> x;\n")
        self.assertEqual(self.faults("standard"), [
            "base/b.h: uses std::optional without <optional>",
            "base/c.h: uses std::nosuch, and STANDARD_NAMES does not say where it comes from"])

    def test_refuses_texts_that_are_not_what_is_said(self):
        self.write("ui/text/a.toml", '"a.one" = { zh = "{0} 件", en = "{0}" }\n"a.two" = { zh = "甲", en = "A {0}" }\n'
                                     '"a.three" = { zh = "", en = "B" }\n"a.four" = { zh = "乙", en = "C" }\nbad\n'
                                     '"b.five" = { zh = "丙", en = "D" }\n')
        self.write("ui/a.cpp", 'say("a.one"); say("a.two"); say("a.three"); say("a.six"); say("b." + name);\n')
        self.assertEqual([fault.split(": ", 1)[1] for fault in self.faults("texts")], [
            "a.two has other placeholders in one language than in the other", "a.three is empty in one language",
            'no line like "area.key" = { zh = "...", en = "..." }', "says a.six, which no catalogue has",
            "nothing says a.four"])


if __name__ == "__main__":
    unittest.main()
