"""Asks the second reading of the rule of presence.

    presence_oracle.py replay FILE.csv [--radius M] [--assume-accuracy M] [--origin-lat D --origin-lon D] [--fixes]
    presence_oracle.py judge      one trace as JSON a line on stdin, one answer as JSON a line on stdout
"""

import argparse
import csv
import decimal
import fractions
import json
import math
import re
import sys

from presence import HOUR, Fix, Place, Presence, cosine

# judge

def judge(trace):
    places = [Place(tuple(p["at"]), p["radius_mm"], p["c"], p["alias"]) for p in trace["places"]]
    presence = Presence(places, trace["plane"], trace["shared"])
    results, fixes = [], 0
    for observation in trace["observations"]:
        (name, value), = observation.items()
        told = None, None, None, 0, []
        if name == "fix":
            fixes += 1
            told = presence.tell_fix(Fix(**{**value, "at": tuple(value["at"]), "number": fixes}))
        elif name == "facts":
            presence.tell_facts(**value)
        elif name == "tick":
            presence.look_for_silence(value)
        elif name == "shared":
            presence.tell_shared(value)
        elif name in ("pause", "resume", "boot"):
            getattr(presence, name)()
        else:
            assert name in ("answered", "learning"), name
            setattr(presence, name, value)
        verdict, reason, far, weight, kinds = told
        results.append({
            "verdict": verdict, "reason": reason, "distance_mm": far, "weight": weight, "score": presence.score,
            "band": presence.band, "witnesses": kinds, "state": presence.state,
            "underneath": presence.underneath, "made_by": list(presence.made_by), "conflict": presence.conflict,
            "aliases": presence.learned})
    return {"results": results}


# replay

class Unfit(Exception):
    """The trace's line that cannot be read."""


NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


def scaled(text, places, up=False):
    """A decimal number times 10^places as a whole one: the nearest, halves away from zero, or rounded up."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    exact = fractions.Fraction(decimal.Decimal(text)) * 10**places
    if up:
        return math.ceil(exact)
    if abs(exact) > 10**30:  # past every length and time there is
        raise ValueError(text)
    nearest = math.floor(abs(exact) + fractions.Fraction(1, 2))
    return nearest if exact >= 0 else -nearest


def in_range(at):
    return abs(at[0]) <= 900_000_000 and abs(at[1]) <= 1_800_000_000


def read_trace(path):
    """Fixes, whether they lie on a plane, and whether no accuracy is claimed throughout."""
    with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
        rows = csv.reader(file)
        fixes = []
        try:
            header = [name.strip() for name in next(rows, [])]
            plane = {"x_east_m", "y_north_m"} <= set(header)
            if "t_s" not in header or not (plane or {"lat", "lon"} <= set(header)):
                raise ValueError("columns")
            for cells in rows:
                if not cells:
                    continue
                row = dict(zip(header, (cell.strip() for cell in cells)))
                names, places = (("y_north_m", "x_east_m"), 3) if plane else (("lat", "lon"), 7)
                at = tuple(scaled(row.get(name, ""), places) for name in names)
                if not plane and not in_range(at):
                    raise ValueError("range")
                time = scaled(row.get("t_s", ""), 3)
                acc = row.get("accuracy_m", "")
                source = row.get("source", "").lower()
                source = {"gps": "gnss", "gnss": "gnss", "wifi": "wifi", "cell": "cell"}.get(source, "fused")
                fixes.append(Fix(
                    at, time, time, scaled(acc, 3, up=True) if acc else None, source,
                    mock=row.get("mock", "").lower() in ("1", "true", "yes"),
                    activity="walk" if row.get("platform_motion", "").lower() == "moving" else None,
                    number=len(fixes) + 1))
        except (ValueError, csv.Error) as wrong:
            raise Unfit(max(rows.line_num, 1)) from wrong
    return fixes, plane, all(fix.acc_mm is None for fix in fixes)


def replay(path, radius=100, assumed=50, origin=None, with_fixes=False):
    fixes, plane, no_accuracy = read_trace(path)
    at = (0, 0) if plane else origin or (fixes[0].at if fixes else (0, 0))
    presence = Presence([Place(at, radius * 1_000, None if plane else cosine(at[0]))], plane)
    counts = dict.fromkeys(("fixes", "admissible", "in", "out", "neutral", "inadmissible",
                            "suspect", "unverified", "away", "no-news"), 0)
    told, changes, clock = [], [], None
    for fix in fixes:
        if no_accuracy:
            fix.acc_mm = assumed * 1_000
        clock = fix.measured_ms if clock is None else max(clock, fix.measured_ms)
        if presence.state != "no-news" and clock - presence.news > HOUR:
            presence.look_for_silence(clock)
            changes.append((presence.news + HOUR, presence.state))
        verdict, reason, far, weight, _ = presence.tell_fix(fix)
        changes.append((clock, presence.state))
        counts["fixes"] += 1
        counts[verdict] += 1
        counts["admissible"] += verdict != "inadmissible"
        seconds = fix.measured_ms // 1_000 if fix.measured_ms % 1_000 == 0 else fix.measured_ms / 1_000
        told.append({"t": seconds, "verdict": verdict, "reason": reason, "distance_mm": far, "weight": weight,
                     "score": presence.score, "state": presence.state})
    spans = intervals(changes, clock)
    for span in spans:
        if span["state"] in counts:
            counts[span["state"]] += 1
    value = {"intervals": spans, "counts": counts, "radius_m": radius,
             "assumed_accuracy_m": assumed if no_accuracy else None}
    return {**value, "fixes": told} if with_fixes else value


def intervals(changes, end):
    """Stretches of one state, gap-free. What has no length is left out, unless it is the last."""
    lasting = [change for i, change in enumerate(changes)
               if i + 1 == len(changes) or changes[i + 1][0] > change[0]]
    begins = [change for i, change in enumerate(lasting) if i == 0 or lasting[i - 1][1] != change[1]]
    ends = [begin[0] for begin in begins[1:]] + [end]
    return [{"state": state, "from": begin // 1_000, "to": until // 1_000}
            for (begin, state), until in zip(begins, ends)]


def main():
    parser = argparse.ArgumentParser(prog="presence_oracle.py")
    modes = parser.add_subparsers(dest="mode", required=True)
    modes.add_parser("judge")
    options = modes.add_parser("replay")
    options.add_argument("file")
    options.add_argument("--radius", type=int, default=100)
    options.add_argument("--assume-accuracy", type=int, default=50)
    for name in ("--origin-lat", "--origin-lon"):
        options.add_argument(name, type=lambda text: scaled(text, 7))
    options.add_argument("--fixes", action="store_true")
    given = parser.parse_args()
    if given.mode == "judge":
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(judge(json.loads(line))), flush=True)
        return 0
    origin = (given.origin_lat, given.origin_lon)
    if origin == (None, None):
        origin = None
    elif None in origin or not in_range(origin):
        parser.error("--origin-lat and --origin-lon: both, and a place on Earth")
    try:
        value = replay(given.file, given.radius, given.assume_accuracy, origin, given.fixes)
    except Unfit as line:
        print(json.dumps({"error": {"code": "trace-unfit", "line": line.args[0]}}))
        return 1
    except OSError:
        print(json.dumps({"error": {"code": "file-unreadable"}}))
        return 3
    print(json.dumps(value))
    return 0


if __name__ == "__main__":
    sys.exit(main())
