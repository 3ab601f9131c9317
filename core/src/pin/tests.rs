//! PINs: what is one, how often it is tried, and how it goes.

use super::*;

const MINUTE_MS: i64 = 60 * MS;
const DAY_MS: i64 = 86_400 * MS;

/// A phone that knows the time, or does not.
struct Phone {
    boot: &'static str,
    elapsed_ms: i64,
    true_ms: i64,
    knows_time: bool,
}

impl Phone {
    fn new() -> Self {
        Self { boot: "1", elapsed_ms: 5_000, true_ms: 1_795_374_600_000, knows_time: true }
    }

    fn waits(&mut self, ms: i64) {
        self.elapsed_ms += ms;
        self.true_ms += ms;
    }

    fn restarts(&mut self) {
        (self.boot, self.elapsed_ms) = ("2", 0);
    }

    fn at<T>(&self, look: impl FnOnce(&PinClock<'_>) -> T) -> T {
        let reading = Reading {
            // Somebody has set it to next year.
            wall_ms: self.true_ms + 365 * DAY_MS,
            elapsed_ms: self.elapsed_ms,
            boot: BootId(self.boot.into()),
        };
        let known = Moment::exactly(self.true_ms);
        let unknown = Moment { lo_ms: 0, hi_ms: None, best_ms: reading.wall_ms, anchored: false };
        let moment = if self.knows_time { known } else { unknown };
        look(&PinClock { reading: &reading, moment: &moment })
    }

    fn tries(&self, lock: PinLock, is_right: bool) -> (PinLock, Result<(), PinRefusal>) {
        self.at(|now| lock.tried(is_right, now))
    }
}

fn lock() -> PinLock {
    PinLock::new([1; 16], [2; 32])
}

#[test]
fn four_to_eight_digits_of_any_script_are_a_pin() {
    for (typed, digits) in
        [("1234", "1234"), (" 12-34 56 78", "12345678"), ("١٢٣٤", "1234"), ("１２３４５", "12345")]
    {
        assert_eq!(Pin::parse(typed).unwrap().as_bytes(), digits.as_bytes());
    }
    for (typed, position) in
        [("", None), ("123", None), ("123456789", None), ("12a4", Some(3)), ("12345!", Some(6))]
    {
        let refused = Pin::parse(typed).unwrap_err();
        assert_eq!((refused.code, refused.details.position), (Code::PinMalformed, position));
    }
    assert_eq!(format!("{:?}", Pin::parse("1234").unwrap()), "Pin(…)");
}

#[test]
fn the_fifth_wrong_try_waits_and_each_after_it_longer_up_to_an_hour() {
    let mut phone = Phone::new();
    let mut kept = lock();
    for left in [4, 3, 2, 1] {
        let (next, refused) = phone.tries(kept, false);
        assert_eq!(refused, Err(PinRefusal::Wrong { left }));
        kept = next;
    }
    for minutes in [1, 5, 15, 60, 60, 60] {
        let for_ms = minutes * MINUTE_MS;
        let (next, refused) = phone.tries(kept, false);
        assert_eq!(refused, Err(PinRefusal::Wait { for_ms }));
        phone.waits(for_ms - 1);
        let (same, refused) = phone.tries(next.clone(), true);
        assert_eq!((same, refused), (next.clone(), Err(PinRefusal::Wait { for_ms: 1 })));
        phone.waits(1);
        kept = next;
    }
    let (opened, done) = phone.tries(kept, true);
    assert_eq!((opened, done), (lock(), Ok(())));
}

#[test]
fn neither_the_wall_clock_nor_a_restart_cuts_a_wait() {
    let mut phone = Phone::new();
    phone.knows_time = false;
    let mut kept = lock();
    for _ in 0..5 {
        kept = phone.tries(kept, false).0;
    }
    phone.waits(30 * MS);
    phone.restarts();
    let (kept, refused) = phone.tries(kept, true);
    assert_eq!(refused, Err(PinRefusal::Wait { for_ms: MINUTE_MS }));
    phone.waits(MINUTE_MS);
    assert_eq!(phone.tries(kept, true).1, Ok(()));
}

#[test]
fn a_forgotten_pin_goes_a_day_later_unless_it_is_typed() {
    let mut phone = Phone::new();
    let asked = phone.at(|now| lock().forgotten(now));
    phone.waits(DAY_MS / 2);
    assert_eq!(phone.at(|now| asked.goes_in_ms(now)), Some(DAY_MS / 2));
    let again = phone.at(|now| asked.clone().forgotten(now));
    assert_eq!(again, asked, "it goes no later");
    assert_eq!(phone.tries(asked.clone(), true), (lock(), Ok(())), "it stays");
    phone.waits(DAY_MS / 2 - 1);
    assert!(!phone.at(|now| asked.is_gone(now)));
    phone.waits(1);
    assert!(phone.at(|now| asked.is_gone(now)));
    assert!(!phone.at(|now| lock().is_gone(now)), "nobody has asked");
}

#[test]
fn a_phone_that_was_off_counts_what_is_known_of_the_time() {
    let mut phone = Phone::new();
    let asked = phone.at(|now| lock().forgotten(now));
    phone.restarts();
    phone.true_ms += DAY_MS;
    assert!(phone.at(|now| asked.is_gone(now)));
    phone.knows_time = false;
    assert_eq!(phone.at(|now| asked.goes_in_ms(now)), Some(DAY_MS));
    // Nobody knows how long it was off, so the day begins when somebody asks again.
    let again = phone.at(|now| asked.forgotten(now));
    phone.waits(DAY_MS);
    assert!(phone.at(|now| again.is_gone(now)));
}
