//! What a phone reports under an order: taken once, confirmed, and nobody accused of what does not fit.

use std::path::Path;

use doorstep::documents::{Head, Item, Notice, NoticeKind, Receipt, Received, cose_key};
use doorstep::model::{ChainId, IdempotencyKey, from_base64url};
use doorstep::quarantine::journal::{Closed as _, Declared, Disputed, EpochReason, Values};
use doorstep::quarantine::report::{
    Live, MOST_BYTES, MOST_ITEMS, Part, ReportRequest, Sent, Standing, compare, confirmed, conflict,
};
use doorstep::requests::{MediaType, ReportsReply, Route, Seen, SyncReply, SyncRequest};
use doorstep_authority::admin::{NoticeDraft, OrderChange};
use serde_json::json;

use crate::journal::Journal;
use crate::support::{DAY, Draft, HOUR, ISS, NOON, NUMBER, Phone, Rig, new_key};

/// An authority, a phone with an order, and its journal.
pub async fn town() -> (Rig, Phone, Journal) {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let journal = Journal::under_order(&rig, &phone, NOON).await;
    (rig, phone, journal)
}

fn read<T>(text: &str, as_: impl FnOnce(&[u8]) -> T) -> T {
    as_(&from_base64url(text).unwrap())
}

async fn received(rig: &Rig, reply: &ReportsReply) -> Received {
    let trust = rig.trust().await;
    read(&reply.receipt, |bytes| Receipt::read(bytes, &trust, ISS)).unwrap().document.received
}

/// Up to where a receipt confirms, and under which head.
pub async fn up_to(rig: &Rig, reply: &ReportsReply) -> (u64, [u8; 32]) {
    match received(rig, reply).await {
        Received::Reports { up_to, head, .. } => (up_to, head),
        other => panic!("{other:?}"),
    }
}

fn highest(phone: &Phone, reply: &ReportsReply) -> Option<Head> {
    let head = reply.highest.as_deref()?;
    Some(read(head, |bytes| Head::read(bytes, phone.device.public())).unwrap().head)
}

#[tokio::test]
async fn reports_are_taken_and_confirmed() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(3);
    let draft = journal.draft(&phone, 1, 3);
    let reply: ReportsReply = draft.send(&rig).await.is(200).json();
    let Received::Reports { chain, key, up_to, head, nonce } = received(&rig, &reply).await else {
        panic!("a conflict")
    };
    assert_eq!((chain, up_to, nonce), (journal.chain, 3, draft.nonce));
    assert_eq!(key, journal.key);
    let sent = Sent {
        chain,
        key,
        highest: 3,
        confirmed: 0,
        whole_from: 1,
        heads: vec![(3, journal.head(&phone, 3).digest)],
    };
    assert_eq!(confirmed(&received(&rig, &reply).await, &sent), Ok(3));
    assert_eq!(head, sent.heads[0].1);
    assert!(reply.highest.is_none() && !reply.more && !reply.time.is_empty());
    let listed = rig.admin.reports(&journal.order.to_string(), 2).await.unwrap();
    assert_eq!((&listed["highest"], &listed["gaps"]), (&json!(3), &json!([])));
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert_eq!(listed["items"][0]["fields"]["what"], Declared::Back.named());
    assert_eq!(listed["items"][0]["at"]["earliest"], "2026-11-24T12:00:02Z");
    let last = rig.admin.last_receipt(&journal.order.to_string()).await.unwrap();
    assert_eq!((&last["up_to"], &last["bytes"]), (&json!(3), &json!(reply.receipt)));
    let orders = rig.admin.orders().await.unwrap();
    assert_eq!((&orders[0]["highest"], &orders[0]["confirmed"]), (&json!(3), &json!(3)));
}

