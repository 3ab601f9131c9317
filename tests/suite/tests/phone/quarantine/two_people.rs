//! Two people under quarantine on one phone, in whatever order things happen to them: of checks, answers and
//! declarations each journal is what that person's own events alone give, and nothing of one stands in the
//! other's. Nor is anybody asked while the other may have the phone along.
//!
//! `CI=true` lives 500 such stories, `DOORSTEP_LONG=true` 10,000.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use doorstep::client::{CheckAnswer, Client, OrderDecision};
use doorstep::documents::{CheckKind, Device, Order, Released, SurpriseCheck};
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, Wake};
use doorstep::model::patient::{CannotReason, CheckOutcome};
use doorstep::model::{ChainId, CheckId, OrderId, PersonId, PublicKey, Thumbprint, to_base64url};
use doorstep::outbox::Urgency;
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf};
use doorstep::views::{JournalEntryView, OrderState};
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::issuer::{ISS, Issuer, sign};
use doorstep_suite::order::{HOME, order};
use doorstep_suite::phone::{ME, Phone, clock};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::copy_folder;

/// How many stories are lived: where somebody waits for the answer, where nobody does, and by request.
const FEW: u32 = 100;
const MANY: u32 = 500;
const ALL: u32 = 10_000;
/// So many things happen, some hours apart: about two days.
const EVENTS: usize = 24;
const NUMBERS: [&str; 2] = ["+79161234567", "+79161234568"];

#[derive(Debug, Clone, Copy)]
struct Event {
    minutes: i64,
    /// Of two; what happens to the phone is everybody's.
    who: usize,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Wakes,
    Fix { metres: i64 },
    Here,
    Answers,
    Cannot,
    Hospital,
    Safety,
    Permission,
    Back,
    Fault,
    SurpriseIsSigned,
    IsReleased,
    Syncs,
    Reboots,
    Dies,
}

impl What {
    fn is_of_the_phone(self) -> bool {
        matches!(self, Self::Wakes | Self::Fix { .. } | Self::Syncs | Self::Reboots | Self::Dies)
    }

    /// Whether it lets somebody leave home, or brings them back.
    fn lets_leave(self) -> bool {
        matches!(self, Self::Hospital | Self::Safety | Self::Permission | Self::Back)
    }
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        6 => Just(What::Wakes),
        3 => prop_oneof![Just(5), Just(3_000)].prop_map(|metres| What::Fix { metres }),
        1 => Just(What::Here),
        6 => Just(What::Answers),
        2 => Just(What::Cannot),
        1 => Just(What::Hospital),
        1 => Just(What::Safety),
        1 => Just(What::Permission),
        2 => Just(What::Back),
        1 => Just(What::Fault),
        2 => Just(What::SurpriseIsSigned),
        1 => prop::bool::weighted(0.3).prop_map(|is| if is { What::IsReleased } else { What::Wakes }),
        4 => Just(What::Syncs),
        1 => Just(What::Reboots),
        1 => Just(What::Dies),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let minutes = prop_oneof![1i64..30, 30i64..240];
    (minutes, 0usize..2, what()).prop_map(|(minutes, who, what)| Event { minutes, who, what })
}

/// An authority of people under quarantine, and a phone on which two have registered: what every case begins
/// with.
struct Beginning {
    issuer: Issuer,
    home: tempfile::TempDir,
    devices: [Thumbprint; 2],
    keys: BTreeMap<Thumbprint, PublicKey>,
}

impl Beginning {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut issuer = Issuer::new();
        issuer.rules.acts[0].covers.quarantine = true;
        let clock = clock();
        let authority = FakeAuthority::of(issuer.clone(), &clock);
        let mut phone = Phone::before(&authority, &clock);
        runtime.block_on(async {
            let client = phone.client();
            client.add_person(false).unwrap();
            for (person, number) in client.people().into_iter().zip(NUMBERS) {
                client.register(person, number, Some("и п"), Some("4321")).await.unwrap();
                client.confirm(person, &authority.last_code()).await.unwrap();
            }
        });
        phone.kill();
        let home = in_memory();
        copy_folder(phone.home.path(), home.path());
        let file = authority.records.lock().unwrap();
        let devices = file.devices.clone().try_into().unwrap();
        Self { issuer, home, devices, keys: file.keys.clone() }
    }
}

