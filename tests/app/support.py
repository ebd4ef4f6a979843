"""What the tests of the whole program share: running it, small inputs, and reading its pictures."""

import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

BOROUGH = os.environ.get("BOROUGH", "borough")
SHARED_DATA = pathlib.Path(os.environ.get("BOROUGH_SHARED_DATA", "absent"))


def run(*arguments, timeout=120, **options):
    """The finished program: returncode (negative: killed by that signal), stdout and stderr as text."""
    return subprocess.run([BOROUGH, *map(str, arguments)], capture_output=True, timeout=timeout, text=True, errors="replace", **options)


def square(x, y, size, **properties):
    """A GeoJSON building with its lower left corner at metres from a place in Shenzhen."""
    def lonlat(dx, dy):
        return [114.03 + (x + dx) / 102700, 22.61 + (y + dy) / 110700]
    ring = [lonlat(0, 0), lonlat(size, 0), lonlat(size, size), lonlat(0, size), lonlat(0, 0)]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def town():
    """Nine towers, 20 to 100 m high."""
    return {"type": "FeatureCollection",
            "features": [square(60 * (i % 3), 60 * (i // 3), 40, id=f"B-{i}", name=f"楼{i}", height=20 + 10 * i) for i in range(9)]}


class ProgramTest(unittest.TestCase):
    """Each test has an empty folder of its own, `self.folder`, and a town in `self.town`."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.town = self.write("town.geojson", json.dumps(town()))

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def assert_fails(self, result, status, *words):
        """It said why, in a sentence with these words, and ended as promised."""
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertNotEqual(result.stderr.strip(), "")
        for word in words:
            self.assertIn(word, result.stderr)

    def assert_done(self, result):
        self.assertEqual(result.returncode, 0, result.stderr)
        return result


def read_png(path):
    """(width, height, channels, rows as bytes). Only what Borough writes: 8 bits, filters none, sub and up, no interlace."""
    data = pathlib.Path(path).read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path} is no PNG")
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            packed += body
        at += 12 + length
    channels = {0: 1, 2: 3, 6: 4}[colour]
    raw, stride, rows, above = zlib.decompress(packed), width * channels, [], bytes(width * channels)
    for y in range(height):
        line = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        kind = raw[y * (stride + 1)]
        if kind == 1:
            for i in range(channels, stride):
                line[i] = (line[i] + line[i - channels]) & 255
        elif kind == 2:
            line = bytearray((a + b) & 255 for a, b in zip(line, above))
        elif kind != 0:
            raise ValueError(f"{path} has rows of filter {kind}")
        above = bytes(line)
        rows.append(above)
    return width, height, channels, rows


def read_ids(path):
    """One id a pixel, by rows."""
    width, _, channels, rows = read_png(path)
    if channels != 4:
        raise ValueError(f"{path} holds no ids")
    return [struct.unpack(f"<{width}I", row) for row in rows]


def main():
    sys.dont_write_bytecode = True
    unittest.main(verbosity=1)