#[tokio::test]
async fn a_lost_answer_and_an_older_batch_change_nothing_and_are_confirmed_again() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(4);
    let draft = journal.draft(&phone, 1, 2);
    let first: ReportsReply = draft.send(&rig).await.is(200).json();
    let again: ReportsReply = draft.again().send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &first).await, up_to(&rig, &again).await);
    assert!(again.highest.is_none());
    // What it says alone names it: whoever sends an idempotency key, is not asked for the same body.
    let keyed = Draft { key: Some(IdempotencyKey::new([7; 16])), ..draft.again() };
    let more = Draft { body: journal.request(&phone, 1, 3).to_bytes().unwrap(), ..keyed.again() };
    for (draft, end) in [(keyed, 2), (more, 3)] {
        let reply: ReportsReply = draft.send(&rig).await.is(200).json();
        assert_eq!(up_to(&rig, &reply).await.0, end);
    }
    let both: ReportsReply = journal.draft(&phone, 1, 4).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &both).await.0, 4);
    // Long after, the first one once more: the phone is told how far everything is.
    let late: ReportsReply = draft.again().send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &late).await, up_to(&rig, &first).await);
    assert_eq!(highest(&phone, &late).unwrap().seq, 4);
    // With nothing to tell the same request brings what is new.
    let nothing: ReportsReply = journal.draft(&phone, 5, 4).send(&rig).await.is(200).json();
    assert_eq!((up_to(&rig, &nothing).await.0, nothing.highest), (4, None));
    let order = journal.order.to_string();
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!(listed["items"].as_array().unwrap().len(), 4);
    let last = rig.admin.last_receipt(&order).await.unwrap();
    assert_eq!(last["up_to"], 4);
}

#[tokio::test]
async fn two_phones_of_one_backup_meet_in_a_conflict_and_nobody_is_accused() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(2);
    journal.draft(&phone, 1, 2).send(&rig).await.is(200);
    let mut twin = journal.clone();
    journal.declare(2);
    journal.draft(&phone, 3, 4).send(&rig).await.is(200);
    twin.fault(3);
    let reply: ReportsReply = twin.draft(&phone, 3, 5).send(&rig).await.is(200).json();
    let said = received(&rig, &reply).await;
    let Received::Conflict { seq, r, .. } = said else { panic!("{said:?}") };
    assert_eq!((seq, r), (3, journal.reports_end(3).r));
    let there = highest(&phone, &reply);
    let sent = Sent {
        chain: twin.chain,
        key: twin.key,
        highest: 5,
        confirmed: 2,
        whole_from: 1,
        heads: Vec::new(),
    };
    // It goes on after what is there, and says all of it again.
    let on = conflict(&said, there.as_ref(), &sent).unwrap();
    assert_eq!((on.why, on.after, on.again_from), (EpochReason::Conflict, 4, 3));
    assert_eq!(on.r, journal.reports_end(4).r);
    twin.go_on(on.after, on.r);
    twin.fault(3);
    let taken: ReportsReply = twin.draft(&phone, 5, 7).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &taken).await.0, 7);
    let listed = rig.admin.reports(&journal.order.to_string(), 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["conflicts"]), (&json!(7), &json!([3])));
    assert_eq!(listed["items"][2]["fields"]["what"], Declared::Back.named(), "the first stays");
}

#[tokio::test]
async fn a_phone_of_an_older_day_is_told_how_far_it_was() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(2);
    let old = journal.clone();
    journal.declare(2);
    journal.draft(&phone, 1, 4).send(&rig).await.is(200);
    let reply: ReportsReply = old.draft(&phone, 1, 2).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 2);
    let sent = Sent {
        chain: old.chain,
        key: old.key,
        highest: 2,
        confirmed: 2,
        whole_from: 1,
        heads: Vec::new(),
    };
    let there = highest(&phone, &reply).unwrap();
    let Standing::PhoneRestored(on) = compare(&there, &sent, 2, |_| None) else { panic!() };
    assert_eq!((on.after, on.r), (4, journal.reports_end(4).r));
}

