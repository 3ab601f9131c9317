//! The account: where it stands, its keys, and what declares emergencies.

use super::requests::SIGNER;
use super::{BYTES, NUMBER, TEXT};
use crate::loan::{HandedOver, Loan, LoanStage};
use crate::model::{AccountId, HolderHint, LoanId, LoanNumber, PhoneNumber, RegistrationId};
use crate::registration::{Form, Keys, Registration};
use crate::requests::Claimed;
use crate::state::{Emergency, EmergencyCredential, Membership};
use crate::store::{Inside, Part, Reader, Shape, Stored, Writer, choice, names, record};

names!(AccountId, LoanId, RegistrationId);

impl Part for PhoneNumber {
    fn write(&self, to: &mut Writer) {
        to.text(self.e164());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::kept(from.text()?)
    }
}

impl Part for HolderHint {
    fn write(&self, to: &mut Writer) {
        to.text(self.as_str());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::kept(from.text()?)
    }
}

impl Part for LoanNumber {
    fn write(&self, to: &mut Writer) {
        to.text(self.as_str());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::new(from.text()?)
    }
}

impl Part for HandedOver {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        self.at.write(to);
        to.bytes(&self.signed);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        Some(Self { at: Part::read(from)?, signed: from.bytes()?.to_vec() })
    }
}

choice!(LoanStage {
    0 => Taken {},
    1 => Running { 0: handed_over },
    2 => Over { 0: why },
    3 => Wiping {},
});
record!(Loan { id, number, stage });

record!(Form { phone, mark, consent, lang });
record!(Keys { dev, sos });
choice!(Registration {
    0 => Nobody {},
    1 => Waiting { form: form },
    2 => Submitted { form: form, keys: keys },
    3 => CodeSent {
        form: form,
        keys: keys,
        reg: reg,
        resend_at_ms: resend_at_ms,
        expires_at_ms: expires_at_ms
    },
    4 => Registered { phone: phone, mark: mark, keys: keys, account: account, holder: holder },
    5 => Closed { reason: reason, keys: keys, holder: holder },
    6 => Erasing {},
    7 => LoanAsked { id: id, number: number, keys: keys },
    8 => Lent { keys: keys, holder: holder, loan: loan },
    9 => Moving { keys: keys },
});

impl Stored for Registration {
    const VERSION_1: Option<Shape> = {
        const FORM: Shape =
            Shape::Record(&[("phone", TEXT), ("mark", TEXT), ("consent", NUMBER), ("lang", TEXT)]);
        const KEYS: Shape = Shape::Record(&[("dev", SIGNER), ("sos", SIGNER)]);
        Some(Shape::Choice(&[
            ("Nobody", Inside::Nothing),
            ("Waiting", Inside::Parts(&[("form", FORM)])),
            ("Asked", Inside::Parts(&[("form", FORM), ("keys", KEYS)])),
            (
                "CodeSent",
                Inside::Parts(&[
                    ("form", FORM),
                    ("keys", KEYS),
                    ("reg", BYTES),
                    ("resend_at_ms", NUMBER),
                    ("expires_at_ms", NUMBER),
                ]),
            ),
            (
                "Registered",
                Inside::Parts(&[
                    ("phone", TEXT),
                    ("mark", TEXT),
                    ("keys", KEYS),
                    ("account", BYTES),
                    ("holder", TEXT),
                ]),
            ),
            ("Closed", Inside::Parts(&[("reason", TEXT), ("keys", KEYS), ("holder", TEXT)])),
            ("Erasing", Inside::Nothing),
        ]))
    };
}

record!(Emergency { start, minutes });

impl Stored for Emergency {
    const VERSION_1: Option<Shape> = Some(Shape::Record(&[("start", NUMBER), ("minutes", NUMBER)]));
}

record!(Claimed { at, leaves_at });

impl Stored for Option<Claimed> {
    const VERSION_1: Option<Shape> = {
        const CLAIMED: Shape = Shape::Record(&[("at", NUMBER), ("leaves_at", NUMBER)]);
        Some(Shape::Optional(&CLAIMED))
    };
}

record!(EmergencyCredential { holder, sos });

impl Stored for Option<EmergencyCredential> {
    const VERSION_1: Option<Shape> = {
        const CREDENTIAL: Shape = Shape::Record(&[("holder", TEXT), ("sos", TEXT)]);
        Some(Shape::Optional(&CREDENTIAL))
    };
}

record!(Membership { is_child, leaves });

impl Stored for Membership {
    const VERSION_1: Option<Shape> = None;
}
