//! The bytes of PINs.

use super::pinned_since_2;
use crate::model::BootId;
use crate::pin::{PinLock, Since};

#[test]
fn pins_are_pinned() {
    let new = PinLock::new([1; 16], [2; 32]);
    let secret = format!("50{}5820{}", "01".repeat(16), "02".repeat(32));
    pinned_since_2(&new, &format!("85{secret}00f6f6"));
    let since = |latest_ms| Since { boot: BootId("b".into()), elapsed_ms: 9, latest_ms };
    let tried =
        PinLock { wrong: 6, tried: Some(since(None)), forgotten: Some(since(Some(7))), ..new };
    pinned_since_2(&tried, &format!("85{secret}0683616209f68361620907"));
}