/// The database of an authority that has stopped.
pub fn whole(database: &Path) -> Vec<u8> {
    let connection = rusqlite::Connection::open(database).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    std::fs::read(database).unwrap()
}

/// With its database as it was.
pub fn put_back(database: &Path, bytes: &[u8]) {
    for beside in ["-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(beside);
        let _: Result<(), std::io::Error> = std::fs::remove_file(name);
    }
    std::fs::write(database, bytes).unwrap();
}

#[tokio::test]
async fn an_authority_of_yesterday_says_what_it_has_and_gets_the_rest_again() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(6);
    journal.draft(&phone, 1, 2).send(&rig).await.is(200);
    let mut yesterday = Vec::new();
    let rig = rig.restarted(|database| yesterday = whole(database)).await;
    journal.draft(&phone, 3, 4).send(&rig).await.is(200);
    let rig = rig.restarted(|database| put_back(database, &yesterday)).await;
    // What follows cannot be taken; nothing but the request is refused.
    let reply: ReportsReply = journal.draft(&phone, 5, 6).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await, (2, journal.head(&phone, 2).digest));
    let there = highest(&phone, &reply).unwrap();
    let sent = Sent {
        chain: journal.chain,
        key: journal.key,
        highest: 6,
        confirmed: 4,
        whole_from: 1,
        heads: Vec::new(),
    };
    let r_at = |seq| Some(journal.reports_end(seq).r);
    assert_eq!(compare(&there, &sent, 6, r_at), Standing::AuthorityRestored { from: 3 });
    let order = journal.order.to_string();
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["gaps"]), (&json!(2), &json!([[3, 4]])));
    assert_eq!(listed["seen"].as_array().unwrap().len(), 2);
    let again: ReportsReply = journal.draft(&phone, 3, 6).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &again).await.0, 6);
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["gaps"], &listed["seen"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn an_authority_that_has_nothing_says_so() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(4);
    let reply: ReportsReply = journal.draft(&phone, 3, 4).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await, (0, [0; 32]));
    assert!(reply.highest.is_none());
    let order = journal.order.to_string();
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["gaps"]), (&json!(null), &json!([[1, 2]])));
    assert_eq!(rig.admin.last_receipt(&order).await.unwrap(), json!(null));
}

#[tokio::test]
async fn what_is_live_is_seen_and_counts_when_it_comes_in_its_order() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(8);
    let mut request = journal.request(&phone, 1, 3);
    let newest = journal.head(&phone, 8).bytes;
    request.live = Some(Live { head: newest, items: journal.request(&phone, 7, 8).items });
    let draft = journal.draft_of(&phone, &request);
    let reply: ReportsReply = draft.send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 3);
    let order = journal.order.to_string();
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["gaps"]), (&json!(3), &json!([[4, 6]])));
    assert_eq!(listed["seen"][1]["seq"], 8);
    journal.draft(&phone, 4, 8).send(&rig).await.is(200);
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["seen"]), (&json!(8), &json!([])));
    // A head of somebody else, or one that does not reach what is live, vouches for nothing.
    let stranger = Phone { device: new_key(), sos: new_key() };
    for head in [journal.head(&stranger, 8).bytes, journal.head(&phone, 7).bytes] {
        request.live.as_mut().unwrap().head = head;
        let refused = journal.draft_of(&phone, &request).send(&rig).await;
        assert_eq!(refused.problem(400, "malformed")["field"], "live");
    }
}

