//! Home quarantine begins with an order and ends with its end.

use doorstep::client::{EvidenceScope, OrderDecision, RegistrationResult};
use doorstep::events::Cause;
use doorstep::model::{MS, PersonId, PhoneNumber};
use doorstep::quarantine::watch::Mode;
use doorstep::views::{DutyState, OrderState, OrderView};
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};
use serde_json::{Map, Value, json};

use super::asking::answers_until;
use super::living::{HOME, Life, quarantine, wake};
use super::registering::{NUMBER, confirm_code};
use super::scene::{Act, Played, Reading};
use super::stage::{Stage, needed};
use crate::admin::trouble;
use crate::device::REGION;
use crate::reply::ErrorInfo;

const DAY_S: i64 = 86_400;

pub async fn order(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.admin.act_in_force_for(Some("quarantine")).await.map_err(trouble)?;
    stage.pass_time(3_600).await?;
    stage.phone.network.give_back();
    let phone = &stage.phone.client;
    phone.register(PersonId::FIRST, NUMBER, Some("AK"), Some("4417")).await?;
    let (_, confirmed) = confirm_code(stage).await?;
    act.expect(confirmed == RegistrationResult::Registered, "the resident is registered again");
    let id = issue(stage).await?;
    stage.pass_time(60).await?;
    stage.sync().await?;
    let came = held(stage)?;
    act.expect(came.id == id && came.version == 1, "the order came with a sync");
    act.expect(came.state == OrderState::Announced, "nothing is asked yet");
    act.expect(!came.tells_coordinates, "places stay on the phone");
    act.expect(!came.explained.is_empty(), "it is told in words");
    stage.order = Some(id);
    let phone = &stage.phone.client;
    phone.decide_order(PersonId::FIRST, &OrderDecision::Seen)?;
    phone.decide_order(PersonId::FIRST, &OrderDecision::Begin)?;
    stage.pass_time(10).await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    let runs = held(stage)?;
    act.expect(runs.state == OrderState::Running && runs.begun, "it runs once its reader begins");
    act.tell(
        "An officer gives an order to a phone number. The phone takes it only if it is signed and \
         keeps to the floors that protect people: no window under half an hour, no night without \
         rest, always a way to object. Nothing is asked before it was read.",
    );
    act.tell(
        "The person reads what it asks, what the phone tells and what it never tells, and begins.",
    );
    act.show(Reading {
        heading: came.headline.text,
        sentences: came.explained.into_iter().map(|said| said.text).collect(),
    });
    let mut screen = stage.screen("Home quarantine");
    screen.lines.extend(
        runs.places.first().map(|place| {
            (place.label.clone(), format!("home is a circle of {} m", place.radius_m))
        }),
    );
    screen.note = Some(runs.headline.text);
    act.show(screen);
    Ok(act)
}

pub async fn release(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let id = stage.order()?;
    let mut life = Life::begin(stage, "Presence up to the fourteenth day")?;
    let last_day = held(stage)?.from_ms.div_euclid(MS).saturating_add(13 * DAY_S);
    let answers = answers_until(stage, &mut life, last_day).await?;
    act.expect(answers > 7, "each question of a quiet week has its answer");
    act.tell(format!(
        "A week passes by: {} places and {} wakes, {answers} questions, each answered with a tap, and {} \
         connections.",
        life.watched.fixes.len(),
        life.wakes,
        life.watched.syncs.len(),
    ));
    act.show(life.watched);
    stage.admin.release_order(&id, None).await.map_err(trouble)?;
    stage.pass_time(60).await?;
    stage.sync().await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    let free = held(stage)?;
    act.expect(free.state == OrderState::Released, "the order has ended");
    act.expect(free.released_at_ms.is_some(), "and the phone knows since when");
    is_at_rest(stage, &mut act);
    let mut screen = stage.screen("Home quarantine");
    screen.note = Some(free.headline.text);
    act.show(screen);

    // A file speaks of one order: this is written before another comes.
    stage.phone.network.take_away();
    stage.evidence = Some(stage.phone.client.evidence(PersonId::FIRST, EvidenceScope::Redacted)?);
    stage.phone.network.give_back();

    // The same without a network, by a code that the officer reads out.
    let again = issue(stage).await?;
    stage.pass_time(3_600).await?;
    stage.sync().await?;
    let made = stage.admin.typed_release(&again).await.map_err(trouble)?;
    let code = needed(made.code)?;
    stage.phone.network.take_away();
    stage.pass_time(600).await?;
    let typed = OrderDecision::Release { code: code.clone() };
    stage.phone.client.decide_order(PersonId::FIRST, &typed)?;
    let ended = held(stage)?;
    act.expect(ended.id == again, "another order came");
    act.expect(ended.state == OrderState::Released, "a typed code ends it offline");
    is_at_rest(stage, &mut act);
    stage.phone.network.give_back();
    act.tell(
        "On its fourteenth day the officer ends the order early, and the phone stops at once: it looks \
         for no place, keeps nothing awake and says so. Nobody has to ask for it.",
    );
    act.tell(
        "Where the phone has no network, twelve symbols that the officer reads out on the telephone \
         do the same.",
    );
    let mut screen = stage.screen("Home quarantine");
    screen.offline = true;
    screen.lines.push((code, "typed in, without a network".to_owned()));
    screen.note = Some(ended.headline.text);
    act.show(screen);
    Ok(act)
}

