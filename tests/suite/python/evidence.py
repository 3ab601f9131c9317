"""Checks an evidence file a second time, written from core/PROTOCOL.md §22, and what that rests on, alone.

Reads {"file": path, "trust": path or null} from stdin and writes what it found to stdout. The page is not written
anew, because there are no words here: of §22.4 rule 7 only the head of the file is checked.
"""

import base64
import json
import re
import sys
import zlib
from collections import namedtuple
from contextlib import contextmanager

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.hashes import SHA256
from journal import NEVER, cbor as cbor_with_null, mac, sha256
from orders import cbor
from reports import fix, numbers, sums

FILE_BYTES, DATA_BYTES, DEPTH, MOST_FIXES, MOST_SIGNATURES = 12 << 20, 16 << 20, 8, 500, 8
MOST_KIB = {
    "root": 8, "trust": 64, "rules": 256, "time": 4, "order": 16, "check": 2, "notice": 8, "receipt": 1, "head": 1,
    "verdict": 1, "key-closed": 1}
SIGN1, SIGN = b"\xd2", b"\xd8\x62"
CLASSES = OPEN, PLACE, PRIVATE = "open", "place", "private"
KINDS = [
    ("order", [OPEN, PLACE]), ("seen", [OPEN, PRIVATE]), ("begin", [OPEN, PRIVATE]), ("end", [OPEN, PRIVATE]),
    ("fix", [PLACE]), ("presence", [OPEN, PLACE]), ("check", [OPEN]), ("answer", [OPEN, PLACE, PRIVATE]),
    ("declare", [OPEN, PRIVATE]), ("technical", [OPEN]), ("alias", [OPEN, PLACE]), ("notice", [OPEN, PRIVATE]),
    ("dispute", [OPEN, PRIVATE]), ("receipt", [OPEN]), ("epoch", [OPEN]), ("link", [OPEN]), ("aside", [OPEN])]
# Zeros at the end of a column are left out, and so are those at the end of a number.
COLUMN = re.compile(rb"(?:\x00*[\x80-\xff]*[\x01-\x7f])*")
Entry = namedtuple("Entry", "n seq epoch kind said leaves h r")


class Differs(Exception):
    """What is another than it says, and at which entry; "form" if it cannot be read at all."""


def need(holds, what="form", entry=None):
    if not holds:
        raise Differs(what, entry)


@contextmanager
def told_as(what, entry=None):
    """Whatever is wrong in here is told as this. What is missing or of another type is wrong too, and stops nothing."""
    try:
        yield
    except Exception as error:
        known = isinstance(error, Differs) and error.args[0] != "form"
        raise (error if known else Differs(what, entry)) from None


# CBOR (§2.1)

def item(data, at=0, depth=0):
    """One item, and where the next one begins. What is missing is an IndexError, as no item is shorter than a byte."""
    major, number, at = data[at] >> 5, data[at] & 31, at + 1
    need(depth < DEPTH or major not in (4, 5))
    if major == 7:
        return {20: False, 21: True}[number], at
    if number > 23:
        end = at + (1 << number - 24)
        number, at = int.from_bytes(data[at:end], "big"), end
    need(number < 1 << 63)
    if major < 2:
        return (-1 - number if major else number), at
    if major < 4:
        part, at = data[at:at + number], at + number
        return (part if major == 2 else part.decode()), at
    need(major < 6)
    parts = []
    for _ in range(number * (major - 3)):
        part, at = item(data, at, depth + 1)
        parts.append(part)
    if major == 4:
        return parts, at
    need(all(type(name) in (int, str) for name in parts[::2]))
    return dict(zip(parts[::2], parts[1::2])), at


def read(data):
    """What differs when it is written again is refused: long numbers, another order, a name that stands twice."""
    with told_as("form"):
        value, _ = item(data)
        need(cbor(value) == data)
    return value


# Forms

