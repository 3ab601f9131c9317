//! Each answer for itself.

use std::collections::BTreeSet;

use super::authority::Authority;
use super::phone::{Accident, Phone};
use super::*;
use crate::documents::Received;
use crate::quarantine::delivery::*;
use crate::quarantine::journal::EpochReason;
use crate::quarantine::report::{ReceiptProblem, Refusal};

/// A phone whose first items are confirmed, and one more waits.
pub(super) fn begun() -> (Phone, Authority) {
    let (mut phone, mut authority) = (Phone::new(), Authority::default());
    (0..5).for_each(|number| phone.write(&looked(number)));
    assert_eq!(phone.sync(&mut authority, Accident::None), Some(Next::Later));
    assert_eq!(phone.said, [Said::Confirmed { up_to: 5 }]);
    phone.write(&looked(5));
    phone.now_ms += HOUR;
    (phone, authority)
}

pub(super) fn last(phone: &Phone) -> Said {
    *phone.said.last().unwrap()
}

#[test]
fn a_lost_answer_is_asked_for_again_to_the_byte() {
    let (mut phone, mut authority) = begun();
    let requests = authority.requests;
    phone.sync(&mut authority, Accident::AnswerLost);
    let before = phone.disk.delivery.in_flight.clone().unwrap();
    // A new process knows what it had sent.
    let again = phone.prepare().unwrap();
    assert_eq!(crate::crypto::sha256(&again.body), before.body);
    assert_eq!(phone.disk.delivery.heads.len(), again.delivery.heads.len());
    phone.sync(&mut authority, Accident::None);
    assert_eq!((authority.requests - requests, last(&phone)), (1, Said::Confirmed { up_to: 6 }));
    // With something new it is another request, and takes both.
    phone.write(&looked(6));
    phone.sync(&mut authority, Accident::AnswerLost);
    phone.write(&looked(7));
    let other = phone.prepare().unwrap();
    let before = phone.disk.delivery.in_flight.as_ref().unwrap();
    assert_ne!(crate::crypto::sha256(&other.body), before.body);
    assert_eq!(other.items.len(), 2);
}

#[test]
fn no_status_but_two_puts_anything_aside() {
    for accident in [Accident::NotTaken, Accident::Busy, Accident::RequestLost] {
        let (mut phone, mut authority) = begun();
        for _ in 0..24 {
            phone.now_ms += HOUR;
            phone.sync(&mut authority, accident);
            assert_eq!(last(&phone), Said::TryLater);
        }
        assert!(phone.disk.delivery.aside().is_empty());
        assert!(phone.disk.delivery.heads.len() <= MOST_HEADS);
        assert!(phone.settle(&mut authority));
        phone.check(&authority, false).unwrap();
    }
}

#[test]
fn an_item_that_is_refused_goes_without_what_it_says_and_is_offered_again() {
    let (mut phone, mut authority) = begun();
    authority.dislikes = vec![5];
    assert_eq!(phone.sync(&mut authority, Accident::None), Some(Next::Later));
    assert_eq!(last(&phone), Said::PutAside { seq: 6 });
    assert_eq!(phone.disk.entries.last().unwrap().kind, Kind::Aside);
    phone.sync(&mut authority, Accident::None);
    assert_eq!(last(&phone), Said::Confirmed { up_to: 7 });
    assert!(authority.items[5].values.is_none() && authority.items[6].values.is_some());
    phone.check(&authority, false).unwrap();
    // The app is updated, and so is the authority.
    authority.dislikes.clear();
    phone.disk.delivery = phone.disk.delivery.updated().unwrap();
    phone.sync(&mut authority, Accident::None);
    assert!(authority.items[5].values.is_some());
    assert_eq!(phone.disk.delivery.updated(), None);
    phone.check(&authority, false).unwrap();
}

