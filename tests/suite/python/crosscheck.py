"""Checks and makes Doorstep's objects with python-cwt and cbor2, which share no code with the core.

Reads one JSON request from stdin, writes one JSON answer to stdout. Bytes are hexadecimal.
"""

import hashlib
import json
import sys

import cbor2
from cryptography.hazmat.primitives.serialization import load_der_private_key
from cwt import COSE, COSEKey, Signer

ESP256 = -9
TRUST = "application/doorstep-trust+cose"
RULES = "application/doorstep-rules+cose"


def canonical(value):
    return cbor2.dumps(value, canonical=True)


def public_map(x, y):
    return {1: 2, -1: 1, -2: x, -3: y}


def public_key(x, y, kid=None):
    """python-cwt looks a key up by the name that the object gives it, if it gives one."""
    names = {2: kid} if kid else {}
    return COSEKey.new({**public_map(x, y), 3: ESP256, **names})


def thumbprint(x, y):
    return hashlib.sha256(canonical(public_map(x, y))).digest()


class Private:
    """A P-256 key with its names."""

    def __init__(self, pkcs8):
        numbers = load_der_private_key(bytes.fromhex(pkcs8), None).private_numbers()
        public = numbers.public_numbers
        self.x, self.y = (part.to_bytes(32, "big") for part in (public.x, public.y))
        d = numbers.private_value.to_bytes(32, "big")
        self.map = public_map(self.x, self.y)
        self.key = COSEKey.new({**self.map, -4: d, 3: ESP256})
        self.thumbprint = thumbprint(self.x, self.y)


def cose():
    return COSE.new(verify_kid=False)


def refuses(check):
    try:
        check()
    except Exception:
        return True
    return False


def verify(request):
    """The pass under the issuer's key, the presentation under the key inside the pass."""
    x, y = bytes.fromhex(request["x"]), bytes.fromhex(request["y"])
    issuer = public_key(x, y, thumbprint(x, y)[:4])
    presentation = bytes.fromhex(request["presentation"])
    outer = cbor2.loads(presentation)
    header = cbor2.loads(outer.value[0])
    inner = header[13]
    claims = cbor2.loads(cose().decode(inner, issuer))
    held = claims[8][1]
    holder = public_key(held[-2], held[-3])
    frame = cbor2.loads(cose().decode(presentation, holder))
    broken = presentation[:-1] + bytes([presentation[-1] ^ 1])
    other = public_key(x, y)
    return {
        "typ": header[16],
        "inner_typ": cbor2.loads(inner.value[0])[16],
        "sub": claims[2],
        "exp": claims[4],
        "frame": {str(key): value.hex() if isinstance(value, bytes) else value
                  for key, value in frame.items() if not isinstance(value, dict)},
        "broken_refused": refuses(lambda: cose().decode(broken, holder)),
        "other_key_refused": refuses(lambda: cose().decode(presentation, other)),
    }


def verify_document(request):
    """A document of several signers, under each of these keys."""
    document = bytes.fromhex(request["document"])
    points = [(bytes.fromhex(key["x"]), bytes.fromhex(key["y"])) for key in request["keys"]]
    keys = [public_key(x, y, thumbprint(x, y)) for x, y in points]
    return {
        "each": [not refuses(lambda key=key: cose().decode(document, key)) for key in keys],
        "typ": cbor2.loads(cbor2.loads(document).value[0])[16],
    }


def strip(request):
    """The pass cut out of a live code."""
    outer = cbor2.loads(bytes.fromhex(request["presentation"]))
    return {"pass": canonical(cbor2.loads(outer.value[0])[13]).hex()}


def signed_pass(issuer, holder, request, typ):
    claims = {
        1: request["iss"],
        2: request["sub"],
        4: request["exp"],
        5: request["nbf"],
        7: bytes.fromhex(request["cti"]),
        8: {1: holder.map},
        -65537: {1: request["purpose"], 2: request["act"]},
    }
    protected = {1: ESP256, 4: issuer.thumbprint[:4], 16: typ}
    return cose().encode(canonical(claims), issuer.key, protected=protected)


def live(request):
    """A pass and a presentation of it, with any two types."""
    issuer, holder = Private(request["issuer"]), Private(request["holder"])
    inner = signed_pass(issuer, holder, request, request["inner_typ"])
    payload = canonical({3: "P", 6: request["iat"]})
    protected = {1: ESP256, 13: cbor2.loads(inner), 16: request["typ"]}
    shown = cose().encode(payload, holder.key, protected=protected)
    return {"pass": inner.hex(), "presentation": shown.hex()}


def trust_list(request):
    """One trust list, signed well and in the ways that must be refused."""
    first, second = Private(request["roots"][0]), Private(request["roots"][1])
    content = request["list"]
    content["keys"] = [
        {**{name: value for name, value in key.items() if name not in ("x", "y")},
         "key": public_map(bytes.fromhex(key["x"]), bytes.fromhex(key["y"]))}
        for key in content["keys"]
    ]
    content["tls"] = {name: [bytes.fromhex(item) for item in items]
                      for name, items in content["tls"].items()}
    payload = canonical(content)

    def signer(private):
        return Signer.new(private.key, protected={1: ESP256, 4: private.thumbprint})

    def sign(signers, typ=TRUST):
        return cose().encode(payload, protected={16: typ}, signers=signers)

    good = sign([signer(first), signer(second)])
    parts = cbor2.loads(good).value
    spoiled = [list(signature) for signature in parts[3]]
    spoiled[1][2] = spoiled[1][2][:-1] + bytes([spoiled[1][2][-1] ^ 1])
    one_bad = canonical(cbor2.CBORTag(98, [parts[0], {}, parts[2], spoiled]))
    renamed = [list(parts[3][0]), list(parts[3][0])]
    renamed[1][0] = canonical({1: ESP256, 4: second.thumbprint})
    two_names = canonical(cbor2.CBORTag(98, [parts[0], {}, parts[2], renamed]))
    return {
        "good": good.hex(),
        "one_bad": one_bad.hex(),
        "doubled": sign([signer(first), signer(first)]).hex(),
        "two_names": two_names.hex(),
        "other_typ": sign([signer(first), signer(second)], RULES).hex(),
        "alone": sign([signer(first)]).hex(),
    }


COMMANDS = {
    "verify": verify,
    "verify-document": verify_document,
    "strip": strip,
    "live": live,
    "trust-list": trust_list,
}

if __name__ == "__main__":
    request = json.load(sys.stdin)
    json.dump(COMMANDS[request["op"]](request), sys.stdout)
