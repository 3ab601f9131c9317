//! Receipts, and the heads that they are for.

use super::answers::{begun, last};
use super::authority::Authority;
use super::phone::{Accident, Phone, Wrong};
use super::*;
use crate::documents::{Head, SignedHead};
use crate::quarantine::delivery::*;
use crate::quarantine::report::ReceiptProblem;

#[test]
fn receipts_that_are_not_for_what_was_sent_change_nothing_and_are_told() {
    for (wrong, problem) in [
        (Wrong::Chain, Some(ReceiptProblem::OtherChain)),
        (Wrong::Key, Some(ReceiptProblem::OtherKey)),
        (Wrong::Head, Some(ReceiptProblem::OtherHead)),
        (Wrong::TooHigh, Some(ReceiptProblem::NotSent)),
        (Wrong::Lower, None),
    ] {
        let (mut phone, mut authority) = begun();
        let entries = phone.disk.entries.len();
        assert_eq!(phone.sync(&mut authority, Accident::ReceiptOf(wrong)), Some(Next::Later));
        assert_eq!(last(&phone), Said::NoProgress(problem));
        assert_eq!(phone.disk.delivery.confirmed().reports.seq, 5);
        assert_eq!(phone.disk.entries.len(), entries);
        assert!(phone.settle(&mut authority));
        phone.check(&authority, false).unwrap();
    }
}

#[test]
fn a_receipt_that_comes_late_confirms_its_own_and_leaves_the_newer_head() {
    let (mut phone, mut authority) = begun();
    let mut ask = |phone: &mut Phone| {
        let sending = phone.prepare().unwrap();
        phone.disk.delivery = sending.delivery.clone();
        let answer = authority.ask(&sending.body, sending.is_deflated, &phone.heads);
        (sending, answer)
    };
    let (_, sixth) = ask(&mut phone);
    phone.write(&looked(6));
    let (sending, seventh) = ask(&mut phone);
    for (answer, up_to, heads) in [(sixth, 6, 1), (seventh, 7, 0)] {
        phone.hear(&sending, &answer);
        assert_eq!(last(&phone), Said::Confirmed { up_to });
        assert_eq!(phone.disk.delivery.heads.len(), heads);
    }
}

#[test]
fn a_connection_goes_on_after_a_receipt_unless_the_phone_has_to_wait() {
    for (ms, next) in [(-1, Next::GoOn), (0, Next::GoOn), (1, Next::Later)] {
        let (mut phone, mut authority) = begun();
        phone.write(&looked(6));
        phone.disk.delivery.most = 1;
        phone.disk.delivery.wait_until_ms = Some(phone.now_ms + ms);
        assert_eq!(phone.sync(&mut authority, Accident::None), Some(next), "{ms}");
        assert_eq!(last(&phone), Said::Confirmed { up_to: 6 });
        assert_eq!(phone.disk.delivery.may_go(phone.now_ms), next == Next::GoOn);
    }
}

#[test]
fn the_journal_is_read_only_for_a_head_of_ours_whose_end_is_not_known() {
    let (phone, authority) = begun();
    let known = authority.highest.unwrap();
    let reads = |chain, seq| {
        let head = Head { chain, seq, ..known.clone() };
        let highest = Some(Box::new(SignedHead { digest: head.digest(), head }));
        phone.disk.delivery.reads_for(&Answer::Taken { receipt: None, highest }, 6)
    };
    assert_eq!(reads(CHAIN, 5), None, "confirmed");
    assert_eq!(reads(CHAIN, 6), Some(5));
    assert_eq!(reads(CHAIN, 3), Some(0));
    assert_eq!(reads(CHAIN, 7), None, "never written");
    assert_eq!([3, 6].map(|seq| reads(ChainId::new([1; 16]), seq)), [None, None]);
    assert_eq!(phone.disk.delivery.reads_for(&Answer::Nothing, 6), None);
}

#[test]
fn a_nonce_names_the_newest_head() {
    let phone = Phone::new();
    assert_eq!(phone.disk.delivery.nonce(&[1; 16]), None);
    let (phone, _) = begun();
    let (head, nonce) = phone.disk.delivery.nonce(&[1; 16]).unwrap();
    assert!(phone.heads.contains_key(head.as_slice()));
    assert_eq!(nonce, crate::quarantine::journal::time_nonce(&head, &[1; 16]));
}

#[test]
fn an_authority_that_was_put_back_is_told_again_and_a_phone_goes_on_after_what_it_lost() {
    let (mut phone, mut authority) = begun();
    let (old_disk, old_authority) = (phone.disk.clone(), authority.clone());
    for number in 6..9 {
        phone.sync(&mut authority, Accident::None);
        phone.write(&looked(number));
    }
    let newest = authority.clone();
    authority = old_authority;
    phone.sync(&mut authority, Accident::None);
    assert_eq!(last(&phone), Said::AuthorityRestored { after: 5 });
    assert!(phone.settle(&mut authority));
    phone.check(&authority, false).unwrap();
    // It has lost everything.
    let mut nothing = Authority::default();
    phone.write(&looked(10));
    phone.sync(&mut nothing, Accident::None);
    assert_eq!(last(&phone), Said::AuthorityRestored { after: 0 });
    assert!(phone.settle(&mut nothing));
    phone.check(&nothing, false).unwrap();
    // And the other way round.
    phone.disk = old_disk;
    phone.write(&looked(20));
    phone.write(&looked(21));
    authority = newest;
    phone.sync(&mut authority, Accident::None);
    assert_eq!(last(&phone), Said::NewEpoch);
    assert!(phone.settle(&mut authority));
    phone.check(&authority, true).unwrap();
}
