//! Passes for exits that a quarantine order permits: ordinary ones, which use no quota.

use doorstep::documents::{PassClaims, cose_key};
use doorstep::requests::{PassReply, PassRequest};
use doorstep_authority::admin::{OrderChange, PermitChange};
use serde_json::json;

use crate::journal::Journal;
use crate::support::{
    Answer, HOUR, NOON, Phone, Rig, ask_pass, new_key, pass_draft, pass_request, wire,
};

const GROCERIES: u64 = 1;
const PHARMACY: u64 = 2;

fn permit(purpose: &str, from: u64, to: u64) -> PermitChange {
    PermitChange { from, to, purpose: purpose.to_owned(), text: "Once".to_owned() }
}

/// An authority, a phone under an order, and the order's id.
async fn town(permits: Vec<PermitChange>) -> (Rig, Phone, String) {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let order = Journal::under_order(&rig, &phone, NOON).await.order.to_string();
    update(&rig, &order, OrderChange { permits, ..OrderChange::default() }).await;
    (rig, phone, order)
}

async fn update(rig: &Rig, order: &str, change: OrderChange) {
    rig.admin.update_order(order, change).await.unwrap();
}

fn under(permission: &str, purpose: u64) -> PassRequest {
    PassRequest { permission: Some(permission.to_owned()), ..pass_request(purpose, &new_key()) }
}

async fn ask(rig: &Rig, phone: &Phone, request: &PassRequest, at: u64) -> Answer {
    ask_pass(rig, phone, request, at).await
}

#[tokio::test]
async fn a_permitted_exit_uses_no_quota_and_leaves_it_as_it_was() {
    let (rig, phone, _) = town(vec![permit("groceries", NOON, NOON + HOUR)]).await;
    let exit = under("p1", GROCERIES);
    let first: PassReply = ask(&rig, &phone, &exit, NOON).await.is(201).json();
    let quota = first.quota.unwrap();
    assert_eq!((quota.n, quota.m, quota.next), (0, 2, NOON));
    let usual = pass_request(GROCERIES, &new_key());
    for n in [1, 2] {
        let reply: PassReply = ask(&rig, &phone, &usual, NOON).await.is(201).json();
        assert_eq!(reply.quota.unwrap().n, n);
    }
    ask(&rig, &phone, &usual, NOON).await.problem(422, "quota-used");
    let again: PassReply = ask(&rig, &phone, &exit, NOON).await.is(201).json();
    let quota = again.quota.unwrap();
    assert_eq!((quota.n, quota.m, quota.next), (2, 2, NOON + 9 * HOUR));
}

#[tokio::test]
async fn nothing_in_the_pass_tells_of_the_permission() {
    let (rig, phone, _) = town(vec![permit("pharmacy", NOON, NOON + HOUR)]).await;
    let request =
        PassRequest { place: Some("ЦАО".into()), ..pass_request(PHARMACY, &new_key()) };
    let usual: PassReply = ask(&rig, &phone, &request, NOON).await.is(201).json();
    let request = PassRequest { permission: Some("p1".into()), ..request };
    let exit: PassReply = ask(&rig, &phone, &request, NOON).await.is(201).json();
    let (usual_claims, exit_claims) =
        (rig.open_pass(&usual.pass).await, rig.open_pass(&exit.pass).await);
    // But for what is drawn for each pass, the claims are the same, and so is how many bytes there are.
    let like = PassClaims {
        id: exit_claims.id,
        holder: exit_claims.holder.clone(),
        ..usual_claims.clone()
    };
    assert_eq!(like, exit_claims);
    assert_eq!(usual.pass.len(), exit.pass.len());
    assert_eq!((exit_claims.nbf, exit_claims.exp), (NOON, NOON + 3 * HOUR));
    assert!(exit.quota.is_none() && exit.code.is_some());
    let shown = |claims: &PassClaims| cose_key::thumbprint(claims.holder.as_ref().unwrap());
    assert_ne!(shown(&usual_claims), shown(&exit_claims));
    // Neither does what the authority keeps of them.
    let mut kept = Vec::new();
    rig.restarted(|database| {
        let connection = rusqlite::Connection::open(database).unwrap();
        let mut query = connection
            .prepare(
                "SELECT account IS NULL, exp, denied_from, twin IS NULL, purpose, replaced_by IS NULL,
                        status IS NULL, nbf FROM passes",
            )
            .unwrap();
        let all = |row: &rusqlite::Row<'_>| {
            (0..8).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect::<Result<Vec<_>, _>>()
        };
        kept = query.query_map([], all).unwrap().collect::<Result<Vec<_>, _>>().unwrap();
    })
    .await;
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0], kept[1]);
}

