//! A patient's phone and the real authority, with everything between them going wrong: nothing that was
//! written down is lost, doubled or told of anybody who did not do it.

mod accesses;
mod asked;
mod asked_clocks;
mod checks;
mod cut;
mod delivering;
mod disputes;
mod evidence;
mod household;
mod killed;
mod lateness;
mod long_silence;
mod orders;
pub(crate) mod photos;
mod pins;
mod receipts;
mod restored;
mod two_people;
mod updated;

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use doorstep::client::{OrderDecision, SyncReport};
use doorstep::client_error::ClientError;
use doorstep::events::{Cause, Facts, Wake};
use doorstep::outbox::Urgency;
use doorstep::ports::{
    Arrived, Outgoing, Sending, ServerTrust, Transport, TransportError, TransportResult,
};
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{self, ArrivingFix, CircleOf, Mode};
use doorstep::requests::Route;
use doorstep::testing::VirtualClock;
use doorstep::views::{JournalEntryView, Plan};
use doorstep_authority::admin::{Admin, OrderChange, OrderFor, PlaceChange};
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::{TestEnv, code_in, https};
use serde_json::{Value, json};

/// Where the order's person lives, degrees.
const HOME: (f64, f64) = (55.755_812_3, 37.6173);
const NEIGHBOUR: &str = "+79161234568";
/// A degree of latitude, metres.
const DEGREE_M: f64 = 111_320.0;

/// What becomes of a request for reports.
#[derive(Clone)]
enum Meets {
    /// Nobody else.
    Passes,
    /// The authority takes it, and nobody hears the answer.
    Lost,
    /// Nobody.
    NoNetwork,
    /// Somebody before the authority answers; it hears nothing.
    Instead(u16, &'static str, Option<u64>, Vec<u8>),
    /// The authority takes it, and its answer is changed on the way.
    Changed(Arc<dyn Fn(&mut Value) + Send + Sync>),
}

impl Meets {
    fn status(status: u16) -> Self {
        Self::Instead(status, "application/problem+json", None, b"{\"code\":\"no\"}".to_vec())
    }

    /// This receipt in place of that of the authority, and no word of what it has.
    fn receipt(receipt: &Value) -> Self {
        let receipt = receipt.clone();
        Self::Changed(Arc::new(move |reply| {
            reply["receipt"] = receipt.clone();
            reply.as_object_mut().unwrap().remove("highest");
        }))
    }

    fn problem(status: u16, problem: &Value) -> Self {
        Self::Instead(status, "application/problem+json", None, problem.to_string().into_bytes())
    }

