//! What a person under quarantine is asked, what they say without being asked, and what the phone says when
//! they really leave.

use doorstep::client::CheckAnswer;
use doorstep::model::PersonId;
use doorstep::model::patient::CheckOutcome;
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::{CheckView, DutyState, NoticeKind};
use serde_json::Value;

use super::living::{Life, Place, quarantine};
use super::scene::{Act, Played};
use super::stage::{Stage, needed};
use crate::admin::trouble;
use crate::reply::ErrorInfo;

const HOUR_S: i64 = 3_600;
/// An answer comes some minutes after the question.
const SOME_MINUTES_S: i64 = 300;
/// More hours than there are between two checks.
const LONG_ENOUGH_H: u32 = 30;

pub async fn check(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let mut life = Life::begin(stage, "Presence until somebody asks")?;
    life.lose_network(stage);
    let asked = needed(until_asked(stage, &mut life).await?)?;
    let plan = stage.phone.client.plan();
    let mut notices = plan.notices.iter().filter(|one| one.kind == NoticeKind::Check);
    let notice = needed(notices.find(|one| one.at_ms <= plan.now_ms))?.clone();
    let locked = notice.lock_screen.as_ref();
    act.expect(
        locked.is_none_or(|said| !said.text.contains("home")),
        "a locked screen tells nobody",
    );
    let mut screen = stage.screen("A question");
    screen.offline = true;
    screen.note = Some(notice.text.text.clone());
    screen.lines.push((asked.text.text.clone(), "without a network".to_owned()));
    life.go_on(stage, SOME_MINUTES_S, Place::at_home).await?;
    let answered = stage.phone.client.answer_check(PersonId::FIRST, None, &CheckAnswer::Here)?;
    act.expect(answered.outcome == CheckOutcome::Answered, "one tap is an answer");
    life.find_network(stage).await?;
    life.tell_all(stage).await?;
    let signed = latest(stage)?;
    let receipt = signed.answer.as_ref().is_some_and(|answer| answer.receipt);
    act.expect(signed.id == asked.id && receipt, "the authority has signed for it");
    let heard = heard(stage, "answer").await?;
    act.expect(heard.len() == 1, "it was told once");
    act.tell(
        "The phone asks by itself, at times that the order's own seed draws: no network is needed, and \
         the authority cannot say afterwards that somebody was asked who was not. Nothing rings at \
         night, and there is an hour to answer that stands still while the phone is off.",
    );
    act.tell(
        "The answer is complete when it is on the phone. It goes when there is a network, and the \
         authority's signature comes back for it.",
    );
    screen.note = Some(format!("{} {}", notice.text.text, answered.text.text));
    act.show(screen);
    act.show(life.watched);
    Ok(act)
}

pub async fn hospital(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let mut life = Life::begin(stage, "Presence around a day in hospital")?;
    life.lose_network(stage);
    let declared = stage.phone.client.declare(PersonId::FIRST, &Declaring::Hospital)?;
    let before = checks(stage)?.len();
    life.go_on(stage, 20 * HOUR_S, Place::in_hospital).await?;
    act.expect(checks(stage)?.len() == before, "nothing is asked in hospital");
    let paused = quarantine(stage).map(|view| view.state);
    act.expect(paused == Some(DutyState::Paused), "and nobody looks");
    life.find_network(stage).await?;
    let back = stage.phone.client.declare(PersonId::FIRST, &Declaring::Back)?;
    life.go_on(stage, 11 * HOUR_S, Place::at_home).await?;
    act.expect(checks(stage)?.len() == before, "nor for twelve hours afterwards");
    life.tell_all(stage).await?;
    let told = heard(stage, "declare").await?;
    act.expect(told.len() == 2, "the authority knows of both");
    act.tell(
        "In 2020 people were fined in ambulances and in intensive care. Here one tap says it, without a \
         network, and counts at once: the phone looks for no place and asks nothing. An officer may \
         confirm it later, and from when on: what was not answered then is healed.",
    );
    let mut screen = stage.screen("Home quarantine");
    screen.offline = true;
    screen.note = Some(declared.text.text);
    screen.lines.push((back.text.text, "a day later".to_owned()));
    act.show(screen);
    act.show(life.watched);
    Ok(act)
}

