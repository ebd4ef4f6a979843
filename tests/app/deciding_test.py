"""Deciding by hand in a real window: from a study of sites to a saved and exported answer, and what somebody says of a warning."""

import json
import pathlib
import shutil
import tempfile
import tomllib

import window_support
from live_support import until
from support import main, run
from window_support import WindowTest, grab

# What `--size 1000x900` comes to in Chinese: the right panel is 360 wide.
TABS = {name: (672 + 62 * i, 208) for i, name in enumerate(("ranking", "criteria", "weights", "limits", "schemes"))}
FOLDER = tempfile.TemporaryDirectory()
DISTRICT = pathlib.Path(FOLDER.name) / "sample" / "district.toml"
UNTIL = "2026-10-31"


def setUpModule():
    window_support.begin(sample=False)
    made = run("sample", DISTRICT.parent, "--buildings", 1200, "--seed", 7)
    if made.returncode != 0:
        raise RuntimeError(made.stderr)


def tearDownModule():
    FOLDER.cleanup()
