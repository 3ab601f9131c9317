//! What goes into a request.

use super::authority::Authority;
use super::phone::{Accident, Phone};
use super::*;
use crate::documents::numbers::limit;
use crate::model::inflate;
use crate::quarantine::delivery::*;
use crate::quarantine::journal::{Entry, dispute};
use crate::quarantine::report::{MOST_BYTES, ReportProblem, Seen};

/// Of these entries after what is confirmed, by an outbox in which the phone's chains were followed or not.
fn prepared(
    phone: &Phone,
    delivery: &Delivery,
    entries: &[Entry],
    seen: &Seen,
) -> Result<Prepared, DeliveryProblem> {
    delivery.prepare(&Ready {
        entries,
        live: &phone.disk.entries,
        newest: phone.disk.numbering.seq,
        secret: &secret(),
        seen,
        time: Phone::time(),
        now_ms: phone.now_ms,
    })
}

/// All that waits, with heads that are as long as heads can be.
fn sent(phone: &Phone, delivery: &Delivery, seen: &Seen) -> Sending {
    let Prepared::New(unsigned) = prepared(phone, delivery, &phone.disk.entries, seen).unwrap()
    else {
        panic!("nothing new");
    };
    let live = unsigned.live.is_some().then(|| vec![1; limit::HEAD]);
    unsigned.signed(vec![1; limit::HEAD], live).unwrap()
}

fn followed(phone: &Phone) -> Delivery {
    phone.disk.delivery.follow_all(&phone.disk.entries)
}

#[test]
fn what_is_not_reported_makes_no_request() {
    let mut phone = Phone::new();
    phone.write(&looked(0));
    let outbox = followed(&phone);
    let nothing = prepared(&phone, &outbox, &[], &Seen::default());
    assert!(matches!(nothing, Ok(Prepared::Nothing)), "it was not read");
    phone.sync(&mut Authority::default(), Accident::None);
    // After the receipt's own entry.
    phone.write(&one(Kind::Fix));
    let (outbox, entries) = (followed(&phone), &phone.disk.entries[1..]);
    assert_eq!((outbox.confirmed().journal.n, entries.len()), (1, 2));
    let nothing = prepared(&phone, &outbox, entries, &Seen::default());
    assert!(matches!(nothing, Ok(Prepared::Nothing)));
}

#[test]
fn past_what_is_not_reported_both_ends_go_on_and_never_back() {
    let mut phone = Phone::new();
    (0..3).for_each(|_| phone.write(&one(Kind::Fix)));
    phone.write(&looked(0));
    for (outbox, ahead) in [(phone.disk.delivery.clone(), 3), (followed(&phone), 4)] {
        let entries = &phone.disk.entries[..3];
        let Ok(Prepared::Further(further)) = prepared(&phone, &outbox, entries, &Seen::default())
        else {
            panic!("an item");
        };
        assert_eq!((further.confirmed().journal.n, further.ahead().journal.n), (3, ahead));
    }
    // So it is when something is sent.
    phone.write(&looked(1));
    for (outbox, ahead) in [(phone.disk.delivery.clone(), 4), (followed(&phone), 5)] {
        let sending = sent(&phone, &Delivery { most: 1, ..outbox }, &Seen::default());
        assert_eq!((sending.many_items(), sending.delivery.ahead().journal.n), (1, ahead));
    }
    let sending = sent(&phone, &followed(&phone), &Seen::default());
    assert_eq!(sending.many_items(), 2);
}

#[test]
fn beside_what_waits_goes_the_newest_presence_and_what_was_declared() {
    let mut phone = Phone::new();
    for event in [looked(0), declared(1), stood(1), stood(2)] {
        phone.write(&event);
    }
    // However much else is newer.
    (1..50).for_each(|number| phone.write(&looked(number)));
    let outbox = Delivery { most: 1, ..followed(&phone) };
    assert_eq!(sent(&phone, &outbox, &Seen::default()).live, [2, 4]);
    // What goes in its order does not go beside it.
    let outbox = Delivery { most: 2, ..outbox };
    assert_eq!(sent(&phone, &outbox, &Seen::default()).live, [4]);
    let outbox = followed(&phone);
    assert!(sent(&phone, &outbox, &Seen::default()).live.is_empty());
}

#[test]
fn a_version_that_counts_again_begins_another_request() {
    let (mut phone, mut authority) = (Phone::new(), Authority::default());
    for (number, version) in [(0, 1), (1, 1), (2, 2), (3, 2), (4, 1)] {
        phone.disk.numbering.under = under(version);
        phone.write(&looked(number));
    }
    let sending = sent(&phone, &followed(&phone), &Seen::default());
    assert_eq!(sending.many_items(), 4);
    assert_eq!(phone.sync(&mut authority, Accident::None), Some(Next::GoOn));
    assert_eq!(phone.sync(&mut authority, Accident::None), Some(Next::Later));
    phone.check(&authority, false).unwrap();
}

#[test]
fn what_is_too_large_goes_without_what_is_beside_it_then_in_halves_and_never_as_nothing() {
    let Event::Dispute { open, .. } = one(Kind::Dispute) else { unreachable!() };
    let text = Some("\u{10348}".repeat(2_000));
    let long = Event::Dispute { open, private: dispute::Private { text } };
    let mut phone = Phone::new();
    (0..40).for_each(|_| phone.write(&long));
    phone.write(&stood(1));
    let outbox = followed(&phone);
    let with = |words: usize| Seen { photo_words: vec![[7; 32]; words], ..Seen::default() };
    let said = |words: usize| {
        let sending = sent(&phone, &outbox, &with(words));
        (sending.many_items(), sending.live.len())
    };
    let plain = |outbox: &Delivery| {
        let sending = sent(&phone, outbox, &Seen::default());
        if sending.is_deflated {
            inflate(&sending.body, MOST_BYTES).unwrap().len()
        } else {
            sending.body.len()
        }
    };
    let (all, without) = (plain(&outbox), plain(&Delivery { alone: true, ..outbox.clone() }));
    assert!(without + limit::HEAD < all);
    let (many, _) = said(0);
    assert!(many > 20, "{many}");
    // A name of what is held takes 34 bytes, and all of them a few.
    let fit = |bytes: usize| (MOST_BYTES - bytes - 16) / 34;
    assert_eq!(said(fit(all)), (many, 1));
    assert_eq!(said(fit(all) + 2), (many, 0));
    assert_eq!(said(fit(without)), (many, 0));
    assert_eq!(said(fit(without) + 2), (many / 2, 0));
    for outbox in [outbox.clone(), Delivery { most: 1, ..outbox.clone() }] {
        let problem = prepared(&phone, &outbox, &phone.disk.entries, &with(8_000)).unwrap_err();
        assert_eq!(problem, DeliveryProblem::Request(ReportProblem::TooLarge));
    }
}