    fn answer(&self) -> Option<Arrived> {
        let Self::Instead(status, content_type, retry_after_s, body) = self.clone() else {
            return None;
        };
        let content_type = content_type.to_owned();
        Some(Arrived { status, content_type, retry_after_s, body })
    }
}

/// The way to the authority, and whoever sits on it.
pub(crate) struct Way {
    inner: Arc<dyn Transport>,
    /// What the next requests for reports meet.
    next: Mutex<VecDeque<Meets>>,
    /// What the next requests with photos meet.
    next_photos: Mutex<VecDeque<Meets>>,
    /// What all of them meet.
    all_photos: Mutex<Option<Meets>>,
    /// What the next sync meets.
    next_sync: Mutex<Option<Meets>>,
    /// Every order that came.
    orders: Mutex<Vec<Value>>,
    /// What every request meets, to any route.
    all: Mutex<Option<Meets>>,
    /// Body of every request for reports.
    reports: Mutex<Vec<Vec<u8>>>,
    /// What the authority said to those that it took, lost or not.
    answers: Mutex<Vec<Value>>,
    /// What was asked, in its order.
    routes: Mutex<Vec<&'static str>>,
    /// The authority's clock goes with this one.
    clock: Mutex<Option<(Arc<Admin>, Arc<VirtualClock>)>>,
}

impl Way {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            inner: https(),
            next: Mutex::default(),
            next_photos: Mutex::default(),
            all_photos: Mutex::default(),
            next_sync: Mutex::default(),
            orders: Mutex::default(),
            all: Mutex::default(),
            reports: Mutex::default(),
            answers: Mutex::default(),
            routes: Mutex::default(),
            clock: Mutex::default(),
        })
    }

    fn meets(&self, next: impl IntoIterator<Item = Meets>) {
        self.next.lock().unwrap().extend(next);
    }

    fn photos(&self, next: impl IntoIterator<Item = Meets>) {
        self.next_photos.lock().unwrap().extend(next);
    }

    fn all_photos(&self, all: Option<Meets>) {
        *self.all_photos.lock().unwrap() = all;
    }

    fn syncs(&self, met: Meets) {
        *self.next_sync.lock().unwrap() = Some(met);
    }

    fn orders(&self) -> Vec<Value> {
        self.orders.lock().unwrap().clone()
    }

    fn all(&self, all: Option<Meets>) {
        *self.all.lock().unwrap() = all;
    }

    /// Tells the authority of this home the time of this clock before each request.
    pub(crate) fn keeps_time(&self, home: &Path, clock: &Arc<VirtualClock>) {
        let admin = Arc::new(Admin::of(home).unwrap());
        *self.clock.lock().unwrap() = Some((admin, Arc::clone(clock)));
    }

    fn reports(&self) -> Vec<Vec<u8>> {
        self.reports.lock().unwrap().clone()
    }

    fn routes(&self) -> Vec<&'static str> {
        self.routes.lock().unwrap().clone()
    }

    /// The receipt of the newest request that the authority took.
    fn last_receipt(&self) -> Value {
        self.answers.lock().unwrap().last().unwrap()["receipt"].clone()
    }

    fn met(&self, request: &Outgoing) -> Option<Meets> {
        self.routes.lock().unwrap().push(request.route);
        let is_report = request.route == Route::Reports.template();
        if is_report {
            self.reports.lock().unwrap().push(request.body.clone());
        }
        if request.route.starts_with("/v1/photos/") {
            let next = self.next_photos.lock().unwrap().pop_front();
            return next.or_else(|| self.all_photos.lock().unwrap().clone());
        }
        let all = self.all.lock().unwrap().clone();
        let is_sync = request.route == Route::Sync.template();
        all.or_else(|| is_report.then(|| self.next.lock().unwrap().pop_front()).flatten())
            .or_else(|| is_sync.then(|| self.next_sync.lock().unwrap().take()).flatten())
    }

    fn through(
        &self,
        route: &str,
        met: Option<&Meets>,
        arrived: TransportResult,
    ) -> TransportResult {
        let mut arrived = arrived?;
        let is_report = route == Route::Reports.template();
        let is_sync = route == Route::Sync.template();
        if (is_report || is_sync) && arrived.status == 200 {
            let mut reply: Value = serde_json::from_slice(&arrived.body).unwrap();
            let orders = reply["orders"].as_array().cloned().unwrap_or_default();
            self.orders.lock().unwrap().extend(orders);
            if is_report {
                self.answers.lock().unwrap().push(reply.clone());
            }
            if let Some(Meets::Changed(change)) = met {
                change(&mut reply);
                arrived.body = reply.to_string().into_bytes();
            }
        }
        if matches!(met, Some(Meets::Lost)) { Err(TransportError::Offline) } else { Ok(arrived) }
    }
}

impl Transport for Way {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let met = self.met(&request);
        if matches!(met, Some(Meets::NoNetwork)) {
            return Box::pin(std::future::ready(Err(TransportError::Offline)));
        }
        if let Some(answer) = met.as_ref().and_then(Meets::answer) {
            return Box::pin(std::future::ready(Ok(answer)));
        }
        let route = request.route;
        let clock = self.clock.lock().unwrap().clone();
        Box::pin(async move {
            if let Some((admin, clock)) = clock {
                admin.clock(clock.true_ms().div_euclid(1_000)).await.unwrap();
            }
            let arrived = self.inner.send(request, trust).await;
            self.through(route, met.as_ref(), arrived)
        })
    }
}

/// A phone whose order runs, its authority, and the way between them.
pub(crate) struct Patient {
    pub(crate) env: TestEnv,
    pub(crate) phone: Phone,
    pub(crate) way: Arc<Way>,
    pub(crate) order: String,
}

impl Patient {
    /// Under an order that asks whether they are at home.
    async fn new() -> Self {
        Self::under(json!({ "checks": no_checks() })).await
    }

    /// Under one that asks them, at times that are drawn.
    async fn asked() -> Self {
        Self::under(json!({})).await
    }

