//! When requests go.

use super::phone::{Accident, Phone};
use super::*;
use crate::quarantine::delivery::{Delivery, Due, Next, Phone as Facts, Waiting};
use crate::quarantine::presence::State;

use super::authority::Authority;

const BATCH_S: u64 = 4 * 3_600;
const DAY: i64 = 24 * HOUR;
const AT_REST: Facts = Facts { charging: false, wifi: false };

fn stands(state: State) -> Event {
    let Event::Presence { open, place } = one(Kind::Presence) else { unreachable!() };
    Event::Presence { open: presence::Open { state, ..open }, place }
}

/// An outbox of this chain, with something that waits and a request that was confirmed now.
fn of_chain(number: u64) -> Delivery {
    let mut chain = [0; 16];
    chain[..8].copy_from_slice(&number.to_be_bytes());
    let mut delivery = Delivery::begin(ChainId::new(chain), KEY, EPOCH);
    delivery.last_try_ms = Some(NOW);
    delivery.last_receipt_ms = Some(NOW);
    delivery
}

const SOMETHING: Waiting = Waiting { newest: 1, urgent: 0 };

#[test]
fn ten_thousand_phones_spread_evenly() {
    let mut buckets = [0_u32; 48];
    for number in 0..10_000 {
        let Due::At(at_ms) = of_chain(number).when(SOMETHING, BATCH_S, AT_REST, NOW) else {
            panic!("at once");
        };
        let from_ms = NOW + 2 * HOUR;
        assert!((from_ms + 1..=from_ms + 4 * HOUR).contains(&at_ms));
        buckets[usize::try_from((at_ms - from_ms - 1) / (5 * MINUTE)).unwrap()] += 1;
    }
    // 208 in each on average; five standard deviations of chance are 72.
    assert!(buckets.iter().all(|many| (136..=280).contains(many)), "{buckets:?}");
}

#[test]
fn at_rest_there_are_six_connections_a_day_and_with_power_no_more() {
    for facts in
        [AT_REST, Facts { charging: true, wifi: false }, Facts { charging: true, wifi: true }]
    {
        for number in 0..50 {
            let mut delivery = of_chain(number);
            let mut now_ms = NOW;
            let mut times = Vec::new();
            while now_ms < NOW + 7 * DAY {
                // Looked at every ten minutes, as a phone that wakes for its fixes does.
                match delivery.when(SOMETHING, BATCH_S, facts, now_ms) {
                    Due::Now => {
                        times.push(now_ms);
                        delivery.last_try_ms = Some(now_ms);
                        delivery.last_receipt_ms = Some(now_ms);
                    }
                    Due::At(at_ms) => assert!(at_ms > now_ms),
                    Due::Never => panic!("something waits"),
                }
                now_ms += 10 * MINUTE;
            }
            assert!(times.len() <= 7 * 6 + 1, "{}", times.len());
            assert!(times.len() >= 7 * 6 - 1, "{}", times.len());
        }
    }
}

#[test]
fn what_is_urgent_goes_at_once_and_nothing_twice_in_a_minute() {
    let urgent = [
        stands(State::Away),
        stands(State::Unverified),
        declared(1),
        one(Kind::Answer),
        one(Kind::Order),
    ];
    let others = [stands(State::Home), stands(State::NoNews), looked(1), one(Kind::Technical)];
    for (event, is_urgent) in
        urgent.iter().map(|one| (one, true)).chain(others.iter().map(|one| (one, false)))
    {
        let (mut phone, mut authority) = (Phone::new(), Authority::default());
        phone.write(&declared(0));
        phone.sync(&mut authority, Accident::None);
        assert_eq!(phone.when(BATCH_S, NOW), Due::Never);
        phone.write(event);
        assert_eq!(phone.when(BATCH_S, NOW + MINUTE - 1) == Due::At(NOW + MINUTE), is_urgent);
        assert_eq!(phone.when(BATCH_S, NOW + MINUTE) == Due::Now, is_urgent, "{event:?}");
    }
}