def fits(value, shape):
    """A shape is int for 0 or more, a type, how many bytes, [of each], (of one, of the next, …), or a function."""
    if shape is int:
        return type(value) is int and value >= 0
    if isinstance(shape, type):
        return type(value) is shape
    if isinstance(shape, int):
        return type(value) is bytes and len(value) == shape
    if isinstance(shape, list):
        return type(value) is list and all(fits(one, shape[0]) for one in value)
    if isinstance(shape, tuple):
        return type(value) is list and len(value) == len(shape) and all(map(fits, value, shape))
    return shape(value)


def degrees(value):
    return type(value) is int


def interval(value):
    return fits(value, [int]) and len(value) in (1, 2) and value == sorted(value)


def secrets(value):
    """Only `open`, or everything (§22.3 rule 4)."""
    return type(value) is dict and set(value) in ({"open"}, set(CLASSES)) and fits(list(value.values()), [32])


def cose_key(value):
    told = [value.get(name) for name in (1, -1, -2, -3)] if type(value) is dict else []
    return told[:2] == [2, 1] and fits(told[2:], [32]) and len(value) == 4 or (
        told[:2] == [1, 6] and fits(told[2], 32) and len(value) == 3)


DATA = {
    "form": int, "by": str, "lang": str, "made": interval, "iss": str, "chain": 16, "key": cose_key, "roots": [bytes],
    "trust": [bytes], "rules": [bytes], "orders": [(bytes, [(str, 16, degrees, degrees)])], "checks": [bytes],
    "notices": [bytes], "versions": [(16, int, str, secrets)], "epochs": [(8, int, 32)],
    "entries": [(int, int, [list])], "trail": bytes, "signers": [bytes], "proofs": [list]}
BEACON = lambda value: fits(value, int) or fits(value, 32)  # noqa: E731
PROOFS = [(int, int, int, BEACON, int, 8, 64), *[(int, int, int, int, 64, 16)] * 2, *[(int, bytes)] * 2,
          (int, bytes, 32, 16)]


def check_form(data):
    need(type(data) is dict and data.keys() - {"words", "photos"} == DATA.keys())
    need(all(fits(data[name], DATA[name]) for name in DATA))
    for name in "words", "photos":
        need(name not in data or data[name] and fits(data[name], [bytes]))
    need(data["form"] == 1 and data["key"][1] == 2)
    need(all(proof and proof[0] in range(6) and fits(proof, PROOFS[proof[0]]) for proof in data["proofs"]))
    redacted = [set(given) == {"open"} for *_, given in data["versions"]]
    need(all(redacted) or not any(redacted))
    need(not all(redacted) or not any(places for _, places in data["orders"]))
    return all(redacted)


# Signed objects (§3)

def name_of(key):
    return sha256(cbor(key))


def is_signed(key, algorithm, message, signature):
    try:
        if key[1] == 1:
            need(algorithm in (-19, -8))
            ed25519.Ed25519PublicKey.from_public_bytes(key[-2]).verify(signature, message)
        else:
            need(algorithm in (-9, -7))
            x, y, r, s = (int.from_bytes(part, "big") for part in (key[-2], key[-3], signature[:32], signature[32:]))
            point = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
            point.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
        return True
    except (Differs, ValueError, InvalidSignature):
        return False


def parts(signed, what, tag, last):
    need(len(signed) <= MOST_KIB[what] << 10 and signed.startswith(tag))
    told = read(signed[len(tag):])
    need(fits(told, (bytes, dict, bytes, last)) and not told[1])
    return told[0], told[2], told[3]


def header(protected, **typ):
    told = read(protected)
    need(told == {1: told[1], 4: told[4]} | {16: name for name in typ.values()} and fits(told[4], 32))
    return told[1], told[4]


def one_signer(signed, what):
    """Of a COSE_Sign1: payload, name of the key, and whether a key signed."""
    protected, payload, signature = parts(signed, what, SIGN1, 64)
    algorithm, name = header(protected, typ=f"application/doorstep-{what}+cwt")
    message = cbor(["Signature1", protected, b"", payload])
    return payload, name, algorithm, lambda key: name_of(key) == name and is_signed(key, algorithm, message, signature)