    /// Under one that asks for places too.
    async fn telling_places() -> Self {
        Self::under(json!({ "report": "coordinates", "checks": no_checks() })).await
    }

    pub(crate) async fn under(terms: Value) -> Self {
        let (env, phone, way) = unregistered().await;
        register(&env, &phone).await;
        after_sync(env, phone, way, terms).await
    }

    fn woken(&self, cause: Cause) -> Plan {
        self.phone.client().woken(Wake { cause, facts: Facts::default(), moved: None })
    }

    /// A fix so many metres north of home, by the phone's own hand.
    pub(crate) fn fix(&self, north_m: f64) -> Result<watch::Arrived, ClientError> {
        self.phone.client().fixes_arrived(ME, &[self.fix_of(north_m, 0)])
    }

    /// So many fixes at home that arrive at once, a second apart.
    fn fixes(&self, many: usize) {
        let ages = (0..many).rev().map(|age| i64::try_from(age).unwrap() * 1_000);
        let fixes: Vec<ArrivingFix> = ages.map(|age_ms| self.fix_of(5.0, age_ms)).collect();
        self.phone.client().fixes_arrived(ME, &fixes).unwrap();
    }

    fn fix_of(&self, north_m: f64, age_ms: i64) -> ArrivingFix {
        ArrivingFix {
            latitude: HOME.0 + north_m / DEGREE_M,
            longitude: HOME.1,
            accuracy_m: Some(20.0),
            circle: CircleOf::Android,
            source: Source::Wifi,
            age_ms,
            time_ms: self.phone.clock.true_ms() - age_ms,
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            steps: None,
            activity: None,
            home_wifi: HomeWifi::Unknown,
        }
    }

    /// At home for so many quarters of an hour, with a fix in each.
    pub(crate) fn stays(&self, quarters: usize) {
        for _ in 0..quarters {
            self.phone.wait_s(900);
            self.fix(5.0).unwrap();
        }
    }

    /// Tells the authority the time, and syncs.
    pub(crate) async fn sync(&self) -> SyncReport {
        self.env.wait_s(0).await;
        self.phone.sync().await
    }

    /// The same, and whatever else there is to hear, as when the person looks.
    pub(crate) async fn sync_all(&self) -> SyncReport {
        self.env.wait_s(0).await;
        self.phone.client().sync(Urgency::Person, None).await
    }

    /// Everything that the phone wrote down: numbered from 1 on, each number once.
    pub(crate) fn journal(&self) -> Vec<JournalEntryView> {
        let page = self.phone.client().journal(ME, Some(1), usize::MAX).unwrap();
        let numbers: Vec<u64> = page.entries.iter().map(|entry| entry.n).collect();
        assert_eq!(numbers, (1..=page.n).collect::<Vec<_>>());
        page.entries
    }

    fn kinds(&self) -> Vec<String> {
        self.journal().into_iter().map(|entry| entry.kind).collect()
    }

    /// Whether the phone's system is asked where the phone is.
    fn has_duty(&self) -> bool {
        self.woken(Cause::Job).location != Mode::Off
    }

    fn why(&self) -> Option<String> {
        self.phone.client().order(ME).unwrap().unwrap().why
    }

    pub(crate) fn many(&self, kind: &str) -> usize {
        self.kinds().iter().filter(|one| *one == kind).count()
    }

    /// What the authority has: numbered from 1 on, each number once, and nobody in conflict.
    pub(crate) async fn ledger(&self) -> Vec<Value> {
        let mut items: Vec<Value> = Vec::new();
        loop {
            let from = u64::try_from(items.len()).unwrap() + 1;
            let listed = self.env.admin.reports(&self.order, from).await.unwrap();
            assert_eq!((&listed["gaps"], &listed["seen"]), (&json!([]), &json!([])));
            let page = listed["items"].as_array().unwrap();
            for (item, seq) in page.iter().zip(from..) {
                assert_eq!(item["seq"], seq);
            }
            items.extend(page.iter().cloned());
            if u64::try_from(items.len()).unwrap() >= listed["highest"].as_u64().unwrap_or_default()
            {
                return items;
            }
            assert!(!page.is_empty());
        }
    }

