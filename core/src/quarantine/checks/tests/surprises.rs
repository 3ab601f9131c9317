//! Checks at times that no order tells.

use super::*;
use crate::documents::{Signed, SurpriseCheck};
use crate::model::{OrderId, Thumbprint};

fn surprise(id: u8, at: u64) -> Signed<SurpriseCheck> {
    let order = order();
    Signed {
        document: SurpriseCheck {
            iss: order.iss,
            iat: at,
            exp: at + 12 * HOUR,
            id: CheckId::new([id; 8]),
            chain: order.chain,
            order: order.id,
            kind: CheckKind::Place,
        },
        digest: [id; 32],
        signer: Thumbprint::new([9; 32]),
    }
}

impl Phone {
    fn hears(&mut self, check: &Signed<SurpriseCheck>) -> Result<(), SurpriseRefusal> {
        self.happens(|checks, asking, now, pen| checks.arrived(check, asking, now, pen))
    }

    /// A moment of this day that is far from what was agreed.
    fn free(&self, day: u64) -> u64 {
        let due = self.due(day);
        let from = MIDNIGHT + day * DAY;
        let far = |at: &u64| due.iter().all(|due| at.abs_diff(*due) > 2 * HOUR + MINUTE);
        (from + 9 * HOUR..from + 22 * HOUR).step_by(60).find(far).unwrap()
    }
}

#[test]
fn one_is_asked_at_once_and_is_known_when_it_comes_again() {
    let mut phone = Phone::new();
    phone.lives_until(phone.free(1));
    let check = surprise(1, phone.now_s);
    assert_eq!(phone.hears(&check), Ok(()));
    assert_eq!(phone.outcomes().last(), Some(&CheckOutcome::Asking));
    let entries = phone.journal.len();
    assert_eq!(phone.hears(&check), Ok(()));
    assert_eq!(phone.journal.len(), entries);
}

#[test]
fn one_that_is_held_is_known_when_it_comes_again_and_its_name_is_taken() {
    let mut order = order();
    order.checks.n = 0;
    let mut phone = Phone::under(&order);
    phone.jumps_until(MIDNIGHT + DAY + 3 * HOUR);
    let check = surprise(1, phone.now_s);
    assert_eq!((phone.hears(&check), phone.hears(&check)), (Ok(()), Ok(())));
    assert_eq!((phone.checks.kept().surprises.len(), phone.journal.len()), (1, 0));
    let other = Signed { digest: [77; 32], ..check };
    assert_eq!(phone.hears(&other), Err(SurpriseRefusal::Repeated));
    // One a day is all that the order has, and this one waits.
    assert_eq!(phone.hears(&surprise(2, phone.now_s)), Err(SurpriseRefusal::Cap));
    phone.jumps_until(MIDNIGHT + DAY + 9 * HOUR);
    assert_eq!(phone.checks.asking_now().map(|check| check.id), Some(CheckId::new([1; 8])));
}

#[test]
fn two_are_farther_apart_than_the_gap() {
    let mut order = order();
    (order.checks.n, order.checks.surprises) = (0, 3);
    let mut phone = Phone::under(&order);
    phone.wide_s = 0;
    phone.jumps_until(MIDNIGHT + DAY + 12 * HOUR);
    assert_eq!(phone.hears(&surprise(1, phone.now_s)), Ok(()));
    phone.lives(2 * HOUR);
    assert_eq!(phone.hears(&surprise(2, phone.now_s)), Err(SurpriseRefusal::Gap));
    phone.lives(1);
    assert_eq!(phone.hears(&surprise(3, phone.now_s)), Ok(()));
}

#[test]
fn one_of_another_order_and_one_within_the_rest_after_a_hospital_are_refused() {
    let mut order = order();
    order.checks.n = 0;
    let mut phone = Phone::under(&order);
    phone.jumps_until(MIDNIGHT + DAY + 12 * HOUR);
    let mut other = surprise(1, phone.now_s);
    other.document.order = OrderId::new([9; 16]);
    assert_eq!(phone.hears(&other), Err(SurpriseRefusal::AfterEnd));
    phone.declares(Declared::Hospital, None);
    phone.is_now(Stage::Paused, Some(Why::Hospital));
    phone.declares(Declared::Back, None);
    phone.is_now(Stage::Running, None);
    assert_eq!(phone.hears(&surprise(2, phone.now_s)), Err(SurpriseRefusal::Paused));
}