#[tokio::test]
async fn as_much_as_fits_is_taken_and_no_more() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(MOST_ITEMS as u64 + 1);
    let whole = journal.draft(&phone, 1, MOST_ITEMS as u64);
    let reply: ReportsReply = whole.send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, MOST_ITEMS as u64);
    // One more than a request may have, spelt by hand.
    let mut body = whole.body.clone();
    let items = body.windows(8).position(|part| part == b"eitems\x99\x01").unwrap() + 6;
    body[items + 1..items + 3].copy_from_slice(&(MOST_ITEMS as u16 + 1).to_be_bytes());
    let first = items + 3;
    let one = journal.request(&phone, 1, 1).to_bytes().unwrap();
    let at = one.windows(7).position(|part| part == b"eitems\x81").unwrap() + 7;
    let end = one.windows(8).position(|part| part == b"gsecrets").unwrap();
    let item: Vec<u8> = one[at..end].to_vec();
    body.splice(first..first, item);
    Draft { body, ..whole.clone() }.send_anew(&rig).await.problem(413, "too-large");
    let body = vec![0; MOST_BYTES + 1];
    Draft { body, ..whole }.send_anew(&rig).await.problem(413, "too-large");
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_named_and_goes_without_what_it_says() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(1);
    journal.odd("technical");
    journal.declare(1);
    let refused = journal.draft(&phone, 1, 3).send(&rig).await;
    assert_eq!(refused.problem(422, "item-invalid")["seq"], 2);
    let order = journal.order.to_string();
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!(listed["highest"], json!(null), "nothing of the batch was taken");
    // The same item, put aside: r is what it was.
    let mut request = journal.request(&phone, 1, 3);
    request.items[1] = journal.without_values(2);
    let reply: ReportsReply = journal.draft_of(&phone, &request).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 3);
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["aside"]), (&json!(3), &json!([2])));
    assert_eq!(listed["items"][1]["fields"], json!({}));
}

#[tokio::test]
async fn what_was_put_aside_may_say_later_what_it_said_then() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(2);
    let mut request = journal.request(&phone, 1, 2);
    request.items[0] = journal.without_values(1);
    journal.draft_of(&phone, &request).send(&rig).await.is(200);
    let order = journal.order.to_string();
    assert_eq!(rig.admin.reports(&order, 0).await.unwrap()["aside"], json!([1]));
    journal.draft(&phone, 1, 2).send(&rig).await.is(200);
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!((&listed["aside"], &listed["conflicts"]), (&json!([]), &json!([])));
    assert_eq!(listed["items"][0]["fields"]["what"], Declared::Back.named());
}

#[tokio::test]
async fn what_a_patient_answered_or_declared_is_kept_although_it_cannot_be_read() {
    let (rig, phone, mut journal) = town().await;
    for kind in ["answer", "declare", "of-a-later-day"] {
        journal.odd(kind);
    }
    // Not even fields.
    let open = Part::Values(Values::unread(&Item::text("no fields")));
    journal.odd_part("answer", open);
    let reply: ReportsReply = journal.draft(&phone, 1, 4).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 4);
    let listed = rig.admin.reports(&journal.order.to_string(), 0).await.unwrap();
    let kinds: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["answer", "declare", "of-a-later-day", "answer"]);
    assert_eq!(listed["items"][2]["fields"]["odd"], 1);
}

#[tokio::test]
async fn a_head_that_says_something_else_vouches_for_nothing() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(3);
    let good = journal.request(&phone, 1, 3);
    let stranger = Phone { device: new_key(), sos: new_key() };
    let mut other_chain = journal.clone();
    other_chain.chain = ChainId::new([9; 16]);
    let mut other_r = journal.clone();
    other_r.go_on(3, [7; 32]);
    for head in [
        journal.head(&stranger, 3).bytes,
        other_chain.head(&phone, 3).bytes,
        journal.head(&phone, 2).bytes,
        other_r.head(&phone, 3).bytes,
        vec![1, 2, 3],
    ] {
        let request = ReportRequest { head, ..good.clone() };
        let refused = journal.draft_of(&phone, &request).send(&rig).await;
        assert_eq!(refused.problem(400, "malformed")["field"], "head");
    }
    // Later on it may be that something before is another one: the phone is told how far all is well.
    journal.draft(&phone, 1, 2).send(&rig).await.is(200);
    let request =
        ReportRequest { head: other_r.head(&phone, 3).bytes, ..journal.request(&phone, 3, 3) };
    let reply: ReportsReply = journal.draft_of(&phone, &request).send(&rig).await.is(200).json();
    assert_eq!((up_to(&rig, &reply).await.0, highest(&phone, &reply).unwrap().seq), (2, 2));
}

