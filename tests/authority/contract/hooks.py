"""Hooks of schemathesis: signs its requests, and puts every second one in reach of success.

Which operations there are, how they are signed and what they take comes from the OpenAPI document. What
is told here is only how a state is reached in which an operation can succeed.
"""

import atexit
import json
import os
import re
import zlib
from collections import Counter, defaultdict
from datetime import datetime, timezone

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation as In
from schemathesis.generation.meta import TestPhase

from client import Authority, Key, Resident, sha256, signature, text_of
from lending import LentDevice
from moving import NewPhone
from office import Office
from reporting import four_entries, join

MARK = "ИП4321"
# A number gets 48 passes a day: before that somebody else asks.
PASSES = 40
# What is about photos.
PHOTOS = ("putPhoto", "photoReceived", "addPhotoPart")
# What is about devices that are lent and registered.
LENT = ("handOverLoan", "returnLoan")
# What is done with the well-formed requests to an operation, in turn.
TURNS = ("fitted", "half fitted", "fitted", "by a closed key", "fitted", "at another time")


class Town:
    """The authority, and people in every state that an operation needs."""

    def __init__(self):
        self.office = Office.of_environment()
        with open(os.environ["CONTRACT_DOCUMENT"]) as document, open(self.office.trust_file) as trust:
            self.authority = Authority(json.load(document), json.load(trust))
        self.keys, self.count, self.asked = {}, 0, 0
        self.token, self.lent = None, 0
        self.resident, self.closed = self.settle(), self.settle()
        self.authority.signed("erase", {}, {"dev": self.closed.device})
        self.first, _, _ = self.resident.request_pass("pharmacy")
        self.patient = self.settle()
        order = join(self.patient, self.office.paper(MARK))
        self.journal = four_entries(self.patient, order)
        self.office.permit(text_of(order[7]), "pharmacy")
        # Sealed or not, nobody looks into it here.
        self.photo = os.urandom(64 * 1024 + 81)
        now = self.authority.now()
        self.journal.write("answer", now, place={}, private={},
                           open={"check": "reference", "how": "photo", "photo": sha256(self.photo)})
        self.authority.call("report", self.batch(), {"dev": self.patient.device})
        self.unlent = self.device()

    def batch(self):
        """What the patient's phone reports."""
        return self.journal.request(self.authority.now(), b"any token")[0]

    def key(self):
        key = Key()
        self.keys[key.text] = key
        return key

    def phone(self):
        self.count += 1
        return f"+7916{self.count:07}"

    def time_token(self):
        if self.token is None:
            self.token = text_of(self.authority.anchor())
        return self.token

    def registration(self):
        """A new registration that waits for its code."""
        person = Resident(self.authority, MARK)
        person.phone = self.phone()
        person.register(person.phone)
        return person

    def settle(self):
        """A new account."""
        person = self.registration()
        person.confirm(self.office.code_to(person.phone))
        return person

    def device(self):
        """A device that is to be lent, with a number of its own."""
        self.lent += 1
        return LentDevice(self.authority, self.office.loan(f"L-{self.lent}"))

    def wait(self, seconds):
        """Time goes by at the authority."""
        self.office.put_clock(datetime.fromtimestamp(self.authority.now() + seconds, timezone.utc))
        self.token = None
        self.authority.anchor()

    def asker(self):
        """The resident who may ask for a pass today."""
        self.asked += 1
        if self.asked % PASSES == 0:
            self.resident = self.settle()
        return self.resident

    def card(self):
        """A fresh pass: its bytes and its name."""
        reply, claims, _ = self.asker().request_pass("pharmacy")
        return reply["pass"], text_of(claims[7])


TOWN = Town()
SEEN, CODES, TURN = defaultdict(Counter), defaultdict(set), Counter()

