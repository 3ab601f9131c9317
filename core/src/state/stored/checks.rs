//! What is known of checks beside the journal, and what a person declared.

use crate::documents::CheckKind;
use crate::model::CheckId;
use crate::quarantine::checks::{HeldSurprise, Kept, OpenWindow};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::journal::Moment;
use crate::quarantine::order::{Declaration, Declared};
use crate::quarantine::presence::Milliseconds;
use crate::state::KeptCheck;
use crate::store::{Part, Reader, Shape, Stored, Writer, names, record};

names!(CheckId);

impl Part for CheckKind {
    fn write(&self, to: &mut Writer) {
        to.place(self, &[Self::Place, Self::Photo]);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&[Self::Place, Self::Photo])
    }
}

impl Part for Declared {
    fn write(&self, to: &mut Writer) {
        to.place(self, &[Self::Hospital, Self::Personal, Self::Permission]);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&[Self::Hospital, Self::Personal, Self::Permission])
    }
}

impl Part for Milliseconds {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Part::read(from).map(Self)
    }
}

record!(Moment { within, elapsed, boot });
record!(OpenWindow { check, length_s, passed, counted_to, boot, is_counting });
record!(HeldSurprise { id, digest, kind, exp, came });
record!(Kept { settled_until, here, windows, surprises });

impl Stored for Kept {
    const VERSION_1: Option<Shape> = None;
}

record!(Declaration { seq, what, from, until });

impl Part for Declarations {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        self.made().to_vec().write(to);
        self.discharged().to_vec().write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        Some(Self::kept(Part::read(from)?, Part::read(from)?))
    }
}

impl Stored for Declarations {
    const VERSION_1: Option<Shape> = None;
}

impl Part for KeptCheck {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        to.bytes(&self.signed);
        self.came.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        let kept = Self { signed: from.bytes()?.to_vec(), came: Part::read(from)? };
        kept.read().map(|_| kept)
    }
}

impl Stored for KeptCheck {
    const VERSION_1: Option<Shape> = None;
}
