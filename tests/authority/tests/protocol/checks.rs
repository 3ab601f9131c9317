//! Surprise checks: what an officer may ask, and how it comes to the phone.

use doorstep::documents::{CheckKind, SurpriseCheck};
use doorstep::model::{CheckId, from_base64url, to_base64url};
use doorstep::quarantine::journal::{
    AnswerMode, Asked, CannotReason, Declared, Event, Interval, answer, check, declare,
};
use doorstep::requests::{ReportsReply, Route, Seen, SyncReply, SyncRequest};
use doorstep_authority::admin::{
    CheckDraft, CheckMade, OrderChange, OrderFor, PauseChange, PermitChange, PlaceChange,
};
use serde_json::json;

use crate::journal::{Journal, at};
use crate::support::{DAY, Draft, HOUR, ISS, NOON, Phone, Rig};

fn place() -> CheckDraft {
    CheckDraft { kind: "place".into(), unchecked: false }
}

fn photo() -> CheckDraft {
    CheckDraft { kind: "photo".into(), unchecked: false }
}

fn unchecked(draft: CheckDraft) -> CheckDraft {
    CheckDraft { unchecked: true, ..draft }
}

/// The terms of an order, or of its next version.
fn with(terms: serde_json::Value) -> OrderChange {
    OrderChange { terms: terms.as_object().unwrap().clone(), ..OrderChange::default() }
}

fn asking(n: u64, surprises: u64) -> OrderChange {
    with(json!({ "checks": { "n": n, "surprises": surprises } }))
}

/// A lent device's order, which is signed at once.
async fn lent(rig: &Rig, change: OrderChange) -> String {
    let first_place = PlaceChange { at: Some((55.7558, 37.6173)), ..PlaceChange::default() };
    let change = OrderChange { first_place, ..change };
    rig.admin.issue_order(OrderFor::Loan("L-17".into()), change).await.unwrap().order
}

async fn asked(rig: &Rig, order: &str, draft: CheckDraft) -> Result<CheckMade, &'static str> {
    rig.admin.request_check(order, draft).await.map_err(|error| error.code())
}

async fn sync(rig: &Rig, phone: &Phone, checks: Option<Vec<String>>, at: u64) -> Vec<String> {
    let seen = Seen { checks, ..Seen::default() };
    let request = SyncRequest { seen, sub: None };
    let draft = Draft { key: None, ..Draft::new(Route::Sync, &request, phone.dev()).at(at) };
    draft.send(rig).await.is(200).json::<SyncReply>().checks
}

#[tokio::test]
async fn a_check_comes_with_syncs_and_reports_until_it_is_there() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let mut journal = Journal::under_order(&rig, &phone, NOON).await;
    let order = journal.order.to_string();
    let made = asked(&rig, &order, place()).await.unwrap();
    assert_eq!(made.due, "2026-11-24T12:00:00Z");
    assert_eq!(made.closes.as_deref(), Some("2026-11-24T13:00:00Z"));
    assert!(
        sync(&rig, &phone, None, NOON).await.is_empty(),
        "a phone that knows of none gets none"
    );
    let sent = sync(&rig, &phone, Some(Vec::new()), NOON).await;
    let [check] = sent.as_slice() else { panic!("{} checks", sent.len()) };
    let bytes = from_base64url(check).unwrap();
    let said = SurpriseCheck::read(&bytes, &rig.trust().await, ISS).unwrap().document;
    // Midnight in Moscow is nine hours away; it is handed out for twelve at least.
    let expected = SurpriseCheck {
        iss: ISS.to_owned(),
        iat: NOON,
        exp: NOON + 12 * HOUR,
        id: made.check.parse::<CheckId>().unwrap(),
        chain: journal.chain,
        order: journal.order,
        kind: CheckKind::Place,
    };
    assert_eq!(said, expected);
    assert!(sync(&rig, &phone, Some(vec![made.check.clone()]), NOON).await.is_empty());
    // Reports bring the same.
    journal.declare(1);
    let mut request = journal.request(&phone, 1, 1);
    let reply: ReportsReply = journal.draft_of(&phone, &request).send(&rig).await.is(200).json();
    assert_eq!((reply.checks, reply.more), (sent, false));
    request.seen.checks.push(said.id);
    let held: ReportsReply = journal.draft_of(&phone, &request).send(&rig).await.is(200).json();
    assert!(held.checks.is_empty());
    // Nobody else gets it, and nobody after its delivery has ended.
    let other = Phone::new();
    other.settle(&rig, "+79161234568", NOON).await;
    assert!(sync(&rig, &other, Some(Vec::new()), NOON).await.is_empty());
    for (at, comes) in [(said.exp - 1, 1), (said.exp, 0)] {
        rig.clock(at).await;
        assert_eq!(sync(&rig, &phone, Some(Vec::new()), at).await.len(), comes);
    }
    let malformed = json!({ "seen": { "checks": ["AAAA"] } });
    let refused = Draft::new(Route::Sync, &malformed, phone.dev()).at(said.exp).send(&rig).await;
    assert_eq!(refused.problem(400, "malformed")["field"], "seen.checks");
}