def put_together(protected, payload, signature):
    return SIGN1 + cbor([protected, {}, cbor(payload), signature])


def several_signers(signed, what):
    """Of a COSE_Sign: what it says, and how many of some keys signed it."""
    outer, payload, told = parts(signed, what, SIGN, [list])
    need(read(outer) == {16: f"application/doorstep-{what}+cose"} and len(told) <= MOST_SIGNATURES)

    def count(keys):
        named, found = {name_of(key): key for key in keys}, set()
        for one in told:
            try:
                need(fits(one, (bytes, dict, 64)) and not one[1])
                algorithm, name = header(one[0])
            except (Differs, LookupError, TypeError):
                continue  # what cannot be read is skipped (§3.2 rule 2)
            message = cbor(["Signature", outer, one[0], b"", payload])
            if name in named and is_signed(named[name], algorithm, message, one[2]):
                found.add(name)
        return len(found)

    return read(payload), count


# The authority (§4.2 to §4.4, §22.4 rules 2 and 3)

class Root:
    def __init__(self, signed):
        self.told, self.count = several_signers(signed, "root")
        need(fits(self.told["keys"], [cose_key]) and fits(self.told["threshold"], int) and self.signs(self.count))

    def signs(self, count):
        return 0 < self.told["threshold"] <= count(self.told["keys"])

    def follows(self, before):
        return self.told["serial"] == before.told["serial"] + 1 and before.signs(self.count)


class Authority:
    def __init__(self, data):
        self.iss, self.lists = data["iss"], []
        self.roots = [Root(signed) for signed in data["roots"]]
        need(self.roots and all(after.follows(before) for before, after in zip(self.roots, self.roots[1:])))
        for signed in data["trust"]:
            told, count = several_signers(signed, "trust")
            need(all(cose_key(key["key"]) for key in told["keys"]) and any(root.signs(count) for root in self.roots))
            self.lists.append(told)
        for signed in data["rules"]:
            told, count = several_signers(signed, "rules")
            need(told["iss"] == self.iss and any(
                0 < one["thresholds"]["rules"] <= count(self.keys(one, "rules", told["iat"])) for one in self.lists))

    def knows(self, root):
        return (any(one.told == root.told for one in self.roots) or self.roots[0].follows(root)
                or root.follows(self.roots[-1]))

    def keys(self, one, use, iat):
        """The keys of a list that could sign at that second. What proves a time counts under none that any list calls
        withdrawn then; everything else is judged by when it came."""
        lists = self.lists if use in ("receipt", "time") else []
        withdrawn = [key["key"] for told in lists for key in told["keys"] if key.get("revoked_at", iat + 1) <= iat]
        return [key["key"] for key in one["keys"] if key["use"] == use and key["iss"] == self.iss
                and "revoked_at" not in key and key["sign_from"] <= iat <= key["sign_until"]
                and key["key"] not in withdrawn]

    def read(self, signed, what, use):
        """A document that counts: the digest of its payload, and what it says."""
        payload, _, _, is_by = one_signer(signed, what)
        told = read(payload)
        need(told[1] == self.iss and fits(told[6], int))
        need(any(is_by(key) for one in self.lists for key in self.keys(one, use, told[6])))
        return sha256(payload), told


# The journal (§19, §22.1)

def fixes(count, boot, columns):
    """A run (§20.3). What no writer writes so is refused."""
    need(fits([count, boot, columns], (int, 8, [bytes])) and 0 < count <= MOST_FIXES and len(columns) == 16)
    rows = [numbers(column, count) for column in columns]
    need(all(len(row) == count and COLUMN.fullmatch(column) for row, column in zip(rows, columns)))
    rows = [sums(row) for row in rows]
    for row in zip(sums(rows[0]), *rows[1:]):
        elapsed, base, wide, time, _, _, _, acc, source, flags, steps, activity, wifi, verdict, _, place = row
        earliest = base + elapsed // 1_000
        need(min(elapsed, earliest, earliest + time, wide, acc, source) >= 0)
        need(min(flags, steps, activity, wifi, verdict, place) >= 0)
        need(max(map(abs, (*row, earliest + wide, earliest + time))) < 1 << 63)
        yield fix(row, boot)