for name, value in {
    "cose-key": lambda: TOWN.key().text,
    "time-token": lambda: TOWN.time_token(),
    "signed-pass": lambda: TOWN.first["pass"],
    "phone": lambda: TOWN.phone(),
    "signed-loan": lambda: TOWN.unlent.invitation,
    "signed-handover": lambda: TOWN.unlent.handover(),
    "signed-wipe": lambda: TOWN.unlent.certificate(),
    "signed-link": lambda: NewPhone(TOWN.authority, TOWN.closed).link(),
}.items():
    schemathesis.openapi.format(name, st.builds(value))
schemathesis.openapi.media_type("application/cbor", st.builds(lambda: TOWN.batch()))
schemathesis.openapi.media_type("application/octet-stream", st.binary(min_size=1, max_size=2048))
schemathesis.openapi.format("typed-code", st.sampled_from([TOWN.first["code"], "2345 6789 2345 678a"]))


def asks(operation):
    """The device key of whoever asks for it."""
    return (TOWN.patient if operation == "report" or operation in PHOTOS else TOWN.resident).device


def half_fit(operation, case):
    """Lets a request reach what judges its body; the device key that signs it."""
    if operation in ("confirm", "resend"):
        person = TOWN.registration()
        case.path_parameters["reg"] = person.reg
        return person.device
    if operation == "requestPaper":
        case.path_parameters["id"] = TOWN.card()[1]
    elif operation == "requestPass" and not case.meta.is_negative_at(In.BODY):
        case.body |= {"give_up_at": TOWN.authority.now() + 900, "from": None, "cnf": TOWN.key().text}
        TOWN.asker()
    return asks(operation)


def fit(operation, case):
    """Puts what only the state can tell into a request; the device key that signs it."""
    body = case.body
    if operation == "register":
        key = TOWN.key()
        body |= {"phone": TOWN.phone(), "key": key.text, "sos": TOWN.key().text,
                 "time": TOWN.time_token(), "consent": 1}
        return key
    if operation in ("confirm", "resend"):
        person = TOWN.registration()
        case.path_parameters["reg"] = person.reg
        if operation == "confirm":
            body |= {"code": TOWN.office.code_to(person.phone), "sub": MARK}
        else:
            TOWN.wait(61)
        return person.device
    if operation == "registerLoan":
        lent = TOWN.device()
        TOWN.keys |= {key.text: key for key in (lent.device, lent.sos)}
        body |= lent.request(TOWN.time_token())
        return lent.device
    if operation == "linkKeys":
        phone = NewPhone(TOWN.authority, TOWN.settle())
        TOWN.keys |= {key.text: key for key in (phone.device, phone.sos)}
        body |= phone.request(MARK)
        return phone.device
    if operation in LENT:
        lent = TOWN.device().register()
        case.path_parameters["loan"] = lent.path
        if operation == "handOverLoan":
            body["handover"] = lent.handover()
        else:
            body["certificate"] = lent.certificate()
        return lent.device
    if operation == "requestPass":
        TOWN.asker()
        rules = TOWN.authority.rules
        body |= {"purpose": 2, "rules": rules["serial"], "give_up_at": TOWN.authority.now() + 900,
                 "from": None, "instead": None, "permission": None, "sub": MARK, "cnf": TOWN.key().text}
        if TOWN.asked % 2 and TOWN.asked < PASSES:
            body["permission"] = "p1"
            return TOWN.patient.device
    elif operation == "requestPaper":
        body["pass"], case.path_parameters["id"] = TOWN.card()
    elif operation == "claimOrder":
        body |= {"code": TOWN.office.paper(MARK), "sub": MARK}
    elif operation == "root":
        case.path_parameters["serial"] = 1
    elif operation in PHOTOS:
        case.path_parameters["photo"] = text_of(sha256(TOWN.photo))
        if operation == "putPhoto":
            case.body = TOWN.photo
    return asks(operation)