/// Gives an order to the resident's number; its id.
async fn issue(stage: &Stage) -> Result<String, ErrorInfo> {
    issue_on(stage, NUMBER, Map::new()).await
}

/// The same of one whose checks ask for photos.
pub async fn issue_with_photos(stage: &Stage) -> Result<String, ErrorInfo> {
    let checks = json!({ "n": 2, "window_min": 60, "gap_min": 120, "photo": true, "surprises": 1 });
    issue_on(stage, NUMBER, Map::from_iter([("checks".to_owned(), checks)])).await
}

/// The same for a child, who is asked when an officer asks.
pub async fn issue_for_child(stage: &Stage, number: &str) -> Result<String, ErrorInfo> {
    let terms = [("checks".to_owned(), asked_by_an_officer()), ("child".to_owned(), true.into())];
    issue_on(stage, number, Map::from_iter(terms)).await
}

/// The same for whoever is lent a phone under this number, who is not asked at times that are drawn.
pub async fn issue_for_loan(stage: &Stage, number: &str) -> Result<String, ErrorInfo> {
    let terms = Map::from_iter([("checks".to_owned(), asked_by_an_officer())]);
    issue_to(stage, OrderFor::Loan(number.to_owned()), terms).await
}

/// No check is drawn.
fn asked_by_an_officer() -> Value {
    json!({ "n": 0, "window_min": 60, "gap_min": 120, "photo": false, "surprises": 1 })
}

async fn issue_on(
    stage: &Stage,
    number: &str,
    terms: Map<String, Value>,
) -> Result<String, ErrorInfo> {
    let number = needed(PhoneNumber::parse(number, REGION).ok())?;
    issue_to(stage, OrderFor::Phone(number.e164().to_owned()), terms).await
}

async fn issue_to(
    stage: &Stage,
    to: OrderFor,
    terms: Map<String, Value>,
) -> Result<String, ErrorInfo> {
    let first_place = PlaceChange {
        at: Some(HOME),
        label: Some("Home, Sadovaya street".to_owned()),
        ..PlaceChange::default()
    };
    let change = OrderChange { first_place, terms, ..OrderChange::default() };
    Ok(stage.admin.issue_order(to, change).await.map_err(trouble)?.order)
}

/// The phone's order.
fn held(stage: &Stage) -> Result<OrderView, ErrorInfo> {
    needed(stage.phone.client.order(PersonId::FIRST)?)
}

/// That nothing is asked of the phone any more.
fn is_at_rest(stage: &Stage, act: &mut Act) {
    let plan = stage.phone.client.plan();
    act.expect(plan.location == Mode::Off && plan.fix_every_s.is_none(), "no place is looked for");
    act.expect(!plan.keep_alive && plan.fences.is_empty(), "nothing is kept awake or watched");
    let state = quarantine(stage).map(|view| view.state);
    act.expect(state.is_none_or(|state| state == DutyState::Off), "no duty runs");
}