/// A folder of which nothing is written to a disk, where there is such a thing.
fn in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// The phone, with those of the two who have an order.
struct Household<'b> {
    beginning: &'b Beginning,
    authority: Arc<FakeAuthority>,
    phone: Phone,
    has_order: [bool; 2],
    orders: [Order; 2],
    checks: [Vec<String>; 2],
}

impl<'b> Household<'b> {
    async fn begin(beginning: &'b Beginning, has_order: [bool; 2]) -> Self {
        let clock = clock();
        let authority = FakeAuthority::of(beginning.issuer.clone(), &clock);
        authority.records.lock().unwrap().keys.clone_from(&beginning.keys);
        let home = in_memory();
        copy_folder(beginning.home.path(), home.path());
        let issuer = &beginning.issuer;
        let trust_file = issuer.trust_file(&issuer.root_bytes());
        let phone = Phone::at_home(home, &clock, authority.clone(), trust_file, Vec::new());
        let orders = [0u8, 1].map(|who| {
            let mut order = order();
            order.id = OrderId::new([10 + who; 16]);
            order.chain = ChainId::new([20 + who; 16]);
            order.checks.seed = [30 + who; 32];
            order.device = Device::Keys(vec![beginning.devices[usize::from(who)]]);
            order
        });
        let household =
            Self { beginning, authority, phone, has_order, orders, checks: [vec![], vec![]] };
        household.publish();
        household.client().sync(Urgency::Person, None).await;
        for person in household.patients() {
            for decision in [OrderDecision::Seen, OrderDecision::Begin] {
                household.client().decide_order(person, &decision).unwrap();
            }
        }
        household
    }

    fn client(&self) -> Arc<Client> {
        self.phone.client()
    }

    fn person(who: usize) -> PersonId {
        if who == 0 { ME } else { PersonId::of(2).unwrap() }
    }

    fn patients(&self) -> Vec<PersonId> {
        (0..2).filter(|who| self.has_order[*who]).map(Self::person).collect()
    }

    /// What the next sync brings.
    fn publish(&self) {
        let key = &self.beginning.issuer.order_key;
        for who in (0..2).filter(|who| self.has_order[*who]) {
            let order = to_base64url(&sign(self.orders[who].draft(key.public()), key));
            let news =
                json!({ "orders": [{ "order": order, "places": [] }], "checks": self.checks[who] });
            self.authority.news.lock().unwrap().insert(self.beginning.devices[who], news);
        }
    }

    async fn happens(&mut self, event: Event) {
        self.phone.wait_s(event.minutes * 60);
        let (who, person) = (event.who, Self::person(event.who));
        let client = self.client();
        let wakes = |cause| {
            client.woken(Wake { cause, facts: Facts::default(), moved: None });
        };
        // Whoever is asked nothing cannot answer; whose order is over cannot declare.
        let may_fail = |done: Result<(), doorstep::client_error::ClientError>| {
            let known = [Code::NoCheck, Code::NoOrder];
            assert!(
                done.as_ref().err().is_none_or(|error| known.contains(&error.code)),
                "{done:?}"
            );
        };
        let declares = |declaring| may_fail(client.declare(person, &declaring).map(|_| ()));
        let answers = |answer| may_fail(client.answer_check(person, None, &answer).map(|_| ()));
        match event.what {
            What::Wakes => wakes(Cause::Alarm),
            What::Fix { metres } => {
                for patient in self.patients() {
                    may_fail(client.fixes_arrived(patient, &[self.fix(metres)]).map(|_| ()));
                }
            }
            What::Here => may_fail(client.here(person).map(|_| ())),
            What::Answers => answers(CheckAnswer::Here),
            What::Cannot => answers(CheckAnswer::Cannot { reason: CannotReason::Ill, text: None }),
            What::Hospital => declares(Declaring::Hospital),
            What::Safety => declares(Declaring::Safety),
            What::Permission => declares(Declaring::Permission { minutes: 60, text: None }),
            What::Back => declares(Declaring::Back),
            What::Fault => declares(Declaring::Fault { text: format!("of {who}") }),
            What::SurpriseIsSigned => self.signs_surprise(who),
            What::IsReleased => {
                let at = doorstep::time::seconds(self.phone.clock.true_ms());
                let order = &mut self.orders[who];
                if order.released.is_none() {
                    *order = Order {
                        version: order.version + 1,
                        before: Some(order.digest()),
                        released: Some(Released { at, why: "recovered".into() }),
                        ..order.clone()
                    };
                    self.publish();
                }
            }
            What::Syncs => {
                client.sync(Urgency::Person, None).await;
            }
            What::Reboots => {
                drop(client);
                self.phone.kill();
                self.phone.clock.reboot();
                self.phone.start();
                self.client().woken(Wake {
                    cause: Cause::Boot,
                    facts: Facts::default(),
                    moved: None,
                });
            }
            What::Dies => {
                drop(client);
                self.phone.start();
            }
        }
    }