#[tokio::test]
async fn early_in_a_day_a_check_is_handed_out_until_its_end() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let journal = Journal::under_order(&rig, &phone, NOON).await;
    // 03:00 of the next day in Moscow, when all is quiet.
    let at = NOON + 12 * HOUR;
    rig.clock(at).await;
    let made = asked(&rig, &journal.order.to_string(), place()).await.unwrap();
    assert_eq!(made.closes, None, "its window begins when the phone may ring");
    let sent = sync(&rig, &phone, Some(Vec::new()), at).await.remove(0);
    let bytes = from_base64url(&sent).unwrap();
    let said = SurpriseCheck::read(&bytes, &rig.trust().await, ISS).unwrap().document;
    assert_eq!(said.exp, NOON + 33 * HOUR);
}

#[tokio::test]
async fn no_more_is_asked_than_an_order_and_a_day_bring() {
    let rig = Rig::new().await;
    let order = lent(&rig, asking(0, 3)).await;
    asked(&rig, &order, place()).await.unwrap();
    rig.clock(NOON + 2 * HOUR - 1).await;
    assert_eq!(asked(&rig, &order, place()).await, Err("check-gap"));
    for hour in [2, 4] {
        rig.clock(NOON + hour * HOUR).await;
        asked(&rig, &order, place()).await.unwrap();
    }
    rig.clock(NOON + 6 * HOUR).await;
    assert_eq!(asked(&rig, &order, place()).await, Err("check-cap"), "three a day");
    // 10:00 of the next day: the fourth within 24 hours; the fifth waits for the first to be over.
    rig.clock(NOON + 19 * HOUR).await;
    asked(&rig, &order, place()).await.unwrap();
    rig.clock(NOON + DAY - 1).await;
    assert_eq!(asked(&rig, &order, place()).await, Err("check-cap"), "four within 24 hours");
    rig.clock(NOON + DAY).await;
    asked(&rig, &order, place()).await.unwrap();
    // An order that lets nobody be surprised.
    let never = lent(&rig, asking(3, 0)).await;
    assert_eq!(asked(&rig, &never, place()).await, Err("check-cap"));
}

#[tokio::test]
async fn agreed_checks_keep_their_places() {
    let rig = Rig::new().await;
    let order = lent(&rig, asking(2, 1)).await;
    // More than a day brings: phones stay with the version before.
    let more = OrderChange { unchecked: true, ..asking(2, 3) };
    rig.admin.update_order(&order, more).await.unwrap();
    let tomorrow = NOON + DAY;
    rig.clock(tomorrow).await;
    asked(&rig, &order, place()).await.unwrap();
    rig.clock(tomorrow + 3 * HOUR).await;
    assert_eq!(asked(&rig, &order, place()).await, Err("check-cap"), "two are agreed");
}

#[tokio::test]
async fn what_is_requested_at_night_is_asked_in_the_morning() {
    let rig = Rig::new().await;
    let order = lent(&rig, asking(0, 1)).await;
    // 21:59 in Moscow: its window stands still from 22:00 to 09:00.
    rig.clock(NOON + 7 * HOUR - 60).await;
    let made = asked(&rig, &order, place()).await.unwrap();
    assert_eq!(made.closes.as_deref(), Some("2026-11-25T06:59:00Z"));
    rig.clock(NOON + 8 * HOUR).await;
    let made = asked(&rig, &order, place()).await.unwrap();
    assert_eq!((made.due.as_str(), made.closes), ("2026-11-24T20:00:00Z", None));
    rig.clock(NOON + 23 * HOUR).await;
    assert_eq!(asked(&rig, &order, place()).await, Err("check-cap"), "that was this day's");
}

#[tokio::test]
async fn nothing_is_asked_of_whoever_is_away_or_free() {
    let rig = Rig::new().await;
    let order = lent(&rig, asking(1, 2)).await;
    let is_paused = async || {
        assert_eq!(asked(&rig, &order, place()).await, Err("paused"));
    };
    let update = async |change| rig.admin.update_order(&order, change).await.unwrap();
    let why = || "hospital".to_owned();
    let pause = PauseChange { why: why(), names: Some(3), since: Some(NOON - DAY), to: None };
    update(OrderChange { pause: Some(pause), ..OrderChange::default() }).await;
    is_paused().await;
    asked(&rig, &order, unchecked(place())).await.unwrap();
    update(OrderChange { resume: true, ..OrderChange::default() }).await;
    // A permission counts from a quarter of an hour before it to half an hour after it.
    let (from, to) = (NOON + 3 * HOUR, NOON + 4 * HOUR);
    let permit = PermitChange { from, to, purpose: String::new(), text: "A burial".into() };
    update(OrderChange { permits: vec![permit], ..OrderChange::default() }).await;
    for at in [from - 900, to, to + 1799] {
        rig.clock(at).await;
        is_paused().await;
    }
    rig.clock(to + 1800).await;
    asked(&rig, &order, place()).await.unwrap();
    let tomorrow = NOON + DAY;
    update(with(json!({ "travel": {
        "from": "2026-11-25T12:00:00Z", "to": "2026-11-25T13:00:00Z",
    } })))
    .await;
    rig.clock(tomorrow).await;
    is_paused().await;
    rig.clock(tomorrow + 12 * HOUR).await;
    rig.admin.release_order(&order, None).await.unwrap();
    assert_eq!(asked(&rig, &order, place()).await, Err("after-end"));
    asked(&rig, &order, unchecked(place())).await.unwrap();
    let other = lent(&rig, with(json!({ "until": "2026-11-27T12:00:00Z" }))).await;
    rig.clock(NOON + 3 * DAY).await;
    assert_eq!(asked(&rig, &other, place()).await, Err("after-end"));
}

