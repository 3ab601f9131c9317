//! What a phone notes of a person at home, what of it the authority hears, and what it makes of a phone
//! that is wrong or has no network.

use doorstep::model::PersonId;
use doorstep::quarantine::presence::Verdict;
use doorstep::quarantine::watch::Mode;
use doorstep::views::DutyState;
use serde_json::Value;

use super::asking::answers_until;
use super::living::{Life, Place, quarantine};
use super::scene::{Act, Played};
use super::stage::{Stage, needed};
use crate::admin::trouble;
use crate::reply::ErrorInfo;

const HOUR_S: i64 = 3_600;
/// More entries than a tour writes.
const ALL: usize = 10_000;

pub async fn first_day(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let mut life = Life::begin(stage, "Presence in the first nine hours")?;
    life.go_on(stage, 9 * HOUR_S, Place::at_home).await?;
    let plan = stage.phone.client.plan();
    act.expect(life.watched.syncs.len() >= 2, "the phone spoke with the authority by itself");
    life.tell_all(stage).await?;
    let heard = Heard::by_authority(stage).await?;
    let fixes = life.watched.fixes.len();
    act.expect(plan.fix_every_s == Some(900), "a fix is asked for every 15 minutes");
    act.expect(fixes >= 36, "and taken");
    act.expect(plan.location == Mode::Balanced, "satellites are spared");
    let all_in = life.watched.fixes.iter().all(|fix| fix.verdict == Verdict::In);
    act.expect(all_in, "every fix is at home");
    heard.agrees_with_phone(stage, &mut act)?;
    act.tell(format!(
        "The system hands over a place every 15 minutes and wakes the app when its plan says so: \
         {fixes} fixes and {} wakes. Each is judged and written down on the phone.",
        life.wakes
    ));
    act.tell(format!(
        "The authority has heard {} items in {} connections, “at home” and since when. None names a \
         place: those stay on the phone. It has signed for all of them, so that nobody can say later \
         that nothing was reported.",
        heard.items.len(),
        life.watched.syncs.len()
    ));
    let mut screen = stage.screen("Today");
    let view = needed(quarantine(stage))?;
    screen.lines.extend(view.today.into_iter().map(|said| (said.text, String::new())));
    screen.note = Some(view.headline.text);
    act.show(life.watched);
    act.show(screen);
    Ok(act)
}

pub async fn wrong_fix(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let before = Heard::by_authority(stage).await?.items.len();
    let mut life = Life::begin(stage, "Presence around an hour of a wrong place")?;
    life.go_on(stage, HOUR_S, Place::at_home).await?;
    life.go_on(stage, HOUR_S, Place::stuck).await?;
    let wrong = life.watched.fixes.iter().filter(|fix| fix.verdict == Verdict::Out).count();
    act.expect(wrong >= 5, "the wrong place was told again and again");
    act.expect(life.looked_closely, "the phone looks closer");
    life.go_on(stage, HOUR_S, Place::at_home).await?;
    life.tell_all(stage).await?;
    let states = &life.watched.states;
    act.expect(
        states.iter().all(|(_, state)| *state != DutyState::Away),
        "it is never called away",
    );
    let last = states.last().map(|(_, state)| *state);
    act.expect(last == Some(DutyState::Home), "the patient is at home again");
    let heard = Heard::by_authority(stage).await?;
    let mild = heard.presence().skip_while(|(place, _)| *place < before);
    let mut mild = mild.map(|(_, state)| state);
    act.expect(
        mild.all(|state| matches!(state, "home" | "unverified")),
        "the authority has heard nothing worse than that signs disagree",
    );
    heard.agrees_with_phone(stage, &mut act)?;
    act.tell(format!(
        "A neighbour's router has moved house, and for an hour the phone's system names a place more \
         than two kilometres away, {wrong} times. In 2020 people were fined for this."
    ));
    act.tell(
        "One place said often is one sign. It asks the phone to look closer, for some minutes an \
         hour; “away” needs signs of two kinds that agree. The authority has heard no accusation.",
    );
    act.show(life.watched);
    Ok(act)
}

