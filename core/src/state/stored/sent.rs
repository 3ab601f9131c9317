//! What was sent.

use crate::model::{Asks, Tells};
use crate::requests::{Sent, SentRaw};
use crate::store::{Part, Reader, Shape, Stored, Writer, choice, record};

impl Part for Asks {
    fn write(&self, to: &mut Writer) {
        to.place(self, Self::ALL);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(Self::ALL)
    }
}

choice!(Tells {
    0 => Nothing {},
    1 => PhoneNumber {},
    2 => AccountKeys {},
    3 => Attestation {},
    4 => Language {},
    5 => MessageCode {},
    6 => HolderHint {},
    7 => Certificate {},
    8 => Purpose { 0: purpose },
    9 => Start {},
    10 => PassKey {},
    11 => OldPass {},
    12 => Pass {},
    13 => TypedCode {},
    14 => Signature {},
    15 => Reports {},
    16 => OrderCode {},
    17 => OwnWords {},
    18 => Photo {},
    19 => Invitation {},
    20 => Handover {},
    21 => Wipe {},
    22 => Link {},
});

record!(Sent { at_ms, to, route, bytes, sha256, asks, tells });

impl Stored for Sent {
    const VERSION_1: Option<Shape> = None;
}

impl Part for SentRaw {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        to.text(&self.head);
        to.bytes(&self.body);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        Some(Self { head: from.text()?.to_owned(), body: from.bytes()?.to_vec() })
    }
}

impl Stored for SentRaw {
    const VERSION_1: Option<Shape> = None;
}