def entries_of(groups):
    """(epoch, version, kind, what its classes say, or else their leaves) of all entries in their order."""
    before = 0, -1
    for epoch, version, told in groups:
        need(told and epoch - before[0] in (0, 1) and (epoch, version) != before)
        before = epoch, version
        for number, *inside in told:
            need(fits(number, int))
            kind, classes = KINDS[number]
            if kind == "fix" and len(inside) == 3:
                yield from ((epoch, version, kind, {"place": one}) for one in fixes(*inside))
            else:
                need(len(inside) == len(classes))
                yield epoch, version, kind, dict(zip(classes, inside))


def journal(data):
    chain, key, epochs, trail, told = data["chain"], name_of(data["key"]), data["epochs"], data["trail"], []
    h, at = sha256(b"\x02", chain), None
    need(epochs[0][1:] == [0, sha256(b"\x04", chain, key)], "chain")
    for n, (epoch, version, kind, said) in enumerate(entries_of(data["entries"]), 1):
        if epoch != at:
            at, (name, seq, r) = epoch, epochs[epoch]
            r = r if any(r) else None
        _, _, report, secrets = data["versions"][version]
        reported = kind not in NEVER or (kind, report) == ("fix", "coordinates")
        seq += reported
        leaves = dict(said)
        for one, part in said.items():
            need(type(part) is dict if one in secrets else fits(part, 32))
            if one in secrets:
                salt = mac(secrets[one], ["s", name, seq] if reported else ["n", name, n])[:16]
                leaves[one] = sha256(b"\x00", salt, cbor(part))
        h = sha256(b"\x01", h, cbor_with_null([n, seq if reported else None, name, kind, leaves]))
        if reported and r:
            r = sha256(b"\x03", r, cbor([seq, kind, leaves]))
        need(h[-1] == trail[n - 1], "chain", n)
        told.append(Entry(n, seq, name, kind, said, leaves, h, r))
    # Of the last epoch r is always known: the head of the file has it.
    need(len(told) == len(trail) and at == len(epochs) - 1 and r)
    need(told[0].kind == "order", "chain", 1)
    return told


# Proofs (§22.2, §22.4 rule 4)

