//! A patient's part of a screen: where the quarantine stands, and what there is to know today.

use super::{AccessView, CheckView, ConsentView, DeclaredView, OrderView, ShownSince, Viewed};
use crate::events::Facts;
use crate::model::{PersonId, Sentence};
use crate::ports::Reading;
use crate::quarantine::order::State as Standing;
use crate::quarantine::presence::State as Presence;
use crate::state::{Person, State};
use crate::words::{PhotoText, QuarantineText};

/// A person's quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineView {
    pub order: OrderView,
    /// Where the person stands.
    pub state: DutyState,
    /// Where the quarantine stands, in a line.
    pub headline: Sentence,
    /// What there is to know today.
    pub today: Vec<Sentence>,
    /// The checks of today and those that are open, oldest first.
    pub checks: Vec<CheckView>,
    /// A photo to compare others with is asked for, once an order: `PhotoFor::Reference`.
    pub reference_photo: Option<Sentence>,
    /// Whether sealed photos stay on the phone when they have come.
    pub keeps_photos: bool,
    /// What the person has declared and still counts.
    pub declared: Option<DeclaredView>,
    /// Number of the last entry of the journal; 0 before the first.
    pub entries: u64,
    /// Items that the authority has not confirmed yet.
    pub unsent: u64,
    /// When it last confirmed some, milliseconds since 1970.
    pub confirmed_at_ms: Option<i64>,
    /// Telephone numbers to call, the order's contact first.
    pub help: Vec<String>,
    /// What the phone's system should still be asked for, in this order.
    pub accesses: Vec<AccessView>,
    /// What the person agrees to, as the order has it.
    pub consent: Vec<ConsentView>,
}

/// What may be said of where a person is, or that nobody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyState {
    Home,
    Unverified,
    Away,
    NoNews,
    Paused,
    /// No duty runs.
    Off,
}

impl DutyState {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Unverified => "unverified",
            Self::Away => "away",
            Self::NoNews => "no-news",
            Self::Paused => "paused",
            Self::Off => "off",
        }
    }
}

impl From<Presence> for DutyState {
    fn from(state: Presence) -> Self {
        match state {
            Presence::Home => Self::Home,
            Presence::Unverified => Self::Unverified,
            Presence::Away => Self::Away,
            Presence::NoNews => Self::NoNews,
            Presence::Paused => Self::Paused,
        }
    }
}

impl State {
    /// The quarantine of a person, if there is one to show.
    pub(crate) fn quarantine_view(
        &self,
        id: PersonId,
        person: &Person,
        reading: &Reading,
        facts: &Facts,
    ) -> Option<QuarantineView> {
        let quarantine = person.quarantine.as_ref()?;
        let order = self.order_views(id, quarantine, reading).into_iter().next()?;
        let viewed = self.viewed(self.time.at(reading));
        let mut all = quarantine.orders.all().iter();
        let held = all.find(|held| held.id().to_string() == order.id);
        let life = held.and_then(|held| self.life(id, &quarantine.orders, held, reading));
        let told = quarantine.watch.as_ref().and_then(|watch| watch.state_told());
        let state = match (life.map(|life| life.state), told) {
            (Some(Standing::Running), Some(told)) => told.into(),
            (Some(Standing::Running), None) => DutyState::NoNews,
            (Some(Standing::Paused), _) => DutyState::Paused,
            _ => DutyState::Off,
        };
        let help = order.contact.iter().chain(&order.help).cloned().collect();
        let delivery = quarantine.delivery.as_ref();
        let confirmed = delivery.map_or(0, |delivery| delivery.confirmed().reports.seq);
        let unsent = quarantine.numbering.seq.saturating_sub(confirmed);
        let confirmed_at_ms = delivery.and_then(|delivery| delivery.last_receipt_ms);
        let mut today = viewed.today(&order, state);
        if unsent > 0 {
            today.push(viewed.say(&QuarantineText::Unsent { entries: unsent }));
        }
        if let Some(at_ms) = confirmed_at_ms {
            today.push(viewed.say(&QuarantineText::ConfirmedAt { at: viewed.when(at_ms) }));
        }
        let today_alone = ShownSince::Today;
        let checks = match self.check_views(id, quarantine, reading, facts, today_alone) {
            Ok(checks) => checks,
            Err(error) => {
                log::warn!("checks-not-read code={error}");
                Vec::new()
            }
        };
        let lacks_reference = held.is_some_and(|held| !quarantine.has_reference_photo(held.id()));
        let wants_reference = order.photo && !order.child && order.state.has_duties();
        Some(QuarantineView {
            reference_photo: (wants_reference && lacks_reference)
                .then(|| viewed.say(&PhotoText::ReferenceWanted)),
            keeps_photos: quarantine.keeps_photos,
            checks,
            declared: viewed.declared(&quarantine.declarations),
            state,
            unsent,
            confirmed_at_ms,
            headline: order.headline.clone(),
            today,
            entries: quarantine.numbering.n,
            help,
            accesses: viewed.accesses(order.state, facts),
            consent: viewed.consent(&order),
            order,
        })
    }
}

impl Viewed<'_> {
    fn today(&self, order: &OrderView, state: DutyState) -> Vec<Sentence> {
        let mut said = Vec::new();
        let presence = match state {
            DutyState::Home => Some(Presence::Home),
            DutyState::Unverified => Some(Presence::Unverified),
            DutyState::Away => Some(Presence::Away),
            DutyState::NoNews => Some(Presence::NoNews),
            DutyState::Paused | DutyState::Off => None,
        };
        said.extend(presence.map(QuarantineText::Presence));
        // Who has read no version yet has nothing that was changed, and what is over asks for nothing.
        let was_changed = order.seen_version.is_some_and(|seen| seen < order.version);
        if was_changed && order.state.has_duties() {
            said.push(QuarantineText::Unseen);
        }
        let refused = order.refused.iter().map(|refused| refused.version);
        said.extend(refused.map(|version| QuarantineText::VersionRefused { version }));
        said.iter().map(|say| self.say(say)).collect()
    }
}
