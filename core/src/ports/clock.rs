//! The only clock.

use crate::model::BootId;

/// One look at the phone's clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The wall clock, milliseconds since 1970 UTC. Anybody may have set it to anything.
    pub wall_ms: i64,
    /// Milliseconds since some moment of this boot, counting sleep too. Never runs
    /// backwards within one boot.
    pub elapsed_ms: i64,
    /// Which boot `elapsed_ms` belongs to.
    pub boot: BootId,
}

/// Reads the phone's clocks. The core reads time nowhere else.
pub trait Clock: Send + Sync {
    /// Both clocks, read together.
    fn read(&self) -> Reading;
}