    fn signs_surprise(&mut self, who: usize) {
        let now = doorstep::time::seconds(self.phone.clock.true_ms());
        let number = u8::try_from(self.checks[who].len()).unwrap();
        let check = SurpriseCheck {
            iss: ISS.into(),
            iat: now,
            exp: now + 6 * 3_600,
            id: CheckId::new([50 + u8::try_from(who).unwrap(), number, 0, 0, 0, 0, 0, 1]),
            chain: self.orders[who].chain,
            order: self.orders[who].id,
            kind: CheckKind::Place,
        };
        let key = &self.beginning.issuer.order_key;
        self.checks[who].push(to_base64url(&sign(check.draft(key.public()), key)));
        self.publish();
    }

    fn fix(&self, metres: i64) -> ArrivingFix {
        ArrivingFix {
            latitude: HOME.lat as f64 / 1e7 + metres as f64 / 111_320.0,
            longitude: HOME.lon as f64 / 1e7,
            accuracy_m: Some(20.0),
            circle: CircleOf::Android,
            source: Source::Wifi,
            age_ms: 0,
            time_ms: self.phone.clock.true_ms(),
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            steps: None,
            activity: None,
            home_wifi: HomeWifi::Unknown,
        }
    }

    /// Whether nobody is asked while the other's order or word lets them leave, each by what they are told;
    /// and how many are not asked for that alone.
    fn asks_nobody_elsewhere(&self) -> Option<usize> {
        let client = self.client();
        let orders = self.patients().into_iter().map(|person| {
            let order = client.order(person).unwrap().unwrap();
            (person, order.state, order.why)
        });
        let orders: Vec<_> = orders.collect();
        let is_by_other = |why: &Option<String>| why.as_deref() == Some("device-with-other");
        let is_paused = |state| state == OrderState::Paused;
        let mut elsewhere = 0;
        for (person, state, why) in &orders {
            let mut others = orders.iter().filter(|(other, ..)| other != person);
            let leaves = others.any(|(_, state, why)| is_paused(*state) && !is_by_other(why));
            let has_duties = matches!(state, OrderState::Running | OrderState::Paused);
            if leaves && has_duties && !is_paused(*state) || is_by_other(why) && !leaves {
                return None;
            }
            elsewhere += usize::from(is_by_other(why));
            let checks = client.checks(*person, true).unwrap();
            let mut open = checks.iter().filter(|check| check.outcome == CheckOutcome::Asking);
            if is_paused(*state)
                && !open.all(|check| check.standing_still.as_deref() == Some("paused"))
            {
                return None;
            }
        }
        Some(elsewhere)
    }

    /// What the journal of one of them says of checks, answers and declarations: kind and fields. Entries
    /// of presence have other numbers where somebody else is on the phone: an answer holds its fix itself
    /// here, not that entry's number.
    fn journal(&self, who: usize) -> Vec<(String, Value)> {
        let page = self.client().journal(Self::person(who), Some(1), usize::MAX).unwrap();
        let fields = |one: &JournalEntryView| {
            let mut fields: Value = serde_json::from_str(&one.fields).unwrap();
            // The mark of the phone's run is drawn.
            fields["at"].as_array_mut().unwrap().truncate(3);
            fields
        };
        let ours = ["check", "answer", "declare"];
        let said = page.entries.iter().filter(|one| ours.contains(&one.kind.as_str()));
        said.map(|one| {
            let mut said = fields(one);
            if let Some(n) = said["fix"].as_u64() {
                let fix = page.entries.iter().find(|one| one.n == n && one.kind == "fix");
                said["fix"] = fields(fix.unwrap());
            }
            (one.kind.clone(), said)
        })
        .collect()
    }

    /// Every name and digest in a journal.
    fn names(&self, who: usize) -> BTreeSet<String> {
        let page = self.client().journal(Self::person(who), Some(1), usize::MAX).unwrap();
        let mut names = BTreeSet::new();
        for entry in page.entries {
            let fields: Value = serde_json::from_str(&entry.fields).unwrap();
            for name in ["id", "digest", "check", "photo"] {
                names.extend(fields[name].as_str().map(str::to_owned));
            }
        }
        names
    }

