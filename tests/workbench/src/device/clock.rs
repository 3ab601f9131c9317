//! The clocks of a device between calls: true time from the command line or the system, elapsed
//! time counted from a boot that is kept in the home, and a wall clock that may be wrong.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use doorstep::model::{BootId, MS, to_base64url};
use doorstep::ports::{Clock, Random, Reading};
use serde::{Deserialize, Serialize};

use super::settings::write_whole;
use crate::command_line::DeviceOptions;
use crate::files;

const FILE: &str = "clock.json";

/// What is kept between calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    boot: String,
    /// True time at which the boot began, milliseconds.
    booted_ms: i64,
    /// True time of the last call, milliseconds.
    last_ms: i64,
}

/// The clocks during one call.
#[derive(Debug)]
pub struct DeviceClock {
    stands: Mutex<Stands>,
    wall_error_ms: i64,
}

#[derive(Debug)]
struct Stands {
    boot: String,
    booted_ms: i64,
    /// None while the system's own time goes on.
    stopped_at_ms: Option<i64>,
}

impl DeviceClock {
    /// Goes on where the last call ended. If that can't be kept, as on a full disk, the call goes
    /// on all the same: a pass shows with what is known.
    pub fn start(home: &Path, options: &DeviceOptions) -> Self {
        let now_ms = options.at.unwrap_or_else(system_ms);
        let kept = read(home);
        let next = match &kept {
            Some(kept) if !options.reboot && kept.last_ms <= now_ms => {
                Kept { last_ms: now_ms, ..kept.clone() }
            }
            _ => Kept { boot: draw_boot(), booted_ms: now_ms, last_ms: now_ms },
        };
        keep(home, &next);
        Self {
            stands: Mutex::new(Stands {
                boot: next.boot,
                booted_ms: next.booted_ms,
                stopped_at_ms: options.at,
            }),
            wall_error_ms: options.clock_error.saturating_mul(MS),
        }
    }

    /// Milliseconds since 1970.
    pub fn true_ms(&self) -> i64 {
        self.stands().stopped_at_ms.unwrap_or_else(system_ms)
    }

    /// It is this moment now, and stands there.
    pub fn go_to(&self, at_ms: i64) {
        self.stands().stopped_at_ms = Some(at_ms);
    }

    /// The device is switched off and on.
    pub fn boot_anew(&self) {
        let now_ms = self.true_ms();
        let mut stands = self.stands();
        (stands.boot, stands.booted_ms) = (draw_boot(), now_ms);
    }

    /// The next call goes on from here.
    pub fn keep(&self, home: &Path) {
        let last_ms = self.true_ms();
        let stands = self.stands();
        let (boot, booted_ms) = (stands.boot.clone(), stands.booted_ms);
        keep(home, &Kept { boot, booted_ms, last_ms });
    }

    fn stands(&self) -> MutexGuard<'_, Stands> {
        self.stands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for DeviceClock {
    fn read(&self) -> Reading {
        let true_ms = self.true_ms();
        let stands = self.stands();
        Reading {
            wall_ms: true_ms.saturating_add(self.wall_error_ms),
            elapsed_ms: true_ms.saturating_sub(stands.booted_ms).max(0),
            boot: BootId(stands.boot.clone()),
        }
    }
}

fn keep(home: &Path, kept: &Kept) {
    if let Ok(json) = serde_json::to_vec(kept)
        && let Err(error) = write_whole(&home.join(FILE), &json)
    {
        log::warn!("clock-not-kept cause={}", error.kind());
    }
}

fn read(home: &Path) -> Option<Kept> {
    serde_json::from_slice(&files::read(&home.join(FILE), files::MOST_OF_A_DOCUMENT).ok()?).ok()
}

/// A name that no other boot has, so that a lost file never joins two of them.
fn draw_boot() -> String {
    let random: &dyn Random = &doorstep::crypto::SystemRandom::default();
    match random.draw::<9>() {
        Ok(bytes) => to_base64url(&bytes),
        Err(_) => format!("process-{}", std::process::id()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the terminal's true time has to begin somewhere")]
pub fn system_ms() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser as _;

    use super::*;
    use crate::command_line::{Command, CommandLine};

    fn read_at(home: &Path, more: &str) -> Reading {
        let line = format!("doorstep phone {more} plan");
        let Some(Command::Phone(phone)) = CommandLine::parse_from(line.split(' ')).command else {
            panic!("{line}");
        };
        DeviceClock::start(home, &phone.device).read()
    }

    #[test]
    fn wall_and_elapsed_move_together_until_a_new_boot() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        let first = read_at(home, "--at 2026-11-24T12:00:00Z");
        let later = read_at(home, "--at 2026-11-24T12:00:07Z --clock-error -86400");
        assert_eq!(later.boot, first.boot);
        assert_eq!(later.elapsed_ms - first.elapsed_ms, 7_000);
        assert_eq!(later.wall_ms - first.wall_ms, 7_000 - 86_400_000);
        let earlier = read_at(home, "--at 2026-11-24T12:00:06Z");
        assert_ne!(earlier.boot, first.boot);
        let rebooted = read_at(home, "--at 2026-11-24T12:00:08Z --reboot");
        assert_ne!(rebooted.boot, earlier.boot);
        assert_eq!(read_at(home, "--at 2026-11-24T12:00:08Z").boot, rebooted.boot);
    }

    #[test]
    fn a_home_that_takes_nothing_still_has_the_time() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("file");
        fs::write(&home, "").unwrap();
        assert_eq!(read_at(&home, "--at 1970-01-01T00:00:01Z").wall_ms, 1_000);
    }
}