/// When a day's requests go of which none arrives.
fn tries(phone: &mut Phone) -> Vec<i64> {
    let mut authority = Authority::default();
    let mut tries = Vec::new();
    let mut now_ms = NOW;
    while now_ms < NOW + DAY {
        match phone.when(BATCH_S, now_ms) {
            Due::Now => {
                phone.now_ms = now_ms;
                phone.sync(&mut authority, Accident::RequestLost);
                tries.push(now_ms);
            }
            Due::At(at_ms) => now_ms = at_ms,
            Due::Never => panic!("it waits"),
        }
    }
    tries
}

#[test]
fn what_nobody_waits_for_goes_in_the_next_slot_and_what_is_urgent_once_more_before() {
    let mut phone = Phone::new();
    phone.write(&looked(0));
    let slots = tries(&mut phone);
    assert!((6..=8).contains(&slots.len()), "{slots:?}");
    assert!(
        slots.windows(2).skip(1).all(|two| two[1] - two[0] == BATCH_S as i64 * 1_000),
        "{slots:?}"
    );
    let mut hurried = Phone::new();
    hurried.write(&declared(0));
    let quick = tries(&mut hurried);
    assert!(quick.windows(2).all(|two| two[1] - two[0] >= MINUTE), "{quick:?}");
    assert!(quick[1] - quick[0] < 2 * MINUTE, "{quick:?}");
    assert!(quick.windows(2).all(|two| two[1] - two[0] <= 30 * MINUTE), "{quick:?}");
    let mut authority = Authority::default();
    // Something new that is urgent waits for no slot; then it has its own quarter of an hour.
    phone.write(&declared(1));
    phone.now_ms = *slots.last().unwrap() + 5 * MINUTE;
    let Due::Now = phone.when(BATCH_S, phone.now_ms) else { panic!("urgent") };
    phone.sync(&mut authority, Accident::RequestLost);
    phone.now_ms += 2 * MINUTE;
    let due = phone.when(BATCH_S, phone.now_ms);
    let soon = phone.now_ms + 15 * MINUTE;
    assert!(due == Due::Now || matches!(due, Due::At(at_ms) if at_ms <= soon), "{due:?}");
}

/// The phone's own moment of each such time, as the page has it.
fn own_moment(number: u64, period_ms: u64) -> i64 {
    let chain = *of_chain(number).chain().bytes();
    let digest = crate::crypto::sha256(&[b"slot".as_slice(), &chain].concat());
    i64::try_from(u64::from_be_bytes(digest[..8].try_into().unwrap()) % period_ms).unwrap()
}

#[test]
fn a_slot_is_a_moment_of_its_own_in_each_batch_time_and_comes_earlier_with_power_or_wifi() {
    for number in 0..50 {
        let due = |facts| of_chain(number).when(SOMETHING, BATCH_S, facts, NOW);
        let Due::At(at_ms) = due(AT_REST) else { panic!("at once") };
        assert_eq!(at_ms.rem_euclid(4 * HOUR), own_moment(number, BATCH_S * 1_000));
        let earlier = Due::At((at_ms - 2 * HOUR).max(NOW + MINUTE));
        assert_eq!(due(Facts { charging: true, wifi: false }), earlier);
        assert_eq!(due(Facts { charging: false, wifi: true }), earlier);
    }
}

#[test]
fn what_is_urgent_and_new_is_tried_at_once_and_nothing_that_was_tried() {
    let due = |failures, tried, urgent| {
        let delivery = Delivery { failures, tried, ..of_chain(1) };
        delivery.when(Waiting { newest: 9, urgent }, BATCH_S, AT_REST, NOW + MINUTE)
    };
    assert_eq!(due(1, 5, 6), Due::Now);
    for urgent in [4, 5] {
        assert!(matches!(due(1, 5, urgent), Due::At(at_ms) if at_ms < NOW + 2 * MINUTE));
    }
    assert_eq!(due(0, 9, 9), Due::Now, "what a receipt left of a request that had it");
}