#[test]
fn each_refusal_has_its_name() {
    let mut phone = Phone::new();
    phone.lives_until(phone.free(1));
    let now = phone.now_s;
    let mut photo = surprise(1, now);
    photo.document.kind = CheckKind::Photo;
    assert_eq!(phone.hears(&photo), Err(SurpriseRefusal::Kind));
    assert_eq!(phone.hears(&surprise(2, now)), Ok(()));
    let mut other = surprise(2, now);
    other.digest = [77; 32];
    assert_eq!(phone.hears(&other), Err(SurpriseRefusal::Repeated));
    assert_eq!(phone.hears(&surprise(3, now)), Err(SurpriseRefusal::Cap));
    phone.lives_until(phone.due(2)[0] - HOUR);
    assert_eq!(phone.hears(&surprise(4, phone.now_s)), Err(SurpriseRefusal::Gap));
    phone.declares(Declared::Hospital, None);
    phone.is_now(Stage::Paused, Some(Why::Hospital));
    assert_eq!(phone.hears(&surprise(5, phone.now_s)), Err(SurpriseRefusal::Paused));
    phone.life = Life { state: Stage::Ended, why: None, starts_at: None };
    assert_eq!(phone.hears(&surprise(6, phone.now_s)), Err(SurpriseRefusal::AfterEnd));
    let refused: Vec<String> = phone
        .checks
        .known()
        .iter()
        .filter_map(|check| check.refused.as_ref().map(|why| why.as_str().to_owned()))
        .collect();
    assert_eq!(refused, ["check-kind", "check-cap", "check-gap", "paused", "after-end"]);
}

// FM-01
#[test]
fn one_that_comes_at_night_is_asked_in_the_morning() {
    let mut order = order();
    order.checks.n = 0;
    let mut phone = Phone::under(&order);
    phone.lives_until(MIDNIGHT + DAY + 3 * HOUR + 10 * MINUTE);
    assert_eq!(phone.hears(&surprise(1, phone.now_s)), Ok(()));
    assert_eq!(phone.many(Kind::Check), 0);
    phone.lives_until(MIDNIGHT + DAY + 9 * HOUR);
    assert_eq!((phone.outcomes(), phone.left_s()), (vec![CheckOutcome::Asking], 3_600));
}

#[test]
fn one_whose_delivery_has_ended_is_not_delivered() {
    let mut order = order();
    order.checks.n = 0;
    let mut phone = Phone::under(&order);
    phone.lives_until(MIDNIGHT + DAY + 12 * HOUR);
    phone.can_show = false;
    assert_eq!(phone.hears(&surprise(1, phone.now_s)), Ok(()));
    phone.lives(13 * HOUR);
    assert_eq!(phone.outcomes(), [CheckOutcome::NotDelivered]);
}

#[test]
fn of_many_that_are_refused_ten_a_day_are_written_down() {
    let mut phone = Phone::new();
    phone.lives_until(phone.due(1)[0] - HOUR);
    let before = phone.many(Kind::Check);
    for id in 10..40 {
        assert!(phone.hears(&surprise(id, phone.now_s)).is_err());
    }
    assert_eq!(phone.many(Kind::Check), before + 10);
    // So many of each day: one that is a day old counts no more, and what was asked never did.
    let mut order = order();
    order.checks.n = 0;
    let mut phone = Phone::under(&order);
    phone.jumps_until(MIDNIGHT + DAY + 12 * HOUR);
    assert_eq!(phone.hears(&surprise(1, phone.now_s)), Ok(()));
    let many_refused = |phone: &mut Phone, ids: std::ops::Range<u8>| {
        let before = phone.many(Kind::Check);
        for id in ids {
            let mut photo = surprise(id, phone.now_s);
            photo.document.kind = CheckKind::Photo;
            assert_eq!(phone.hears(&photo), Err(SurpriseRefusal::Kind));
        }
        phone.many(Kind::Check) - before
    };
    assert_eq!(many_refused(&mut phone, 10..25), 10);
    phone.passes(DAY - 1);
    assert_eq!(many_refused(&mut phone, 25..40), 0);
    phone.passes(1);
    assert_eq!(many_refused(&mut phone, 40..55), 10);
}
