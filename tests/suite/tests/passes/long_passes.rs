//! Passes that last for days: how each stands is read from two bits of the status list.

use std::sync::{Arc, Mutex};

use doorstep::client::PassRequestResult;
use doorstep::documents::{DenyList, KeyUse, Root, Status, StatusList, StatusRef, TrustList};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::Inspected;
use doorstep::lists::{ListProblem, ListScope, Refresh};
use doorstep::model::PassId;
use doorstep::pass::PassState;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use doorstep::requests::Route;
use doorstep_suite::inspection_setup::InspectionSetup;
use doorstep_suite::issuer::{
    Documents, ISS, Issuer, NOW, STATUS_LIST, exactly, refresh, refresh_for_inspector,
};
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::{TestEnv, https};
use serde_json::{Value, json};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn found(inspected: &Inspected) -> (Verdict, Reason) {
    (inspected.answer.verdict, inspected.answer.reason)
}

fn show(phone: &Phone, id: PassId) -> String {
    phone.client().present(ME, Some(id), None).unwrap().text
}

const VALID: (Verdict, Reason) = (Verdict::Valid, Reason::Ok);
const HOME: (Verdict, Reason) = (Verdict::ReturnHomeOnly, Reason::ReturnHome);
const REVOKED: (Verdict, Reason) = (Verdict::Revoked, Reason::Revoked);

#[tokio::test]
async fn a_pass_of_two_weeks_is_revoked_with_the_way_home_and_then_for_good() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let pass = phone.pass("work").await;
    assert_eq!(pass.valid_until_ms - pass.valid_from_ms, 14 * DAY * 1000);
    let (_guard, inspector) = env.inspector().await;
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), VALID);
    let paper = phone.client().paper(ME, Some(pass.id)).await.unwrap();

    env.wait_s(3 * DAY).await;
    phone.sync().await;
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    // An inspector with the lists of three days ago does not know it yet.
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), VALID);
    inspector.refresh().await.unwrap();
    for text in [show(&phone, pass.id), paper.text.clone()] {
        assert_eq!(found(&inspector.inspect(&text, None)), HOME, "paper has its pass's place");
    }
    // The holder is told by the authority itself, and fetches the list of everybody once: to prove it.
    phone.sync().await;
    assert_eq!(phone.passes()[0].state, PassState::ReturnHomeOnly);
    assert!(phone.passes()[0].home_until_ms.is_some());
    assert_eq!(network.sent_to(Route::Status), 1);
    phone.start();
    assert_eq!(phone.passes()[0].state, PassState::ReturnHomeOnly);

    env.wait_s(3 * HOUR).await;
    inspector.refresh().await.unwrap();
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), REVOKED);
    assert_eq!(phone.passes()[0].state, PassState::Revoked);
}

/// A server between, with the authority's TLS key: says of passes what it likes.
struct Liar {
    inner: Arc<dyn Transport>,
    denied: Mutex<Value>,
}

impl Transport for Liar {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let is_sync = request.route == Route::Sync.template();
        Box::pin(async move {
            let mut answer = self.inner.send(request, trust).await?;
            if is_sync {
                let mut reply: Value = serde_json::from_slice(&answer.body).unwrap();
                reply["denied"] = self.denied.lock().unwrap().clone();
                answer.body = reply.to_string().into_bytes();
            }
            Ok(answer)
        })
    }
}

#[tokio::test]
async fn nobody_takes_a_pass_away_without_the_signed_list() {
    let env = TestEnv::new().await;
    let (mut phone, _) = env.resident().await;
    let pass = phone.pass("work").await;
    let lie = json!([{ "pass": pass.id.to_string(), "from": 1 }]);
    let liar = Arc::new(Liar { inner: https(), denied: Mutex::new(lie) });
    phone.transport = liar.clone();
    phone.start();
    for _ in 0..2 {
        phone.sync().await;
        assert_eq!(phone.passes()[0].state, PassState::Valid);
        env.wait_s(HOUR).await;
    }
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    phone.sync().await;
    assert_eq!(phone.passes()[0].state, PassState::Revoked, "the list says so too");
}

