//! A clock that is moved by hand.

use std::sync::{Mutex, PoisonError};

use crate::model::BootId;
use crate::ports::{Clock, Reading};

/// True time, an error of the wall clock, and boots, all set by a test or a terminal.
#[derive(Debug)]
pub struct VirtualClock(Mutex<Clocks>);

#[derive(Debug, Clone)]
struct Clocks {
    true_ms: i64,
    wall_error_ms: i64,
    booted_ms: i64,
    boot: u64,
}

impl VirtualClock {
    /// A clock that shows this true time, in its first boot.
    pub fn at(true_ms: i64) -> Self {
        Self(Mutex::new(Clocks { true_ms, wall_error_ms: 0, booted_ms: true_ms, boot: 1 }))
    }

    fn change(&self, change: impl FnOnce(&mut Clocks)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub fn advance_ms(&self, ms: i64) {
        self.change(|state| state.true_ms = state.true_ms.saturating_add(ms));
    }

    /// Sets the wall clock wrong by this much.
    pub fn set_wall_error_ms(&self, ms: i64) {
        self.change(|state| state.wall_error_ms = ms);
    }

    /// Starts the phone again.
    pub fn reboot(&self) {
        self.change(|state| {
            state.boot = state.boot.saturating_add(1);
            state.booted_ms = state.true_ms;
        });
    }

    /// True time, which no core ever sees.
    pub fn true_ms(&self) -> i64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).true_ms
    }
}

impl Clock for VirtualClock {
    fn read(&self) -> Reading {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Reading {
            wall_ms: state.true_ms.saturating_add(state.wall_error_ms),
            elapsed_ms: state.true_ms.saturating_sub(state.booted_ms),
            boot: BootId(format!("boot-{}", state.boot)),
        }
    }
}
