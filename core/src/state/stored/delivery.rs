//! The outbox of reports.

use crate::quarantine::delivery::{Delivery, InFlight, OpenHead, Point, Span};
use crate::quarantine::journal::{JournalEnd, ReportsEnd};
use crate::store::{Part, Reader, Shape, Stored, Writer, read_all, record};

record!(JournalEnd { n, h });
record!(ReportsEnd { seq, r });
record!(Point { journal, reports });
record!(Span { epoch, from, before });
record!(OpenHead { digest, point, under });

/// A signed object, as the bytes that it is.
impl Part for InFlight {
    fn write(&self, to: &mut Writer) {
        to.array(5);
        self.last.write(to);
        self.newest.write(to);
        to.bytes(&self.head);
        match &self.live {
            Some(live) => to.bytes(live),
            None => to.null(),
        }
        self.body.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        // Version 2 had an idempotency key before it.
        let is_keyed = match from.length()? {
            5 => false,
            6 => true,
            _ => return None,
        };
        if is_keyed {
            from.fixed::<16>()?;
        }
        Some(Self {
            last: Part::read(from)?,
            newest: Part::read(from)?,
            head: from.bytes()?.to_vec(),
            live: if from.null()? { None } else { Some(from.bytes()?.to_vec()) },
            body: Part::read(from)?,
        })
    }
}

record!(Delivery {
    chain,
    key,
    epoch,
    start,
    confirmed,
    ahead,
    past,
    highest,
    heads,
    newest_head,
    told,
    aside,
    offer_from,
    setbacks,
    most,
    alone,
    in_flight,
    failures,
    tried,
    last_try_ms,
    last_receipt_ms,
    wait_until_ms,
});

impl Stored for Delivery {
    const VERSION: i64 = 3;
    const VERSION_1: Option<Shape> = None;

    fn upgraded(version: i64, bytes: &[u8]) -> Option<Self> {
        (version == 2).then(|| read_all(bytes)).flatten()
    }
}
