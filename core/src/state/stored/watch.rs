//! What a watch needs beside the journal.

use crate::events::Activity;
use crate::quarantine::presence::{Elapsed, Millimetres, Place, Point as _, Position};
use crate::quarantine::watch::{AskedWake, Kept, Readings};
use crate::store::{Part, Reader, Shape, Stored, Writer, read_all, record};

impl Part for Activity {
    fn write(&self, to: &mut Writer) {
        to.place(self, Self::ALL);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.one_of(Self::ALL)
    }
}

/// Steps that were not counted are none within what came.
impl Part for Readings {
    fn write(&self, to: &mut Writer) {
        to.array(4);
        self.is_stale.write(to);
        self.steps.is_some().write(to);
        self.steps.flatten().write(to);
        self.activity.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(4)?;
        let is_stale = Part::read(from)?;
        let came = bool::read(from)?;
        let steps: Option<u32> = Part::read(from)?;
        let activity = Part::read(from)?;
        Some(Self { is_stale, steps: came.then_some(steps), activity })
    }
}

impl Part for Place<Position> {
    fn write(&self, to: &mut Writer) {
        to.array(3);
        i64::from(self.at.latitude()).write(to);
        i64::from(self.at.longitude()).write(to);
        self.radius.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(3)?;
        let at = Position::new(Part::read(from)?, Part::read(from)?)?;
        Some(Self { at, scale: at.scale(), radius: Millimetres(Part::read(from)?) })
    }
}

record!(AskedWake { boot, at });
record!(Kept { readings, places, asked });

impl Stored for Kept {
    const VERSION: i64 = 3;
    const VERSION_1: Option<Shape> = None;

    fn upgraded(version: i64, bytes: &[u8]) -> Option<Self> {
        let Unasked { readings, places } = (version == 2).then(|| read_all(bytes)).flatten()?;
        Some(Self { readings, places, asked: None })
    }
}

/// What version 2 kept: of no wake was it known when it was asked for.
struct Unasked {
    readings: Readings,
    places: Vec<Place<Position>>,
}

record!(Unasked { readings, places });

impl Part for Elapsed {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Part::read(from).map(Self)
    }
}
