//! An account goes on under another key: once, with what was its own, and never by a number alone.

use doorstep::crypto::SigningKey;
use doorstep::documents::{DenyList, Device, KeyClosed, Link, LinkedChain, Order, cose_key};
use doorstep::model::{from_base64url, to_base64url};
use doorstep::requests::{
    LinkReply, LinkRequest, PassReply, ReportsReply, Route, Seen, SyncReply, SyncRequest,
};
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};

use crate::reports::{town, up_to};
use crate::support::{Answer, Draft, ISS, NOON, NUMBER, Phone, Rig, ask_pass, pass_request, wire};

fn link(iss: &str, old: &Phone, new: &Phone) -> Link {
    Link {
        iss: iss.into(),
        old: cose_key::thumbprint(old.device.public()),
        new: cose_key::thumbprint(new.device.public()),
        at: NOON,
        chains: Vec::new(),
    }
}

fn signed(link: &Link, keys: &[&SigningKey]) -> String {
    let draft = keys.iter().fold(link.draft(), |draft, key| {
        let signature = key.sign(&draft.to_sign(key.public())).unwrap();
        draft.signed(key.public(), signature)
    });
    to_base64url(&draft.close())
}

fn request(link: String, new: &Phone) -> LinkRequest {
    let (key, sos) = (wire(new.device.public()), wire(new.sos.public()));
    LinkRequest { link, key, sos, sub: Some("ИП4321".into()) }
}

async fn send(rig: &Rig, request: &LinkRequest, new: &Phone) -> Answer {
    Draft::new(Route::Links, request, new.both()).send(rig).await
}

/// A good link, sent by the new phone.
async fn moved(rig: &Rig, old: &Phone, new: &Phone) -> Answer {
    let link = signed(&link(ISS, old, new), &[&old.device, &new.device]);
    send(rig, &request(link, new), new).await
}

async fn sync(rig: &Rig, phone: &Phone) -> SyncReply {
    let seen = Seen { orders: Some(Vec::new()), ..Seen::default() };
    let request = SyncRequest { seen, sub: Some("-".into()) };
    let draft = Draft { key: None, ..Draft::new(Route::Sync, &request, phone.dev()) };
    draft.send(rig).await.is(200).json()
}

/// An order for the number of the stories.
async fn ordered(rig: &Rig) {
    let first_place = PlaceChange { at: Some((55.7558123, 37.6173)), ..PlaceChange::default() };
    let change = OrderChange { first_place, ..OrderChange::default() };
    rig.admin.issue_order(OrderFor::Phone(NUMBER.into()), change).await.unwrap();
}

async fn order(rig: &Rig, reply: &SyncReply) -> Order {
    let bytes = from_base64url(&reply.orders.first().unwrap().order).unwrap();
    Order::read(&bytes, &rig.trust().await, ISS).unwrap().document
}

fn names(phone: &Phone) -> Device {
    Device::Keys(vec![cose_key::thumbprint(phone.device.public())])
}

#[tokio::test]
async fn number_order_and_quota_go_along_and_the_old_key_ends() {
    let rig = Rig::new().await;
    let (old, new) = (Phone::settled(&rig).await, Phone::new());
    ordered(&rig).await;
    let before = order(&rig, &sync(&rig, &old).await).await;
    assert_eq!((before.version, &before.device), (1, &names(&old)));
    let pass = ask_pass(&rig, &old, &pass_request(2, &old.device), NOON).await;
    let pass: PassReply = pass.is(201).json();
    let pass = rig.open_pass(&pass.pass).await.id;
    let reply: LinkReply = moved(&rig, &old, &new).await.is(201).json();
    assert!(from_base64url(&reply.account).is_some());
    // The order names the new key alone, in the same chain.
    let after = order(&rig, &sync(&rig, &new).await).await;
    assert_eq!((after.version, &after.device), (2, &names(&new)));
    assert_eq!((after.id, after.chain), (before.id, before.chain));
    let accounts = rig.admin.accounts().await.unwrap();
    assert_eq!(accounts.iter().filter(|account| account.phone.is_some()).count(), 1);
    // The old one is told by the authority's signature, and gets nothing.
    let told = sync(&rig, &old).await;
    assert_eq!(told.closed.as_deref(), Some("moved"));
    assert!(told.orders.is_empty());
    let word = from_base64url(&told.key_closed.unwrap()).unwrap();
    let word = KeyClosed::read(&word, &rig.trust().await, ISS).unwrap();
    assert_eq!((word.why.as_str(), word.key), ("moved", cose_key::thumbprint(old.device.public())));
    let refused = ask_pass(&rig, &old, &pass_request(2, &old.device), NOON).await;
    refused.problem(403, "key-closed");
    // Its pass is revoked, and what it had used is used.
    let denied = DenyList::read(&rig.document(Route::Deny).await, &rig.trust().await, ISS).unwrap();
    assert!(denied.denied.iter().any(|group| group.passes.contains(&pass)));
    ask_pass(&rig, &new, &pass_request(2, &new.device), NOON).await.is(201);
}

