//! The words of disputes, and that nothing else is opened.

use super::*;
use crate::model::BootMark;
use crate::quarantine::journal::{Disputed, Interval, Moment, Numbered, dispute, leaf_of};
use crate::quarantine::presence::Milliseconds;

fn disputed(text: &str) -> Event {
    let at = Moment {
        within: Interval::new(1_800_000_000, None).unwrap(),
        elapsed: Milliseconds(1),
        boot: BootMark::new([0xb0; 8]),
    };
    Event::Dispute {
        open: dispute::Open { at, disputed: Disputed::Reported(1) },
        private: dispute::Private { text: Some(text.to_owned()) },
    }
}

fn without_disclosed(events: &[Event]) -> ReportRequest {
    ReportRequest { disclosed: Vec::new(), ..request(&entries(events), &BTreeSet::new()) }
}

proptest! {
    #[test]
    fn the_words_of_every_dispute_arrive_and_no_others(
        events in vec(any_event(), 1..30),
        text in ".{0,200}",
        aside in any::<u32>(),
    ) {
        let events = [events, vec![disputed(&text)]].concat();
        let entries = entries(&events);
        let aside: BTreeSet<u64> = (0..32).filter(|bit| aside >> bit & 1 == 1 && bit % 3 == 0).collect();
        let read = ReportRequest::read(&request(&entries, &aside).to_bytes().unwrap()).unwrap();
        let words: Vec<(u64, Option<String>)> = entries.iter().filter_map(|entry| {
            let Some(Event::Dispute { private, .. }) = entry.event() else { return None };
            let seq = entry.seq.unwrap();
            Some((seq, private.text.filter(|_| !aside.contains(&seq))))
        }).collect();
        prop_assert_eq!(read.disputes(), Ok(words));
        // What opens one entry opens no other.
        for shown in &read.disclosed {
            let fits = read.items.iter().filter(|item| {
                let renamed = Disclosed { seq: item.seq, ..shown.clone() };
                renamed.is_of(item)
            });
            prop_assert_eq!(fits.map(|item| item.seq).collect::<Vec<_>>(), vec![shown.seq]);
        }
    }

    #[test]
    fn other_words_or_another_salt_are_refused(text in ".{0,40}", bit in 0..128_usize, other in ".{0,40}") {
        let good = request(&entries(&[disputed(&text)]), &BTreeSet::new());
        let mut salted = good.clone();
        salted.disclosed[0].salt[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(salted.disputes(), Err(ReportProblem::Disclosed));
        prop_assume!(other != text);
        let mut worded = good.clone();
        worded.disclosed[0].values = dispute::Private { text: Some(other) }.values();
        prop_assert_eq!(worded.disputes(), Err(ReportProblem::Disclosed));
        prop_assert_eq!(good.disputes(), Ok(vec![(1, Some(text))]));
    }
}

#[test]
fn what_nobody_asks_for_is_not_read() {
    let event = one(Kind::Declare);
    let entries = entries(&[event, disputed("no")]);
    let mut request = request(&entries, &BTreeSet::new());
    let words = request.disclosed.remove(0);
    assert_eq!((words.seq, words.class.as_str()), (2, "private"));
    // Of a declaration, whatever it is, and of a class that is not of words.
    request.disclosed.push(Disclosed { seq: 1, ..words.clone() });
    request.disclosed.push(Disclosed { class: "open".into(), ..words.clone() });
    let read = ReportRequest::read(&request.to_bytes().unwrap()).unwrap();
    assert_eq!(read.disputes(), Ok(vec![(2, None)]));
    // Of no item of these.
    request.disclosed.push(Disclosed { seq: 3, ..words });
    assert_eq!(request.disputes(), Err(ReportProblem::Disclosed));
}

#[test]
fn words_are_as_short_as_they_may_be_written() {
    let of = |length: usize| {
        let request = request(&entries(&[disputed(&"я".repeat(length))]), &BTreeSet::new());
        ReportRequest::read(&request.to_bytes().unwrap()).unwrap().disputes()
    };
    assert!(of(LONGEST_DISPUTE).is_ok());
    assert_eq!(of(LONGEST_DISPUTE + 1), Err(ReportProblem::Disclosed));
}

#[test]
fn many_long_disputes_go_in_several_requests() {
    let event = disputed(&"я".repeat(LONGEST_DISPUTE));
    let entries = entries(&vec![event; 100]);
    let sent = request(&entries, &BTreeSet::new());
    assert!((40..60).contains(&sent.items.len()), "{}", sent.items.len());
    assert_eq!(sent.items.len(), sent.disclosed.len());
    assert!(sent.to_bytes().is_ok());
}

#[test]
fn a_list_of_another_form_is_refused() {
    let good = request(&entries(&[disputed("no")]), &BTreeSet::new());
    let bytes = good.to_bytes().unwrap();
    assert!(ReportRequest::read(&bytes).is_ok());
    let at = bytes.windows(9).position(|part| part == b"disclosed").unwrap() + 9;
    assert_eq!(bytes[at..at + 3], [0x81, 0x84, 0x01]);
    for (place, byte) in [(at, 0x80), (at + 2, 0x20), (at + 3, 0x47)] {
        let mut other = bytes.clone();
        other[place] = byte;
        assert!(ReportRequest::read(&other).is_err());
    }
    // The salt is the entry's own, by the rule of the page.
    let entry = &entries(&[disputed("no")])[0];
    let class = secret().of_class(Class::Private, &entry.under);
    let salt = class.salt(Numbered::Reported(EPOCH, 1));
    assert_eq!(good.disclosed[0].salt, salt);
    let leaves = entry.leaves(&secret());
    assert_eq!(leaves[1].1, leaf_of(&salt, &good.disclosed[0].values));
    // Without it the batch is one of before.
    assert_eq!(without_disclosed(&[disputed("no")]).disputes(), Ok(vec![(1, None)]));
}
