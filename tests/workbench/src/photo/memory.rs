//! How much memory a step takes beyond what the process had, as Linux counts it.

use std::fs;

/// What the process had.
pub struct Memory {
    resident_kib: Option<u64>,
}

impl Memory {
    pub fn begin() -> Self {
        // Forgets the most that there was so far; where that is not allowed, it may tell too little.
        let _allowed = fs::write("/proc/self/clear_refs", "5").is_ok();
        Self { resident_kib: read_kib("VmRSS:") }
    }

    /// The most since then; nothing where nobody counts.
    pub fn peak_kib(&self) -> Option<u64> {
        Some(read_kib("VmHWM:")?.saturating_sub(self.resident_kib?))
    }
}

fn read_kib(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
