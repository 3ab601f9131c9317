//! How far a move to another phone is.

use crate::model::MoveId;
use crate::moving::{
    Answer, Arrived, Brought, BroughtAlias, Giving, Move, MoveCode, Offer, OpenOffer, Reveal,
};
use crate::store::{Part, Reader, Shape, Stored, Writer, choice, names, record};

names!(MoveId);

/// What a code says is kept as the code has it.
macro_rules! of_code {
    ($($type:ident),*) => {$(
        impl Part for $type {
            fn write(&self, to: &mut Writer) {
                to.bytes(&MoveCode::$type(self.clone()).to_bytes());
            }

            fn read(from: &mut Reader<'_>) -> Option<Self> {
                match MoveCode::from_bytes(from.bytes()?).ok()? {
                    MoveCode::$type(said) => Some(said),
                    _ => None,
                }
            }
        }
    )*};
}

of_code!(Offer, Answer, Reveal);

impl Part for Box<Brought> {
    fn write(&self, to: &mut Writer) {
        to.bytes(&MoveCode::Brought(self.clone()).to_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match MoveCode::from_bytes(from.bytes()?).ok()? {
            MoveCode::Brought(brought) => Some(brought),
            _ => None,
        }
    }
}

impl Part for Box<Giving> {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        self.new.write(to);
        Box::new(self.brought.clone()).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        let new = Part::read(from)?;
        Some(Self::new(Giving { new, brought: *Box::<Brought>::read(from)? }))
    }
}

impl Part for BroughtAlias {
    fn write(&self, to: &mut Writer) {
        to.array(3);
        self.chain.write(to);
        i64::from(self.lat).write(to);
        i64::from(self.lon).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(3)?;
        let chain = Part::read(from)?;
        let (lat, lon) = (i64::read(from)?, i64::read(from)?);
        Some(Self { chain, lat: lat.try_into().ok()?, lon: lon.try_into().ok()? })
    }
}

record!(OpenOffer { id, nonce, boot, made_ms });
record!(Arrived { id, link, chains, begun, aliases });
choice!(Move {
    0 => Offered { 0: open },
    1 => Answered { 0: open, 1: answer },
    2 => Giving { 0: giving },
    3 => Given { code: code, is_taken: is_taken },
    4 => Taking { 0: offer },
    5 => Compared { 0: offer, 1: reveal },
    6 => Taken { 0: brought },
    7 => Arrived { 0: arrived },
});

impl Stored for Move {
    const VERSION_1: Option<Shape> = None;
}
