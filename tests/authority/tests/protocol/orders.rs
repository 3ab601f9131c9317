//! How an account comes to a quarantine order, and what a phone gets of it.

use doorstep::crypto::sha256;
use doorstep::documents::{Coordinates, Device, Order, PlaceOpening, Signed, cose_key};
use doorstep::model::{from_base64url, to_base64url};
use doorstep::requests::{
    ClaimReply, ClaimRequest, Route, Seen, SeenOrder, SentOrder, SyncReply, SyncRequest,
};
use doorstep_authority::admin::{OrderChange, OrderFor, OrderMade, PauseChange, PlaceChange};
use serde_json::{Value, json};

use crate::support::{Answer, DAY, Draft, HOUR, ISS, NOON, NUMBER, Phone, Rig};

const MARK: &str = "ИП4321";

fn at_home(mark: Option<&str>) -> OrderChange {
    OrderChange {
        terms: mark.map(|mark| ("sub".to_owned(), json!(mark))).into_iter().collect(),
        first_place: PlaceChange { at: Some((55.7558123, 37.6173)), ..PlaceChange::default() },
        ..OrderChange::default()
    }
}

fn for_number() -> OrderFor {
    OrderFor::Phone(NUMBER.to_owned())
}

async fn sync_as(rig: &Rig, phone: &Phone, request: &SyncRequest, at: u64) -> SyncReply {
    let draft = Draft { key: None, ..Draft::new(Route::Sync, request, phone.dev()).at(at) };
    draft.send(rig).await.is(200).json()
}

/// A sync of a phone that has these orders, with this mark.
async fn sync(
    rig: &Rig,
    phone: &Phone,
    mark: Option<&str>,
    has: &[SeenOrder],
    at: u64,
) -> SyncReply {
    let seen = Seen { orders: Some(has.to_vec()), ..Seen::default() };
    sync_as(rig, phone, &SyncRequest { seen, sub: mark.map(str::to_owned) }, at).await
}

async fn claim(rig: &Rig, phone: &Phone, code: &str, mark: &str, at: u64) -> Answer {
    let body = ClaimRequest { code: code.to_owned(), sub: mark.to_owned() };
    let draft = Draft::new(Route::Sync, &body, phone.dev()).at(at);
    Draft { path: Some("/v1/orders/claim".to_owned()), ..draft }.send(rig).await
}

async fn opened(rig: &Rig, sent: &SentOrder) -> (Signed<Order>, Vec<PlaceOpening>) {
    let bytes = from_base64url(&sent.order).unwrap();
    let order = Order::read(&bytes, &rig.trust().await, ISS).unwrap();
    let opening = |place: &doorstep::requests::SentPlace| PlaceOpening {
        place: place.id.clone(),
        salt: from_base64url(&place.salt).unwrap().try_into().unwrap(),
        at: Coordinates { lat: place.lat, lon: place.lon },
    };
    (order, sent.places.iter().map(opening).collect())
}

fn seen(order: &Signed<Order>) -> SeenOrder {
    SeenOrder {
        order: order.document.id.to_string(),
        version: order.document.version,
        digest: Some(to_base64url(&order.digest)),
        missing: Vec::new(),
    }
}

fn left(reply: &SyncReply) -> Option<u64> {
    reply.order_waits.map(|waits| waits.left)
}

#[tokio::test]
async fn an_order_for_a_number_is_handed_out_to_its_mark() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(for_number(), at_home(Some(MARK))).await.unwrap();
    let phone = Phone::settled(&rig).await;
    // A phone that knows nothing of orders learns nothing of them.
    let old = sync_as(&rig, &phone, &SyncRequest::default(), NOON).await;
    assert!(old.order_waits.is_none() && old.orders.is_empty());
    let waits = sync(&rig, &phone, None, &[], NOON).await;
    assert_eq!((left(&waits), waits.orders.len()), (Some(3), 0));
    let wrong = sync(&rig, &phone, Some("ПИ4321"), &[], NOON).await;
    assert_eq!((left(&wrong), wrong.orders.len()), (Some(2), 0));
    let joined = sync(&rig, &phone, Some(MARK), &[], NOON).await;
    assert_eq!((left(&joined), joined.orders.len()), (None, 1));
    let (order, openings) = opened(&rig, &joined.orders[0]).await;
    let said = &order.document;
    assert_eq!((said.id.to_string(), said.version, said.before), (made.order, 1, None));
    assert_eq!(said.device, Device::Keys(vec![cose_key::thumbprint(phone.device.public())]));
    let at = said.places[0].opened(&openings);
    assert_eq!(at, Some(Coordinates { lat: 557_558_123, lon: 376_173_000 }));
    assert_eq!(said.places[0].opened(&[]), None, "the order itself tells nobody where");
    // What the phone has does not come again, and whoever lost it gets it again.
    assert!(sync(&rig, &phone, None, &[seen(&order)], NOON).await.orders.is_empty());
    assert!(sync(&rig, &phone, None, &[], NOON).await.orders == joined.orders);
}

