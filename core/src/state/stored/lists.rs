//! Lists that newer ones took the place of.

use crate::lists::PastLists;
use crate::state::quarantine::SignedBytes;
use crate::store::{Part, Reader, Shape, Stored, Writer};

impl Part for PastLists {
    fn write(&self, to: &mut Writer) {
        to.array(3);
        for all in [&self.roots, &self.trust, &self.rules] {
            all.iter().cloned().map(SignedBytes).collect::<Vec<_>>().write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(3)?;
        let mut all = || {
            let signed: Vec<SignedBytes> = Part::read(from)?;
            Some(signed.into_iter().map(|signed| signed.0).collect())
        };
        Some(Self { roots: all()?, trust: all()?, rules: all()? })
    }
}

impl Stored for PastLists {
    const VERSION_1: Option<Shape> = None;
}
