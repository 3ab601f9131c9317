//! Requests that wait for their answers.

use super::{BYTES, NUMBER, TEXT};
use crate::model::Thumbprint;
use crate::outbox::{KeyRole, PassWish, RequestKind, Signer, Task};
use crate::store::{Inside, Part, Reader, Shape, Stored, Writer, choice, names, record};

names!(Thumbprint);

const ROLES: [KeyRole; 3] = [KeyRole::Dev, KeyRole::Sos, KeyRole::Pass];

impl Part for KeyRole {
    fn write(&self, to: &mut Writer) {
        to.place(self, &ROLES);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&ROLES)
    }
}

record!(Signer { whose, alias, key });

/// A signer in version 1.
pub(super) const SIGNER: Shape = Shape::Record(&[
    ("whose", Shape::Name(&["Dev", "Sos", "Pass"])),
    ("alias", TEXT),
    ("key", BYTES),
]);

record!(PassWish { purpose, key, give_up_at, tap, again, replaces });

choice!(RequestKind {
    0 => Register {},
    1 => Resend { 0: reg },
    2 => Confirm { 0: reg },
    3 => Pass { 0: wish },
    4 => Erase {},
    5 => ClaimOrder {},
    6 => TakeLoan {},
    7 => HandOver { 0: loan },
    8 => Link {},
});

record!(Task { what, idempotency, body, signers, failures, not_before_ms, told_to_wait, tries_ms });

impl Stored for Task {
    const VERSION_1: Option<Shape> = {
        const WHAT: Shape = Shape::Choice(&[
            ("Register", Inside::Nothing),
            ("Resend", Inside::One(BYTES)),
            ("Confirm", Inside::One(BYTES)),
            (
                "Pass",
                Inside::One(Shape::Record(&[
                    ("purpose", NUMBER),
                    ("key", TEXT),
                    ("give_up_at", NUMBER),
                    ("tap", BYTES),
                    ("again", Shape::Bool),
                    ("instead", Shape::Optional(&BYTES)),
                ])),
            ),
            ("Erase", Inside::Nothing),
        ]);
        Some(Shape::Record(&[
            ("what", WHAT),
            ("idempotency", BYTES),
            ("body", TEXT),
            ("signers", Shape::List(&SIGNER)),
            ("failures", NUMBER),
            ("not_before_ms", NUMBER),
            ("told_to_wait", Shape::Bool),
            ("tries_ms", Shape::List(&NUMBER)),
        ]))
    };
}
