//! What a screen shows: a pure projection of what is known and the time.

use crate::documents::{Act, Exempt, Exemption, Purpose};
use crate::error::Code;
use crate::lists::{Age, ListAges};
use crate::model::{MS, PassId, PersonId, Sentence};
use crate::outbox::RequestKind;
use crate::pass::{Pass, PassState, Quota, act_now, may_ask};
use crate::ports::Reading;
use crate::registration::{Registration, Step};
use crate::state::{Person, State};
use crate::time::{Moment, milliseconds};
use crate::words::Say;

/// A wall clock may differ this much before a person is told.
const CLOCK_NOTICEABLE_MS: i64 = 2 * 60 * MS;

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
    /// What everybody on this phone should know: damaged data, an old list, a wrong clock.
    pub warnings: Vec<Sentence>,
    /// The people whose affairs this phone keeps.
    pub people: Vec<PersonView>,
}

/// Who issues passes, as a person reads it before agreeing to anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityView {
    /// Its name in the language that is set.
    pub name: String,
    /// That it issues passes.
    pub text: Sentence,
    /// The act that requires passes now, with its title.
    pub basis: Option<Sentence>,
    /// Where to ask: its address and telephone number.
    pub contact: Option<Sentence>,
    /// The telephone number, to be dialled.
    pub telephone: Option<String>,
    /// Whom to complain to.
    pub complaints: Option<Sentence>,
}

/// A reason to leave home, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeEntry {
    /// Number in the rules.
    pub id: u64,
    /// Name to ask by.
    pub key: String,
    /// Label in the language that is set.
    pub label: String,
    /// How long a pass lasts.
    pub minutes: u64,
    /// When every pass of it has ended, however long it lasts, milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// How much of the quota is used, if there is one.
    pub quota: Option<Quota>,
    /// Whether a pass is needed.
    pub pass_needed: bool,
    /// Whether this is emergency care.
    pub emergency: bool,
    /// What to know before asking: that none is needed, or how much is used.
    pub note: Option<Sentence>,
}

/// A pass, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassEntry {
    /// Its name.
    pub id: PassId,
    /// Name of its purpose.
    pub purpose: String,
    /// Label of its purpose in the language that is set.
    pub label: String,
    /// When it begins, milliseconds since 1970.
    pub valid_from_ms: i64,
    /// When it ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// Until when a revoked one is good for the way home.
    pub home_until_ms: Option<i64>,
    /// Where it stands.
    pub state: PassState,
    /// The same as a sentence.
    pub text: Sentence,
    /// From when until when it counts, in words.
    pub times: Sentence,
}

/// One person's part of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Who.
    pub person: PersonId,
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
}

/// Where a registration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationView {
    /// How far it is.
    pub step: Step,
    /// The number with its middle hidden.
    pub phone: Option<String>,
    /// From when another code can be asked for, milliseconds since 1970.
    pub resend_at_ms: Option<i64>,
    /// When the code ends, milliseconds since 1970.
    pub expires_at_ms: Option<i64>,
    /// The state as a sentence.
    pub text: Sentence,
}

/// A request for a pass that was refused, perhaps while nobody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedView {
    /// Name of the purpose.
    pub purpose: String,
    /// The code of the refusal.
    pub code: Code,
    /// Why.
    pub text: Sentence,
    /// What to do.
    pub next: Sentence,
}

/// A request for a pass that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingView {
    /// Name of the purpose.
    pub purpose: String,
    /// When it is given up, milliseconds since 1970.
    pub give_up_at_ms: i64,
    /// The state as a sentence.
    pub text: Sentence,
}

impl State {
    pub(crate) fn snapshot(&self, reading: &Reading) -> Snapshot {
        let now = self.time.at(reading);
        let lists = self.lists.ages(&now);
        let rules = self.lists.rules();
        let current = rules.map(|rules| act_now(rules, &now));
        let to_come = rules.and_then(|rules| rules.act_to_come(now.best_s()));
        let begins = to_come.map(|act| self.when(milliseconds(act.from), &now));
        let act = match (current, to_come.zip(begins)) {
            (Some(Some(act)), _) => Say::ActInForce { number: &act.number },
            (Some(None), Some((act, from))) => Say::ActToCome { number: &act.number, from },
            (Some(None), None) => Say::NoAct,
            (None, _) => Say::NoRulesYet,
        };
        Snapshot {
            revision: self.revision,
            language: self.language.tag().to_owned(),
            time_anchored: now.anchored,
            lists,
            in_force: current.map(|act| act.is_some()),
            act: act.sentence(self.language),
            authority: self.authority(current.flatten()),
            exempt: match current {
                Some(Some(_)) => self.exempt(),
                _ => Vec::new(),
            },
            warnings: self.warnings(reading, &now, &lists),
            people: self.people.keys().map(|person| self.person_view(*person, &now)).collect(),
        }
    }

