//! What an authority's word changes, and what it does not.

use super::*;
use crate::documents::{Head, Received};
use crate::model::{BootMark, Nonce};
use crate::quarantine::journal::{AsideReason, EpochReason};

fn sent() -> Sent {
    Sent {
        chain: CHAIN,
        key: KEY,
        highest: 20,
        confirmed: 10,
        whole_from: 1,
        heads: vec![(12, [12; 32]), (15, [15; 32]), (15, [16; 32]), (20, [20; 32])],
    }
}

fn receipt(up_to: u64, head: u8) -> Received {
    receipt_of(CHAIN, KEY, up_to, head)
}

fn receipt_of(chain: ChainId, key: Thumbprint, up_to: u64, head: u8) -> Received {
    Received::Reports { chain, key, up_to, head: [head; 32], nonce: Nonce::new([0; 16]) }
}

fn said(chain: ChainId, key: Thumbprint, seq: u64) -> Received {
    Received::Conflict { chain, key, seq, r: [77; 32] }
}

fn head(seq: u64, r: u8) -> Head {
    Head {
        latest: None,
        chain: CHAIN,
        epoch: EPOCH,
        seq,
        r: [r; 32],
        h: [0; 32],
        beacon: [0; 32],
        elapsed: None,
        boot: BootMark::new([0; 8]),
        file: None,
    }
}

#[test]
fn a_receipt_counts_only_as_it_was_written() {
    let sent = sent();
    assert_eq!(confirmed(&receipt(15, 15), &sent), Ok(15));
    assert_eq!(confirmed(&receipt(15, 16), &sent), Ok(15), "two heads were signed there");
    assert_eq!(confirmed(&receipt(20, 20), &sent), Ok(20));
    // Of nothing less than before.
    assert_eq!(confirmed(&receipt(3, 99), &sent), Ok(10));
    let problem = |receipt| confirmed(&receipt, &sent).unwrap_err();
    assert_eq!(problem(receipt(15, 12)), ReceiptProblem::OtherHead);
    assert_eq!(problem(receipt(12, 15)), ReceiptProblem::OtherHead);
    assert_eq!(problem(receipt(13, 13)), ReceiptProblem::OtherHead);
    assert_eq!(problem(receipt(21, 20)), ReceiptProblem::NotSent);
    let chain = receipt_of(ChainId::new([1; 16]), KEY, 15, 15);
    assert_eq!(problem(chain), ReceiptProblem::OtherChain);
    let key = receipt_of(CHAIN, Thumbprint::new([1; 32]), 15, 15);
    assert_eq!(problem(key), ReceiptProblem::OtherKey);
    assert_eq!(problem(said(CHAIN, KEY, 15)), ReceiptProblem::OtherKind);
}

#[test]
fn whoever_was_put_back_is_recognised_and_nobody_is_accused() {
    let sent = sent();
    // Our r at each number is that number.
    let ours = |seq: u64| (seq <= 20).then_some([seq as u8; 32]);
    let compared = |head: &Head| compare(head, &sent, 20, ours);
    let restored = |after, r, again_from| {
        Standing::PhoneRestored(NewEpoch {
            why: EpochReason::Restored,
            after,
            r: [r; 32],
            again_from,
        })
    };
    assert_eq!(compared(&head(20, 20)), Standing::Same);
    assert_eq!(compared(&head(10, 10)), Standing::Same);
    assert_eq!(compared(&head(25, 77)), restored(25, 77, 11));
    assert_eq!(compared(&head(20, 77)), restored(20, 77, 11), "heads of one key disagree");
    // Both were put back, and went on with each other: all that is left is said once more.
    assert_eq!(compared(&head(5, 77)), restored(5, 77, 1), "a receipt covers other words");
    assert_eq!(compared(&head(10, 77)), restored(10, 77, 1));
    assert_eq!(compared(&head(11, 77)), restored(11, 77, 11), "a receipt covers nothing there");
    assert_eq!(compared(&head(9, 9)), Standing::AuthorityRestored { from: 10 });
    assert_eq!(compared(&head(0, 0)), Standing::AuthorityRestored { from: 1 });
    // Both were put back: what lies between nobody has any more.
    let lost = Sent { whole_from: 8, ..sent.clone() };
    assert_eq!(compare(&head(7, 7), &lost, 20, ours), Standing::AuthorityRestored { from: 8 });
    assert_eq!(compare(&head(6, 6), &lost, 20, ours), restored(6, 6, 7));
    let other = Head { chain: ChainId::new([1; 16]), ..head(25, 77) };
    assert_eq!(compared(&other), Standing::Same);
}

