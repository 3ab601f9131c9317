//! The bytes of what is kept of text messages.

use super::pinned_since_2;
use crate::sms::{Asked, AskedOutcome};

#[test]
fn requests_by_text_message_are_pinned() {
    let waiting = Asked {
        region: "a-1".into(),
        form: "b".into(),
        purpose: None,
        at: 3,
        outcome: AskedOutcome::Waiting,
        reply: None,
        code: None,
        valid_until: None,
    };
    let approved = Asked {
        purpose: Some("2".into()),
        outcome: AskedOutcome::Approved,
        reply: Some("y".into()),
        code: Some("c".into()),
        valid_until: Some(4),
        ..waiting.clone()
    };
    pinned_since_2(
        &vec![waiting, approved],
        "828863612d316162f60300f6f6f68863612d31616261320301617961 6304".replace(' ', "").as_str(),
    );
}
