//! What a screen shows: a pure projection of what is known and the time.

use super::phone::PhoneHealth;
use super::{
    AuthorityView, LoanView, PassEntry, PinView, PurposeEntry, QuarantineView, RefusedView,
    RegistrationView, Viewed, WaitingView,
};
use crate::events::Facts;
use crate::lists::ListAges;
use crate::model::{PersonId, Sentence};
use crate::ports::Reading;
use crate::state::{Person, State, UnreadableOf};
use crate::store::{Owner, WipeStage};
use crate::words::QuarantineText;

/// Everything a screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Grows with every change; an older one is not drawn over a newer.
    pub revision: u64,
    /// Primary tag of the language of all sentences.
    pub language: String,
    /// Whether the time is anchored.
    pub time_anchored: bool,
    /// How old the lists are.
    pub lists: ListAges,
    /// Whether an act requires passes now; nothing before there are rules.
    pub in_force: Option<bool>,
    /// The same as a sentence.
    pub act: Sentence,
    /// Who issues passes, and by which law; nothing where the rules do not say, or before there
    /// are any. A sync fetches them also before anybody registers.
    pub authority: Option<AuthorityView>,
    /// Who needs no pass whatever they leave for, while an act requires passes.
    pub exempt: Vec<Sentence>,
    /// Whether there are regions whose passes are asked for by text message.
    pub has_sms_regions: bool,
    /// What everybody on this phone should know: damaged data, an old list, a wrong clock.
    pub warnings: Vec<Sentence>,
    /// Nothing if this phone is its owner's.
    pub loan: Option<LoanView>,
    /// The people whose affairs this phone keeps.
    pub people: Vec<PersonView>,
}

/// One person's part of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    pub person: PersonId,
    /// Whom passes and orders of this person are for, as registered: initials and the document's last
    /// characters. `-` for neither; none without an account.
    pub mark: Option<String>,
    /// Somebody else on this phone answers for them.
    pub is_child: bool,
    /// Where the registration stands.
    pub registration: RegistrationView,
    /// Passes, the one that ends last first.
    pub passes: Vec<PassEntry>,
    /// Requests for passes that wait.
    pub waiting: Vec<WaitingView>,
    /// Requests for passes that were refused since the purpose was last asked for.
    pub refused: Vec<RefusedView>,
    /// Purposes of the rules.
    pub purposes: Vec<PurposeEntry>,
    /// What this person should know.
    pub warnings: Vec<Sentence>,
    /// Nothing without an order.
    pub quarantine: Option<QuarantineView>,
    /// An order waits for this person's number: `claim_order` takes it.
    pub order_waits: Option<Sentence>,
    /// What hides this part; nothing where one person alone uses the phone and has no PIN. Of a part that is
    /// locked nothing else is shown.
    pub pin: Option<PinView>,
}

impl State {
    pub(crate) fn snapshot(
        &self,
        reading: &Reading,
        facts: &Facts,
        wiped: Option<&(WipeStage, Vec<u8>)>,
    ) -> Snapshot {
        let viewed = self.viewed(self.time.at(reading));
        let lists = self.lists.ages(&viewed.now);
        let health = PhoneHealth {
            corrupt_file_backed_up: self.corrupt_file_backed_up,
            keys_are_lost: self.store.keys_are_lost(),
            is_unreadable: self.unreadable_of(Owner::Phone).anything,
            wall_ms: reading.wall_ms,
            lists: self.lists.stamp().map(|_| lists.age),
        };
        Snapshot {
            revision: self.revision,
            language: self.language.tag().to_owned(),
            time_anchored: viewed.now.anchored,
            lists,
            in_force: viewed.in_force(),
            act: viewed.act(),
            authority: viewed.authority(),
            exempt: viewed.exempt(),
            has_sms_regions: self.lists.sms().is_some_and(|sms| !sms.regions.is_empty()),
            warnings: viewed.phone_warnings(&health),
            loan: self.loan_view(PersonId::FIRST, reading, wiped),
            people: self
                .people
                .iter()
                .map(|(id, person)| {
                    let view = viewed.person(*id, person, self.unreadable_of(Owner::Person(*id)));
                    let quarantine = self.quarantine_view(*id, person, reading, facts);
                    let has_childs_order = quarantine.as_ref().is_some_and(|view| view.order.child);
                    let is_child = view.is_child || has_childs_order;
                    let (lock, is_locked) =
                        (self.pin_of(*id, reading), self.is_locked(*id, reading));
                    let pin = viewed.pin(lock, !is_locked, self.people.len() > 1, reading);
                    let view = PersonView { is_child, quarantine, pin, ..view };
                    if is_locked { view.hidden() } else { view }
                })
                .collect(),
        }
    }
}

impl Viewed<'_> {
    fn person(&self, id: PersonId, person: &Person, unreadable: UnreadableOf) -> PersonView {
        PersonView {
            person: id,
            mark: person.registration.mark().map(|mark| mark.as_str().to_owned()),
            is_child: person.membership.is_child,
            registration: self.registration(&person.registration, unreadable),
            passes: self.pass_entries(person.passes.iter().map(|(_, pass)| pass)),
            waiting: person.tasks.iter().filter_map(|(_, task)| self.waiting(task)).collect(),
            refused: person.refusals.iter().map(|refusal| self.refused(refusal)).collect(),
            purposes: self.purposes(person).unwrap_or_default(),
            warnings: self.account_warnings(person, unreadable),
            quarantine: None,
            order_waits: person.order_waits.then(|| self.say(&QuarantineText::OrderWaits)),
            pin: None,
        }
    }
}
