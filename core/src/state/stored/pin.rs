//! A person's PIN.

use crate::pin::{PinLock, Since};
use crate::store::{Shape, Stored, record};

record!(Since { boot, elapsed_ms, latest_ms });
record!(PinLock { salt, digest, wrong, tried, forgotten });

impl Stored for PinLock {
    const VERSION_1: Option<Shape> = None;
}
