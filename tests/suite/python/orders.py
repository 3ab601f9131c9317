"""The documents of a quarantine a second time, written from core/PROTOCOL.md §2.1 and §4.16 to §4.19 alone.

Writes the payloads of those that tests/suite/tests/documents/quarantine.rs pins to stdout, in hexadecimal; of
orders their digests.
"""

import hashlib
import json

NOW = 1_795_374_600
DAY = 86_400
ISSUER = "XX-REF"
CHAIN = bytes([2]) * 16
KEY = bytes([3]) * 32
HOME = {"lat": 557_963_000, "lon": 491_064_000}


def cbor(value):
    """RFC 8949 §4.2.1, of what these documents hold."""
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    pairs = sorted((cbor(name), cbor(inside)) for name, inside in value.items())
    return head(5, len(pairs)) + b"".join(name + inside for name, inside in pairs)


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for size, info in ((1, 24), (2, 25), (4, 26), (8, 27)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | info]) + number.to_bytes(size, "big")
    raise ValueError(number)


def sha256(data):
    return hashlib.sha256(data).digest()


def order():
    return {
        1: ISSUER, 6: NOW, 7: bytes([1]) * 16, "chain": CHAIN, "sub": "ИП4321", "version": 1,
        "act": 1, "legal": "17-UM, 4", "from": NOW, "until": NOW + 14 * DAY, "start_grace": DAY,
        "keys": [KEY], "places": [{"id": "1", "label": "Home", "at": HOME, "radius": 100}],
        "quiet": [1320, 540],
        "checks": {"n": 2, "window_min": 60, "gap_min": 120, "seed32": bytes([4]) * 32,
                   "photo": False, "surprises": 1},
        "child": False, "report": "presence", "interval": 900, "batch": 14_400, "pauses": [],
        "permissions": [], "release": {"salt16": bytes([5]) * 16, "hash32": bytes([6]) * 32},
        "contact": "8 800 000-00-00", "help": ["112"],
        "appeal": {"text": "Court of the district", "days": 10},
    }


def full_order():
    """One in which every field says something."""
    full = order()
    del full["keys"]
    sealed = {"id": "2", "label": "At grandmother's", "at": sealed_home(), "radius": 75, "from": NOW + 60}
    full |= {
        "version": 2, "before": sha256(cbor(order())), "replaces": bytes([13]) * 16, "loan": "A-17",
        "places": [order()["places"][0] | {"until": NOW + 50}, sealed], "child": True,
        "report": "coordinates",
        "pauses": [{"from": NOW, "why": "hospital", "names": 3},
                   {"from": NOW, "until": NOW + 9, "why": "moved"}],
        "permissions": [{"id": "p", "from": NOW + 70, "to": NOW + 80, "purpose": "medical",
                         "text": "A test"}],
        "travel": {"from": NOW + 50, "to": NOW + 60}, "released": {"at": NOW + 90, "why": "Healthy"},
        "appeal": order()["appeal"] | {"url": "https://court.example/"},
        "texts": {"en": "Get well soon"}, "!later": True,
    }
    return full


def sealed_home():
    return sha256(bytes([14]) * 16 + cbor([HOME["lat"], HOME["lon"]]))


def receipt(kind, **claims):
    return cbor({1: ISSUER, 6: NOW, "kind": kind} | claims.pop("numbers", {}) | claims)


def main():
    told = {
        "check": cbor({1: ISSUER, 4: NOW + 3600, 6: NOW, 7: bytes([7]) * 8, "chain": CHAIN,
                       "order": bytes([1]) * 16, "kind": "photo"}),
        "reports": receipt("reports", chain=CHAIN, key32=KEY, up_to=400, head32=bytes([9]) * 32,
                           numbers={39: bytes([10]) * 16}),
        "photo": receipt("photo", photo32=bytes([11]) * 32, check8=bytes([7]) * 8),
        "conflict": receipt("conflict", chain=CHAIN, key32=KEY, seq=5, r=bytes([12]) * 32),
        "notice": cbor({1: ISSUER, 6: NOW, 7: bytes([8]) * 8, "chain": CHAIN, "kind": "decision",
                        "text": {"en": "Nothing to pay.", "ru": "Без штрафа."}, "about": [17, 18],
                        "appeal_until": NOW + 10 * DAY, "contact": "8 800 000-00-00"}),
        "order": sha256(cbor(order())),
        "full_order": sha256(cbor(full_order())),
        "sealed_home": sealed_home(),
    }
    print(json.dumps({name: payload.hex() for name, payload in told.items()}))


if __name__ == "__main__":
    main()
