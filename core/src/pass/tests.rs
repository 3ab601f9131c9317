use super::{Counted, IssuerKey, Pass, PassState, may_ask};
use crate::documents::{Act, Covers, Purpose, QuotaLimit, Rules, Zone};
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, PassId, Period};
use crate::time::Moment;

/// 2026-11-24 12:00 in Moscow.
const NOON: u64 = 1_795_510_800;
const HOUR: u64 = 3600;

fn purpose(key: &str) -> Purpose {
    Purpose {
        id: 1,
        key: key.into(),
        label: vec![("en".into(), key.into())],
        minutes: 180,
        until: None,
        quota: None,
        hours: Vec::new(),
        lead_s: 0,
        on_paper: false,
        no_pass: None,
        emergency: false,
    }
}

fn rules() -> Rules {
    Rules {
        serial: 1,
        iat: NOON,
        exp: NOON + 30 * 24 * HOUR,
        iss: "XX-REF".into(),
        zone: Zone { name: "Europe/Moscow".into(), transitions: vec![(1_414_274_400, 10_800)] },
        acts: vec![Act {
            no: 1,
            number: "1".into(),
            title: String::new(),
            titles: Vec::new(),
            sha256: [0; 32],
            from: NOON - 24 * HOUR,
            until: Some(NOON + 24 * HOUR),
            covers: Covers::PASSES,
        }],
        purposes: Vec::new(),
        former: Vec::new(),
        exempt: Vec::new(),
        grace: 3 * HOUR,
        former_grace: None,
        emergency_minutes: 240,
        min_app_version: "0.1.0".into(),
        authority: None,
    }
}

fn pass() -> Pass {
    Pass {
        id: PassId::new([1; 8]),
        signed: String::new(),
        alias: String::new(),
        purpose: 1,
        purpose_key: "groceries".into(),
        label: Vec::new(),
        act: 1,
        nbf: NOON,
        exp: NOON + 3 * HOUR,
        grace: 3 * HOUR,
        denied_from: None,
        asked_as: IdempotencyKey::new([0; 16]),
        code: None,
        paper: None,
        issuer: IssuerKey::Good,
        lasts_for_days: false,
    }
}

fn ms(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap() * 1000
}

fn at(seconds: u64) -> Moment {
    Moment::exactly(ms(seconds))
}

/// A phone that was restarted: the authority signed something at `lo`, the wall clock shows `wall`.
fn unanchored(lo: u64, wall: u64) -> Moment {
    Moment { lo_ms: ms(lo), hi_ms: None, best_ms: ms(wall.max(lo)), anchored: false }
}

#[test]
fn a_pass_lives_from_its_first_second_to_the_one_before_its_last() {
    let state = |seconds| pass().state(&at(seconds), Some(&rules()));
    assert_eq!(state(NOON - 1), PassState::NotYetValid);
    assert_eq!(state(NOON), PassState::Valid);
    assert_eq!(state(NOON + 3 * HOUR - 1), PassState::Valid);
    assert_eq!(state(NOON + 3 * HOUR), PassState::Expired);
}

#[test]
fn a_wrong_wall_clock_ends_no_pass() {
    let state = |lo, wall| pass().state(&unanchored(lo, wall), Some(&rules()));
    assert_eq!(state(NOON, NOON + HOUR), PassState::Valid);
    assert_eq!(state(NOON, NOON + 23 * HOUR), PassState::TimeUnknown);
    assert_eq!(state(NOON, NOON + 25 * HOUR), PassState::TimeUnknown, "nor does it end the act");
    assert_eq!(state(NOON, 0), PassState::Valid, "the clock cannot be before what was signed");
    assert_eq!(state(NOON + 3 * HOUR, 0), PassState::Expired, "signed after its end");
}

#[test]
fn a_revoked_pass_still_leads_home() {
    let revoked = Pass { denied_from: Some(NOON + HOUR), ..pass() };
    let state = |seconds| revoked.state(&at(seconds), Some(&rules()));
    assert_eq!(state(NOON + HOUR - 1), PassState::Valid);
    assert_eq!(state(NOON + HOUR), PassState::ReturnHomeOnly);
    assert_eq!(revoked.home_until(), Some(revoked.exp), "never longer than the pass itself");
    let short = Pass { grace: 60, ..revoked.clone() };
    assert_eq!(short.state(&at(NOON + HOUR + 60), Some(&rules())), PassState::Revoked);
    let unborn = Pass { denied_from: Some(NOON - 1), ..pass() };
    assert_eq!(unborn.state(&at(NOON), Some(&rules())), PassState::Revoked);
}

#[test]
fn without_its_act_nobody_needs_a_pass() {
    let mut ended = rules();
    ended.acts[0].until = Some(NOON + HOUR);
    assert_eq!(pass().state(&at(NOON + HOUR), Some(&ended)), PassState::NotInForce);
    ended.acts.clear();
    assert_eq!(pass().state(&at(NOON), Some(&ended)), PassState::NotInForce);
    assert_eq!(pass().state(&at(NOON), None), PassState::Valid, "no rules, no doubt");
}