class Sign(requests.auth.AuthBase):
    """Signs the bytes that go out. Headers that the generator left out stay out, those that it broke
    stay broken."""

    def __init__(self, case, device, ahead):
        self.case, self.device, self.ahead = case, device, ahead

    def __call__(self, request):
        definition = self.case.operation.definition.raw
        labels = definition.get("x-signature-labels")
        takes = "requestBody" in definition
        if not labels or takes and not request.body or request.method != self.case.operation.method.upper():
            return request
        body = request.body or b""
        body = body if isinstance(body, bytes) else body.encode()
        keys = {"dev": self.device, "sos": self.key_in("sos"), "pass": self.key_in("cnf")}
        given = dict(request.headers)
        if given.get("Content-Encoding") == "deflate":
            request.body = body = zlib.compress(body)
            request.headers["Content-Length"] = str(len(body))
        if "Idempotency-Key" in given and not self.broken("Idempotency-Key", given):
            request.headers["Idempotency-Key"] = f'"{text_of(os.urandom(16))}"'
        made = signature(request.method, request.url, request.headers, body,
                         {label: keys[label] for label in labels},
                         TOWN.authority.now() + self.ahead, os.urandom(16))
        for name, value in made.items():
            if name in given and not self.broken(name, given):
                request.headers[name] = value
        return request

    def key_in(self, field):
        body = self.case.body if isinstance(self.case.body, dict) else {}
        return TOWN.keys.get(str(body.get(field)), TOWN.closed.device)

    def broken(self, name, given):
        meta = self.case.meta
        if meta is None or not meta.is_negative_at(In.HEADER):
            return False
        if meta.phase.name is TestPhase.COVERAGE:
            # There only one thing at a time is wrong, and the other headers are left empty.
            return (meta.phase.data.parameter_location, meta.phase.data.parameter) == (In.HEADER, name)
        pattern = self.case.operation.headers.get(name).definition["schema"]["pattern"]
        return not re.search(pattern, str(given[name]))


def with_integers(value):
    """The same with each integer that a field may hold written as one, wherever it stands."""
    if isinstance(value, dict):
        return {name: with_integers(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [with_integers(inside) for inside in value]
    is_integer = isinstance(value, float) and value.is_integer() and abs(value) < 2 ** 64
    return int(value) if is_integer else value


@schemathesis.hook
def map_body(context, body):
    """What the document says in words, because JSON Schema has none for it: an integer is written as
    one, and a place is counted in bytes and can be read."""
    if not isinstance(body, dict):
        return body
    body = with_integers(body)
    if isinstance(place := body.get("place"), str) and 0 < len(place) <= 12:
        seen = "".join(part for part in place if part.isalnum() and part not in "\u115f\u1160\u3164\uffa0")
        seen = seen.encode(errors="ignore")[:12].decode(errors="ignore")
        body["place"] = seen or "1"
    return body


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw["operationId"]
    device, ahead, turn = asks(operation), 0, None
    if case.meta and case.meta.generation.mode.is_positive:
        turn = TURNS[TURN[operation] % len(TURNS)]
        TURN[operation] += 1
    elif case.meta and not case.meta.is_negative_at(In.PATH):
        turn = "half fitted"
    if turn == "fitted":
        device = fit(operation, case)
    elif turn == "half fitted":
        device = half_fit(operation, case)
    elif turn == "by a closed key":
        device = TOWN.closed.device
    elif turn == "at another time":
        ahead = 1000
    if operation == "register" and turn != "by a closed key" and isinstance(case.body, dict):
        device = TOWN.keys.get(str(case.body.get("key")), device)
    if operation == "erase" and device is TOWN.resident.device:
        device = TOWN.settle().device
    kwargs["auth"] = Sign(case, device, ahead)


@schemathesis.hook
def after_call(context, case, response):
    if response.request.method != case.operation.method.upper():
        return
    label = case.operation.label
    SEEN[label][response.status_code] += 1
    if "problem" in response.headers.get("content-type", [""])[0]:
        CODES[label].add(response.json()["code"])


@atexit.register
def tell():
    seen = {label: [dict(SEEN[label]), sorted(CODES[label])] for label in SEEN}
    with open(os.environ["CONTRACT_SEEN"], "w") as file:
        json.dump(seen, file)
