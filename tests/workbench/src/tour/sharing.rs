//! A parent and a child on one phone.

use doorstep::client::{CheckAnswer, OrderDecision};
use doorstep::events::Cause;
use doorstep::model::PersonId;
use doorstep::model::patient::{AnswerMode, CheckOutcome};
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::{CheckView, OrderState, PersonView};
use doorstep_authority::admin::CheckDraft;

use super::living::wake;
use super::ordering::issue_for_child;
use super::registering::confirm_code_of;
use super::scene::{Act, Played};
use super::stage::{REGION_AHEAD, Stage, needed};
use crate::admin::trouble;
use crate::reply::ErrorInfo;

/// On which messages for the child come.
const CHILDS_NUMBER: &str = "8 (912) 345-67-90";
const HOUR_S: i64 = 3_600;
/// Nothing rings outside of these hours.
const LOUD: std::ops::Range<i64> = 10..20;

pub async fn family(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    while !LOUD.contains(&hour(stage)) {
        stage.pass_time(HOUR_S).await?;
    }
    let child = stage.phone.client.add_person(true)?;
    stage.phone.client.register(child, CHILDS_NUMBER, Some("M"), None).await?;
    confirm_code_of(stage, child).await?;
    let order = issue_for_child(stage, CHILDS_NUMBER).await?;
    stage.pass_time(60).await?;
    stage.sync().await?;
    stage.phone.client.decide_order(child, &OrderDecision::Seen)?;
    stage.phone.client.decide_order(child, &OrderDecision::Begin)?;
    stage.pass_time(60).await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    let runs = of(stage, child)?.quarantine.map(|view| view.order.state);
    act.expect(runs == Some(OrderState::Running), "the child's order runs beside the parent's");

    let draft = CheckDraft { kind: "place".to_owned(), unchecked: true };
    stage.admin.request_check(&order, draft).await.map_err(trouble)?;
    stage.pass_time(120).await?;
    stage.sync().await?;
    let answered = stage.phone.client.answer_check(child, None, &CheckAnswer::Here)?;
    let how = answered.answer.as_ref().map(|answer| answer.how);
    act.expect(how == Some(AnswerMode::Parent), "a parent's tap says that it is a parent's");
    act.expect(answered.outcome == CheckOutcome::Answered, "and it is an answer");

    let checks = stage.phone.client.checks(child, true)?.len();
    stage.phone.client.declare(PersonId::FIRST, &Declaring::Hospital)?;
    let paused = needed(of(stage, child)?.quarantine)?.order;
    let is_by_other = paused.why.as_deref() == Some("device-with-other");
    act.expect(is_by_other, "who has the phone along, nobody knows");
    stage.pass_time(6 * HOUR_S).await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    let asked = stage.phone.client.checks(child, true)?;
    act.expect(asked.len() == checks, "so nobody is asked");
    let is_held_against = |check: &CheckView| check.outcome == CheckOutcome::Unanswered;
    act.expect(!asked.iter().any(is_held_against), "and nothing is made of it");
    stage.phone.client.declare(PersonId::FIRST, &Declaring::Back)?;
    let back = needed(of(stage, child)?.quarantine)?.order.state;
    act.expect(back == OrderState::Running, "until the parent is back");
    act.tell(
        "Up to eight people share a phone, each with an order, checks, a journal and a proof of their own. \
         When several are asked at home within half an hour it rings once, in words that tell neither who \
         nor how many.",
    );
    act.tell(
        "No child is photographed: a parent answers, and journal, authority and proof say so. While the \
         parent is in hospital with the phone, the child is not asked; and of several people on one phone \
         nobody is ever said to be away.",
    );
    let mut screen = stage.screen("People on this phone");
    for view in stage.phone.client.snapshot().people {
        let order = view.quarantine.map(|quarantine| quarantine.order.headline.text);
        let who = if view.is_child { "a child" } else { "a parent" };
        let mark = view.mark.unwrap_or_default();
        screen.lines.push((format!("{} · {mark} · {who}", view.person), order.unwrap_or_default()));
    }
    screen.note = Some(paused.headline.text);
    act.show(screen);
    Ok(act)
}

fn of(stage: &Stage, person: PersonId) -> Result<PersonView, ErrorInfo> {
    let people = stage.phone.client.snapshot().people;
    needed(people.into_iter().find(|view| view.person == person))
}

/// By the region's clocks.
fn hour(stage: &Stage) -> i64 {
    stage.now.saturating_add(i64::from(REGION_AHEAD)).div_euclid(HOUR_S).rem_euclid(24)
}