#[test]
fn an_act_of_quarantine_alone_requires_no_pass() {
    let mut rules = rules();
    rules.acts[0].covers = Covers { passes: false, quarantine: true };
    assert!(rules.act_in_force(NOON).is_none() && rules.act_to_come(0).is_none());
    assert_eq!(rules.act_of_quarantine(1).map(|act| act.no), Some(1));
    rules.acts[0].covers = Covers::PASSES;
    assert!(rules.act_in_force(NOON).is_some() && rules.act_of_quarantine(1).is_none());
}

fn refusal(purpose: &Purpose, seconds: u64, counted: Option<Counted>) -> Option<CoreError> {
    may_ask(purpose, &rules(), seconds, seconds, counted.as_slice()).err()
}

#[test]
fn hours_are_those_of_the_region() {
    let pet = Purpose { hours: vec![(6 * 60, 23 * 60)], ..purpose("pet") };
    assert_eq!(refusal(&pet, NOON, None), None);
    // 23:00 and 05:59 in Moscow; the next morning and the same.
    let night = refusal(&pet, NOON + 11 * HOUR, None).unwrap();
    assert_eq!(night.code, Code::OutsideHours);
    assert_eq!(night.details.at_ms, Some(ms(NOON + 18 * HOUR)));
    let dawn = refusal(&pet, NOON - 6 * HOUR - 60, None).unwrap();
    assert_eq!(dawn.details.at_ms, Some(ms(NOON - 6 * HOUR)));
    assert_eq!(refusal(&pet, NOON - 6 * HOUR, None), None);
}

#[test]
fn a_used_quota_is_told_before_asking_and_ends_with_its_day() {
    let counted =
        Purpose { quota: Some(QuotaLimit { n: 2, per: Period::LocalDay }), ..purpose("groceries") };
    let midnight = NOON + 12 * HOUR;
    let until_ms = i64::try_from(midnight).unwrap() * 1000;
    let from_ms = until_ms - 24 * 3_600_000;
    let count = |used| Some(Counted { used, from_ms, until_ms });
    let told = refusal(&counted, NOON, count(2)).unwrap();
    assert_eq!((told.code, told.details.n, told.details.m), (Code::QuotaUsed, Some(2), Some(2)));
    assert_eq!(told.details.at_ms, Some(until_ms));
    assert_eq!(refusal(&counted, NOON, count(1)), None);
    assert_eq!(refusal(&counted, midnight, count(2)), None);
    // What is booked for tomorrow takes nothing from today, and the other way round.
    let mut counts = Vec::from_iter(count(2));
    let tomorrow = Counted { used: 1, from_ms: until_ms, until_ms: until_ms + 24 * 3_600_000 };
    tomorrow.join(&mut counts, from_ms);
    assert_eq!(may_ask(&counted, &rules(), NOON, midnight, &counts), Ok(()));
    assert!(may_ask(&counted, &rules(), NOON, NOON, &counts).is_err());
    let more = Purpose { quota: Some(QuotaLimit { n: 3, per: Period::LocalDay }), ..counted };
    assert_eq!(refusal(&more, NOON, count(2)), None, "newer rules hold");
}

#[test]
fn what_needs_no_pass_is_an_answer() {
    let nearby = Purpose { no_pass: Some("act 1, §4".into()), ..purpose("nearby") };
    let told = refusal(&nearby, NOON, None).unwrap();
    assert_eq!(told.code, Code::NoPassNeeded);
    assert_eq!(told.details.reference.as_deref(), Some("act 1, §4"));
    let early = Purpose { lead_s: 5 * HOUR, ..purpose("metro") };
    let told = refusal(&early, NOON, None).unwrap();
    assert_eq!(told.code, Code::LeadTime);
    assert_eq!(may_ask(&early, &rules(), NOON, NOON + 5 * HOUR, &[]), Ok(()), "asked in advance");
    assert_eq!(told.details.at_ms, Some(ms(NOON + 5 * HOUR)));
    assert_eq!(refusal(&purpose("any"), NOON + 24 * HOUR, None).unwrap().code, Code::NotInForce);
}

proptest::proptest! {
    #[test]
    fn no_day_gets_more_than_its_quota_however_exits_are_booked(
        ahead in proptest::collection::vec(0u64..24 * 3600, 1..12),
        n in 1u64..4,
    ) {
        let quota = Some(QuotaLimit { n, per: Period::LocalDay });
        let counted = Purpose { quota, minutes: 600, ..purpose("groceries") };
        let mut counts: Vec<Counted> = Vec::new();
        let mut begun: Vec<i64> = Vec::new();
        for ahead in ahead {
            let start = NOON + ahead;
            let day = rules().zone.day(i64::try_from(start).unwrap());
            let used = begun.iter().filter(|from| **from == day.from).count() as u64;
            let told = may_ask(&counted, &rules(), NOON, start, &counts);
            // A pass counts where it begins, though ten hours take it across midnight.
            proptest::prop_assert_eq!(told.is_ok() || start >= NOON + 24 * HOUR, used < n);
            if told.is_ok() {
                begun.push(day.from);
                let (from_ms, until_ms) = (day.from * 1000, day.until * 1000);
                let now_ms = i64::try_from(NOON).unwrap() * 1000;
                Counted { used: used + 1, from_ms, until_ms }.join(&mut counts, now_ms);
            }
        }
    }
}
