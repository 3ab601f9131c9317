//! Photos that answered checks.

use crate::documents::PhotoMatch;
use crate::model::{OrderId, PhotoId};
use crate::quarantine::journal::{Asked, Interval};
use crate::quarantine::photos::{Attempts, KeptPhoto, PhotoState, Upload};
use crate::state::quarantine::PhotoBytes;
use crate::store::{Part, Reader, Shape, Stored, Writer, choice, names, read_all, record};

names!(PhotoId);

choice!(Asked {
    0 => Reference {},
    1 => Check { 0: id },
});

impl Part for PhotoMatch {
    fn write(&self, to: &mut Writer) {
        to.place(self, &Self::ALL);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(&Self::ALL)
    }
}

record!(Upload { was_sent, received, connected_ms, reached_ms, failures, not_before_ms });

impl Part for PhotoState {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Waiting(upload) => {
                to.array(2);
                0_u32.write(to);
                upload.write(to);
            }
            Self::Received { receipt } => {
                to.array(2);
                1_u32.write(to);
                to.bytes(receipt);
            }
            Self::Expired => {
                to.array(1);
                2_u32.write(to);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match (from.length()?, u32::read(from)?) {
            (2, 0) => Part::read(from).map(Self::Waiting),
            (2, 1) => Some(Self::Received { receipt: from.bytes()?.to_vec() }),
            (1, 2) => Some(Self::Expired),
            _ => None,
        }
    }
}

record!(KeptPhoto { id, check, order, at, size, state, verdict, deleted_at, words });

/// What version 2 had.
struct KeptPhoto2 {
    id: PhotoId,
    check: Asked,
    order: OrderId,
    at: Interval,
    size: u32,
    state: PhotoState,
    verdict: Option<PhotoMatch>,
}

record!(KeptPhoto2 { id, check, order, at, size, state, verdict });

record!(Attempts { check, count, last });

impl Stored for KeptPhoto {
    const VERSION: i64 = 3;
    const VERSION_1: Option<Shape> = None;

    fn upgraded(version: i64, bytes: &[u8]) -> Option<Self> {
        let old: KeptPhoto2 = (version == 2).then(|| read_all(bytes)).flatten()?;
        let KeptPhoto2 { id, check, order, at, size, state, verdict } = old;
        let (deleted_at, words) = (None, Vec::new());
        Some(Self { id, check, order, at, size, state, verdict, deleted_at, words })
    }
}

impl Stored for Attempts {
    const VERSION_1: Option<Shape> = None;
}

impl Part for PhotoBytes {
    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.bytes().map(|bytes| Self(bytes.to_vec()))
    }
}

impl Stored for PhotoBytes {
    const VERSION_1: Option<Shape> = None;
}