#[tokio::test]
async fn one_that_was_revoked_before_it_began_takes_nobody_home() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let from_ms = env.clock.true_ms() + HOUR * 1000;
    let asked = phone.client().request_pass(ME, "work", Some(from_ms)).await.unwrap();
    let PassRequestResult::Pass(pass) = asked else { panic!("{asked:?}") };
    let id = pass.id;
    let code = phone.client().present(ME, Some(id), None).unwrap().typed_code.unwrap();
    let paper = phone.client().paper(ME, Some(id)).await.unwrap();
    env.wait_s(60).await;
    env.admin.revoke(&id.to_string()).await.unwrap();
    // It begins within the time that would have been given to get home.
    env.wait_s(HOUR).await;
    let (_guard, inspector) = env.inspector().await;
    for text in [show(&phone, id), paper.text] {
        assert_eq!(found(&inspector.inspect(&text, None)), REVOKED);
    }
    assert_eq!(found(&inspector.look_up(&code).await), REVOKED, "the same by its typed code");
}

#[tokio::test]
async fn long_passes_stand_in_the_status_list_and_single_exits_in_the_deny_list() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (work, exit) = (phone.pass("work").await, phone.pass("pharmacy").await);
    let (_guard, inspector) = env.inspector().await;
    env.wait_s(60).await;
    for id in [work.id, exit.id] {
        env.admin.revoke(&id.to_string()).await.unwrap();
    }
    inspector.refresh().await.unwrap();
    for id in [work.id, exit.id] {
        assert_eq!(found(&inspector.inspect(&show(&phone, id), None)), HOME);
    }
    // The names of the long ones stand in no list.
    let root = Root::first(&env.trust_file.root).unwrap();
    let trust = TrustList::read(&env.document(Route::Trust).await, &root).unwrap();
    let deny = DenyList::read(&env.document(Route::Deny).await, &trust, ISS).unwrap();
    assert_eq!((deny.denied_from(work.id), deny.denied_from(exit.id).is_some()), (None, true));
    let status = StatusList::read(&env.document(Route::Status).await, &trust, ISS).unwrap();
    let revoked = (0..status.statuses.places()).filter(|idx| status.statuses.get(*idx) != Some(0));
    assert_eq!(revoked.count(), 1);
}

#[tokio::test]
async fn a_list_that_is_here_is_not_fetched_again() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    let inspector = phone.inspector();
    inspector.refresh().await.unwrap();
    assert_eq!(network.sent_to(Route::Status), 1);
    env.wait_s(2 * HOUR).await;
    inspector.refresh().await.unwrap();
    assert_eq!((network.sent_to(Route::Status), network.sent_to(Route::Deny)), (1, 1));
    // Who has inspected once keeps it fresh by itself.
    let (resident, _) = env.resident().await;
    let pass = resident.pass("work").await;
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    phone.sync().await;
    assert_eq!(network.sent_to(Route::Status), 2);
    assert_eq!(found(&inspector.inspect(&show(&resident, pass.id), None)), HOME);
}

/// A setup in which the pass shown has this place in a status list.
fn setup(idx: u64, uri: &str) -> InspectionSetup {
    let mut setup = InspectionSetup::default();
    setup.issuer.rules.purposes[0].minutes = 7 * 24 * 60;
    setup.pass.exp = setup.pass.nbf + 6 * 86_400;
    setup.pass.status = Some(StatusRef { uri: uri.to_owned(), idx });
    setup
}

/// What an inspector with the status list answers.
fn answer(setup: &mut InspectionSetup) -> (Verdict, Reason, NextStep) {
    setup.lists = Some(setup.issuer.lists_to_inspect());
    let answer = setup.answer();
    (answer.verdict, answer.reason, answer.next)
}

