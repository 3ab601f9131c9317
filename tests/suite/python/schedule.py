"""Agreed checks of a day, written from core/PROTOCOL.md §21.1 alone.

Prints the days of `tests/suite/golden/schedule.json`; with a file, says whether it has the same.
"""

import hashlib
import hmac
import json
import sys

MOSCOW = [[1_414_274_400, 10_800]]
WARSAW = [[1_572_138_000, 3_600], [1_585_443_600, 7_200], [1_603_587_600, 3_600]]
KOLKATA = [[-800_000_000, 19_800]]

# Zone, day, how many, gap in minutes, quiet from and to, what it shows.
DAYS = [
    (MOSCOW, "2026-11-24", 2, 120, [1320, 540], "an ordinary day"),
    (MOSCOW, "2026-11-25", 3, 150, [1320, 540], "three checks farther apart"),
    (MOSCOW, "2028-02-29", 2, 120, [1320, 540], "a leap day"),
    (MOSCOW, "2026-12-31", 1, 120, [1380, 360], "the last day of a year"),
    (WARSAW, "2020-03-29", 2, 120, [1320, 360], "clocks go forward in quiet hours"),
    (WARSAW, "2020-10-25", 2, 120, [1320, 360], "clocks go back in quiet hours"),
    (WARSAW, "2020-03-29", 3, 120, [1200, 60], "clocks go forward among waking minutes"),
    (WARSAW, "2020-10-25", 3, 120, [1200, 60], "minutes that clocks show twice are quiet"),
    (KOLKATA, "2026-11-24", 2, 120, [1320, 540], "half an hour beside other zones"),
    (MOSCOW, "2026-11-24", 0, 120, [1320, 540], "none"),
]


def cbor(value):
    def head(kind, length):
        if length < 24:
            return bytes([kind << 5 | length])
        return bytes([kind << 5 | 24, length])

    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    return head(0, value)


def offset(zone, at):
    known = [seconds for since, seconds in zone if since <= at]
    return known[-1] if known else zone[0][1]


def shown(zone, local):
    """The instants at which clocks show this local second."""
    offsets = {seconds for _, seconds in zone}
    return sorted(at for at in {local - seconds for seconds in offsets} if at + offset(zone, at) == local)


def day_number(date):
    year, month, day = map(int, date.split("-"))
    if month <= 2:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719_469


def waking(zone, date, quiet):
    number = day_number(date)
    begins, ends = (shown(zone, (number + more) * 86_400)[0] for more in (0, 1))
    quiet_from, quiet_to = quiet
    minutes = []
    for at in range(begins, ends, 60):
        local = at + offset(zone, at)
        minute = local % 86_400 // 60
        if quiet_from <= quiet_to:
            is_quiet = quiet_from <= minute < quiet_to
        else:
            is_quiet = minute >= quiet_from or minute < quiet_to
        if not is_quiet and len(shown(zone, local)) == 1:
            minutes.append(at)
    return minutes


def checks(order, seed, zone, date, many, gap, quiet):
    minutes = waking(zone, date, quiet)
    found = []
    for slot in range(many):
        first, end = (number * len(minutes) // many for number in (slot, slot + 1))
        name = cbor(["doorstep/schedule/1", order, date, slot])
        drawn = int.from_bytes(hmac.new(seed, name, hashlib.sha256).digest()[:8], "big")
        at = minutes[first + drawn % (end - first - gap)]
        digest = hashlib.sha256(b"doorstep/check/1" + order + date.encode() + bytes([slot])).digest()
        found.append({"id": digest[:8].hex(), "due": at})
    return found


def golden():
    order, seed = bytes([1] * 16), bytes([4] * 32)
    days = [
        {
            "about": about,
            "zone": zone,
            "date": date,
            "n": many,
            "gap_min": gap,
            "quiet": quiet,
            "checks": checks(order, seed, zone, date, many, gap, quiet),
        }
        for zone, date, many, gap, quiet, about in DAYS
    ]
    return {"order": order.hex(), "seed": seed.hex(), "days": days}


def main():
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:
            same = json.load(file) == golden()
        print("the same" if same else "another")
        sys.exit(0 if same else 1)
    print(json.dumps(golden(), indent=1))


main()
