use proptest::prelude::*;

use super::*;
use crate::events::NetworkKind;
use crate::model::BootId;

const MINUTE_MS: i64 = 60_000;

fn need(elapsed_ms: i64) -> SyncNeed {
    SyncNeed {
        reading: Reading { wall_ms: elapsed_ms, elapsed_ms, boot: BootId("one".into()) },
        now_ms: elapsed_ms,
        request_due_ms: None,
        lists_due_ms: None,
        waits: false,
        failures: 0,
        suspended: false,
    }
}

fn due(elapsed_ms: i64) -> SyncNeed {
    SyncNeed { lists_due_ms: Some(elapsed_ms), ..need(elapsed_ms) }
}

fn waiting(elapsed_ms: i64) -> SyncNeed {
    let request_due_ms = Some(elapsed_ms + 5 * MINUTE_MS);
    SyncNeed { waits: true, request_due_ms, ..need(elapsed_ms) }
}

fn said(facts: Facts, at_ms: i64) -> SyncRequests {
    let mut requests = SyncRequests::default();
    requests.hear(facts, &need(at_ms).reading);
    requests
}

#[test]
fn what_is_due_is_asked_for_by_any_wake_once() {
    for cause in Cause::ALL {
        let mut requests = SyncRequests::default();
        assert_eq!(requests.woken(*cause, &need(0)), None, "{}", cause.name());
        assert_eq!(requests.woken(*cause, &due(0)), Some(Urgency::Background));
        assert_eq!(requests.woken(*cause, &due(29_999)), None, "it was asked for just now");
        assert_eq!(requests.woken(*cause, &due(30_000)), Some(Urgency::Background), "it was lost");
        requests.begin();
        assert_eq!(requests.woken(*cause, &due(90_000)), None, "it runs");
        requests.end();
        assert_eq!(requests.woken(*cause, &due(90_000)), Some(Urgency::Background));
    }
}

#[test]
fn a_person_who_looks_at_what_waits_is_served_each_time() {
    let mut requests = SyncRequests::default();
    for at_ms in [0, 1, 2] {
        assert_eq!(requests.woken(Cause::User, &waiting(at_ms)), Some(Urgency::Person));
    }
    requests.begin();
    assert_eq!(requests.woken(Cause::User, &waiting(3)), None, "it runs");
}

#[test]
fn a_network_that_comes_and_goes_is_tried_ever_more_seldom() {
    let mut requests = SyncRequests::default();
    assert_eq!(requests.woken(Cause::Network, &waiting(0)), Some(Urgency::Person));
    for failures in 0..12 {
        let longest = 15 * MINUTE_MS;
        let distance_ms = (30_000 << failures).min(longest);
        let mut requests = SyncRequests::default();
        let at = |at_ms| SyncNeed { failures, ..waiting(at_ms) };
        assert_eq!(requests.woken(Cause::Network, &at(0)), Some(Urgency::Person));
        requests.begin();
        requests.end();
        assert_eq!(requests.woken(Cause::Network, &at(distance_ms - 1)), None);
        assert_eq!(requests.woken(Cause::Network, &at(distance_ms)), Some(Urgency::Person));
    }
    let mut requests = SyncRequests::default();
    assert_eq!(requests.woken(Cause::Network, &need(0)), None, "nobody waits for it");
}

#[test]
fn without_a_network_nothing_is_tried_and_a_network_is_awaited() {
    let offline = Facts { network: NetworkKind::Offline, ..Facts::default() };
    let dozing = Facts { idle: true, ..Facts::default() };
    for facts in [offline, dozing.clone()] {
        let mut requests = said(facts, 0);
        for cause in Cause::ALL {
            assert_eq!(requests.woken(*cause, &waiting(1)), None, "{}", cause.name());
            assert_eq!(requests.woken(*cause, &due(1)), None, "{}", cause.name());
        }
        assert!(requests.awaits_network(&due(1)), "what is due waits for one");
        assert!(!requests.awaits_network(&need(1)));
        assert_eq!(requests.wake_at_ms(&due(1), None), Some(1 + 15 * MINUTE_MS));
        let later = due(15 * MINUTE_MS);
        assert_eq!(requests.due(&later), Some(Urgency::Background), "what was said is old by then");
    }
    for excused in [Facts { exempt: true, ..dozing.clone() }, Facts { in_front: true, ..dozing }] {
        assert_eq!(said(excused, 0).due(&due(1)), Some(Urgency::Background));
    }
}