pub async fn away(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let mut life = Life::begin(stage, "Presence around an hour elsewhere")?;
    life.go_on(stage, HOUR_S, Place::at_home).await?;
    life.go_on(stage, HOUR_S, Place::walking_away).await?;
    let seen = life.watched.states.iter().any(|(_, state)| *state == DutyState::Away);
    act.expect(seen, "two kinds of signs agree");
    life.go_on(stage, HOUR_S, Place::at_home).await?;
    life.tell_all(stage).await?;
    let last = life.watched.states.last().map(|(_, state)| *state);
    act.expect(last == Some(DutyState::Home), "at home again is at home again");
    let told = heard(stage, "presence").await?;
    let away = told.iter().any(|item| item.pointer("/fields/state") == Some(&"away".into()));
    act.expect(away, "the authority has heard it");
    let text = Value::from(told).to_string();
    act.expect(!text.contains("\"lat\"") && !text.contains("55.7"), "and no place");
    act.tell(
        "Somebody walks two kilometres away, and their steps and the satellites agree for some minutes. \
         Then the phone says “away”, to its owner first and to the authority at once, with \
         how far in four bands and nothing else. It says what it saw, not what it means: whoever had a \
         reason can say so, before or afterwards.",
    );
    let mut screen = stage.screen("Today");
    let view = needed(quarantine(stage))?;
    screen.lines.extend(view.today.into_iter().map(|said| (said.text, String::new())));
    screen.note = Some(view.headline.text);
    act.show(life.watched);
    act.show(screen);
    Ok(act)
}

/// Lives at home until this second, and answers whatever is asked; how many answers there were.
pub async fn answers_until(
    stage: &mut Stage,
    life: &mut Life,
    until: i64,
) -> Result<usize, ErrorInfo> {
    let mut answers = 0;
    while stage.now < until {
        let quarter = (HOUR_S / 4).min(until.saturating_sub(stage.now));
        life.go_on(stage, quarter, Place::at_home).await?;
        if checks(stage)?.iter().any(|one| one.outcome == CheckOutcome::Asking) {
            stage.phone.client.answer_check(PersonId::FIRST, None, &CheckAnswer::Here)?;
            answers += 1;
        }
    }
    Ok(answers)
}

/// Lives on until somebody is asked.
pub async fn until_asked(
    stage: &mut Stage,
    life: &mut Life,
) -> Result<Option<CheckView>, ErrorInfo> {
    for _ in 0..LONG_ENOUGH_H * 4 {
        let open = checks(stage)?.into_iter().find(|one| one.outcome == CheckOutcome::Asking);
        if open.is_some() {
            return Ok(open);
        }
        life.go_on(stage, HOUR_S / 4, Place::at_home).await?;
    }
    Ok(None)
}

/// All that was asked, or could not be.
pub fn checks(stage: &Stage) -> Result<Vec<CheckView>, ErrorInfo> {
    let all = stage.phone.client.checks(PersonId::FIRST, true)?.into_iter();
    Ok(all.filter(|check| check.outcome != CheckOutcome::Waiting).collect())
}

/// The check that was answered last.
fn latest(stage: &Stage) -> Result<CheckView, ErrorInfo> {
    needed(checks(stage)?.into_iter().rev().find(|one| one.answer.is_some()))
}

/// What of this kind the authority has heard of the order.
async fn heard(stage: &Stage, kind: &str) -> Result<Vec<Value>, ErrorInfo> {
    let listed = stage.admin.reports(&stage.order()?, 0).await.map_err(trouble)?;
    let items = listed.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(items.into_iter().filter(|item| item.get("kind") == Some(&kind.into())).collect())
}
