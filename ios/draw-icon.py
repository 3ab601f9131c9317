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
UNIT = 13  # pixels; the picture has the units of the other phone's
MIDDLE = (54, 53.5)  # what lies in the middle, in units

# Corners in units: left, top, right, bottom. Later ones lie over earlier ones.
DOOR = [(39, 29, 69, 78, True), (32, 71, 76, 78, True), (45, 35, 63, 71, False)]
KNOB = (59.2, 51.5, 2.7)  # its middle and its radius

# Ink and ground, RGBA. The system lays its own ground under the night's, and its colour over the last.
PICTURES = {
    "light.png": ((255, 255, 255, 255), (0x1B, 0x5E, 0x8C, 255)),
    "dark.png": ((0x8F, 0xC7, 0xEE, 255), (0, 0, 0, 0)),
    "tinted.png": ((255, 255, 255, 255), (0, 0, 0, 255)),
}


def pixel(units, axis):
    """Where a place in units lies."""
    return SIDE / 2 + (units - MIDDLE[axis]) * UNIT


def covered(x, y):
    """How much of a pixel is the knob, in 64ths."""
    across, down, radius = pixel(KNOB[0], 0), pixel(KNOB[1], 1), KNOB[2] * UNIT
    points = [(i + 0.5) / 8 for i in range(8)]
    return sum((x + i - across) ** 2 + (y + j - down) ** 2 <= radius**2 for i in points for j in points)


def rows(ink, ground):
    """The lines of the picture, each with PNG's filter byte. One without clear parts has no alpha."""
    parts = 4 if ground[3] == 0 else 3
    ink, ground = ink[:parts], ground[:parts]
    knob = [round(pixel(KNOB[axis], axis)) + sign * 40 for axis in (0, 1) for sign in (-1, 1)]
    for y in range(SIDE):
        line = [bytes(ground)] * SIDE
        for left, top, right, bottom, filled in DOOR:
            if round(pixel(top, 1)) <= y < round(pixel(bottom, 1)):
                span = slice(round(pixel(left, 0)), round(pixel(right, 0)))
                line[span] = [bytes(ink if filled else ground)] * (span.stop - span.start)
        for x in range(knob[0], knob[1]) if knob[2] <= y < knob[3] else ():
            if part := covered(x, y):
                line[x] = bytes((g * (64 - part) + i * part) // 64 for i, g in zip(ink, ground))
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