#[test]
fn each_status_has_its_answer() {
    let mut setup = setup(5, STATUS_LIST);
    let expected = [
        (Status::Valid as u8, (Verdict::Valid, Reason::Ok, NextStep::CompareDocument)),
        (Status::Invalid as u8, (Verdict::Revoked, Reason::Revoked, NextStep::NewPass)),
        (2, (Verdict::CannotTell, Reason::IssuerError, NextStep::CompareDocument)),
        (
            Status::ReturnHome as u8,
            (Verdict::ReturnHomeOnly, Reason::ReturnHome, NextStep::LetGoHome),
        ),
    ];
    for (status, expected) in expected {
        setup.issuer.status.statuses.set(5, status);
        assert_eq!(answer(&mut setup), expected, "{status}");
        // A neighbour's place tells nothing.
        setup.pass.status = Some(StatusRef { uri: STATUS_LIST.to_owned(), idx: 6 });
        assert_eq!(answer(&mut setup).0, Verdict::Valid);
        setup.pass.status = Some(StatusRef { uri: STATUS_LIST.to_owned(), idx: 5 });
    }
}

#[test]
fn a_place_beyond_the_list_was_given_after_it_was_made() {
    let mut setup = setup(u64::MAX, STATUS_LIST);
    assert_eq!(answer(&mut setup).0, Verdict::Valid);
}

#[test]
fn another_list_is_the_issuers_mistake_and_no_list_is_nobodys() {
    let mut setup = setup(5, "doorstep:XX-OTHER");
    let mistaken = (Verdict::CannotTell, Reason::IssuerError, NextStep::CompareDocument);
    assert_eq!(answer(&mut setup), mistaken);
    setup.pass.status = Some(StatusRef { uri: STATUS_LIST.to_owned(), idx: 5 });
    setup.lists = None;
    let answer = setup.answer();
    assert_eq!((answer.verdict, answer.reason), (Verdict::CannotTell, Reason::NoLists));
    assert_eq!(answer.next, NextStep::Refresh);
    // Everybody else's passes are inspected without it.
    setup.pass.status = None;
    assert_eq!(setup.answer().verdict, Verdict::Valid);
}

#[test]
fn a_status_list_is_checked_as_a_deny_list_is() {
    let issuer = Issuer::new();
    let documents = issuer.documents();
    let lists = issuer.lists();
    let problem =
        |documents: &Documents| refresh_for_inspector(&lists, exactly(NOW), documents).problem;
    assert_eq!(problem(&documents), None);
    // Another's signature, another's name, an older one, and one that the stamp does not name.
    let mut other = Issuer::new();
    other.status.seq = 8;
    let forged = issuer.stamped(Documents { status: other.status_bytes(), ..documents.clone() });
    let mut later = issuer;
    later.stamp.seq += 1;
    let forged = later.stamped(forged);
    assert!(matches!(problem(&forged), Some(ListProblem::Document(_))));
    let mut unnamed = documents.clone();
    later.status.seq += 1;
    unnamed.status = later.status_bytes();
    assert_eq!(problem(&unnamed), Some(ListProblem::Changing));
    let newer = refresh_for_inspector(&lists, exactly(NOW), &documents).lists;
    later.stamp.seq += 1;
    later.status.seq -= 2;
    let older = later.documents();
    let outcome = refresh_for_inspector(&newer, exactly(NOW), &older);
    assert_eq!(outcome.problem, Some(ListProblem::RolledBack));
    // Who does not inspect does not ask for it.
    let (_, asked) = refresh(&later.first(&documents), exactly(NOW), &documents);
    assert!(!asked.contains(&Route::Status));
    let next = Refresh::of(&newer, exactly(NOW), ListScope::Everyday);
    assert_eq!(next.next(), Some(Route::Stamp));
}

#[tokio::test]
async fn another_status_key_signs_the_list_anew() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let pass = phone.pass("work").await;
    let (_guard, inspector) = env.inspector().await;
    env.wait_s(60).await;
    env.admin.rotate_key(KeyUse::Status, true).await.unwrap();
    env.admin.revoke(&pass.id.to_string()).await.unwrap();
    inspector.refresh().await.unwrap();
    assert_eq!(found(&inspector.inspect(&show(&phone, pass.id), None)), HOME);
}
