//! Orders that a reply brought: read, judged, written down (`PROTOCOL.md §18.3`).

use std::sync::Arc;

use super::{Patient, Writing};
use crate::client::core::Conversation;
use crate::documents::{Coordinates, Device, Order, PlaceOpening, Signed};
use crate::error::{Code, CoreError};
use crate::model::{EpochId, Thumbprint, from_base64url};
use crate::quarantine::journal::{Event, Word, order};
use crate::quarantine::order::{KnownPlace, OpenedOrder, Refusal, Taken};
use crate::quarantine::presence::Point as _;
use crate::requests::{SentOrder, SentPlace};
use crate::state::quarantine::result_name;
use crate::state::{Change, KeptOrder, State};

impl Patient<'_> {
    /// Takes the orders that came; what the keys of this phone cannot read is tried once more with newer
    /// ones.
    pub async fn take_orders_of(
        self,
        conversation: &Conversation<'_>,
        sent: &[SentOrder],
    ) -> Result<(), CoreError> {
        self.with_newest_keys(conversation, |patient| patient.take_orders(sent)).await
    }

    /// Takes documents: again with the newest keys, if one of them could not be read by those that this
    /// phone knows.
    pub(super) async fn with_newest_keys(
        self,
        conversation: &Conversation<'_>,
        take: impl Fn(Self) -> Result<bool, CoreError>,
    ) -> Result<(), CoreError> {
        if take(self)? {
            return Ok(());
        }
        conversation.refresh().await?;
        take(self).map(|_| ())
    }

    /// Takes the versions that came, each in a transaction of its own. Whether all of them could be read
    /// by the keys that this phone knows.
    fn take_orders(self, sent: &[SentOrder]) -> Result<bool, CoreError> {
        let mut are_read = true;
        for sent in sent {
            let mut state = self.core.lock();
            match read(sent, &state) {
                Some((bytes, signed)) => self.take(&mut state, bytes, signed, &openings(sent))?,
                None => {
                    log::warn!("order-not-read");
                    are_read = false;
                }
            }
        }
        Ok(are_read)
    }

    /// Nothing for an order of another device: whoever plays it again gains nothing.
    fn take(
        self,
        state: &mut State,
        bytes: Vec<u8>,
        signed: Signed<Order>,
        openings: &[PlaceOpening],
    ) -> Result<(), CoreError> {
        let mut writing = self.begin(state)?;
        let known = Arc::clone(&writing.edit.after.orders);
        let order = signed.document.clone();
        let device = state.device_key(self.person);
        let is_ours = match &order.device {
            Device::Keys(keys) => device.is_some_and(|device| keys.contains(&device)),
            Device::Loan(number) => {
                state.loan(self.person).is_some_and(|loan| loan.number.as_str() == number)
            }
        };
        if known.order(order.id).is_none() && !is_ours {
            log::warn!("order-of-another-device");
            return Ok(());
        }
        let within = writing.within(state);
        let mut orders = known.as_ref().clone();
        let taken = orders.take_signed(signed.clone(), openings, within, state.lists.rules());
        let refused = match taken {
            Taken::Known => return Ok(()),
            Taken::New => None,
            Taken::Refused(why) => {
                // Told once.
                if orders.refused().len() == known.refused().len() {
                    return Ok(());
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
                disowned: None,
                refused,
            },
        );
        let at = writing.moment(state);
        let result = Word::new(result_name(refused)).ok_or(Code::StorageFailed)?;
        writing.write(&Event::Order {
            open: order::Open { at, version: order.version, digest: signed.digest, result },
            place: order::Place { scales },
        })?;
        writing.report(state);
        let left = self.arrive(state, &mut writing, &order, refused.is_some())?;
        let mut edit = state.edit();
        self.put(state, &mut edit, writing);
        if let Some(left) = left {
            edit.set(self.person, Change::Move(Some(left)));
        }
        // An order is told at once.
        edit.sync_soon();
        state.commit(edit)
    }

    /// A journal begins with the first order of its chain, accepted or not; one that is refused beside
    /// another stands in that one's.
    fn begin_journal_for(
        self,
        writing: &mut Writing,
        order: &Order,
        refused: Option<Refusal>,
        device: Option<Thumbprint>,
    ) -> Result<(), CoreError> {
        let journal = writing.edit.after.journal();
        let is_written = journal.is_some_and(|journal| journal.chain == order.chain);
        if is_written || (journal.is_some() && refused.is_some()) {
            return Ok(());
        }
        let random = self.core.ports.random.as_ref();
        let key = device.ok_or(Code::NotRegistered)?;
        let epoch = EpochId::new(random.draw()?);
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
    let opening = |place: &SentPlace| {
        let salt = from_base64url(&place.salt)?.try_into().ok()?;
        let at = Coordinates { lat: place.lat, lon: place.lon };
        Some(PlaceOpening { place: place.id.clone(), salt, at })
    };
    sent.places.iter().filter_map(opening).collect()
}

/// The one number of each place that two machines might compute differently.
fn scales(signed: &Signed<Order>, openings: &[PlaceOpening]) -> Vec<u32> {
    let Ok(opened) = OpenedOrder::open(signed, openings) else { return Vec::new() };
    let circles = opened.places.iter().filter_map(KnownPlace::circle);
    circles.filter_map(|circle| u32::try_from(circle.at.scale().value()).ok()).collect()
}
