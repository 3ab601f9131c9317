"""Reads a batch of reports a second time, written from core/PROTOCOL.md §19 and §20 alone.

Reads {"request", "deflated", "chain", "key", "epoch"} from stdin, bytes as hexadecimal, and writes the items of the
batch, what they say, and the r that they lead to; and the words of disputes, if they are those of their leaves.
"""

import json
import sys
import zlib

from journal import cbor, mac, sha256

SOURCES = "gnss", "wifi", "cell", "fused", "unknown"
ACTIVITIES = "still", "walk", "vehicle"
WIFI = "home", "other", "off", "unknown"
VERDICTS = ("in", "out", "neutral", "paused", "old", "no-accuracy", "inaccurate", "mock", "restamped", "not-newer",
            "coarse")


def decode(data, at=0):
    """One item of RFC 8949, and where the next one begins."""
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    number = info
    if info > 23:
        size = 1 << info - 24
        number = int.from_bytes(data[at:at + size], "big")
        at += size
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major in (2, 3):
        part = data[at:at + number]
        return part if major == 2 else part.decode(), at + number
    parts = []
    for _ in range(number * (2 if major == 5 else 1)):
        part, at = decode(data, at)
        parts.append(part)
    assert major in (4, 5), major
    return parts if major == 4 else dict(zip(parts[::2], parts[1::2])), at


def numbers(column, count):
    """Seven bits a byte, zigzag, with the zeros at its end."""
    told, number, shift = [], 0, 0
    for byte in column:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            told.append(-(number + 1) // 2 if number & 1 else number // 2)
            number = shift = 0
    return told + [0] * (count - len(told))


def sums(told):
    total, all_ = 0, []
    for one in told:
        total += one
        all_.append(total)
    return all_


def fix(row, boot):
    elapsed, base, wide, time, age, lat, lon, acc, source, flags, steps, activity, wifi, verdict, weight, place = row
    earliest = base + elapsed // 1_000
    at = [earliest, elapsed, boot] if wide == 0 else [earliest, earliest + wide - 1, elapsed, boot]
    fields = {"at": at, "time": earliest + time, "age": age, "lat": lat, "lon": lon, "source": SOURCES[source],
              "flags": flags, "wifi": WIFI[wifi], "verdict": VERDICTS[verdict], "weight": weight}
    for name, number in (("acc", acc), ("steps", steps), ("place", place)):
        if number:
            fields[name] = number - 1
    if activity:
        fields["activity"] = ACTIVITIES[activity - 1]
    return fields


def run(seq, count, boot, columns):
    columns = [sums(numbers(column, count)) for column in columns]
    columns[0] = sums(columns[0])
    return [(seq + at, "fix", {"place": fix(row, boot)}) for at, row in enumerate(zip(*columns))]


def items(told):
    for item in told:
        if len(item) == 3:
            yield tuple(item)
        else:
            seq, kind, *rest = item
            assert kind == "fix", kind
            yield from run(seq, *rest)


def shown(value):
    """As JSON."""
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return [shown(one) for one in value] if isinstance(value, list) else value


def read(given):
    request, end = decode(bytes.fromhex(given["request"]))
    assert end * 2 == len(given["request"])
    assert zlib.decompress(bytes.fromhex(given["deflated"])).hex() == given["request"]
    chain, key, epoch = (bytes.fromhex(given[name]) for name in ("chain", "key", "epoch"))
    assert request["chain"] == chain
    r, told, private = sha256(b"\x04", chain, key), [], {}
    for seq, kind, parts in items(request["items"]):
        secrets = [secrets for _, _, start, secrets in request["secrets"] if start <= seq][-1]
        leaves = {}
        for name, part in parts.items():
            if isinstance(part, dict):
                part = sha256(b"\x00", mac(secrets[name], ["s", epoch, seq])[:16], cbor(part))
            leaves[name] = part
        private[seq] = leaves.get("private")
        r = sha256(b"\x03", r, cbor([seq, kind, leaves]))
        fields = {name: {field: shown(value) for field, value in part.items()}
                  for name, part in parts.items() if isinstance(part, dict)}
        told.append({"seq": seq, "kind": kind, "fields": fields})
    words = {}
    for seq, name, salt, fields in request.get("disclosed", []):
        assert name == "private" and sha256(b"\x00", salt, cbor(fields)) == private[seq]
        words[str(seq)] = fields["text"]
    return {"items": told, "r": r.hex()} | ({"words": words} if words else {})


if __name__ == "__main__":
    print(json.dumps(read(json.load(sys.stdin))))
