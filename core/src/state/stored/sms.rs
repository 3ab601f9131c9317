//! What was asked for by text message.

use crate::sms::{Asked, AskedOutcome};
use crate::store::{Part, Reader, Shape, Stored, Writer, record};

/// Each by its number.
const OUTCOMES: [AskedOutcome; 3] =
    [AskedOutcome::Waiting, AskedOutcome::Approved, AskedOutcome::Refused];

impl Part for AskedOutcome {
    fn write(&self, to: &mut Writer) {
        to.place(self, &OUTCOMES);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&OUTCOMES)
    }
}

record!(Asked { region, form, purpose, at, outcome, reply, code, valid_until });

impl Stored for Vec<Asked> {
    const VERSION_1: Option<Shape> = None;
}
