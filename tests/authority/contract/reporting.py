"""Reports under a quarantine order, written from the authority's OpenAPI document alone.

Registers, confirms with the code on the next line of stdin, joins the order whose code stands on the line after
that, waits for one more line, reports four entries, of which one disputes something in words, plain and once more
deflated, and prints what the receipt says and which surprise checks came with it: one JSON line after each step.

    reporting.py openapi.json trust.json +79161234567 AB4321
"""

import hmac
import json
import os
import sys
import zlib
from dataclasses import dataclass, field

import cbor2

from client import Authority, Key, Resident, bytes_of, canonical, need, sha256

ORDER, RECEIPT, HEAD, CHECK = (
    f"application/doorstep-{kind}+cwt" for kind in ("order", "receipt", "head", "check"))


def mac(key, value):
    return hmac.digest(key, canonical(value), "sha256")


@dataclass
class Journal:
    """What a phone writes down in a chain, and how far it goes."""

    device: Key
    order: dict
    secret: bytes = field(default_factory=lambda: os.urandom(32))
    epoch: bytes = field(default_factory=lambda: os.urandom(8))
    boot: bytes = field(default_factory=lambda: os.urandom(8))

    def __post_init__(self):
        self.chain, self.items, self.disclosed, self.count = self.order["chain"], [], [], 0
        self.checks = {}
        self.r, self.h = sha256(b"\x04" + self.chain + self.device.name), sha256(b"\x02" + self.chain)

    def class_secret(self, name):
        return mac(self.secret, ["doorstep/class/1", name, self.order[7], self.order["version"]])

    def write(self, kind, now, **parts):
        """An entry that is reported; of each class its fields."""
        self.count += 1
        parts["open"] = {"at": [now, now + 1, 1000 * self.count, self.boot]} | parts["open"]
        leaves = {}
        for name, fields in parts.items():
            salt = mac(self.class_secret(name), ["s", self.epoch, self.count])[:16]
            leaves[name] = sha256(b"\x00" + salt + canonical(fields))
            if kind == "dispute" and name == "private":
                self.disclosed.append([self.count, name, salt, fields])
        self.r = sha256(b"\x03" + self.r + canonical([self.count, kind, leaves]))
        entry = [self.count, self.count, self.epoch, kind, leaves]
        self.h = sha256(b"\x01" + self.h + canonical(entry))
        self.items.append([self.count, kind, leaves | {"open": parts["open"]}])

    def head(self, now, token):
        """How far the journal goes, signed, and its digest."""
        payload = canonical({6: now, "chain": self.chain, "epoch": self.epoch, "seq": self.count, "r": self.r,
                             "h": self.h, "beacon": sha256(token), "elapsed": 0, "boot": self.boot})
        protected = canonical({1: -9, 4: self.device.name, 16: HEAD})
        seal = self.device.sign(canonical(["Signature1", protected, b"", payload]))
        return canonical(cbor2.CBORTag(18, [protected, {}, payload, seal])), sha256(payload)

    def request(self, now, token):
        """All of it as one batch, and the digest of its head."""
        head, digest = self.head(now, token)
        secrets = [[self.order[7], self.order["version"], 1, {"open": self.class_secret("open")}]]
        seen = {"orders": [[self.order[7], self.order["version"]]]}
        if self.checks:
            seen["checks"] = list(self.checks)
        return canonical({"chain": self.chain, "items": self.items, "secrets": secrets, "disclosed": self.disclosed,
                          "head": head, "seen": seen}), digest


def join(resident, code):
    """The order on a paper, verified."""
    body = {"code": code, "sub": resident.mark}
    reply = resident.authority.signed("claimOrder", body, {"dev": resident.device})
    order = resident.authority.online(bytes_of(reply["orders"][0]["order"]), ORDER, "order")
    need(resident.device.name in order["keys"], "an order for another key")
    return order


def four_entries(resident, order):
    """A journal with four entries that are reported."""
    journal, now = Journal(resident.device, order), resident.authority.now()
    version = {"version": order["version"]}
    journal.write("seen", now, open=version | {"why": "shown"}, private={"lang": "ru"})
    journal.write("begin", now, open=version | {"why": "tapped"}, private={})
    journal.write("declare", now, open={"what": "back"}, private={"text": "At home again."})
    journal.write("dispute", now, open={"ref": 1}, private={"text": "I saw it a day later."})
    return journal


def report(resident, journal, deflate=False):
    """What the receipt of everything says; it has to be for exactly that."""
    authority = resident.authority
    token = authority.anchor()
    body, digest = journal.request(authority.now(), token)
    fields = {"Content-Encoding": "deflate", "Accept-Encoding": "deflate"} if deflate else {}
    body = zlib.compress(body) if deflate else body
    data, nonce = authority.call("report", body, {"dev": resident.device}, fields=fields)
    reply = json.loads(zlib.decompress(data) if deflate else data)
    authority.set_clock(bytes_of(reply["time"]), nonce)
    receipt = authority.online(bytes_of(reply["receipt"]), RECEIPT, "receipt")
    need(receipt["kind"] == "reports" and receipt[39] == nonce, "another receipt")
    need((receipt["chain"], receipt["key32"]) == (journal.chain, journal.device.name), "of somebody else")
    need((receipt["up_to"], receipt["head32"]) == (journal.count, digest), "for something else")
    need("highest" not in reply, "the authority has more")
    for check in reply.get("checks", []):
        check = authority.online(bytes_of(check), CHECK, "order")
        need((check["chain"], check["order"]) == (journal.chain, journal.order[7]), "a check of somebody else")
        need(check[7] not in journal.checks and check[4] > authority.now(), "a check that is not new")
        journal.checks[check[7]] = check["kind"]
    return receipt


def main(document, trust, phone, mark):
    with open(document) as document, open(trust) as trust:
        resident = Resident(Authority(json.load(document), json.load(trust)), mark)
    resident.register(phone)
    print(json.dumps({"step": "registered"}), flush=True)
    resident.confirm(sys.stdin.readline().strip())
    order = join(resident, sys.stdin.readline().strip())
    print(json.dumps({"step": "joined"}), flush=True)
    sys.stdin.readline()
    journal = four_entries(resident, order)
    first, again = report(resident, journal), report(resident, journal, deflate=True)
    need(first["up_to"] == again["up_to"], "what came twice was not taken once")
    print(json.dumps({"order": order[7].hex(), "up_to": again["up_to"], "head32": again["head32"].hex(),
                      "checks": [[check.hex(), kind] for check, kind in journal.checks.items()]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