#[tokio::test]
async fn three_wrong_marks_are_for_the_officer() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(for_number(), at_home(Some(MARK))).await.unwrap();
    let phone = Phone::settled(&rig).await;
    for tries in [2, 1, 0, 0] {
        assert_eq!(left(&sync(&rig, &phone, Some("ПИ4321"), &[], NOON).await), Some(tries));
    }
    let right = sync(&rig, &phone, Some(MARK), &[], NOON).await;
    assert_eq!((left(&right), right.orders.len()), (Some(0), 0));
    // Neither does a phone that has got another order meanwhile, and says that it has none.
    rig.admin.issue_order(for_number(), at_home(Some("АА1111"))).await.unwrap();
    rig.admin.issue_order(for_number(), at_home(Some("ББ2222"))).await.unwrap();
    assert_eq!(sync(&rig, &phone, Some("АА1111"), &[], NOON).await.orders.len(), 1);
    for tries in [2, 1, 0] {
        assert_eq!(left(&sync(&rig, &phone, Some("ВВ3333"), &[], NOON).await), Some(tries));
    }
    let anew = OrderChange {
        terms: [("sub".to_owned(), json!("ПИ4321"))].into_iter().collect(),
        ..OrderChange::default()
    };
    rig.admin.update_order(&made.order, anew).await.unwrap();
    assert_eq!(sync(&rig, &phone, Some("ПИ4321"), &[], NOON).await.orders.len(), 2);
}

#[tokio::test]
async fn an_order_without_a_mark_is_handed_out_to_whoever_shows_one() {
    let rig = Rig::new().await;
    rig.admin.issue_order(for_number(), at_home(None)).await.unwrap();
    let phone = Phone::settled(&rig).await;
    assert_eq!(left(&sync(&rig, &phone, None, &[], NOON).await), Some(3));
    assert_eq!(sync(&rig, &phone, Some("-"), &[], NOON).await.orders.len(), 1);
    let draft = |body: Value| Draft { key: None, ..Draft::new(Route::Sync, &body, phone.dev()) };
    draft(json!({ "sub": "no mark" })).send(&rig).await.problem(422, "sub-invalid");
    for orders in [
        json!([{ "order": "AAAA", "version": 1 }]),
        json!([{ "order": "AAAAAAAAAAAAAAAAAAAAAA", "version": 1, "digest": "AAAA" }]),
    ] {
        let answer = draft(json!({ "seen": { "orders": orders } })).send(&rig).await;
        assert_eq!(answer.problem(400, "malformed")["field"], "seen.orders");
    }
    draft(json!({ "seen": { "orders": {} } })).send(&rig).await.problem(400, "malformed");
}

#[tokio::test]
async fn the_newest_version_comes_and_what_is_missing_is_asked_for() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(for_number(), at_home(None)).await.unwrap();
    let phone = Phone::settled(&rig).await;
    let first = sync(&rig, &phone, Some(MARK), &[], NOON).await.orders.remove(0);
    let (first, openings) = opened(&rig, &first).await;
    let pause = PauseChange { why: "hospital".into(), names: Some(7), since: None, to: None };
    let paused = OrderChange { pause: Some(pause), ..OrderChange::default() };
    rig.admin.update_order(&made.order, paused).await.unwrap();
    let resumed = OrderChange { resume: true, ..OrderChange::default() };
    rig.clock(NOON + HOUR).await;
    rig.admin.update_order(&made.order, resumed).await.unwrap();
    let now = NOON + HOUR;
    let news = sync(&rig, &phone, None, &[seen(&first)], now).await.orders;
    assert_eq!(news.len(), 1);
    let (third, later) = opened(&rig, &news[0]).await;
    assert_eq!((third.document.version, later == openings), (3, true), "no place has moved");
    assert_eq!(third.document.pauses[0].until, Some(now));
    let missing = SeenOrder { missing: vec![2, 9], ..seen(&third) };
    let news = sync(&rig, &phone, None, &[missing], now).await.orders;
    assert_eq!(news.len(), 1);
    let (second, _) = opened(&rig, &news[0]).await;
    assert_eq!((second.document.version, second.document.before), (2, Some(first.digest)));
    assert_eq!(third.document.before, Some(second.digest));
    // Other content under the same number.
    let other: OrderMade = rig.admin.conflicting_order(&made.order).await.unwrap();
    let news = sync(&rig, &phone, None, &[seen(&third)], now).await.orders;
    let (conflicting, _) = opened(&rig, &news[0]).await;
    assert_eq!(Some(to_base64url(&conflicting.digest)), other.digest);
    assert_eq!(conflicting.document.before, third.document.before);
    // The version after both follows the one that came first.
    rig.admin.release_order(&made.order, None).await.unwrap();
    let news = sync(&rig, &phone, None, &[seen(&third)], now).await.orders;
    let (fourth, _) = opened(&rig, &news[0]).await;
    assert_eq!((fourth.document.version, fourth.document.before), (4, Some(third.digest)));
    assert_eq!(fourth.document.released.map(|released| released.at), Some(now));
}