    /// Who issues passes under the act that is in force.
    fn authority(&self, act: Option<&Act>) -> Option<AuthorityView> {
        let said = |say: Say<'_>| say.sentence(self.language);
        let authority = self.lists.rules()?.authority.as_ref()?;
        let name = self.language.best_of(&authority.name);
        let text_of = |texts| Some(self.language.best_of(texts)).filter(|text| !text.is_empty());
        let address = text_of(&authority.address);
        let at: Vec<&str> = address.into_iter().chain(authority.contact.as_deref()).collect();
        Some(AuthorityView {
            name: name.to_owned(),
            text: said(Say::Authority { name }),
            basis: act.map(|act| {
                let title = act.title(self.language);
                said(Say::AuthorityAct { number: &act.number, title })
            }),
            contact: (!at.is_empty()).then(|| said(Say::AuthorityContact { at: &at.join(", ") })),
            telephone: authority.contact.clone(),
            complaints: text_of(&authority.complaints)
                .map(|to| said(Say::AuthorityComplaints { to })),
        })
    }

    /// Who needs no pass at all.
    fn exempt(&self) -> Vec<Sentence> {
        let exempt = self.lists.rules().map(|rules| rules.exempt.as_slice()).unwrap_or_default();
        let said = exempt.iter().map(|Exemption { who, reference }| match who {
            Exempt::Under { years, accompanied } => {
                Say::UnderAge { years: *years, accompanied: *accompanied, reference }
            }
            Exempt::People(who) => Say::Exempt { who: self.language.best_of(who), reference },
        });
        said.map(|say| say.sentence(self.language)).collect()
    }

    fn warnings(&self, reading: &Reading, now: &Moment, lists: &ListAges) -> Vec<Sentence> {
        let mut warnings = Vec::new();
        if self.corrupt_file_backed_up {
            warnings.push(Say::CorruptFileBackedUp);
        }
        if self.store.keys_are_lost() {
            warnings.push(Say::KeysLost);
        }
        let off_ms = reading.wall_ms.saturating_sub(now.best_ms);
        if now.anchored && off_ms.saturating_abs() > CLOCK_NOTICEABLE_MS {
            warnings.push(Say::ClockWrong { minutes: off_ms.saturating_abs() / (60 * MS) });
        } else if !now.anchored && self.lists.stamp().is_some() {
            warnings.push(Say::ClockUnanchored);
        }
        if lists.age != Age::Current && self.lists.stamp().is_some() {
            warnings.push(Say::ListsOld);
        }
        warnings.iter().map(|warning| warning.sentence(self.language)).collect()
    }

    fn person_view(&self, person: PersonId, now: &Moment) -> PersonView {
        let person_state = self.people.get(&person);
        let waiting = person_state
            .into_iter()
            .flat_map(|person_state| &person_state.tasks)
            .filter_map(|(_, task)| match &task.what {
                RequestKind::Pass { key, give_up_at, .. } if *give_up_at > now.lo_s() => {
                    Some(WaitingView {
                        purpose: key.clone(),
                        give_up_at_ms: milliseconds(*give_up_at),
                        text: Say::PassWaiting.sentence(self.language),
                    })
                }
                _ => None,
            });
        let claimed = person_state.and_then(|person_state| person_state.claimed).map(|claimed| {
            let leaves = self.when(milliseconds(claimed.leaves_at), now);
            Say::NumberClaimed { leaves }.sentence(self.language)
        });
        let gone = person_state.is_some_and(Person::lacks_keys);
        let gone = gone.then(|| Say::SigningKeysLost.sentence(self.language));
        PersonView {
            person,
            registration: self.registration_view(person, now),
            passes: self.pass_entries(
                person_state
                    .into_iter()
                    .flat_map(|person_state| &person_state.passes)
                    .map(|(_, pass)| pass),
                now,
            ),
            waiting: waiting.collect(),
            refused: person_state
                .into_iter()
                .flat_map(|person_state| &person_state.refusals)
                .map(|refusal| {
                    let error = self.say(&refusal.fault(), now);
                    RefusedView {
                        purpose: refusal.purpose.clone(),
                        code: error.code,
                        text: error.text,
                        next: error.next,
                    }
                })
                .collect(),
            purposes: self.purposes(person, now).unwrap_or_default(),
            warnings: claimed.into_iter().chain(gone).collect(),
        }
    }

