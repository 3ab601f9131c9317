"""A lent device, written from the authority's OpenAPI document alone: what it registers with, how it is handed
over, and how it comes back."""

import cbor2

from client import Key, canonical, parts_of, text_of

LOAN, HANDOVER, WIPE = (
    "application/doorstep-loan+cwt", "application/doorstep-handover+cose", "application/doorstep-wipe+cwt")
SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def bytes_of_code(text):
    """What a code says after its prefix (RFC 9285)."""
    digits, data = [SYMBOLS.index(symbol) for symbol in text[5:]], b""
    for start in range(0, len(digits), 3):
        part = digits[start : start + 3]
        number = sum(digit * 45**place for place, digit in enumerate(part))
        data += number.to_bytes(len(part) - 1, "big")
    return data


class LentDevice:
    """A device with the code of its form."""

    def __init__(self, authority, code):
        self.authority, self.device, self.sos = authority, Key(), Key()
        signed = bytes_of_code(code)
        self.loan = cbor2.loads(parts_of(signed, 18, LOAN)[2])[7]
        self.invitation, self.path = text_of(signed), text_of(self.loan)

    def request(self, time):
        return {"loan": self.invitation, "key": self.device.text, "sos": self.sos.text, "time": time}

    def register(self):
        body = self.request(text_of(self.authority.anchor()))
        self.authority.signed("registerLoan", body, {"dev": self.device, "sos": self.sos})
        return self

    def handover(self):
        """With the device's signature alone."""
        fields = {"at": self.authority.now(), "loan": self.loan, "key32": self.device.name, "battery": 87}
        payload, protected = canonical(fields), canonical({16: HANDOVER})
        own = canonical({1: -9, 4: self.device.name})
        seal = self.device.sign(canonical(["Signature", protected, own, b"", payload]))
        return text_of(canonical(cbor2.CBORTag(98, [protected, {}, payload, [[own, {}, seal]]])))

    def certificate(self):
        """That it knows nothing any more."""
        fields = {"at": self.authority.now(), "loan": self.loan, "key32": self.device.name, "destroyed": 4}
        payload, protected = canonical(fields), canonical({1: -9, 4: self.device.name, 16: WIPE})
        seal = self.device.sign(canonical(["Signature1", protected, b"", payload]))
        return text_of(canonical(cbor2.CBORTag(18, [protected, {}, payload, seal])))
