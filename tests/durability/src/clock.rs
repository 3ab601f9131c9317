//! A clock that outlives its process: a file that the authority goes by as well.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use doorstep::model::BootId;
use doorstep::ports::{Clock, Reading};
use doorstep_authority::ClockFile;

/// When every phone here is switched on: an hour before its first process.
pub const BOOTED_MS: i64 = BEGIN_MS - 3_600_000;
/// When every story begins: a Monday morning of late November 2026, by Moscow's clocks.
pub const BEGIN_MS: i64 = 1_795_374_600_250;

/// The time of the file, of which this process alone is the one that moves it.
pub struct FileClock {
    file: ClockFile,
    at_ms: AtomicI64,
    boot: &'static str,
    booted_ms: i64,
}

impl FileClock {
    pub fn open(path: &Path) -> Self {
        let file = ClockFile::at(path);
        let at_ms = file.read_ms().unwrap().into();
        Self { file, at_ms, boot: "first", booted_ms: BOOTED_MS }
    }

    /// The clock of a phone that is switched on again at this moment; it is not moved.
    pub fn after_power_loss(at_ms: i64) -> Self {
        let file = ClockFile::at(Path::new(""));
        Self { file, at_ms: at_ms.into(), boot: "second", booted_ms: at_ms }
    }

    pub fn now_ms(&self) -> i64 {
        self.at_ms.load(Ordering::SeqCst)
    }

    pub fn advance_s(&self, seconds: i64) {
        let at_ms = self.now_ms() + seconds * 1_000;
        self.file.write_ms(at_ms).unwrap();
        self.at_ms.store(at_ms, Ordering::SeqCst);
    }
}

impl Clock for FileClock {
    fn read(&self) -> Reading {
        let wall_ms = self.now_ms();
        let elapsed_ms = wall_ms - self.booted_ms;
        Reading { wall_ms, elapsed_ms, boot: BootId(self.boot.into()) }
    }
}