#[tokio::test]
async fn a_batch_of_another_form_is_refused_and_names_no_item() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(3);
    let draft = journal.draft(&phone, 1, 3);
    let cut = Draft { body: draft.body[..draft.body.len() - 1].to_vec(), ..draft.clone() };
    cut.send_anew(&rig).await.problem(400, "malformed");
    let mut without = journal.request(&phone, 1, 3);
    without.secrets.clear();
    let refused = journal.draft_of(&phone, &without).send(&rig).await;
    assert_eq!(refused.problem(400, "malformed")["field"], "secrets");
    let mut gap = draft.body.clone();
    let second = gap.windows(10).position(|part| part == b"\x83\x02gdeclare").unwrap() + 1;
    gap[second] = 9;
    let refused = Draft { body: gap, ..draft.clone() }.send_anew(&rig).await;
    assert_eq!(refused.problem(400, "malformed")["field"], "items");
    let json = Draft { media_type: MediaType::Json, ..draft.clone() };
    json.send_anew(&rig).await.problem(415, "media-type-unsupported");
}

#[tokio::test]
async fn nobody_reports_under_somebody_elses_order() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(1);
    let other = Phone::new();
    other.settle(&rig, "+79161234568", NOON).await;
    journal.draft(&other, 1, 1).send(&rig).await.problem(404, "unknown");
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    // A key that the order names counts too.
    let change = OrderChange {
        keys: vec![cose_key::thumbprint(other.device.public()).to_string()],
        ..OrderChange::default()
    };
    rig.admin.update_order(&journal.order.to_string(), change).await.unwrap();
    let mut theirs = journal.of_key(cose_key::thumbprint(other.device.public()));
    theirs.declare(1);
    let reply: ReportsReply = theirs.draft(&other, 1, 1).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 1);
}

#[tokio::test]
async fn reports_bring_notices_and_disputes_are_answered_by_one() {
    let (rig, phone, mut journal) = town().await;
    let order = journal.order.to_string();
    let draft = NoticeDraft {
        kind: "decision".into(),
        text: vec![("en".into(), "Please call.".into())],
        about: vec![1],
        appeal_until: None,
    };
    let id = rig.admin.send_notice(&order, draft.clone()).await.unwrap();
    journal.declare(1);
    let mut request = journal.request(&phone, 1, 1);
    let reply: ReportsReply = journal.draft_of(&phone, &request).send(&rig).await.is(200).json();
    let [notice] = reply.notices.as_slice() else { panic!("{} notices", reply.notices.len()) };
    let trust = rig.trust().await;
    let said = read(notice, |bytes| Notice::read(bytes, &trust, ISS)).unwrap().document;
    assert_eq!(
        (said.id.to_string(), said.chain, said.kind),
        (id, journal.chain, NoticeKind::Decision)
    );
    assert_eq!((said.about, said.appeal_until), (vec![1], Some(NOON + 10 * DAY)));
    assert!(!said.contact.is_empty());
    // What is held does not come again, by either way.
    request.seen.notices.push(said.id);
    let held: ReportsReply = journal.draft_of(&phone, &request).send(&rig).await.is(200).json();
    assert!(held.notices.is_empty());
    let notices = async |seen: Option<Vec<String>>| -> Vec<String> {
        let seen = Seen { notices: seen, ..Seen::default() };
        let request = SyncRequest { seen, sub: None };
        let draft = Draft { key: None, ..Draft::new(Route::Sync, &request, phone.dev()) };
        draft.send(&rig).await.is(200).json::<SyncReply>().notices
    };
    assert!(notices(None).await.is_empty(), "a phone that knows of none gets none");
    assert_eq!(notices(Some(Vec::new())).await, reply.notices);
    assert!(notices(Some(vec![said.id.to_string()])).await.is_empty());
    // The patient disputes it.
    journal.dispute(Disputed::Document(*said.id.bytes()), "I was at home.");
    journal.draft(&phone, 1, 2).send(&rig).await.is(200);
    let listed = rig.admin.disputes(&order).await.unwrap();
    let [dispute] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((&dispute["seq"], &dispute["answered"]), (&json!(2), &json!(null)));
    assert_eq!(dispute["text"], "I was at home.");
    assert_eq!(dispute["about"], json!(said.id.to_string()));
    let reference = dispute["ref"].as_str().unwrap();
    rig.admin.answer_dispute(reference, "It is taken back.").await.unwrap();
    let answer = notices(Some(vec![said.id.to_string()])).await;
    let answer = read(&answer[0], |bytes| Notice::read(bytes, &trust, ISS)).unwrap().document;
    assert_eq!((answer.kind, answer.about), (NoticeKind::Information, vec![2]));
    assert_eq!(answer.text[0].1, "It is taken back.");
    let listed = rig.admin.disputes(&order).await.unwrap();
    assert_eq!(listed[0]["answered"], json!(answer.id.to_string()));
    let unknown = rig.admin.answer_dispute("AAAAAAAAAAA", "No.").await.unwrap_err();
    assert_eq!(unknown.code(), "unknown-reference");
    for (kind, text) in [("order", "x"), ("warning", " ")] {
        let text = vec![("en".to_owned(), text.to_owned())];
        let odd = NoticeDraft { kind: kind.into(), text, ..draft.clone() };
        assert_eq!(rig.admin.send_notice(&order, odd).await.unwrap_err().code(), "order-unfit");
    }
}

