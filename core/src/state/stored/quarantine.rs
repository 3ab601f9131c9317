//! Quarantines: journals, entries, orders, notices.

use crate::documents::{Coordinates, PlaceOpening, Report};
use crate::model::{BootMark, ChainId, EpochId, OrderId};
use crate::quarantine::journal::{Class, Interval, Kind, NUMBERS_OF_A_FIX, ReportedUnder, Values};
use crate::quarantine::order::{OpenedOrder, Refusal};
use crate::quarantine::report::{pack_numbers, unpack_numbers};
use crate::state::quarantine::{
    Journal, KeptEntry, KeptNotice, KeptOrder, KeptParts, KeptProof, Run, SignedBytes,
};
use crate::state::{Beacon, Boot};
use crate::store::{Part, Reader, Shape, Stored, Writer, choice, names, record};

names!(BootMark, ChainId, EpochId, OrderId);

const REPORTS: [Report; 2] = [Report::Presence, Report::Coordinates];
const CLASSES: [Class; 3] = [Class::Open, Class::Place, Class::Private];

macro_rules! one_of {
    ($type:ty, $all:expr) => {
        impl Part for $type {
            fn write(&self, to: &mut Writer) {
                to.place(self, $all);
            }

            fn read(from: &mut Reader<'_>) -> Option<Self> {
                from.one_of($all)
            }
        }
    };
}

one_of!(Report, &REPORTS);
one_of!(Class, &CLASSES);
// Kinds are only ever added, at the end.
one_of!(Kind, Kind::ALL);

record!(ReportedUnder { order, version, report });
record!(Coordinates { lat, lon });
record!(PlaceOpening { place, salt, at });

impl Part for Interval {
    fn write(&self, to: &mut Writer) {
        (self.earliest(), self.latest()).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let (earliest, latest) = Part::read(from)?;
        Self::new(earliest, latest)
    }
}

impl Part for Refusal {
    fn write(&self, to: &mut Writer) {
        to.text(self.name());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::of_name(from.text()?)
    }
}

impl Part for Values {
    fn write(&self, to: &mut Writer) {
        to.bytes(self.bytes());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::from_bytes(from.bytes()?)
    }
}

impl Part for Run {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        self.boot.write(to);
        to.bytes(&pack_numbers(&self.first));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        let boot = Part::read(from)?;
        let first = unpack_numbers(from.bytes()?, NUMBERS_OF_A_FIX)?.try_into().ok()?;
        Some(Self { boot, first })
    }
}

record!(Journal { number, chain, secret, key, epochs, epoch_after, versions, runs });

impl Stored for Vec<Journal> {
    const VERSION_1: Option<Shape> = None;
}

impl Part for KeptParts {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Whole(parts) => parts.write(to),
            Self::Packed(bytes) => to.bytes(bytes),
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match from.is_bytes()? {
            true => Some(Self::Packed(from.bytes()?.to_vec())),
            false => Part::read(from).map(Self::Whole),
        }
    }
}

record!(KeptEntry { seq, epoch, version, kind, parts });

impl Stored for KeptEntry {
    const VERSION_1: Option<Shape> = None;
}

impl Part for KeptOrder {
    fn write(&self, to: &mut Writer) {
        to.array(8);
        to.bytes(&self.signed);
        self.openings.write(to);
        self.came.write(to);
        self.seen.write(to);
        self.begun.write(to);
        self.released.write(to);
        self.disowned.write(to);
        self.refused.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(8)?;
        let kept = Self {
            signed: from.bytes()?.to_vec(),
            openings: Part::read(from)?,
            came: Part::read(from)?,
            seen: Part::read(from)?,
            begun: Part::read(from)?,
            released: Part::read(from)?,
            disowned: Part::read(from)?,
            refused: Part::read(from)?,
        };
        // Whatever counts has all its places.
        let signed = kept.read()?;
        let is_whole = kept.refused.is_some() || OpenedOrder::open(&signed, &kept.openings).is_ok();
        is_whole.then_some(kept)
    }
}

impl Stored for KeptOrder {
    const VERSION_1: Option<Shape> = None;
}

impl Part for KeptNotice {
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

impl Stored for KeptNotice {
    const VERSION_1: Option<Shape> = None;
}

record!(Boot { id, mark, from_ms });

impl Stored for Boot {
    const VERSION_1: Option<Shape> = None;
}

record!(Beacon { digest, boot, elapsed_ms });

impl Stored for Beacon {
    const VERSION_1: Option<Shape> = None;
}

impl Part for SignedBytes {
    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.bytes().map(|bytes| Self(bytes.to_vec()))
    }
}

choice!(KeptProof {
    0 => Head { signed: signed },
    1 => Receipt { signed: signed },
    2 => Token { signed: signed, head: head, random: random },
    3 => HeadAt {
        journal: journal,
        n: n,
        latest: latest,
        beacon: beacon,
        elapsed: elapsed,
        boot: boot,
        signature: signature
    },
    4 => Word { signed: signed },
});

impl Stored for KeptProof {
    const VERSION_1: Option<Shape> = None;
}
