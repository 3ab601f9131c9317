//! What is kept, form by form. The bytes of each are pinned by the tests: whoever changes them
//! raises the version of the value, and teaches it to read those that were written before.

mod account;
mod checks;
mod delivery;
mod lists;
mod moving;
mod passes;
mod photos;
mod pin;
mod quarantine;
mod requests;
mod sent;
mod sms;
#[cfg(test)]
mod tests;
mod watch;

use super::SyncSchedule;
use crate::model::BootId;
use crate::store::{Part, Reader, Shape, Stored, Writer, record};
use crate::time::{Anchor, TrustedTime};

const NUMBER: Shape = Shape::Number;
const TEXT: Shape = Shape::Text;
const BYTES: Shape = Shape::Bytes;

impl Part for BootId {
    fn write(&self, to: &mut Writer) {
        to.text(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(|text| Self(text.to_owned()))
    }
}

record!(Anchor { iat, elapsed_ms, round_trip_ms, boot });
record!(TrustedTime { anchor, floor });

impl Stored for TrustedTime {
    const VERSION_1: Option<Shape> = {
        const ANCHOR: Shape = Shape::Record(&[
            ("iat", NUMBER),
            ("elapsed_ms", NUMBER),
            ("round_trip_ms", NUMBER),
            ("boot", TEXT),
        ]);
        Some(Shape::Record(&[("anchor", Shape::Optional(&ANCHOR)), ("floor", NUMBER)]))
    };
}

record!(SyncSchedule { not_before_ms, failures });

impl Stored for SyncSchedule {
    const VERSION_1: Option<Shape> =
        Some(Shape::Record(&[("not_before_ms", NUMBER), ("failures", NUMBER)]));
}

/// A flag, such as that a damaged file was put aside.
impl Stored for bool {
    const VERSION_1: Option<Shape> = Some(Shape::Bool);
}

/// A moment, milliseconds since 1970.
impl Stored for i64 {
    const VERSION_1: Option<Shape> = None;
}

/// The vault's name of a key.
impl Stored for String {
    const VERSION_1: Option<Shape> = Some(TEXT);
}

/// The vault's names of keys.
impl Stored for Vec<String> {
    const VERSION_1: Option<Shape> = Some(Shape::List(&TEXT));
}
