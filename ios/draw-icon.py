#!/usr/bin/env python3
"""Draws the icon of the app: a door on its step, by day, by night and in one colour.

    ios/draw-icon.py           draws App/Assets.xcassets/AppIcon.appiconset/*.png
    ios/draw-icon.py --check   fails if what is there is another picture
"""

import pathlib
import struct
import sys
import zlib

FOLDER = pathlib.Path(__file__).resolve().parent / "App/Assets.xcassets/AppIcon.appiconset"
SIDE = 1024  # pixels, as the store wants it
UNIT = 21  # pixels; the picture is drawn on a square of 48 units, as on the other phone
MARGIN = (SIDE - 48 * UNIT) // 2

# Corners in units: left, top, right, bottom. Later ones lie over earlier ones.
DOOR = [(15, 10, 33, 34, True), (11, 34, 37, 38, True), (18, 13, 30, 34, False), (26, 22, 28, 25, True)]

# Ink and ground, RGBA. The system lays its own ground under the night's, and its colour over the last.
PICTURES = {
    "light.png": ((255, 255, 255, 255), (0x1B, 0x5E, 0x8C, 255)),
    "dark.png": ((0x8F, 0xC7, 0xEE, 255), (0, 0, 0, 0)),
    "tinted.png": ((255, 255, 255, 255), (0, 0, 0, 255)),
}


def rows(ink, ground):
    """The lines of the picture, each with PNG's filter byte. One without clear parts has no alpha."""
    parts = 4 if ground[3] == 0 else 3
    ink, ground = bytes(ink[:parts]), bytes(ground[:parts])
    for y in range(SIDE):
        line = [ground] * SIDE
        for left, top, right, bottom, filled in DOOR:
            if MARGIN + top * UNIT <= y < MARGIN + bottom * UNIT:
                span = slice(MARGIN + left * UNIT, MARGIN + right * UNIT)
                line[span] = [ink if filled else ground] * ((right - left) * UNIT)
        yield b"\0" + b"".join(line)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(lines, colour_type):
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, colour_type, 0, 0, 0)
    body = zlib.compress(lines, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pixels(file):
    """The lines of a picture of ours: compressors differ, so that files are not compared."""
    data, at, body = file.read_bytes(), 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            body += data[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(body)


def main():
    check = sys.argv[1:] == ["--check"]
    for name, (ink, ground) in PICTURES.items():
        file, lines = FOLDER / name, b"".join(rows(ink, ground))
        if not check:
            file.write_bytes(png(lines, 6 if ground[3] == 0 else 2))
        elif not file.exists() or pixels(file) != lines:
            sys.exit(f"{file.name} is not what ios/draw-icon.py draws")


main()
