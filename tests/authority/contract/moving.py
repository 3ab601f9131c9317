"""A new phone that an account moves to, written from the authority's OpenAPI document alone."""

import cbor2

from client import Key, canonical, text_of

LINK = "application/doorstep-link+cose"


class NewPhone:
    """A phone with keys of its own, and a resident whose old phone signs for it."""

    def __init__(self, authority, resident):
        self.authority, self.resident = authority, resident
        self.device, self.sos = Key(), Key()

    def link(self):
        """With both signatures."""
        old = self.resident.device
        fields = {1: self.authority.iss, "old32": old.name, "new32": self.device.name,
                  "at": self.authority.now()}
        payload, protected = canonical(fields), canonical({16: LINK})

        def signed(key):
            own = canonical({1: -9, 4: key.name})
            return [own, {}, key.sign(canonical(["Signature", protected, own, b"", payload]))]

        signatures = [signed(old), signed(self.device)]
        return text_of(canonical(cbor2.CBORTag(98, [protected, {}, payload, signatures])))

    def request(self, mark):
        return {"link": self.link(), "key": self.device.text, "sos": self.sos.text, "sub": mark}
