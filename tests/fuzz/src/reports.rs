//! A batch of reports, as an authority reads it from anybody.

use doorstep::model::EpochId;
use doorstep::quarantine::journal::{Class, ClassSecret, ReportsEnd};
use doorstep::quarantine::report::{MOST_ITEMS, ReportRequest};

/// What is read is written and read again as the same batch; its items can be looked at, hashed and opened.
pub fn batch(bytes: &[u8]) {
    let Ok(read) = ReportRequest::read(bytes) else { return };
    assert!(read.items.len() <= MOST_ITEMS);
    let written = read.to_bytes().unwrap();
    assert_eq!(ReportRequest::read(&written).as_ref(), Ok(&read));
    assert_eq!(read.to_bytes().as_ref(), Ok(&written));
    for item in &read.items {
        item.is_readable();
        for class in Class::ALL {
            item.values(class);
        }
    }
    let before = ReportsEnd { seq: read.items.first().map_or(0, |item| item.seq - 1), r: [0; 32] };
    let secret = ClassSecret::new([7; 32]);
    let end = read.follow(before, EpochId::new([1; 8]), |_, _| Some(secret.clone()));
    if let Ok(end) = end {
        assert_eq!(end.seq, read.items.last().map_or(before.seq, |item| item.seq));
    }
    if let Ok(disputes) = read.disputes() {
        assert!(disputes.len() <= read.items.len());
    }
}