    /// Whether nothing of one stands in the other's journal or reports.
    fn is_apart(&self) -> bool {
        self.names(0).is_disjoint(&self.names(1)) && self.reports_are_apart()
    }

    /// Whether each reported their own chain alone, under their own key.
    fn reports_are_apart(&self) -> bool {
        let file = self.authority.records.lock().unwrap();
        let who = |key: &Thumbprint| self.beginning.devices.iter().position(|one| one == key);
        file.reports
            .iter()
            .all(|(key, batch)| who(key).is_some_and(|who| batch.chain == self.orders[who].chain))
    }
}

/// How often something happened in all cases, so that none of this is about nothing.
#[derive(Debug, Default)]
struct Counted {
    checks: usize,
    answers: usize,
    declared: usize,
    surprises: usize,
    /// Moments at which somebody was not asked because the other might have the phone along.
    elsewhere: usize,
}

impl Counted {
    fn count(&mut self, journal: &[(String, Value)]) {
        for (kind, said) in journal {
            match kind.as_str() {
                "answer" => self.answers += 1,
                "declare" => self.declared += 1,
                _ => {
                    self.checks += 1;
                    self.surprises += usize::from(said["digest"].is_string());
                }
            }
        }
    }
}

async fn lives<'b>(
    beginning: &'b Beginning,
    has_order: [bool; 2],
    events: &[Event],
) -> Household<'b> {
    let mut household = Household::begin(beginning, has_order).await;
    for event in events {
        if event.what.is_of_the_phone() || has_order[event.who] {
            household.happens(*event).await;
        } else {
            household.phone.wait_s(event.minutes * 60);
        }
    }
    household
}

/// Lives so many cases, each three times: with both, with the other at home all the time, and with one of
/// them alone.
fn cases(beginning: &Beginning, cases: u32) -> Counted {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let counted = std::cell::RefCell::new(Counted::default());
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
    let days = (0usize..2, prop::collection::vec(event(), EVENTS));
    let checked = TestRunner::new(config).run(&days, |(who, events)| {
        runtime.block_on(async {
            let mut both = Household::begin(beginning, [true, true]).await;
            for event in &events {
                both.happens(*event).await;
                let elsewhere = both.asks_nobody_elsewhere();
                prop_assert!(elsewhere.is_some(), "{event:?}");
                counted.borrow_mut().elsewhere += elsewhere.unwrap_or_default();
            }
            prop_assert!(both.is_apart());
            // The other stays at home: then it is as if they were not there.
            let leaves = |event: &Event| event.who != who && event.what.lets_leave();
            let stays = events.iter().filter(|event| !leaves(event)).copied();
            let stays: Vec<Event> = stays.collect();
            let both = lives(beginning, [true, true], &stays).await;
            let alone = lives(beginning, [who == 0, who == 1], &stays).await;
            let journal = both.journal(who);
            prop_assert_eq!(&journal, &alone.journal(who));
            prop_assert!(both.is_apart());
            counted.borrow_mut().count(&journal);
            Ok(())
        })
    });
    checked.unwrap();
    counted.into_inner()
}

#[test]
fn whatever_happens_to_two_people_on_one_phone_each_has_their_own_journal() {
    let is_set = |name| std::env::var(name).is_ok_and(|value| value == "true");
    let beginning = Beginning::new();
    let all = match (is_set("DOORSTEP_LONG"), is_set("CI")) {
        (true, _) => ALL,
        (false, true) => MANY,
        (false, false) => FEW,
    };
    let threads = std::thread::available_parallelism().map_or(1, |many| many.get() as u32);
    let counted: Vec<Counted> = std::thread::scope(|scope| {
        let begun: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| cases(&beginning, all.div_ceil(threads))))
            .collect();
        begun.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sum = |of: fn(&Counted) -> usize| counted.iter().map(of).sum::<usize>();
    let [checks, answers] = [sum(|one| one.checks), sum(|one| one.answers)];
    let [declared, surprises] = [sum(|one| one.declared), sum(|one| one.surprises)];
    let elsewhere = sum(|one| one.elsewhere);
    println!(
        "{checks} checks, {answers} answers, {declared} declarations, {surprises} surprises, \
         {elsewhere} times with the other"
    );
    let all = all as usize;
    assert!(checks > all && answers > all / 4 && declared > all && surprises > all / 4);
    assert!(elsewhere > all);
}
