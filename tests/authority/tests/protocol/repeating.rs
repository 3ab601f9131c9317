//! One request has one effect, however often it comes.

use doorstep::model::IdempotencyKey;
use doorstep::requests::{PassReply, Route};

use crate::support::{
    DAY, Draft, HOUR, NOON, NUMBER, Phone, Rig, new_key, other_than, pass_draft, pass_request,
};

const GROCERIES: u64 = 1;

#[tokio::test]
async fn the_same_request_gets_the_same_bytes_and_counts_once() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(GROCERIES, &holder));
    let first = draft.send(&rig).await;
    let reply: PassReply = first.is(201).json();
    assert_eq!(reply.quota.unwrap().n, 1);
    let again = draft.again().send(&rig).await;
    assert_eq!((again.status, again.body), (201, first.body));
    let next = new_key();
    let next = pass_draft(&phone, &next, &pass_request(GROCERIES, &next));
    let reply: PassReply = next.send(&rig).await.is(201).json();
    assert_eq!(reply.quota.unwrap().n, 2);
    assert_eq!(rig.admin.accounts().await.unwrap()[0].passes, 2);
}

#[tokio::test]
async fn a_key_belongs_to_one_body_and_is_asked_for() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let key = Some(IdempotencyKey::new([7; 16]));
    let mut draft = pass_draft(&phone, &holder, &pass_request(GROCERIES, &holder));
    draft.key = key;
    draft.send(&rig).await.is(201);
    let mut other = pass_draft(&phone, &holder, &pass_request(4, &holder));
    other.key = key;
    other.send(&rig).await.problem(422, "idempotency-mismatch");
    // Another account may use the same key.
    let neighbour = Phone::new();
    neighbour.settle(&rig, "+79160000001", NOON).await;
    let theirs = new_key();
    let mut draft = pass_draft(&neighbour, &theirs, &pass_request(GROCERIES, &theirs));
    draft.key = key;
    draft.send(&rig).await.is(201);

    let request = phone.registration(&rig, NUMBER).await;
    for mut draft in [
        pass_draft(&phone, &holder, &pass_request(GROCERIES, &holder)),
        Draft::new(Route::Registrations, &request, phone.both()),
        Draft::new(Route::Erase, &serde_json::json!({}), phone.dev()),
    ] {
        draft.key = None;
        draft.send(&rig).await.problem(400, "idempotency-key-missing");
    }
}

#[tokio::test]
async fn refusals_are_kept_and_waits_are_not() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let reg = phone.register(&rig, NUMBER, NOON).await.reg;
    let code = rig.code(NUMBER).await;
    let wrong = phone.confirmation(&reg, &other_than(&code), None);
    let first = wrong.send(&rig).await;
    assert_eq!(first.problem(403, "code-wrong")["left"], 4);
    for _ in 0..6 {
        assert_eq!(wrong.again().send(&rig).await.body, first.body, "no try is used up");
    }
    let resend =
        Draft::new(Route::Resend(reg.parse().unwrap()), &serde_json::json!({}), phone.dev());
    resend.send(&rig).await.problem(429, "wait");
    rig.clock(NOON + 60).await;
    resend.again().at(NOON + 60).send(&rig).await.is(202);
}

#[tokio::test]
async fn a_reply_is_known_for_three_days_with_its_old_token() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(GROCERIES, &holder));
    let first = draft.send(&rig).await;
    rig.clock(NOON + 3 * DAY).await;
    let again = draft.again().at(NOON + 3 * DAY).send(&rig).await;
    assert_eq!(again.is(201).body, first.body);
    rig.clock(NOON + 3 * DAY + HOUR).await;
    let late = draft.again().at(NOON + 3 * DAY + HOUR).send(&rig).await;
    assert_ne!(late.is(201).body, first.body);
}

#[tokio::test]
async fn a_restarted_authority_knows_the_reply() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(GROCERIES, &holder));
    let first = draft.send(&rig).await;
    let Rig { home, authority, client, url, .. } = rig;
    drop(client);
    authority.stop().await;
    let authority = doorstep_authority::start(crate::support::settings(home.path())).await.unwrap();
    assert_eq!(authority.ready().url, url);
    let client = crate::support::client(&std::fs::read(&authority.ready().ca_file).unwrap());
    let admin = doorstep_authority::admin::Admin::of(home.path()).unwrap();
    let rig = Rig { home, authority, admin, client, url };
    assert_eq!(draft.again().send(&rig).await.is(201).body, first.body);
}
