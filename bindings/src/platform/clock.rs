//! The phone's clocks.

use std::sync::atomic::{AtomicU64, Ordering};

use doorstep::model::BootId;
use doorstep::ports::{Clock, Reading};

use super::{ShellFailure, guarded};

/// One look at the phone's clocks.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PhoneTime {
    /// The wall clock, milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// Milliseconds since some moment of this boot, counting sleep too (`elapsedRealtime` on
    /// Android, `mach_continuous_time` on iOS).
    pub elapsed_ms: i64,
    /// Any text that another boot does not have. It stays on the phone.
    pub boot: String,
}

/// Reads the phone's clocks. The core reads time nowhere else. Must not call back into the client.
#[uniffi::export(callback_interface)]
pub trait PhoneClock: Send + Sync {
    /// Both clocks, read together.
    ///
    /// # Errors
    /// Whatever the shell throws. A phone that cannot read its clocks does not know the time: it
    /// says so, and refuses nothing because of it.
    fn read(&self) -> Result<PhoneTime, ShellFailure>;
}

/// A shell's clock as the core reads it.
pub(crate) struct ShellClock {
    shell: Box<dyn PhoneClock>,
    failed: AtomicU64,
}

impl ShellClock {
    pub fn of(shell: Box<dyn PhoneClock>) -> Self {
        Self { shell, failed: AtomicU64::new(0) }
    }
}

impl Clock for ShellClock {
    fn read(&self) -> Reading {
        match guarded(ShellFailure::Failed, || self.shell.read()) {
            Ok(time) => Reading {
                wall_ms: time.wall_ms,
                elapsed_ms: time.elapsed_ms,
                boot: BootId(time.boot),
            },
            // A boot of its own: nothing that was learnt in another counts for it, and no two
            // failures are taken for one boot in which the time stands still.
            Err(ShellFailure::Failed) => {
                let n = self.failed.fetch_add(1, Ordering::Relaxed);
                log::warn!("clock-failed");
                Reading { wall_ms: 0, elapsed_ms: 0, boot: BootId(format!("unread/{n}")) }
            }
        }
    }
}