    fn registration_view(&self, person: PersonId, now: &Moment) -> RegistrationView {
        let nobody = Registration::Nobody;
        let registration =
            self.people.get(&person).map_or(&nobody, |person_state| &person_state.registration);
        let phone = registration.phone().map(crate::model::PhoneNumber::masked);
        let (resend_at_ms, expires_at_ms) = match registration {
            Registration::CodeSent { resend_at_ms, expires_at_ms, .. } => {
                (Some(*resend_at_ms), Some(*expires_at_ms))
            }
            _ => (None, None),
        };
        // The minute that has begun by then is over for everybody who reads a clock.
        let by = |at_ms: i64| self.when(at_ms.saturating_add(60 * MS - 1), now);
        let say = match registration {
            Registration::Nobody => Say::NotRegistered,
            Registration::Waiting { .. } | Registration::Submitted { .. } => Say::WaitingToSend,
            Registration::CodeSent { resend_at_ms, .. } => {
                Say::CodeSent { phone: phone.as_deref().unwrap_or_default(), by: by(*resend_at_ms) }
            }
            Registration::Registered { .. } => Say::Registered,
            Registration::Closed { .. } => Say::Closed,
            Registration::Erasing => Say::Erasing,
        };
        let text = say.sentence(self.language);
        let step = registration.step();
        RegistrationView { step, phone, resend_at_ms, expires_at_ms, text }
    }

    /// Passes as a list shows them, the one that ends last first.
    pub(crate) fn pass_entries<'p>(
        &self,
        passes: impl IntoIterator<Item = &'p Pass>,
        now: &Moment,
    ) -> Vec<PassEntry> {
        let mut passes: Vec<&Pass> = passes.into_iter().filter(|pass| !pass.is_over(now)).collect();
        passes.sort_by_key(|pass| std::cmp::Reverse((pass.exp, pass.nbf)));
        passes.into_iter().map(|pass| self.pass_entry(pass, now)).collect()
    }

    /// A pass as a list shows it.
    pub(crate) fn pass_entry(&self, pass: &Pass, now: &Moment) -> PassEntry {
        let state = pass.state(now, self.lists.rules());
        let valid_until_ms = milliseconds(pass.exp);
        let home_until_ms = pass.home_until().map(milliseconds);
        let shown_ms = match state {
            PassState::ReturnHomeOnly => home_until_ms.unwrap_or(valid_until_ms),
            _ => valid_until_ms,
        };
        let (from, until) = (self.when(milliseconds(pass.nbf), now), self.when(shown_ms, now));
        let end = self.when(valid_until_ms, now);
        PassEntry {
            id: pass.id,
            purpose: pass.purpose_key.clone(),
            label: pass.label(self.language.tag()).to_owned(),
            valid_from_ms: milliseconds(pass.nbf),
            valid_until_ms,
            home_until_ms,
            state,
            text: Say::Pass { state, from, until }.sentence(self.language),
            times: Say::PassTimes { from, until: end }.sentence(self.language),
        }
    }

    /// The purposes of the rules; nothing before there are any.
    pub(crate) fn purposes(&self, person: PersonId, now: &Moment) -> Option<Vec<PurposeEntry>> {
        let rules = self.lists.rules()?;
        let person_state = self.people.get(&person);
        let vouched = now.vouched_s();
        let entry = |purpose: &Purpose| {
            let counts = person_state
                .map(|person_state| person_state.counts(purpose.id))
                .unwrap_or_default();
            let quota = Quota::of(purpose, rules, counts, now.best_s());
            // Its notice may reach beyond its end.
            let (at, notice_ends) = (vouched, vouched.saturating_add(purpose.lead_s));
            let asked = may_ask(purpose, rules, at, notice_ends, &[]);
            let over = asked.err().filter(|fault| fault.code == Code::PurposeOver);
            let note = match (purpose.emergency, &purpose.no_pass, over, quota) {
                (true, ..) => Some(Say::Emergency.sentence(self.language)),
                (false, Some(reference), ..) => {
                    Some(Say::NoPassNeeded { reference }.sentence(self.language))
                }
                (false, None, Some(over), _) => Some(self.say(&over, now).text),
                (false, None, None, Some(Quota { used, of, per, .. })) => {
                    Some(Say::QuotaUsed { used, of, per }.sentence(self.language))
                }
                (false, None, None, None) => None,
            };
            PurposeEntry {
                id: purpose.id,
                key: purpose.key.clone(),
                label: purpose.label(self.language.tag()).to_owned(),
                minutes: purpose.minutes,
                until_ms: purpose.until.map(milliseconds),
                quota,
                pass_needed: purpose.no_pass.is_none() && !purpose.emergency,
                emergency: purpose.emergency,
                note,
            }
        };
        let open = rules.purposes.iter().filter(|purpose| !purpose.is_over(vouched));
        Some(open.map(entry).collect())
    }

    /// What the holder should know beside a code.
    pub(crate) fn hint(&self, now: &Moment) -> Option<Sentence> {
        (!now.anchored).then(|| Say::AskForNumberCheck.sentence(self.language))
    }
}
