//! Orders that a reply brought: read, judged, written down (`PROTOCOL.md §18.3`).

use std::sync::Arc;

use super::{Patient, Writing};
use crate::documents::{Coordinates, Device, Order, PlaceOpening, Signed};
use crate::error::CoreError;
use crate::model::from_base64url;
use crate::quarantine::journal::{Event, Word, order};
use crate::quarantine::order::{OpenedOrder, Refusal, Taken};
use crate::quarantine::presence::Point as _;
use crate::requests::SentOrder;
use crate::state::quarantine::result_name;
use crate::state::{KeptOrder, State};

/// What became of the orders of a reply.
#[derive(Debug, Clone, Copy, Default)]
pub struct OrdersTaken {
    /// So many were not here before.
    pub new: usize,
    /// The last that does not count.
    pub refused: Option<Refusal>,
    /// One could not be read by the keys that this phone knows.
    pub unread: bool,
}

impl Patient<'_> {
    /// Takes the versions that came, each in a transaction of its own.
    pub fn take_orders(self, sent: &[SentOrder]) -> Result<OrdersTaken, CoreError> {
        let mut taken = OrdersTaken::default();
        for sent in sent {
            let mut state = self.core.lock();
            let Some((bytes, signed)) = read(sent, &state) else {
                log::warn!("order-not-read");
                taken.unread = true;
                continue;
            };
            match self.take(&mut state, bytes, signed, &openings(sent))? {
                None | Some(Taken::Known) => {}
                Some(Taken::New) => taken.new += 1,
                Some(Taken::Refused(why)) => {
                    taken.new += 1;
                    taken.refused = Some(why);
                }
            }
        }
        Ok(taken)
    }

    /// Nothing for an order of another device: whoever plays it again gains nothing.
    fn take(
        self,
        state: &mut State,
        bytes: Vec<u8>,
        signed: Signed<Order>,
        openings: &[PlaceOpening],
    ) -> Result<Option<Taken>, CoreError> {
        let mut writing = self.begin(state)?;
        let known = Arc::clone(&writing.edit.after.orders);
        let order = signed.document.clone();
        let device = state.device_key(self.person);
        let is_ours = match &order.device {
            Device::Keys(keys) => device.is_some_and(|device| keys.contains(&device)),
            Device::Loan(_) => true,
        };
        if known.order(order.id).is_none() && !is_ours {
            log::warn!("order-of-another-device");
            return Ok(None);
        }
        let within = writing.within(state);
        let mut orders = known.as_ref().clone();
        let taken = orders.take_signed(signed.clone(), openings, within, state.lists.rules());
        let refused = match taken {
            Taken::Known => return Ok(Some(taken)),
            Taken::New => None,
            Taken::Refused(why) => {
                // Told once.
                if orders.refused().len() == known.refused().len() {
                    return Ok(Some(taken));
                }
                Some(why)
            }
        };
        self.begin_journal_for(&mut writing, &order, refused, device)?;
        let scales = scales(&signed, openings);
        writing.edit.keep_order(
            orders,
            KeptOrder {
                signed: bytes,
                openings: openings.to_vec(),
                came: within,
                seen: None,
                begun: None,
                released: None,
                refused,
            },
        );
        let at = writing.moment(state);
        let result = Word::new(result_name(refused)).ok_or(crate::error::Code::StorageFailed)?;
        writing.write(&Event::Order {
            open: order::Open { at, version: order.version, digest: signed.digest, result },
            place: order::Place { scales },
        })?;
        writing.report(state);
        let mut edit = state.edit();
        self.put(state, &mut edit, writing);
        // An order is told at once.
        edit.sync_soon();
        state.commit(edit)?;
        Ok(Some(taken))
    }

    /// A journal begins with the first order of its chain, accepted or not; one that is refused beside
    /// another stands in that one's.
    fn begin_journal_for(
        self,
        writing: &mut Writing,
        order: &Order,
        refused: Option<Refusal>,
        device: Option<crate::model::Thumbprint>,
    ) -> Result<(), CoreError> {
        let journal = writing.edit.after.journal();
        let is_written = journal.is_some_and(|journal| journal.chain == order.chain);
        if is_written || (journal.is_some() && refused.is_some()) {
            return Ok(());
        }
        let random = self.core.ports.random.as_ref();
        let key = device.ok_or(crate::error::Code::NotRegistered)?;
        let epoch = crate::model::EpochId::new(random.draw()?);
        writing.edit.begin_journal(order.chain, key, random.draw()?, epoch);
        Ok(())
    }
}

fn read(sent: &SentOrder, state: &State) -> Option<(Vec<u8>, Signed<Order>)> {
    let bytes = from_base64url(&sent.order)?;
    let trust = state.lists.trust()?;
    let signed = Order::read(&bytes, trust, state.lists.iss()).ok()?;
    Some((bytes, signed))
}

fn openings(sent: &SentOrder) -> Vec<PlaceOpening> {
    let opening = |place: &crate::requests::SentPlace| {
        let salt = from_base64url(&place.salt)?.try_into().ok()?;
        let at = Coordinates { lat: place.lat, lon: place.lon };
        Some(PlaceOpening { place: place.id.clone(), salt, at })
    };
    sent.places.iter().filter_map(opening).collect()
}

/// The one number of each place that two machines might compute differently.
fn scales(signed: &Signed<Order>, openings: &[PlaceOpening]) -> Vec<u32> {
    let Ok(opened) = OpenedOrder::open(signed, openings) else { return Vec::new() };
    let circles = opened.places.iter().filter_map(crate::quarantine::order::KnownPlace::circle);
    circles.filter_map(|circle| u32::try_from(circle.at.scale().value()).ok()).collect()
}
