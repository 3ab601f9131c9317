//! Passes, what was refused, and how much of each quota is used.

use std::collections::BTreeMap;

use super::{BYTES, NUMBER, TEXT};
use crate::error::{ErrorDetails, Field};
use crate::model::{IdempotencyKey, PassId, Period, TypedCode};
use crate::pass::{Counted, IssuerKey, Paper, Pass};
use crate::state::RefusedRequest;
use crate::store::{Part, Reader, Shape, Stored, Writer, names, record};

names!(IdempotencyKey, PassId);

impl Part for TypedCode {
    fn write(&self, to: &mut Writer) {
        to.text(&self.to_string());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::read(from.text()?).ok()
    }
}

const ISSUER_KEYS: [IssuerKey; 3] = [IssuerKey::Good, IssuerKey::Withdrawn, IssuerKey::NotReissued];

impl Part for IssuerKey {
    fn write(&self, to: &mut Writer) {
        to.place(self, &ISSUER_KEYS);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&ISSUER_KEYS)
    }
}

record!(Paper { signed, code });
record!(Pass {
    id,
    signed,
    alias,
    purpose,
    purpose_key,
    label,
    act,
    nbf,
    exp,
    grace,
    denied_from,
    asked_as,
    code,
    paper,
    issuer,
    lasts_for_days,
});

impl Stored for Pass {
    const VERSION_1: Option<Shape> = {
        const CODE: Shape = Shape::Optional(&TEXT);
        const PAPER: Shape = Shape::Record(&[("signed", TEXT), ("code", CODE)]);
        const ISSUER: Shape = Shape::Name(&["Good", "Withdrawn", "NotMadeGood"]);
        const TEXTS: Shape = Shape::List(&TEXT);
        Some(Shape::Record(&[
            ("id", BYTES),
            ("signed", TEXT),
            ("alias", TEXT),
            ("purpose", NUMBER),
            ("purpose_key", TEXT),
            ("label", Shape::List(&TEXTS)),
            ("act", NUMBER),
            ("nbf", NUMBER),
            ("exp", NUMBER),
            ("grace", NUMBER),
            ("denied_from", Shape::Optional(&NUMBER)),
            ("asked_as", BYTES),
            ("code", CODE),
            ("paper", Shape::Optional(&PAPER)),
            ("issuer", Shape::Since(&ISSUER)),
            ("lasts_for_days", Shape::Since(&Shape::Bool)),
        ]))
    };
}

record!(Counted { used, from_ms, until_ms });

/// By the number of the purpose.
impl Stored for BTreeMap<u64, Vec<Counted>> {
    const VERSION_1: Option<Shape> = {
        const COUNTED: Shape =
            Shape::Record(&[("used", NUMBER), ("from_ms", NUMBER), ("until_ms", NUMBER)]);
        const COUNTS: Shape = Shape::List(&COUNTED);
        Some(Shape::Numbered(&COUNTS))
    };
}

const PERIODS: [Period; 3] = [Period::LocalDay, Period::LocalWeek, Period::LocalMonth];

impl Part for Period {
    fn write(&self, to: &mut Writer) {
        to.place(self, &PERIODS);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&PERIODS)
    }
}

const FIELDS: [Field; 2] = [Field::Initials, Field::Document];

impl Part for Field {
    fn write(&self, to: &mut Writer) {
        to.place(self, &FIELDS);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&FIELDS)
    }
}

/// Without its moments as people at the region say them, which are put in anew whenever it is said.
impl Part for ErrorDetails {
    fn write(&self, to: &mut Writer) {
        to.array(8);
        self.at_ms.write(to);
        self.last_ms.write(to);
        self.n.write(to);
        self.m.write(to);
        self.per.write(to);
        self.position.map(|position| position as u64).write(to);
        self.field.write(to);
        self.reference.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(8)?;
        Some(Self {
            at_ms: Part::read(from)?,
            last_ms: Part::read(from)?,
            n: Part::read(from)?,
            m: Part::read(from)?,
            per: Part::read(from)?,
            position: match Option::<u64>::read(from)? {
                Some(position) => Some(usize::try_from(position).ok()?),
                None => None,
            },
            field: Part::read(from)?,
            reference: Part::read(from)?,
        })
    }
}

record!(RefusedRequest { purpose, tap, code, details });

impl Stored for Vec<RefusedRequest> {
    const VERSION_1: Option<Shape> = {
        const DETAILS: Shape = Shape::Record(&[
            ("at_ms", Shape::Optional(&NUMBER)),
            ("last_ms", Shape::Optional(&NUMBER)),
            ("n", Shape::Optional(&NUMBER)),
            ("m", Shape::Optional(&NUMBER)),
            ("per", Shape::Optional(&Shape::Name(&["local-day", "local-week", "local-month"]))),
            ("position", Shape::Optional(&NUMBER)),
            ("field", Shape::Optional(&Shape::Name(&["initials", "document"]))),
            ("reference", Shape::Optional(&TEXT)),
        ]);
        const REFUSAL: Shape = Shape::Record(&[
            ("purpose", TEXT),
            ("tap", BYTES),
            ("code", TEXT),
            ("figures", DETAILS),
        ]);
        Some(Shape::List(&REFUSAL))
    };
}