class Proofs:
    def __init__(self, data, entries, authority):
        self.data, self.entries, self.authority = data, entries, authority
        self.key, self.by_h = name_of(data["key"]), {entry.h: entry for entry in entries}
        # By its place what a proof has become; by head32 the entry and seq of a head.
        self.head32, self.tokens, self.heads, self.confirmed, whole = {}, {}, {}, 0, []
        for place, (kind, *proof) in enumerate(data["proofs"]):
            if kind == 0:
                self.built_head(place, *proof)
            elif kind in (1, 2):
                self.built(place, kind, *proof)
            elif kind == 3:
                with told_as("head"):
                    self.head(place, *proof)
            else:
                whole.append((kind, proof))
                if kind == 5:
                    self.tokens[place] = sha256(proof[0])
        # These name their heads by digest, so that these may come later.
        for kind, proof in whole:
            with told_as("receipt"):
                (self.receipt if kind == 4 else self.token)(*proof)

    def built_head(self, place, n, latest, beacon, elapsed, boot, signature):
        need(0 < n <= len(self.entries), "head")
        entry = self.entries[n - 1]
        need(entry.r)
        if type(beacon) is int:
            beacon = self.tokens[beacon - 1] if beacon else bytes(32)
        told = {"chain": self.data["chain"], "epoch": entry.epoch, "seq": entry.seq, "r": entry.r, "h": entry.h,
                "beacon": beacon, "boot": boot}
        told |= {name: number - 1 for name, number in ((6, latest), ("elapsed", elapsed)) if number}
        protected = cbor({1: -9, 4: self.key, 16: "application/doorstep-head+cwt"})
        with told_as("head", n):
            self.head(place, put_together(protected, told, signature))

    def open_head(self, signed):
        payload, _, algorithm, is_by = one_signer(signed, "head")
        told = read(payload)
        need(algorithm == -9 and is_by(self.data["key"]) and told["chain"] == self.data["chain"])
        return payload, told

    def head(self, place, signed):
        payload, told = self.open_head(signed)
        self.head32[place] = sha256(payload)
        entry = self.by_h[told["h"]]
        need((told["epoch"], told["seq"]) == (entry.epoch, entry.seq), "head", entry.n)
        self.heads[self.head32[place]] = entry, told["seq"]

    def built(self, place, kind, head, signer, iat, signature, last):
        head32 = self.head32[head]
        entry, seq = self.heads[head32]
        told = {1: self.data["iss"], 6: iat, 39: last if kind == 1 else sha256(b"\x06", head32, last)[:16]}
        if kind == 1:
            told |= {"kind": "reports", "chain": self.data["chain"], "key32": self.key, "up_to": seq, "head32": head32}
        signed = put_together(self.data["signers"][signer], told, signature)
        with told_as("receipt", entry.n):
            if kind == 1:
                self.receipt(signed)
            else:
                self.tokens[place] = sha256(signed)
                self.token(signed, head32, last)

    def receipt(self, signed):
        _, told = self.authority.read(signed, "receipt", "receipt")
        entry, seq = self.heads[told["head32"]]
        need(told["kind"] == "reports" and told["chain"] == self.data["chain"])
        need(told["key32"] == self.key and told["up_to"] == seq)
        self.confirmed = max(self.confirmed, entry.n)

    def token(self, signed, head32, random):
        _, told = self.authority.read(signed, "time", "time")
        need(head32 in self.heads and told[39] == sha256(b"\x06", head32, random)[:16])


# What entries name (§22.4 rules 3, 5 and 6)

def documents(data, authority):
    """Orders, surprise checks and notices by their digests."""
    told = {"order": {}, "check": {}, "notice": {}}
    given = [("order", *one) for one in data["orders"]]
    given += [("check", one, ()) for one in data["checks"]] + [("notice", one, ()) for one in data["notices"]]
    for what, signed, places in given:
        with told_as(what):
            digest, says = authority.read(signed, what, "order")
            need(says["chain"] == data["chain"])
            for place, salt, lat, lon in places:
                need(sha256(salt, cbor([lat, lon])) in [one["at"] for one in says["places"] if one["id"] == place])
            told[what][digest] = says
    return told


def check_words(data, entries, authority):
    """What else is signed is of this journal (§22.1 rule 10)."""
    said = [entry.said["open"] for entry in entries if entry.kind == "answer"]
    photos = [(one["photo"], one["check"]) for one in said if "photo" in one]
    sent = [sha256(photo) for photo in data.get("photos", [])]
    need(len(set(sent)) == len(sent) and set(sent) <= {photo for photo, _ in photos}, "leaf")
    for signed in data.get("words", []):
        for what, use in ("receipt", "receipt"), ("verdict", "order"), ("key-closed", "order"):
            try:
                _, says = authority.read(signed, what, use)
            except Differs:
                continue
            with told_as("verdict" if what == "verdict" else "receipt"):
                if "photo32" in says:
                    need((says["photo32"], says.get("check8", "reference")) in photos)
                else:
                    need(says["key32"] == name_of(data["key"]) and (what == "key-closed" or says["kind"] == "conflict"))
                    need(says.get("chain", data["chain"]) == data["chain"])
            break
        else:
            need(False, "receipt")


