"""The hashes of a journal a second time, written from core/PROTOCOL.md §4.20 and §19 alone.

Reads the inputs of tests/suite/golden/journal.json from stdin and writes what follows from them to stdout.
Bytes are hexadecimal; among fields they stand as {"bytes": "…"}.
"""

import hashlib
import hmac
import json
import sys

REPORTED = {"presence": {}, "coordinates": {"fix": "place"}}
NEVER = {"fix", "alias", "receipt"}


def cbor(value):
    """RFC 8949 §4.2.1, of what is hashed here."""
    def head(major, number):
        for size, info in ((0, None), (1, 24), (2, 25), (4, 26), (8, 27)):
            if size == 0 and number < 24:
                return bytes([major << 5 | number])
            if size and number < 1 << 8 * size:
                return bytes([major << 5 | info]) + number.to_bytes(size, "big")
        raise ValueError(number)

    if value is None:
        return b"\xf6"
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


def field(value):
    """A field's value out of JSON."""
    if isinstance(value, dict):
        return bytes.fromhex(value["bytes"])
    if isinstance(value, list):
        return [field(one) for one in value]
    return value


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key, value):
    return hmac.new(key, cbor(value), hashlib.sha256).digest()


def class_secret(secret, name, order, version):
    return mac(secret, ["doorstep/class/1", name, order, version])


def leaf(key, epoch, entry, fields):
    reported = entry["seq"] is not None
    salt = mac(key, ["s", epoch, entry["seq"]] if reported else ["n", epoch, entry["n"]])[:16]
    return sha256(b"\x00", salt, cbor({name: field(value) for name, value in fields.items()}))


def journal(given):
    chain, secret, key = (bytes.fromhex(given[name]) for name in ("chain", "secret", "key"))
    h, r = sha256(b"\x02", chain), sha256(b"\x04", chain, key)
    told = {"h0": h.hex(), "r0": r.hex(), "entries": []}
    for entry in given["entries"]:
        epoch, order = bytes.fromhex(entry["epoch"]), bytes.fromhex(entry["order"])
        reported = REPORTED[entry["mode"]].get(entry["kind"], None if entry["kind"] in NEVER else "open")
        assert (entry["seq"] is None) == (reported is None), entry
        keys = {name: class_secret(secret, name, order, entry["version"]) for name in entry["fields"]}
        leaves = {name: leaf(keys[name], epoch, entry, fields) for name, fields in entry["fields"].items()}
        h = sha256(b"\x01", h, cbor([entry["n"], entry["seq"], epoch, entry["kind"], leaves]))
        if reported:
            r = sha256(b"\x03", r, cbor([entry["seq"], entry["kind"], leaves]))
        told["entries"].append({
            "secrets": {name: secret.hex() for name, secret in keys.items()},
            "leaves": {name: one.hex() for name, one in leaves.items()},
            "h": h.hex(), "r": r.hex()})
    head = {"chain": chain, "h": h, "r": r}
    for name, value in given["head"].items():
        head[6 if name == "latest" else name] = bytes.fromhex(value) if isinstance(value, str) else value
    head32 = sha256(cbor(head))
    nonce = sha256(b"\x06", head32, bytes.fromhex(given["random"]))[:16]
    return {**told, "head32": head32.hex(), "nonce": nonce.hex()}


if __name__ == "__main__":
    print(json.dumps(journal(json.load(sys.stdin))))