#[tokio::test]
async fn a_photo_is_asked_of_nobody_whose_order_does_not_say_so_and_of_no_child() {
    let rig = Rig::new().await;
    let terms = |photo: bool, child: bool| {
        with(json!({ "checks": { "photo": photo, "n": 1, "surprises": 2 }, "child": child }))
    };
    for (may, child) in [(false, false), (true, true)] {
        let order = lent(&rig, terms(may, child)).await;
        assert_eq!(asked(&rig, &order, photo()).await, Err("check-kind"));
        asked(&rig, &order, unchecked(photo())).await.unwrap();
    }
    let order = lent(&rig, terms(true, false)).await;
    asked(&rig, &order, photo()).await.unwrap();
    let odd = CheckDraft { kind: "voice".into(), unchecked: true };
    assert_eq!(asked(&rig, &order, odd).await, Err("order-unfit"));
}

#[tokio::test]
async fn nobody_is_asked_under_an_order_that_nobody_has() {
    let rig = Rig::new().await;
    let at_home = PlaceChange { at: Some((55.7558, 37.6173)), ..PlaceChange::default() };
    let change = OrderChange { first_place: at_home, ..OrderChange::default() };
    let waiting = rig.admin.issue_order(OrderFor::Paper, change).await.unwrap().order;
    for order in [waiting.as_str(), "AAAAAAAAAAAAAAAAAAAAAA", "?"] {
        assert_eq!(asked(&rig, order, unchecked(place())).await, Err("order-unknown"));
    }
}

#[tokio::test]
async fn what_came_of_a_check_is_listed_as_the_phone_says_it() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let mut journal = Journal::under_order(&rig, &phone, NOON).await;
    let order = journal.order.to_string();
    let made = asked(&rig, &order, place()).await.unwrap();
    let id: CheckId = made.check.parse().unwrap();
    let open = check::Open {
        at: at(1),
        id,
        digest: Some([0xd1; 32]),
        kind: CheckKind::Place,
        due: None,
        delivered: Some(Interval::exactly(NOON)),
        closes: None,
        refused: None,
    };
    journal.happened(&Event::Check { open });
    let open = answer::Open {
        at: at(2),
        check: Asked::Check(id),
        digest: Some([0xd1; 32]),
        how: AnswerMode::Cannot,
        reason: Some(CannotReason::Camera),
        photo: None,
    };
    let private = answer::Private::default();
    journal.happened(&Event::Answer { open, place: answer::Place { fix: None }, private });
    let open = declare::Open { at: at(3), what: Declared::Permission, until: Some(NOON + HOUR) };
    journal.happened(&Event::Declare { open, private: declare::Private { text: None } });
    journal.draft(&phone, 1, 3).send(&rig).await.is(200);
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    let digest = to_base64url(&[0xd1; 32]);
    for (item, kind, fields) in [
        (
            0,
            "check",
            json!({
                "id": made.check, "digest": digest, "kind": "place", "delivered": [NOON, NOON],
            }),
        ),
        (
            1,
            "answer",
            json!({
                "check": made.check, "digest": digest, "how": "cannot", "reason": "camera",
            }),
        ),
        (2, "declare", json!({ "what": "permission", "until": NOON + HOUR })),
    ] {
        let item = &listed["items"][item];
        assert_eq!((&item["kind"], &item["fields"]), (&json!(kind), &fields));
        assert!(item["at"]["earliest"].is_string() && item["at"]["latest"].is_string());
    }
}

#[tokio::test]
async fn checks_go_with_the_order() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let journal = Journal::under_order(&rig, &phone, NOON).await;
    asked(&rig, &journal.order.to_string(), place()).await.unwrap();
    let rows = |database: &std::path::Path| {
        let connection = rusqlite::Connection::open(database).unwrap();
        let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        connection.query_row("SELECT count(*) FROM checks", [], count).unwrap()
    };
    rig.clock(NOON + (14 + 365) * DAY - 1).await;
    let rig = rig.restarted(|database| assert_eq!(rows(database), 1)).await;
    rig.clock(NOON + (14 + 365) * DAY).await;
    rig.admin.orders().await.unwrap();
    rig.restarted(|database| assert_eq!(rows(database), 0)).await;
}