#[tokio::test]
async fn as_many_answers_fail_as_an_operator_wants() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(1);
    rig.admin.fail("/v1/reports", 503, 2, Some(7)).await.unwrap();
    let draft = journal.draft(&phone, 1, 1);
    for _ in 0..2 {
        let failed = draft.again().send(&rig).await;
        assert_eq!((failed.status, failed.header("retry-after")), (503, "7"));
    }
    draft.again().send(&rig).await.is(200);
    rig.admin.fail("/v1/sync", 413, 1, None).await.unwrap();
    let sync = Draft { key: None, ..Draft::new(Route::Sync, &json!({}), phone.dev()) };
    sync.send(&rig).await.problem(413, "too-large");
    sync.again().send(&rig).await.is(200);
    let unknown = rig.admin.fail("/v1/nothing", 503, 1, None).await.unwrap_err();
    assert_eq!(unknown.code(), "route-unknown");
}

#[tokio::test]
async fn an_order_outlives_the_account_and_what_was_reported_goes_with_it() {
    let (rig, phone, mut journal) = town().await;
    let order = journal.order.to_string();
    journal.declare(2);
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    Draft::new(Route::Erase, &json!({}), phone.dev()).send(&rig).await.is(200);
    // What was written before is taken still, and nothing new is handed out.
    let reply: ReportsReply = journal.draft(&phone, 2, 2).send(&rig).await.is(200).json();
    assert_eq!((up_to(&rig, &reply).await.0, reply.closed.as_deref()), (2, Some("erased")));
    assert!(reply.key_closed.is_some() && reply.orders.is_empty());
    rig.clock(NOON + 30 * DAY).await;
    assert_eq!(rig.admin.reports(&order, 0).await.unwrap()["highest"], 2);
    // A year after its end nobody is asked to prove anything any more.
    rig.clock(NOON + (14 + 365) * DAY).await;
    assert_eq!(rig.admin.reports(&order, 0).await.unwrap_err().code(), "order-unknown");
}

