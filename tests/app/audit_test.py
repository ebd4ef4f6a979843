#!/usr/bin/env python3
"""`borough check DISTRICT --audit`: the log of what people did, written here by hand and changed in every way."""

import hashlib
import json
import unittest

from support import ProgramTest, run

DISTRICT = """
[district]
name = "Town"
[[buildings]]
source = "town.geojson"
id = "id"
height = "height"
[[feeds]]
id = "hotline"
url = "file:hotline.ndjson"
"""


def line(sequence, before, target):
    """One line and its hash, by the rule that the log's own documentation gives."""
    text = json.dumps({"seq": sequence, "time": f"2026-11-22T12:00:{sequence:02}+08:00", "user": "li", "action": "case.acknowledge",
                       "source": "", "target": target, "result": "ok", "detail": "{}", "prev_hash": before},
                      ensure_ascii=False, separators=(",", ":"))[:-1]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f'{text},"hash":"{digest}"}}\n', digest


class AuditTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.district = self.write("district.toml", DISTRICT)
        self.log = self.folder / "live" / "audit"

    def fill(self, count=4):
        self.log.mkdir(parents=True)
        lines, hash_ = [], "0" * 64
        for i in range(1, count + 1):
            text, hash_ = line(i, hash_, f"ticket T{i}")
            lines.append(text)
        self.put(lines)
        (self.log / "audit.head").write_text(json.dumps({"seq": count, "hash": hash_}))
        return lines, f"{count}:{hash_}"

    def put(self, lines):
        (self.log / "audit-2026-11-22.jsonl").write_text("".join(lines))

    def check(self, *more):
        return run("check", self.district, "--audit", *more)

    def test_says_identical_and_where_it_ends(self):
        _, head = self.fill()
        said = self.assert_done(self.check()).stdout
        self.assertIn("identical 一致: 4 entries, from 1; head " + head, said)
        told = json.loads(self.assert_done(self.check("--json")).stdout)
        self.assertEqual(told["audit"][0]["identical"], True)
        self.assertEqual(told["audit"][0]["head"], head)
        self.assert_done(self.check("--head", head))

    def test_names_file_line_and_reason(self):
        lines, head = self.fill()
        for what, damaged, number, reason in (
                ("a word", [lines[0], lines[1].replace("T2", "T9"), *lines[2:]], 2, "was changed"),
                ("a line out", [lines[0], *lines[2:]], 2, "taken out"),
                ("two exchanged", [lines[0], lines[2], lines[1], lines[3]], 2, "exchanged"),
                ("the end off", lines[:3], 4, "cut off")):
            with self.subTest(what):
                self.put(damaged)
                said = self.check()
                self.assert_fails(said, 1, f"audit-2026-11-22.jsonl:{number}: ", reason)

    def test_one_byte_anywhere_names_its_line(self):
        lines, _ = self.fill()
        whole = "".join(lines).encode()
        file = self.log / "audit-2026-11-22.jsonl"
        for number in range(1, 5):
            begin = sum(len(text.encode()) for text in lines[:number - 1])
            for at in (begin, begin + 20, begin + len(lines[number - 1].encode()) - 6):
                with self.subTest(line=number, byte=at):
                    changed = bytearray(whole)
                    changed[at] ^= 1
                    file.write_bytes(changed)
                    self.assert_fails(self.check(), 1, f"audit-2026-11-22.jsonl:{number}: ")

    def test_an_end_cut_off_within_a_line_is_said(self):
        lines, _ = self.fill()
        whole = "".join(lines).encode()
        file = self.log / "audit-2026-11-22.jsonl"
        for left, number in ((len(whole) - 1, 4), (len(whole) - 40, 4), (len("".join(lines[:2]).encode()) + 9, 3), (0, 1)):
            with self.subTest(left=left):
                file.write_bytes(whole[:left])
                self.assert_fails(self.check(), 1, f"audit-2026-11-22.jsonl:{number}: ")

    def test_a_new_chain_is_shown_by_a_head_kept_elsewhere(self):
        _, head = self.fill(4)
        lines, hash_ = [], "0" * 64
        for i in range(1, 6):
            text, hash_ = line(i, hash_, f"ticket X{i}")
            lines.append(text)
        self.put(lines)
        (self.log / "audit.head").write_text(json.dumps({"seq": 5, "hash": hash_}))
        self.assert_done(self.check())
        self.assert_fails(self.check("--head", head), 1, "cut off or replaced")

    def test_says_what_it_cannot_check(self):
        self.assert_fails(self.check(), 1, "audit")
        self.assert_fails(self.check("--head", "twelve"), 2, "12:HASH")
        self.assert_fails(run("check", self.town, "--audit"), 2, "no district file")
        self.assert_fails(run("check", self.town, "--head", "1:0"), 2, "--audit")


if __name__ == "__main__":
    unittest.main()