#[tokio::test]
async fn an_order_on_paper_is_claimed_once() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(OrderFor::Paper, at_home(Some(MARK))).await.unwrap();
    let code = made.code.unwrap();
    let phone = Phone::settled(&rig).await;
    claim(&rig, &phone, "234567892345678A", MARK, NOON).await.problem(403, "code-wrong");
    let malformed = claim(&rig, &phone, "2345", MARK, NOON).await;
    assert_eq!(malformed.problem(400, "malformed")["field"], "code");
    claim(&rig, &phone, &code, "no mark", NOON).await.problem(422, "sub-invalid");
    let wrong = claim(&rig, &phone, &code, "ПИ4321", NOON).await;
    assert_eq!(wrong.problem(403, "sub-wrong")["left"], 2);
    let claimed: ClaimReply =
        claim(&rig, &phone, &code.to_lowercase(), MARK, NOON).await.is(200).json();
    let (order, _) = opened(&rig, &claimed.orders[0]).await;
    assert_eq!(order.document.id.to_string(), made.order);
    // Whoever did not hear the answer asks again.
    let again: ClaimReply = claim(&rig, &phone, &code, MARK, NOON).await.is(200).json();
    assert!(again.orders == claimed.orders);
    // Somebody else with paper and mark: nobody is asked anything until the officer has seen to it.
    let other = Phone::new();
    other.settle(&rig, "+79161234568", NOON).await;
    claim(&rig, &other, &code, MARK, NOON).await.problem(410, "code-expired");
    claim(&rig, &other, &code, MARK, NOON).await.problem(410, "code-expired");
    assert!(sync(&rig, &other, Some(MARK), &[], NOON).await.orders.is_empty());
    let news = sync(&rig, &phone, None, &[seen(&order)], NOON).await.orders;
    let (paused, _) = opened(&rig, &news[0]).await;
    assert_eq!((paused.document.version, paused.document.pauses.len()), (2, 1));
    let newest = rig.admin.show_order(&made.order, None).await.unwrap();
    assert_eq!((&newest["version"], &newest["state"]), (&json!(2), &json!("paused")));
}

#[tokio::test]
async fn nobody_joins_after_thirty_days() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(OrderFor::Paper, at_home(None)).await.unwrap();
    rig.admin.issue_order(for_number(), at_home(None)).await.unwrap();
    let later = NOON + 30 * DAY;
    rig.clock(later).await;
    let phone = Phone::new();
    phone.settle(&rig, NUMBER, later).await;
    let code = made.code.unwrap();
    claim(&rig, &phone, &code, MARK, later).await.problem(410, "code-expired");
    assert_eq!(left(&sync(&rig, &phone, Some(MARK), &[], later).await), None);
    assert!(rig.admin.orders().await.unwrap().is_empty());
    let much_later = NOON + 60 * DAY;
    rig.clock(much_later).await;
    claim(&rig, &phone, &code, MARK, much_later).await.problem(403, "code-wrong");
}

#[tokio::test]
async fn whoever_has_an_order_keeps_the_account_that_it_names() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(for_number(), at_home(Some(MARK))).await.unwrap();
    let phone = Phone::settled(&rig).await;
    assert_eq!(sync(&rig, &phone, Some(MARK), &[], NOON).await.orders.len(), 1);
    // Somebody else types their number.
    rig.clock(NOON + HOUR).await;
    Phone::new().settle(&rig, NUMBER, NOON + HOUR).await;
    let later = NOON + 4 * DAY;
    rig.clock(later).await;
    let kept = sync(&rig, &phone, None, &[], later).await;
    assert!(kept.closed.is_none() && kept.claimed.is_some() && kept.orders.len() == 1);
    rig.admin.release_order(&made.order, None).await.unwrap();
    let over = sync(&rig, &phone, None, &[], later).await;
    assert_eq!(over.closed.as_deref(), Some("number-moved"));
}

#[tokio::test]
async fn guessing_codes_of_orders_has_a_budget() {
    let rig = Rig::with(|settings| settings.strict_budgets = true).await;
    let phone = Phone::settled(&rig).await;
    for _ in 0..20 {
        claim(&rig, &phone, "234567892345678A", MARK, NOON).await.problem(403, "code-wrong");
    }
    let wait = claim(&rig, &phone, "234567892345678A", MARK, NOON).await;
    wait.problem(429, "wait");
    assert!(wait.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[tokio::test]
async fn the_code_that_ends_an_order_is_recognised_by_its_slow_hash() {
    let rig = Rig::new().await;
    let made = rig.admin.issue_order(for_number(), at_home(None)).await.unwrap();
    let phone = Phone::settled(&rig).await;
    let sent = sync(&rig, &phone, Some(MARK), &[], NOON).await.orders.remove(0);
    let (order, _) = opened(&rig, &sent).await;
    let code = rig.admin.typed_release(&made.order).await.unwrap().code.unwrap();
    let release = order.document.release;
    assert_eq!(doorstep::crypto::slow_hash(code.as_bytes(), &release.salt), release.hash);
    assert_ne!(sha256(code.as_bytes()), release.hash);
}