#[test]
fn who_saves_power_fetches_lists_later_and_sends_what_waits_in_time() {
    let saver = Facts { saver: true, ..Facts::default() };
    let requests = said(saver.clone(), 0);
    assert_eq!(requests.due(&due(1)), None);
    assert_eq!(requests.wake_at_ms(&due(1), None), Some(1 + SPARED_MS));
    let waits = SyncNeed { waits: true, ..due(1) };
    assert_eq!(requests.due(&waits), Some(Urgency::Background));
    for spends in [Facts { charging: true, ..saver.clone() }, Facts { in_front: true, ..saver }] {
        assert_eq!(said(spends, 0).due(&due(1)), Some(Urgency::Background));
    }
}

#[test]
fn who_is_suspended_syncs_nothing_and_is_not_woken_at_once_for_it() {
    let mut requests = SyncRequests::default();
    let asleep = SyncNeed { suspended: true, ..due(1) };
    assert_eq!(requests.woken(Cause::Alarm, &asleep), None);
    assert_eq!(requests.wake_at_ms(&asleep, None), Some(1 + 15 * MINUTE_MS));
}

#[test]
fn a_clock_that_was_set_back_silences_nobody() {
    let mut requests = said(Facts { network: NetworkKind::Offline, ..Facts::default() }, MINUTE_MS);
    requests.asked = Some(need(MINUTE_MS).reading);
    requests.ahead = Some(need(MINUTE_MS).reading);
    assert_eq!(requests.due(&due(0)), Some(Urgency::Background));
    assert_eq!(requests.woken(Cause::Network, &waiting(0)), Some(Urgency::Person));
}

proptest! {
    /// Any wakes at any times, each sync done or lost: none is asked for ahead of the schedule but for
    /// a person who looks, or a network that came back, and those keep their distance.
    #[test]
    fn no_wakes_make_a_storm(
        wakes in proptest::collection::vec(
            (0..Cause::ALL.len(), 0..120_000i64, any::<bool>(), any::<bool>(), any::<bool>()), 1..200),
        pace_ms in MINUTE_MS..20 * MINUTE_MS,
    ) {
        let mut requests = SyncRequests::default();
        let (mut now_ms, mut due_ms, mut failures) = (0, 0, 0);
        let (mut asked_ms, mut ahead_ms) = (None::<i64>, None::<i64>);
        for (cause, later_ms, waits, offline, begins) in wakes {
            now_ms += later_ms;
            let cause = Cause::ALL[cause];
            let network = if offline { NetworkKind::Offline } else { NetworkKind::Mobile };
            requests.hear(Facts { network, ..Facts::default() }, &need(now_ms).reading);
            let need = SyncNeed { waits, failures, lists_due_ms: Some(due_ms), ..need(now_ms) };
            let Some(urgency) = requests.woken(cause, &need) else { continue };
            prop_assert!(!offline);
            if cause == Cause::User && waits {
                prop_assert_eq!(urgency, Urgency::Person);
            } else {
                let apart_ms = asked_ms.map_or(i64::MAX, |before| now_ms - before);
                prop_assert!(apart_ms >= TOGETHER_MS, "asked twice within {} ms", apart_ms);
                if due_ms > now_ms {
                    prop_assert_eq!((cause, urgency), (Cause::Network, Urgency::Person));
                    let apart_ms = ahead_ms.map_or(i64::MAX, |before| now_ms - before);
                    prop_assert!(apart_ms >= (AHEAD_MS << failures.min(4)).min(15 * MINUTE_MS));
                }
            }
            if cause == Cause::Network && urgency == Urgency::Person {
                ahead_ms = Some(now_ms);
            }
            asked_ms = Some(now_ms);
            if begins {
                requests.begin();
                requests.end();
                (due_ms, failures, asked_ms) = (now_ms + pace_ms, failures + 1, None);
            }
        }
    }
}