#[tokio::test]
async fn a_number_that_an_order_keeps_is_said_to_stay_until_its_end() {
    let (rig, phone, _) = town().await;
    rig.clock(NOON + HOUR).await;
    Phone::new().settle(&rig, NUMBER, NOON + HOUR).await;
    let sync = Draft::new(Route::Sync, &json!({}), phone.dev()).at(NOON + HOUR);
    let reply: SyncReply = sync.send(&rig).await.is(200).json();
    assert_eq!(reply.claimed.unwrap().leaves_at, NOON + 14 * DAY);
}

#[tokio::test]
async fn in_whatever_order_batches_come_everything_counts_once() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(9);
    let mut whole = 0;
    for (from, to) in [(4, 5), (1, 3), (8, 9), (2, 6), (1, 2), (6, 6), (7, 9), (3, 8), (1, 9)] {
        let reply: ReportsReply = journal.draft(&phone, from, to).send(&rig).await.is(200).json();
        let is_taken = from <= whole + 1;
        whole = if is_taken { whole.max(to) } else { whole };
        let (said, head) = up_to(&rig, &reply).await;
        assert_eq!(said, if is_taken { to } else { whole }, "{from} to {to}");
        assert!(said == 0 || head == journal.head(&phone, said).digest);
        let there = highest(&phone, &reply).map(|head| head.seq);
        assert_eq!(there, (whole > 0 && whole != to).then_some(whole), "{from} to {to}");
    }
    let listed = rig.admin.reports(&journal.order.to_string(), 0).await.unwrap();
    assert_eq!((&listed["highest"], &listed["conflicts"]), (&json!(9), &json!([])));
    assert_eq!((&listed["gaps"], &listed["seen"]), (&json!([]), &json!([])));
    let numbers: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|item| item["seq"].as_u64()).collect();
    assert_eq!(numbers, (1..=9).map(Some).collect::<Vec<_>>());
}

#[tokio::test]
async fn notices_that_do_not_fit_come_with_the_next_request() {
    let (rig, phone, mut journal) = town().await;
    for _ in 0..8 {
        let text = vec![("ru".to_owned(), "Позвоните нам. ".repeat(200))];
        let (kind, about) = ("information".to_owned(), Vec::new());
        let draft = NoticeDraft { kind, text, about, appeal_until: None };
        rig.admin.send_notice(&journal.order.to_string(), draft).await.unwrap();
    }
    journal.declare(1);
    let mut request = journal.request(&phone, 1, 1);
    let trust = rig.trust().await;
    let (mut rounds, mut more) = (0, true);
    while more {
        let answer = journal.draft_of(&phone, &request).send(&rig).await;
        let reply: ReportsReply = answer.is(200).json();
        for notice in &reply.notices {
            let said = read(notice, |bytes| Notice::read(bytes, &trust, ISS)).unwrap().document;
            assert!(!request.seen.notices.contains(&said.id));
            request.seen.notices.push(said.id);
        }
        more = reply.more;
        rounds += 1;
    }
    assert_eq!((request.seen.notices.len(), rounds), (8, 2));
}

#[tokio::test]
async fn a_night_of_fixes_comes_as_a_run_and_is_kept_one_by_one() {
    let (rig, phone, journal) = town().await;
    let request = journal.night(&phone, 40);
    let draft = journal.draft_of(&phone, &request);
    assert!(draft.body.len() < 2_000, "{} bytes", draft.body.len());
    let reply: ReportsReply = draft.send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 40);
    let listed = rig.admin.reports(&journal.order.to_string(), 0).await.unwrap();
    let items = listed["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[39]["kind"]), (40, &json!("fix")));
    assert_eq!(items[4]["fields"]["lat"], 557_558_124);
    assert_eq!(items[4]["fields"]["verdict"], "in");
    assert_eq!(items[4]["at"]["earliest"], "2026-11-24T13:00:00Z");
    // Once more, without the secrets: they are there.
    let without = ReportRequest { secrets: Vec::new(), ..request };
    let again: ReportsReply = journal.draft_of(&phone, &without).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &again).await, up_to(&rig, &reply).await);
}