#[tokio::test]
async fn an_exit_counts_for_its_purpose_from_a_quarter_of_an_hour_before_to_half_an_hour_after() {
    let (from, to) = (NOON + 2 * HOUR, NOON + 3 * HOUR);
    let (rig, phone, order) = town(vec![permit("pharmacy", from, to), permit("", from, to)]).await;
    let exit = under("p1", PHARMACY);
    for (at, is_permitted) in
        [(from - 901, false), (from - 900, true), (to + 1799, true), (to + 1800, false)]
    {
        rig.clock(at).await;
        let answer = ask(&rig, &phone, &exit, at).await;
        if is_permitted {
            answer.is(201);
        } else {
            answer.problem(422, "permission-unknown");
        }
    }
    rig.clock(from).await;
    let at = from;
    for other in [under("p1", GROCERIES), under("p2", PHARMACY), under("p3", PHARMACY)] {
        ask(&rig, &phone, &other, at).await.problem(422, "permission-unknown");
    }
    // It begins within the permission too.
    let later = |from| PassRequest { from: Some(from), ..exit.clone() };
    ask(&rig, &phone, &later(to + 1799), at).await.is(201);
    ask(&rig, &phone, &later(to + 1800), at).await.problem(422, "permission-unknown");
    // What is not of the permission objects as ever.
    let old = PassRequest { rules: 7, ..exit.clone() };
    ask(&rig, &phone, &old, at).await.problem(422, "rules-old");
    let both = PassRequest { replaces: Some("AAAAAAAAAAA".into()), ..exit.clone() };
    let refused = ask(&rig, &phone, &both, at).await;
    assert_eq!(refused.problem(400, "malformed")["field"], "permission");
    // Nobody else has it.
    let other = Phone::new();
    other.settle(&rig, "+79161234568", at).await;
    ask(&rig, &other, &exit, at).await.problem(422, "permission-unknown");
    // A version that takes it back, and one that lets the person go.
    let none = json!({ "permissions": [] }).as_object().unwrap().clone();
    update(&rig, &order, OrderChange { terms: none, ..OrderChange::default() }).await;
    ask(&rig, &phone, &exit, at).await.problem(422, "permission-unknown");
    let permits = vec![permit("pharmacy", from, to)];
    update(&rig, &order, OrderChange { permits, ..OrderChange::default() }).await;
    ask(&rig, &phone, &exit, at).await.is(201);
    rig.admin.release_order(&order, None).await.unwrap();
    ask(&rig, &phone, &exit, at).await.problem(422, "permission-unknown");
}

#[tokio::test]
async fn a_second_tap_is_the_same_pass() {
    let (rig, phone, _) = town(vec![permit("pharmacy", NOON, NOON + HOUR)]).await;
    let holder = new_key();
    let request = PassRequest { cnf: wire(holder.public()), ..under("p1", PHARMACY) };
    let draft = pass_draft(&phone, &holder, &request);
    let first: PassReply = draft.send(&rig).await.is(201).json();
    let again: PassReply = draft.again().send(&rig).await.is(201).json();
    assert_eq!(first.pass, again.pass);
}

#[tokio::test]
async fn however_often_it_is_asked_for_it_takes_none_of_the_others() {
    let (rig, phone, _) = town(vec![permit("pharmacy", NOON, NOON + HOUR)]).await;
    let exit = under("p1", PHARMACY);
    for _ in 0..48 {
        ask(&rig, &phone, &exit, NOON).await.is(201);
    }
    ask(&rig, &phone, &exit, NOON).await.problem(429, "wait");
    ask(&rig, &phone, &pass_request(PHARMACY, &new_key()), NOON).await.is(201);
}