def check_named(data, entries, told):
    for entry in entries:
        with told_as(entry.kind, entry.n):
            said = entry.said.get("open")
            if (entry.kind == "order" and said["result"] == "accepted" or entry.kind == "notice"
                    or entry.kind == "check" and "digest" in said and "delivered" in said):
                need(said["digest"] in told[entry.kind])
            if entry.kind == "presence" and type(entry.said["place"]) is dict:
                numbers_of_fixes = entry.said["place"]["fixes"]
                before = [entries[n - 1] for n in numbers_of_fixes]
                need([one.n for one in before if one.kind == "fix" and one.n < entry.n] == numbers_of_fixes)
                need(said["leaves"] == sha256(*(one.leaves["place"] for one in before)))
    # Under which version an entry is hidden is in no hash: its report has to be that of the version.
    for order, version, report, _ in data["versions"]:
        reports = [one["report"] for one in told["order"].values() if (one[7], one["version"]) == (order, version)]
        need(report in (reports if any(order) or version else ["presence"]), "order")


# The file (§22.3)

def base64url(text):
    data = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    need(base64.urlsafe_b64encode(data).rstrip(b"=") == text)
    return data


END = re.compile(rb'<template id="doorstep-data">([\w-]*)</template>\n'
                 rb'<template id="doorstep-head">([\w-]*)</template>\n</html>\n\Z', re.ASCII)


def opened(page):
    """The data, the head, and the digest of the file with zeros for the head."""
    found, inflate = END.search(page), zlib.decompressobj()
    need(len(page) <= FILE_BYTES and page.decode())
    need(all(page.count(b'<template id="doorstep-%s">' % name) == 1 for name in (b"data", b"head")))
    told = inflate.decompress(base64url(found[1]), DATA_BYTES + 1)
    need(len(told) <= DATA_BYTES and inflate.eof and not inflate.unused_data)
    begin, end = found.span(2)
    return read(told), base64url(found[2]), sha256(page[:begin], b"0" * (end - begin), page[end:])


def check(page, trust, told):
    """Notes what is found, in the order of §22.4; the first that does not hold ends it."""
    data, head, digest = opened(page)
    told["redacted"] = check_form(data)
    entries = journal(data)
    told |= {"chain": base64.urlsafe_b64encode(data["chain"]).decode().rstrip("="), "entries": len(entries),
             "epochs": len(data["epochs"]), "not_confirmed": len(entries),
             "checks_asked": len({entry.said["open"]["id"] for entry in entries if entry.kind == "check"})}
    with told_as("trust"):
        authority = Authority(data)
        if trust is not None:
            told["root"] = "trusted" if authority.knows(trust) else "other"
    by_digest = documents(data, authority)
    proofs = Proofs(data, entries, authority)
    told |= {"confirmed": proofs.confirmed, "not_confirmed": len(entries) - proofs.confirmed}
    check_words(data, entries, authority)
    check_named(data, entries, by_digest)
    last = entries[-1]
    with told_as("head", last.n):
        _, said = proofs.open_head(head)
        need((said["h"], said["r"], said["seq"], said["epoch"]) == (last.h, last.r, last.seq, last.epoch))
        need(said["file"] == digest, "report")


def verify(given):
    told = {"result": "genuine", "root": "not-compared", "first_difference": None, "chain": "", "entries": 0,
            "epochs": 0, "confirmed": 0, "not_confirmed": 0, "redacted": False, "checks_asked": 0}
    try:
        with told_as("form"):
            with open(given["file"], "rb") as file:
                page = file.read(FILE_BYTES + 1)
            trust = None
            if given["trust"] is not None:
                with open(given["trust"], "rb") as file:
                    trust = Root(base64url(json.load(file)["root"].encode()))
            check(page, trust, told)
    except Differs as difference:
        what, entry = difference.args
        told |= {"result": "unreadable", "root": "not-compared"} if what == "form" else {"result": "altered"}
        told["first_difference"] = {"entry": entry, "what": what}
    return told


if __name__ == "__main__":
    print(json.dumps(verify(json.load(sys.stdin))))