    /// A second phone with all that this one has now, also its keys.
    fn copied(&mut self) -> Phone {
        let (mut copy, _) = self.env.phone();
        copy.transport = self.way.clone();
        // Two phones never draw the same.
        for _ in 0..50 {
            copy.ports();
        }
        copy.kill();
        self.phone.kill();
        for folder in ["store", "vault"] {
            let _ = fs::remove_dir_all(copy.home.path().join(folder));
            copy_folder(&self.phone.home.path().join(folder), &copy.home.path().join(folder));
        }
        self.phone.start();
        copy.start();
        copy
    }

    /// With another phone in this one's place, which comes back.
    fn swap(&mut self, phone: Phone) -> Phone {
        std::mem::replace(&mut self.phone, phone)
    }

    fn with(mut self, phone: Phone) -> Self {
        self.swap(phone);
        self
    }

    /// After the authority was stopped, something was done in its home, and it was started.
    async fn after_restart(self, between: impl FnOnce(&Path)) -> Self {
        let at = self.phone.clock.true_ms().div_euclid(1_000);
        let Self { env, mut phone, way, order } = self;
        let env = env.restarted_after(at, between).await;
        phone.url = env.url();
        phone.start();
        Self { env, phone, way, order }
    }

    async fn listed(&self) -> Value {
        self.env.admin.reports(&self.order, 1).await.unwrap()
    }

    /// Number of the last entry of the journal that is confirmed.
    fn confirmed(&self) -> Option<u64> {
        self.phone.client().journal(ME, None, 1).unwrap().confirmed
    }

    pub(crate) fn unsent(&self) -> u64 {
        self.phone.snapshot().people[0].quarantine.as_ref().unwrap().unsent
    }

    /// All that is reported of the journal stands in the ledger, in its order, and is confirmed.
    pub(crate) async fn is_all_told(&self) {
        assert_eq!(self.unsent(), 0);
        let told = self.journal().into_iter().filter(|entry| entry.reported);
        let told: Vec<String> = told.map(|entry| entry.kind).collect();
        let ledger = self.ledger().await;
        let kinds: Vec<&str> = ledger.iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, told);
    }
}

/// Nobody is asked, so that what is written down does not hang on what was drawn.
pub(crate) fn no_checks() -> Value {
    json!({ "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1 })
}

/// A new phone on its way.
async fn unregistered() -> (TestEnv, Phone, Arc<Way>) {
    let env = TestEnv::new().await;
    let (mut phone, way) = (env.phone().0, Way::new());
    phone.transport = way.clone();
    phone.start();
    (env, phone, way)
}

async fn register(env: &TestEnv, phone: &Phone) {
    phone.register().await.unwrap();
    phone.confirm(&env.code().await).await.unwrap();
}

/// A registered phone once its order has come, was read and has begun.
async fn after_sync(env: TestEnv, phone: Phone, way: Arc<Way>, terms: Value) -> Patient {
    let order = issue(&env, terms).await;
    phone.sync().await;
    for decision in [OrderDecision::Seen, OrderDecision::Begin] {
        phone.client().decide_order(ME, &decision).unwrap();
    }
    let patient = Patient { env, phone, way, order };
    // It begins in a moment.
    patient.phone.wait_s(10);
    patient.woken(Cause::Alarm);
    patient
}

/// Another phone of the same authority, with another number.
async fn neighbour_of(env: &TestEnv) -> (Phone, Arc<Way>) {
    let (mut phone, way) = (env.phone().0, Way::new());
    phone.transport = way.clone();
    phone.start();
    phone.client().register(ME, NEIGHBOUR, Some("б"), Some("9999")).await.unwrap();
    let messages = env.admin.sms(Some(NEIGHBOUR)).await.unwrap();
    phone.confirm(&code_in(&messages.last().unwrap().text)).await.unwrap();
    (phone, way)
}

/// Gives the phone's number an order with these terms.
async fn issue(env: &TestEnv, terms: Value) -> String {
    let to = OrderFor::Phone(NUMBER.into());
    env.admin.issue_order(to, order_at_home(terms)).await.unwrap().order
}

/// The usual order at [`HOME`] with these terms.
fn order_at_home(terms: Value) -> OrderChange {
    OrderChange {
        terms: terms.as_object().unwrap().clone(),
        first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
        ..OrderChange::default()
    }
}

/// Copies a folder with all that is in it.
fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