pub async fn no_network(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let before = Heard::by_authority(stage).await?;
    let mut life = Life::begin(stage, "Presence in three days without a network")?;
    life.go_on(stage, HOUR_S, Place::at_home).await?;
    life.lose_network(stage);
    let spoken = life.watched.syncs.len();
    let kept_before = unsent(stage);
    let until = stage.now.saturating_add(30 * HOUR_S);
    let mut answers = answers_until(stage, &mut life, until).await?;
    life.reboot(stage)?;
    let until = stage.now.saturating_add(42 * HOUR_S);
    answers += answers_until(stage, &mut life, until).await?;
    act.expect(answers > 2, "the phone asks, and takes answers, by itself");
    act.expect(life.watched.syncs.len() == spoken, "nothing is tried without a network");
    let kept = unsent(stage);
    act.expect(kept >= kept_before.saturating_add(60), "what should be told is kept");
    life.find_network(stage).await?;
    let left = unsent(stage);
    act.expect(left == 0, "it goes as soon as there is a network");
    life.go_on(stage, HOUR_S, Place::at_home).await?;
    life.tell_all(stage).await?;
    let heard = Heard::by_authority(stage).await?;
    act.expect(heard.items.len() > before.items.len(), "the authority has heard of the day");
    heard.agrees_with_phone(stage, &mut act)?;
    let states = &life.watched.states;
    let stayed = states.iter().all(|(_, state)| *state == DutyState::Home);
    act.expect(stayed, "the phone knew all the time that its owner is at home");
    act.tell(format!(
        "For three days nothing leaves the phone, which is switched off and on in between. It asks all \
         the same, takes {answers} answers, and keeps {kept} items. Having no network is no breach of \
         anything.",
    ));
    act.tell(
        "When a network comes, all of it goes at once: no number is missing, and the authority signs \
         for the newest. Its numbers would betray a gap on either side.",
    );
    act.show(life.watched);
    Ok(act)
}

fn unsent(stage: &Stage) -> u64 {
    quarantine(stage).map_or(0, |view| view.unsent)
}

/// What the authority has heard of the order.
struct Heard {
    /// As the officer's desk lists it.
    listed: Value,
    items: Vec<Value>,
    /// Its last receipt.
    receipt: Value,
}

impl Heard {
    async fn by_authority(stage: &Stage) -> Result<Self, ErrorInfo> {
        let order = stage.order()?;
        let listed = stage.admin.reports(&order, 0).await.map_err(trouble)?;
        let receipt = stage.admin.last_receipt(&order).await.map_err(trouble)?;
        let items = listed.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(Self { listed, items, receipt })
    }

    /// Each state it has heard of, with its place among the items.
    fn presence(&self) -> impl Iterator<Item = (usize, &str)> {
        let state = |item: &'_ Value| item.pointer("/fields/state").is_some();
        let all = self.items.iter().enumerate().filter(move |(_, item)| state(item));
        all.filter_map(|(place, item)| Some((place, item.pointer("/fields/state")?.as_str()?)))
    }

    /// That it has what the phone has written for it, whole and in order, has signed for it, and knows
    /// of no place.
    fn agrees_with_phone(&self, stage: &Stage, act: &mut Act) -> Result<(), ErrorInfo> {
        let journal = stage.phone.client.journal(PersonId::FIRST, Some(1), ALL)?;
        let written = journal.entries.iter().filter(|entry| entry.reported);
        let written: Vec<&str> = written.map(|entry| entry.kind.as_str()).collect();
        let kinds = self.items.iter().filter_map(|item| item.get("kind")?.as_str());
        let kinds: Vec<&str> = kinds.collect();
        act.expect(kinds == written, "authority and journal agree");
        act.expect(unsent(stage) == 0, "nothing waits");
        let numbers = self.items.iter().filter_map(|item| item.get("seq")?.as_u64());
        let count = u64::try_from(written.len()).unwrap_or(u64::MAX);
        act.expect(numbers.eq(1..=count), "no number is missing");
        for name in ["gaps", "conflicts", "aside"] {
            let none = self.listed.get(name).and_then(Value::as_array).is_some_and(Vec::is_empty);
            act.expect(none, "the authority has taken all as it was sent");
        }
        let highest = self.listed.get("highest").and_then(Value::as_u64);
        let signed = self.receipt.get("up_to").and_then(Value::as_u64);
        act.expect(highest.is_some() && signed == highest, "the receipt is up to the newest");
        let told = self.listed.to_string();
        let named = ["\"lat\"", "\"lon\"", "55.755", "37.617", "5575581", "3761730", "\"fix\""];
        act.expect(!named.iter().any(|place| told.contains(place)), "no place is named");
        Ok(())
    }
}