#[test]
fn a_phone_that_goes_on_in_a_new_epoch_follows_what_the_authority_has() {
    // The phone was copied when three items were confirmed, wrote two more, and was put back.
    let events = vec![one(Kind::Answer); 5];
    let lost = entries(&events);
    let known_there = end(&lost);
    let sent = Sent { highest: 3, confirmed: 3, heads: vec![], ..sent() };
    let mut numbering = Numbering { under: under(1), n: 3, seq: 3, epoch: EPOCH };
    let mine = numbering.write(&one(Kind::Declare));
    assert_eq!(mine.seq, Some(4), "its number is taken");
    let highest = Head { seq: 5, r: known_there.r, ..head(5, 0) };
    let Standing::PhoneRestored(new) = compare(&highest, &sent, 4, |_| Some([0; 32])) else {
        panic!("it was put back")
    };
    assert_eq!((new.after, new.again_from), (5, 4));
    numbering.go_on(EpochId::new([0xe1; 8]), new.after);
    let epoch = numbering.write(&one(Kind::Epoch));
    let again = numbering.write(&mine.event().unwrap());
    assert_eq!((epoch.seq, again.seq), (Some(6), Some(7)));
    let request = request(&[epoch, again], &BTreeSet::new());
    let before = ReportsEnd { seq: new.after, r: new.r };
    let new_epoch = EpochId::new([0xe1; 8]);
    assert_eq!(request.follow(before, new_epoch, opened(&request)).unwrap().seq, 7);
    assert_ne!(
        request.follow(before, EPOCH, opened(&request)),
        request.follow(before, new_epoch, opened(&request))
    );
}

#[test]
fn a_conflict_opens_an_epoch_and_contradicts_no_receipt() {
    let sent = sent();
    let new = |after, r, again_from| {
        Some(NewEpoch { why: EpochReason::Conflict, after, r: [r; 32], again_from })
    };
    assert_eq!(conflict(&said(CHAIN, KEY, 13), None, &sent), new(13, 77, 13));
    assert_eq!(conflict(&said(CHAIN, KEY, 13), Some(&head(18, 88)), &sent), new(18, 88, 13));
    assert_eq!(conflict(&said(CHAIN, KEY, 13), Some(&head(9, 88)), &sent), new(13, 77, 13));
    for other in [
        said(CHAIN, KEY, 10),
        said(CHAIN, KEY, 21),
        said(ChainId::new([1; 16]), KEY, 13),
        said(CHAIN, Thumbprint::new([1; 32]), 13),
        receipt(13, 13),
    ] {
        assert_eq!(conflict(&other, None, &sent), None, "{other:?}");
    }
}

#[test]
fn only_what_is_named_is_put_aside_and_never_what_a_patient_said() {
    let events = [Kind::Seen, Kind::Answer, Kind::Declare, Kind::Technical].map(one).to_vec();
    let entries = entries(&events);
    let batch = request(&entries, &BTreeSet::new()).items;
    let invalid = |seq| after_refusal(Refusal::ItemInvalid { seq }, &batch, 0);
    let aside = |seq, why, wait_s| AfterRefusal::PutAside { seq, why, wait_s };
    assert_eq!(invalid(1), aside(1, AsideReason::ItemInvalid, None));
    assert_eq!(invalid(4), aside(4, AsideReason::ItemInvalid, None));
    for seq in [2, 3, 5, 0] {
        assert_eq!(invalid(seq), AfterRefusal::TryLater, "{seq}");
    }
    let too_large = |batch: &[ReportItem], before| after_refusal(Refusal::TooLarge, batch, before);
    assert_eq!(too_large(&batch, 0), AfterRefusal::SendFewer { most: 2 });
    assert_eq!(too_large(&batch[..2], 0), AfterRefusal::SendFewer { most: 1 });
    assert_eq!(too_large(&batch[..1], 0), aside(1, AsideReason::TooLarge, None));
    assert_eq!(too_large(&batch[1..2], 0), AfterRefusal::TryLater);
    assert_eq!(too_large(&[], 0), AfterRefusal::TryLater);
    // Two in a row are the authority's fault.
    assert_eq!(too_large(&batch[..1], 1), aside(1, AsideReason::TooLarge, Some(3_600)));
    // Put aside once, it travels without what it says and with the same r.
    let rest = request(&entries, &BTreeSet::from([1]));
    assert!(!rest.items[0].says_something());
    assert_eq!(too_large(&rest.items[..1], 0), AfterRefusal::TryLater);
    assert_eq!(rest.follow(begin(), EPOCH, opened(&rest)), Ok(end(&entries)));
}