#[test]
fn quick_retries_come_in_the_second_minute_and_spread() {
    // What is urgent and was tried, and what the authority's answer made another request of.
    for (tried, urgent) in [(1, 1), (0, 0)] {
        let mut buckets = [0; 6];
        for number in 0..200 {
            let delivery = Delivery { failures: 1, tried, ..of_chain(number) };
            let waiting = Waiting { newest: 1, urgent };
            let Due::At(at_ms) = delivery.when(waiting, BATCH_S, AT_REST, NOW) else {
                panic!("at once");
            };
            buckets[usize::try_from((at_ms - NOW - MINUTE) / 10_000).unwrap()] += 1;
        }
        assert!(buckets.iter().all(|many| *many > 10), "{buckets:?}");
    }
    // What nobody waits for has its slot.
    for number in 0..50 {
        let delivery = Delivery { failures: 1, tried: 1, ..of_chain(number) };
        let Due::At(at_ms) = delivery.when(SOMETHING, BATCH_S, AT_REST, NOW) else {
            panic!("at once");
        };
        let after_a_minute = at_ms == NOW + MINUTE;
        let own_ms = own_moment(number, BATCH_S * 1_000);
        assert!(after_a_minute || at_ms.rem_euclid(4 * HOUR) == own_ms);
    }
}

#[test]
fn nothing_goes_within_a_minute_of_what_was_not_receipted_or_while_the_phone_has_to_wait() {
    let receipted = of_chain(1);
    assert!(receipted.may_go(NOW));
    let failed = Delivery { failures: 1, ..of_chain(1) };
    assert_eq!([MINUTE - 1, MINUTE].map(|ms| failed.may_go(NOW + ms)), [false, true]);
    let waits = Delivery { wait_until_ms: Some(NOW + HOUR), ..of_chain(1) };
    assert_eq!([HOUR - 1, HOUR].map(|ms| waits.may_go(NOW + ms)), [false, true]);
    // Every request counts, until a receipt comes.
    let (mut phone, mut authority) = (Phone::new(), Authority::default());
    phone.write(&looked(0));
    phone.sync(&mut authority, Accident::RequestLost);
    assert_eq!([MINUTE - 1, MINUTE].map(|ms| phone.disk.delivery.may_go(NOW + ms)), [false, true]);
    phone.sync(&mut authority, Accident::None);
    assert!(phone.disk.delivery.may_go(NOW));
}

#[test]
fn a_clock_that_is_set_back_silences_nobody() {
    let mut delivery = of_chain(1);
    delivery.last_try_ms = Some(NOW + 400 * DAY);
    delivery.last_receipt_ms = delivery.last_try_ms;
    delivery.wait_until_ms = delivery.last_try_ms;
    assert_eq!(delivery.when(SOMETHING, BATCH_S, AT_REST, NOW), Due::Now);
}

#[test]
fn an_authority_that_asks_to_wait_is_obeyed_and_for_a_day_at_most() {
    for (seconds, from, to) in [(600, 10 * MINUTE, 15 * MINUTE), (u64::MAX, DAY, DAY)] {
        let at_ms = of_chain(1).asked_to_wait(seconds, NOW) - NOW;
        assert!((from..=to).contains(&at_ms), "{at_ms}");
    }
    let mut delivery = of_chain(1);
    delivery.wait_until_ms = Some(NOW + HOUR);
    let urgent = Waiting { newest: 1, urgent: 1 };
    assert_eq!(delivery.when(urgent, BATCH_S, AT_REST, NOW), Due::At(NOW + HOUR));
}

#[test]
fn after_three_days_without_a_network_everything_goes_and_the_newest_first() {
    let (mut phone, mut authority) = (Phone::new(), Authority::default());
    phone.write(&declared(0));
    phone.sync(&mut authority, Accident::None);
    for number in 0..1_200 {
        phone.write(&looked(number));
        phone.write(&one(Kind::Fix));
        if number % 50 == 0 {
            phone.now_ms += 3 * HOUR;
            phone.sync(&mut authority, Accident::RequestLost);
        }
    }
    phone.write(&stands(State::Away));
    let newest = phone.disk.numbering.seq;
    phone.now_ms += HOUR;
    assert_eq!(phone.when(BATCH_S, phone.now_ms), Due::Now);
    assert_eq!(phone.sync(&mut authority, Accident::None), Some(Next::GoOn));
    assert_eq!(authority.shown, newest, "what has to be known now came along");
    let mut rounds = 1;
    while phone.sync(&mut authority, Accident::None) == Some(Next::GoOn) {
        rounds += 1;
    }
    assert!(rounds <= 3, "{rounds}");
    phone.check(&authority, false).unwrap();
}