#[test]
fn only_what_is_beyond_a_receipt_stays_aside_and_an_update_offers_all_of_it() {
    let (mut phone, mut authority) = begun();
    phone.write(&looked(6));
    authority.dislikes = vec![5, 6];
    for seq in [6, 7] {
        phone.sync(&mut authority, Accident::None);
        assert_eq!(last(&phone), Said::PutAside { seq });
    }
    assert_eq!(phone.disk.delivery.aside(), &BTreeSet::from([6, 7]));
    // Nothing of it is confirmed yet.
    let updated = phone.disk.delivery.updated().unwrap();
    assert_eq!((updated.confirmed(), updated.aside().len()), (phone.disk.delivery.confirmed(), 0));
    phone.disk.delivery.most = 1;
    phone.sync(&mut authority, Accident::None);
    assert_eq!(last(&phone), Said::Confirmed { up_to: 6 });
    assert_eq!(phone.disk.delivery.aside(), &BTreeSet::from([7]));
}

#[test]
fn two_refusals_in_a_row_wait_an_hour_unless_something_is_taken_whole_in_between() {
    let hour_passes = |most: u64| {
        let (mut phone, mut authority) = begun();
        authority.dislikes = vec![5, 7];
        phone.sync(&mut authority, Accident::None);
        assert_eq!(last(&phone), Said::PutAside { seq: 6 });
        phone.write(&looked(7));
        // Seventh is that the sixth was put aside.
        phone.disk.delivery.most = most;
        phone.sync(&mut authority, Accident::None);
        assert_eq!(last(&phone), Said::Confirmed { up_to: 5 + most });
        phone.sync(&mut authority, Accident::None);
        assert_eq!(last(&phone), Said::PutAside { seq: 8 });
        let may_go = |ms: i64| phone.disk.delivery.may_go(phone.now_ms + ms);
        assert!(may_go(HOUR));
        !may_go(HOUR - 1)
    };
    assert!(hour_passes(1), "the sixth went without what it says");
    assert!(!hour_passes(2), "the seventh went whole");
}

#[test]
fn an_authority_that_refuses_everything_empties_no_journal() {
    let (mut phone, mut authority) = begun();
    (6..30).for_each(|number| phone.write(&looked(number)));
    authority.dislikes = (0..1_000).collect();
    let mut asked = 0;
    let until_ms = phone.now_ms + 24 * HOUR;
    while phone.now_ms < until_ms {
        match phone.when(4 * 3_600, phone.now_ms) {
            Due::Now => {
                phone.sync(&mut authority, Accident::None);
                asked += 1;
            }
            Due::At(at_ms) => phone.now_ms = at_ms,
            Due::Never => panic!("it waits"),
        }
    }
    assert!(phone.disk.delivery.aside().len() <= 26, "{}", phone.disk.delivery.aside().len());
    assert!(asked <= 30, "{asked}");
}

#[test]
fn what_a_patient_declared_is_never_put_aside() {
    let (mut phone, _) = begun();
    for event in [declared(9), one(Kind::Answer)] {
        phone.write(&event);
        let sending = phone.prepare().unwrap();
        phone.disk.delivery = sending.delivery.clone();
        let seq = phone.disk.numbering.seq;
        phone.hear(&sending, &Answer::Refused(Refusal::ItemInvalid { seq }));
        assert_eq!(last(&phone), Said::TryLater);
        assert!(phone.disk.delivery.aside().is_empty());
    }
}

#[test]
fn what_is_too_large_goes_in_parts_and_grows_again() {
    let (mut phone, mut authority) = begun();
    (6..20).for_each(|number| phone.write(&looked(number)));
    authority.most = Some(4);
    assert!(phone.settle(&mut authority));
    assert!(phone.disk.delivery.aside().is_empty());
    phone.check(&authority, false).unwrap();
    authority.most = None;
    (20..60).for_each(|number| phone.write(&looked(number)));
    assert!(phone.settle(&mut authority));
    assert!(phone.disk.delivery.most > 4);
}

#[test]
fn what_goes_beside_the_items_is_left_out_before_one_is_put_aside() {
    for refusal in [Refusal::TooLarge, Refusal::ItemInvalid { seq: 7 }] {
        let (mut phone, mut authority) = begun();
        phone.write(&one(Kind::Presence));
        phone.disk.delivery.most = 1;
        let sending = phone.prepare().unwrap();
        assert_eq!((sending.items.len(), sending.live.clone()), (1, vec![7]));
        phone.disk.delivery = sending.delivery.clone();
        phone.hear(&sending, &Answer::Refused(refusal));
        assert_eq!(last(&phone), Said::Less);
        assert!(phone.prepare().unwrap().live.is_empty());
        assert!(phone.settle(&mut authority));
        phone.check(&authority, false).unwrap();
    }
}