#[tokio::test]
async fn the_old_key_tells_what_it_has_written_up_to_the_link_and_no_more() {
    let (rig, old, mut journal) = town().await;
    let new = Phone::new();
    journal.declare(4);
    journal.draft(&old, 1, 1).send(&rig).await.is(200);
    let end = journal.reports_end(3);
    let chain = LinkedChain { chain: journal.chain, seq: end.seq, r: end.r, h: [7; 32] };
    let link = Link { chains: vec![chain], ..link(ISS, &old, &new) };
    let link = signed(&link, &[&old.device, &new.device]);
    send(&rig, &request(link, &new), &new).await.is(201);
    // What waited when it moved, and nothing that was written afterwards.
    let reply: ReportsReply = journal.draft(&old, 2, 3).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 3);
    let refused = journal.draft(&old, 4, 4).send(&rig).await.problem(400, "malformed");
    assert_eq!(refused["field"], "items");
}

/// A chain's name stands in every file of evidence, and whoever was shown one knows it.
#[tokio::test]
async fn a_link_that_names_anothers_chain_lets_nobody_tell_in_it() {
    let (rig, patient, journal) = town().await;
    let (stranger, new) = (Phone::new(), Phone::new());
    stranger.settle(&rig, "+79161234568", NOON).await;
    let chain = LinkedChain { chain: journal.chain, seq: 9, r: [7; 32], h: [7; 32] };
    let link = Link { chains: vec![chain], ..link(ISS, &stranger, &new) };
    let link = signed(&link, &[&stranger.device, &new.device]);
    send(&rig, &request(link, &new), &new).await.is(201);
    for told in [&stranger, &new] {
        let mut forged = journal.of_key(cose_key::thumbprint(told.device.public()));
        forged.declare(1);
        forged.draft(told, 1, 1).send(&rig).await.problem(404, "unknown");
    }
    // The patient's own goes on as before.
    let mut own = journal;
    own.declare(1);
    own.draft(&patient, 1, 1).send(&rig).await.is(200);
}

#[tokio::test]
async fn the_first_of_two_links_counts_and_the_second_changes_nothing() {
    let rig = Rig::new().await;
    let (old, first, second) = (Phone::settled(&rig).await, Phone::new(), Phone::new());
    let reply: LinkReply = moved(&rig, &old, &first).await.is(201).json();
    moved(&rig, &old, &second).await.problem(410, "move-over");
    // Again, under another idempotency key: the same account, and no other.
    let again: LinkReply = moved(&rig, &old, &first).await.is(201).json();
    assert_eq!(again.account, reply.account);
    assert_eq!(sync(&rig, &first).await.closed, None);
    assert_eq!(rig.admin.accounts().await.unwrap().len(), 2);
    // From the new phone it goes on to the next.
    moved(&rig, &first, &second).await.is(201);
    assert_eq!(sync(&rig, &first).await.closed.as_deref(), Some("moved"));
    assert_eq!(sync(&rig, &second).await.closed, None);
}

#[tokio::test]
async fn one_signature_is_none_and_a_number_moves_nothing() {
    let rig = Rig::new().await;
    let (old, new, thief) = (Phone::settled(&rig).await, Phone::new(), Phone::new());
    let good = link(ISS, &old, &new);
    let bad = [
        signed(&good, &[&new.device]),
        signed(&good, &[&old.device]),
        signed(&good, &[&thief.device, &new.device]),
        signed(&link("another", &old, &new), &[&old.device, &new.device]),
        signed(&link(ISS, &old, &thief), &[&old.device, &new.device]),
        "AAAA".into(),
    ];
    for link in bad {
        let refused = send(&rig, &request(link, &new), &new).await.problem(400, "malformed");
        assert_eq!(refused["field"], "link");
    }
    let unknown = signed(&link(ISS, &thief, &new), &[&thief.device, &new.device]);
    send(&rig, &request(unknown, &new), &new).await.problem(404, "unknown");
    // Nobody takes over with keys that are somebody's.
    let other = Phone::new();
    other.settle(&rig, "+79161234568", NOON).await;
    moved(&rig, &old, &other).await.problem(400, "malformed");
    assert_eq!(sync(&rig, &old).await.closed, None);
    // Whoever erased has nothing to give.
    Draft::new(Route::Erase, &serde_json::json!({}), other.dev()).send(&rig).await.is(200);
    moved(&rig, &other, &new).await.problem(410, "move-over");
}
