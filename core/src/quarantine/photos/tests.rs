use proptest::prelude::*;

use super::*;
use crate::model::{ChainId, CheckId, OrderId, Thumbprint};
use crate::quarantine::journal::{Asked, Interval};

const HOUR_MS: i64 = 3_600_000;

fn binding() -> Binding {
    Binding {
        check: Asked::Check(CheckId::new([7; 8])),
        order: OrderId::new([1; 16]),
        chain: ChainId::new([2; 16]),
        at: Interval::new(100, Some(160)).unwrap(),
        key: Thumbprint::new([3; 32]),
    }
}

#[test]
fn a_photo_is_bound_to_check_order_journal_time_and_phone() {
    let all = [
        binding(),
        Binding { check: Asked::Reference, ..binding() },
        Binding { check: Asked::Check(CheckId::new([8; 8])), ..binding() },
        Binding { order: OrderId::new([8; 16]), ..binding() },
        Binding { chain: ChainId::new([8; 16]), ..binding() },
        Binding { at: Interval::new(100, None).unwrap(), ..binding() },
        Binding { at: Interval::new(100, Some(161)).unwrap(), ..binding() },
        Binding { key: Thumbprint::new([8; 32]), ..binding() },
    ];
    let mut bytes = all.map(|one| one.aad()).to_vec();
    bytes.sort();
    bytes.dedup();
    assert_eq!(bytes.len(), all.len());
    let expected = [
        &[0x85, 0x48][..],
        &[7; 8],
        &[0x50],
        &[1; 16],
        &[0x50],
        &[2; 16],
        &[0x82, 0x18, 100, 0x18, 160, 0x58, 32],
        &[3; 32],
    ];
    assert_eq!(binding().aad(), expected.concat());
}

#[test]
fn a_photo_goes_whole_and_after_a_failure_in_parts() {
    let (size, mut upload) = (70_000, Upload::default());
    assert_eq!(upload.next(size, false), UploadStep::Whole);
    upload.was_sent = true;
    assert_eq!(upload.next(size, false), UploadStep::Ask);
    for (received, part) in
        [(0, 0..32_768), (32_768, 32_768..65_536), (40_000, 40_000..70_000), (70_001, 0..32_768)]
    {
        upload.has_come(size, received);
        assert_eq!(upload.next(size, true), UploadStep::Part(part));
    }
    upload.has_come(size, 70_000);
    assert_eq!(
        upload.next(size, true),
        UploadStep::Whole,
        "so many bytes and no receipt: not these"
    );
}

#[test]
fn three_days_without_a_network_end_nothing() {
    let mut upload = Upload::default();
    upload.reached(0);
    upload.reached(80 * HOUR_MS);
    assert!(!upload.is_over(), "no more than six hours of it were with a network");
    for hour in 1..=66 {
        assert!(!upload.is_over());
        upload.reached((80 + hour) * HOUR_MS);
    }
    assert!(upload.is_over());
}

#[test]
fn a_clock_that_is_set_back_takes_no_time_away() {
    let mut upload = Upload::default();
    for ms in [5 * HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS] {
        upload.reached(ms);
    }
    assert_eq!(upload.connected_ms, 2 * HOUR_MS);
}

#[test]
fn a_clock_that_was_a_century_ahead_silences_no_photo() {
    let mut upload = Upload::default();
    let century = 100 * 365 * 24 * HOUR_MS;
    upload.failed(century, 1_000);
    assert_eq!(upload.due_ms(century), century + 1_000);
    assert_eq!(upload.due_ms(5), 5);
    upload.failed(5, 24 * 3_600_000);
    assert_eq!(upload.due_ms(5), 5 + 24 * HOUR_MS, "a day is what an authority may ask for");
}

#[test]
fn the_third_file_for_a_check_is_enough_and_the_next_check_begins_anew() {
    let check = Asked::Check(CheckId::new([1; 8]));
    let mut known: Option<Attempts> = None;
    for (file, count) in [(1, 1), (1, 1), (2, 2), (1, 3), (1, 3)] {
        let now = Attempts::after(known.as_ref(), check, [file; 32]);
        assert_eq!((now.count, now.are_enough()), (count, count >= 3));
        known = Some(now);
    }
    let next = Attempts::after(known.as_ref(), Asked::Reference, [9; 32]);
    assert_eq!((next.count, next.are_enough()), (1, false));
}

proptest! {
    #[test]
    fn parts_cover_the_whole_without_a_gap(size in 1_u32..200_000, lost in any::<u64>()) {
        let mut upload = Upload { was_sent: true, ..Upload::default() };
        upload.has_come(size, lost);
        let mut parts = 0;
        while let UploadStep::Part(part) = upload.next(size, true) {
            prop_assert_eq!(part.start, upload.received);
            prop_assert!(part.end <= size && part.end - part.start <= MOST_PART);
            upload.has_come(size, part.end.into());
            parts += 1;
        }
        prop_assert_eq!(upload.received, size);
        prop_assert!(parts <= size.div_ceil(MOST_PART));
    }
}