#[test]
fn conflicts_that_cannot_be_begin_no_epoch() {
    let (mut phone, _) = begun();
    let sending = phone.prepare().unwrap();
    phone.disk.delivery = sending.delivery.clone();
    for (chain, key, seq) in [
        (CHAIN, KEY, 5),
        (CHAIN, KEY, 7),
        (ChainId::new([1; 16]), KEY, 6),
        (CHAIN, Thumbprint::new([1; 32]), 6),
    ] {
        let receipt = Some((Received::Conflict { chain, key, seq, r: [9; 32] }, [0; 32]));
        phone.hear(&sending, &Answer::Taken { receipt, highest: None });
        assert_eq!(last(&phone), Said::NoProgress(Some(ReceiptProblem::OtherKind)), "{seq}");
    }
    let receipt =
        Some((Received::Conflict { chain: CHAIN, key: KEY, seq: 6, r: [9; 32] }, [0; 32]));
    phone.hear(&sending, &Answer::Taken { receipt, highest: None });
    assert_eq!(last(&phone), Said::NewEpoch);
    let told = phone.disk.entries.iter().find(|one| one.kind == Kind::Epoch).unwrap();
    let Some(Event::Epoch { open }) = told.event() else { panic!("an epoch") };
    assert_eq!((open.why, open.seq, told.seq), (EpochReason::Conflict, 6, Some(7)));
}

#[test]
fn an_authority_that_answers_conflicts_alone_fills_no_journal() {
    let (mut phone, _) = begun();
    let mut epochs = 0;
    let until_ms = phone.now_ms + 24 * HOUR;
    while phone.now_ms < until_ms {
        match phone.when(4 * 3_600, phone.now_ms) {
            Due::Now => {
                let Some(sending) = phone.prepare() else { panic!("it waits") };
                phone.disk.delivery = sending.delivery.clone();
                let seq = sending.items[0].seq;
                let said = Received::Conflict { chain: CHAIN, key: KEY, seq, r: [9; 32] };
                phone.hear(
                    &sending,
                    &Answer::Taken { receipt: Some((said, [0; 32])), highest: None },
                );
                epochs += 1;
            }
            Due::At(at_ms) => phone.now_ms = at_ms,
            Due::Never => panic!("it waits"),
        }
    }
    assert!(epochs <= 26, "{epochs}");
    assert!(phone.disk.delivery.past.len() <= MOST_PAST);
}

#[test]
fn an_outbox_stays_small_and_a_request_costs_what_is_in_it() {
    let (mut phone, mut authority) = begun();
    (10..10_000).for_each(|number| phone.write(&looked(number)));
    for number in 20_000..20_020 {
        phone.write(&looked(number));
        phone.sync(&mut authority, Accident::RequestLost);
    }
    let delivery = &phone.disk.delivery;
    assert_eq!(delivery.heads.len(), MOST_HEADS);
    assert!(delivery.past.is_empty() && delivery.aside().is_empty());
    assert!(phone.settle(&mut authority));
    phone.check(&authority, false).unwrap();
}

#[test]
fn entries_with_a_gap_are_nothing_to_send() {
    let (phone, _) = begun();
    let ready = Ready {
        entries: &phone.disk.entries[phone.disk.entries.len() - 1..],
        live: &[],
        newest: phone.disk.numbering.seq,
        secret: &secret(),
        seen: &crate::quarantine::report::Seen::default(),
        time: HeadTime {
            latest: None,
            beacon: [0; 32],
            elapsed: None,
            boot: crate::model::BootMark::new([0; 8]),
        },
        now_ms: NOW,
    };
    assert_eq!(phone.disk.delivery.prepare(&ready).unwrap_err(), DeliveryProblem::Gap);
    let mut delivery = phone.disk.delivery.clone();
    assert_eq!(delivery.follow(&phone.disk.entries[..1], &secret()), Err(DeliveryProblem::Gap));
    assert_eq!(delivery, phone.disk.delivery);
}
