"""A client of the authority, written from its OpenAPI document alone; it shares no code with Doorstep.

Registers, confirms with the code that stands on the next line of stdin, asks for a pass, declares an
emergency, and prints what a phone would show as a QR code: one JSON line after each step.

    client.py openapi.json trust.json +79161234567 AB4321 groceries
"""

import hashlib
import http.client
import json
import os
import ssl
import sys
import time
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from functools import partial
from urllib.parse import urlsplit

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate

ECDSA, CURVE, ESP256 = ec.ECDSA(SHA256()), ec.SECP256R1(), -9
PASS, PRESENTATION, PAPER = 293, 294, 61
ROOT, TRUST, RULES = (f"application/doorstep-{kind}+cose" for kind in ("root", "trust", "rules"))
STAMP, TIME = "application/doorstep-stamp+cwt", "application/doorstep-time+cwt"
canonical = partial(cbor2.dumps, canonical=True)


def text_of(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha256(data):
    return hashlib.sha256(data).digest()


def need(condition, what):
    if not condition:
        raise ValueError(what)


def name_of(key):
    """COSE Key Thumbprint of a COSE_Key."""
    return sha256(canonical({label: key[label] for label in (1, -1, -2, -3)}))


class Key:
    def __init__(self):
        self.private = ec.generate_private_key(CURVE)
        point = self.private.public_key().public_numbers()
        self.map = {1: 2, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        self.text, self.name = text_of(canonical(self.map)), name_of(self.map)

    def sign(self, data):
        r, s = utils.decode_dss_signature(self.private.sign(data, ECDSA))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def is_signed_by(key, data, signature):
    need((key[1], key[-1], len(signature)) == (2, 1, 64), "a key of another kind")
    x, y, r, s = (int.from_bytes(number, "big")
                  for number in (key[-2], key[-3], signature[:32], signature[32:]))
    public = ec.EllipticCurvePublicNumbers(x, y, CURVE).public_key()
    try:
        return public.verify(utils.encode_dss_signature(r, s), data, ECDSA) is None
    except InvalidSignature:
        return False


def parts_of(data, tag, typ):
    """The parts of a signed object of this type."""
    item = cbor2.loads(data)
    need(item.tag == tag and canonical(item) == data, "another tag, or not deterministic")
    protected, unprotected, payload, signature = item.value
    header = cbor2.loads(protected)
    need(header.get(16) == typ and not unprotected, f"not of type {typ}")
    return protected, header, payload, signature


def open_one(data, typ, keys):
    """The payload of a COSE_Sign1, if the key that it names signed it."""
    protected, header, payload, signature = parts_of(data, 18, typ)
    need(header[1] == ESP256 and len(header[4]) == (4 if typ in (PASS, PAPER) else 32), "header")
    signed = canonical(["Signature1", protected, b"", payload])
    named = [key for key in keys if name_of(key).startswith(header[4])]
    need(any(is_signed_by(key, signed, signature) for key in named), "signature")
    return cbor2.loads(payload)


def open_many(data, typ, keys, threshold):
    """The payload of a COSE_Sign that enough of the keys signed. Without keys: its own."""
    protected, _, payload, signatures = parts_of(data, 98, typ)
    content = cbor2.loads(payload)
    if keys is None:
        keys, threshold = content["keys"], content["threshold"]
    trusted, counted = {name_of(key): key for key in keys}, set()
    for own, _, signature in signatures:
        name, signed = cbor2.loads(own)[4], canonical(["Signature", protected, own, b"", payload])
        if name in trusted and is_signed_by(trusted[name], signed, signature):
            counted.add(name)
    need(len(counted) >= threshold > 0, "too few signatures")
    return content


class Authority:
    def __init__(self, document, trust_file):
        self.operations = {operation["operationId"]: (method.upper(), path, operation)
                           for path, methods in document["paths"].items()
                           for method, operation in methods.items()}
        self.url, self.iss, self.host = trust_file["url"], trust_file["iss"], urlsplit(trust_file["url"])
        # Until there is a trust list the pins alone tell the server.
        self.connect([bytes_of(pin) for pin in trust_file["pins"]], None)
        self.follow(bytes_of(trust_file["root"]))

    def connect(self, pins, roots):
        self.known_by, self.used = (pins, roots), time.monotonic()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        if roots:
            context.load_verify_locations(cadata=b"".join(roots))
        else:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.connection = http.client.HTTPSConnection(self.host.netloc, context=context, timeout=40)
        self.connection.connect()
        server = load_der_x509_certificate(self.connection.sock.getpeercert(True)).public_key()
        spki = server.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        need(sha256(spki) in pins, "another server")

    def call(self, operation_id, body=None, labels=None, or_404=False, fields={}, **variables):
        """The bytes of an operation's answer, and the nonce that a signed one was sent with."""
        method, path, operation = self.operations[operation_id]
        target = self.url + path.format(**variables)
        nonce = os.urandom(16)
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": next(iter(operation["requestBody"]["content"]))} if sent else {}
        headers |= fields
        if wanted := operation.get("x-signature-labels"):
            need(set(wanted) == set(labels or {}), "other labels")
            if "Idempotency-Key" in str(operation["parameters"]):
                headers["Idempotency-Key"] = f'"{text_of(os.urandom(16))}"'
            headers |= signature(method, target, headers, sent, labels, self.now(), nonce)
        if time.monotonic() > self.used + 20:
            self.connect(*self.known_by)  # the authority hangs up on who is silent for 30 seconds
        self.used = time.monotonic()
        self.connection.request(method, target.removeprefix(self.url), sent, headers)
        response = self.connection.getresponse()
        data = response.read()
        need(str(response.status) in operation["responses"], f"undocumented {response.status}")
        good = response.status < 400
        need(good or or_404 and response.status == 404, f"refused: {data}")
        return data if good else None, nonce

    def signed(self, operation_id, body, labels, **variables):
        """The reply to a signed request; it carries the time over the request's nonce."""
        data, nonce = self.call(operation_id, body, labels, **variables)
        reply = json.loads(data)
        self.set_clock(bytes_of(reply["time"]), nonce)
        return reply

    def follow(self, root):
        """Roots, trust list, stamp and rules, each by the one before."""
        current = open_many(root, ROOT, None, 0)
        while root := self.call("root", or_404=True, serial=current["serial"] + 1)[0]:
            open_many(root, ROOT, current["keys"], current["threshold"])
            serial, current = current["serial"], open_many(root, ROOT, None, 0)
            need(current["serial"] == serial + 1, "another serial")
        trust, _ = self.call("trust")
        self.trust = open_many(trust, TRUST, current["keys"], current["threshold"])
        need(self.host.hostname in self.trust["hosts"], "another host")
        self.connect(self.trust["tls"]["pins"], self.trust["tls"]["roots"])
        stamp = self.online(self.call("stamp")[0], STAMP, "stamp")
        rules, _ = self.call("rules")
        digests = [stamp["docs"][name][1] for name in ("trust", "rules")]
        need(digests == [sha256(trust), sha256(rules)], "other documents than the stamp's")
        self.rules = open_many(rules, RULES, self.keys("rules"), self.trust["thresholds"]["rules"])
        self.anchor()

    def keys(self, use, at=None):
        return [key["key"] for key in self.trust["keys"]
                if key["use"] == use and key["iss"] == self.iss and "revoked_at" not in key
                and (at is None or key["sign_from"] <= at <= key["sign_until"])]

    def online(self, data, typ, use):
        """What one key of this use signed, at a time that was its own."""
        at = open_one(data, typ, self.keys(use))[6]
        content = open_one(data, typ, self.keys(use, at))
        need(content[1] == self.iss, "another issuer")
        return content

    def anchor(self):
        """A time token; from here on the clock is the authority's."""
        nonce = os.urandom(16)
        token, _ = self.call("time", {"nonce": text_of(nonce)})
        self.set_clock(token, nonce)
        return token

    def set_clock(self, token, nonce):
        content = self.online(token, TIME, "time")
        need(content[39] == nonce, "another nonce")
        self.ahead = content[6] - time.monotonic()

    def now(self):
        return int(self.ahead + time.monotonic())


def signature(method, target, headers, body, labels, created, nonce):
    """The headers that sign a request."""
    values, made = {"@method": method, "@target-uri": target}, {}
    if body:
        made["Content-Digest"] = f"sha-256=:{b64encode(sha256(body)).decode()}:"
        values |= {"content-type": headers["Content-Type"], "content-digest": made["Content-Digest"]}
    for name in ("Idempotency-Key", "Content-Encoding", "Upload-Offset"):
        if name in headers:
            values[name.lower()] = headers[name]
    covered = "(" + " ".join(f'"{name}"' for name in values) + ")"
    inputs, signatures = [], []
    for label, key in labels.items():
        parameters = (f'{covered};created={created};nonce="{text_of(nonce)}";keyid="{text_of(key.name)}"'
                      ';alg="ecdsa-p256-sha256";tag="doorstep-1"')
        base = "\n".join(f'"{name}": {value}' for name, value in
                         (values | {"@signature-params": parameters}).items())
        inputs.append(f"{label}={parameters}")
        signatures.append(f"{label}=:{b64encode(key.sign(base.encode())).decode()}:")
    return made | {"Signature-Input": ", ".join(inputs), "Signature": ", ".join(signatures)}


def base45(data):
    """RFC 9285, with the prefix of our codes."""
    symbols, text = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", "DS1:"
    for start in range(0, len(data), 2):
        number = int.from_bytes(data[start : start + 2], "big")
        for _ in range(3 if start + 1 < len(data) else 2):
            number, symbol = divmod(number, 45)
            text += symbols[symbol]
    return text


class Resident:
    def __init__(self, authority, mark):
        self.authority, self.mark, self.device, self.sos = authority, mark, Key(), Key()

    def register(self, phone):
        body = {"phone": phone, "key": self.device.text, "sos": self.sos.text,
                "time": text_of(self.authority.anchor()), "consent": 1, "lang": "en"}
        reply = self.authority.signed("register", body, {"dev": self.device, "sos": self.sos})
        self.reg = reply["reg"]

    def confirm(self, code):
        body = {"code": code, "sub": self.mark}
        reply = self.authority.signed("confirm", body, {"dev": self.device}, reg=self.reg)
        self.read(reply["holder"], PASS, self.sos)
        self.certificate = reply["holder"]

    def read(self, text, typ, key):
        """The claims of a pass or certificate for this key."""
        claims = open_one(bytes_of(text), typ, self.authority.keys("pass"))
        need(claims[1] == self.authority.iss, "another issuer")
        need(claims.get(8) == (key and {1: key.map}), "another key")
        return claims

    def request_pass(self, name):
        rules, now, key = self.authority.rules, self.authority.now(), Key()
        purpose = next(purpose for purpose in rules["purposes"] if purpose["key"] == name)
        body = {"purpose": purpose["id"], "sub": self.mark, "cnf": key.text,
                "rules": rules["serial"], "give_up_at": now + 900}
        reply = self.authority.signed("requestPass", body, {"dev": self.device, "pass": key})
        claims = self.read(reply["pass"], PASS, key)
        acts = [act["no"] for act in rules["acts"] if act["from"] <= now < act.get("until", now + 1)]
        need(claims[-65537][1] == purpose["id"] and claims[-65537][2] in acts, "another purpose or act")
        need(0 < claims[4] - claims[5] <= purpose["minutes"] * 60, "another length")
        return reply, claims, key

    def request_paper(self, signed, claims):
        body, id = {"pass": signed}, text_of(claims[7])
        reply = self.authority.signed("requestPaper", body, {"dev": self.device}, id=id)
        self.read(reply["pass"], PAPER, None)
        return bytes_of(reply["pass"])

    def declare_emergency(self, number=None):
        """A frame of an emergency that begins now."""
        purposes = self.authority.rules["purposes"]
        purpose = next((purpose["id"] for purpose in purposes if purpose.get("emergency")), 0)
        declared = {-65537: {1: purpose, 4: self.authority.now()}}
        return self.present(self.certificate, self.sos, number, declared)

    def present(self, signed, key, number=None, declared=None):
        """A frame of a pass, or of the certificate under which an emergency is declared: live, or for the
        number that an inspector has read out."""
        protected = canonical({1: ESP256, 13: cbor2.loads(bytes_of(signed)), 16: PRESENTATION})
        fresh = {7: os.urandom(8), 39: number.encode()} if number else {6: self.authority.now()}
        payload = canonical({3: "P"} | fresh | (declared or {}))
        seal = key.sign(canonical(["Signature1", protected, b"", payload]))
        return canonical(cbor2.CBORTag(18, [protected, {}, payload, seal]))


def main(document, trust, phone, mark, purpose):
    with open(document) as document, open(trust) as trust:
        resident = Resident(Authority(json.load(document), json.load(trust)), mark)
    resident.register(phone)
    print(json.dumps({"step": "registered"}), flush=True)
    resident.confirm(sys.stdin.readline().strip())
    reply, claims, key = resident.request_pass(purpose)
    live, paper = resident.present(reply["pass"], key), resident.request_paper(reply["pass"], claims)
    shown = {"live": live, "paper": paper, "emergency": resident.declare_emergency(),
             "number": resident.present(reply["pass"], key, "12345678"),
             "emergency number": resident.declare_emergency("12345678")}
    print(json.dumps({"step": "pass"} | {name: base45(code) for name, code in shown.items()}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
