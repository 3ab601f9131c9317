//! A person's PIN, where somebody else uses the phone too: it hides what is theirs, and stops nothing.
//!
//! What is asked of a person is answered without it, and so are hospital, safety and emergencies declared: a
//! forgotten PIN must cost nobody an answer. It goes a day after somebody asked for that, in sight of whoever
//! opens the app, and typing it keeps it. It is no key: what is stored is sealed by the vault's keys, because
//! reports go out while nobody types anything.

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::RangeInclusive;

use crate::error::{Code, CoreError, ErrorDetails};
use crate::model::{BootId, MS, is_filling, typed_chars};
use crate::ports::Reading;
use crate::time::Moment;

/// How many digits a PIN has.
const DIGITS: RangeInclusive<usize> = 4..=8;
/// Wrong tries before the first wait.
const FREE_TRIES: u32 = 5;
/// What is waited after the wrong tries that follow, in milliseconds; the last from then on. At one try an hour
/// half of all PINs of four digits take seven months.
const WAITS_MS: [i64; 4] = [60 * MS, 5 * 60 * MS, 15 * 60 * MS, 3_600 * MS];
/// How long after somebody asked for it a PIN goes, in milliseconds.
const GOES_AFTER_MS: i64 = 86_400 * MS;

/// Digits that a person has chosen: 4 to 8.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// What was typed, in digits of any script.
    ///
    /// # Errors
    /// `pin-malformed`, with the place of what is no digit.
    pub fn parse(typed: &str) -> Result<Self, CoreError> {
        let stray = typed_chars(typed)
            .find(|typed| !typed.meant.is_ascii_digit() && !is_filling(typed.meant));
        let chars = typed_chars(typed).map(|typed| typed.meant);
        let digits: String = chars.filter(char::is_ascii_digit).collect();
        if stray.is_none() && DIGITS.contains(&digits.len()) {
            return Ok(Self(digits));
        }
        let position = stray.map(|stray| stray.at.saturating_add(1));
        Err(CoreError::with(Code::PinMalformed, ErrorDetails { position, ..Default::default() }))
    }

    /// Digits in ASCII.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// What is kept of a PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinLock {
    pub salt: [u8; 16],
    /// Slow hash of the digits under the salt.
    pub digest: [u8; 32],
    /// Wrong tries in a row.
    pub wrong: u32,
    /// When the last of them was.
    pub tried: Option<Since>,
    /// When somebody asked that it go.
    pub forgotten: Option<Since>,
}

/// A moment from which a wait counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    pub boot: BootId,
    /// By the elapsed clock of that boot.
    pub elapsed_ms: i64,
    /// It was not later, milliseconds since 1970, where that is known.
    pub latest_ms: Option<i64>,
}

impl Since {
    fn at(now: &PinClock<'_>) -> Self {
        Self {
            boot: now.reading.boot.clone(),
            elapsed_ms: now.reading.elapsed_ms,
            latest_ms: now.moment.hi_ms,
        }
    }

    /// How long ago it was at least, in milliseconds. The wall clock, which anybody sets, counts nothing.
    fn passed_ms(&self, now: &PinClock<'_>) -> i64 {
        let in_boot = (self.boot == now.reading.boot)
            .then(|| now.reading.elapsed_ms.saturating_sub(self.elapsed_ms));
        let known = self.latest_ms.map(|latest| now.moment.lo_ms.saturating_sub(latest));
        in_boot.max(known).unwrap_or_default().max(0)
    }

    /// The same, where nothing tells how long the phone was off: the wait begins anew.
    fn after_boot(self, now: &PinClock<'_>) -> Self {
        if self.boot != now.reading.boot && self.passed_ms(now) == 0 { Self::at(now) } else { self }
    }
}

/// The phone's clocks, and what is known of the time by them.
#[derive(Debug, Clone, Copy)]
pub struct PinClock<'a> {
    pub reading: &'a Reading,
    pub moment: &'a Moment,
}

/// Why a part stays locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinRefusal {
    /// After so many tries there is a wait.
    Wrong { left: u32 },
    /// So long, in milliseconds, nothing is tried.
    Wait { for_ms: i64 },
}

impl PinLock {
    /// A PIN that was set just now.
    pub fn new(salt: [u8; 16], digest: [u8; 32]) -> Self {
        Self { salt, digest, wrong: 0, tried: None, forgotten: None }
    }

    /// In place of one that cannot be read: no PIN opens it, and it goes as any other does.
    pub fn unreadable() -> Self {
        Self::new([0; 16], [0; 32])
    }

    /// How long nothing is tried, in milliseconds.
    pub fn waits_ms(&self, now: &PinClock<'_>) -> i64 {
        let Some(tried) = &self.tried else { return 0 };
        let Some(over) = self.wrong.checked_sub(FREE_TRIES) else { return 0 };
        let number = usize::try_from(over).unwrap_or(usize::MAX);
        let [.., longest] = WAITS_MS;
        let wait = WAITS_MS.get(number).copied().unwrap_or(longest);
        wait.saturating_sub(tried.passed_ms(now)).max(0)
    }

    /// Somebody has typed the PIN, or another one.
    pub fn tried(mut self, is_right: bool, now: &PinClock<'_>) -> (Self, Result<(), PinRefusal>) {
        self.tried = self.tried.map(|tried| tried.after_boot(now));
        let for_ms = self.waits_ms(now);
        if for_ms > 0 {
            return (self, Err(PinRefusal::Wait { for_ms }));
        }
        if is_right {
            return (Self::new(self.salt, self.digest), Ok(()));
        }
        self.wrong = self.wrong.saturating_add(1);
        self.tried = Some(Since::at(now));
        let refusal = match FREE_TRIES.checked_sub(self.wrong) {
            None | Some(0) => PinRefusal::Wait { for_ms: self.waits_ms(now) },
            Some(left) => PinRefusal::Wrong { left },
        };
        (self, Err(refusal))
    }

    /// Somebody asks that it go. Asked again, it goes no later.
    #[must_use]
    pub fn forgotten(mut self, now: &PinClock<'_>) -> Self {
        let since = self.forgotten.map(|since| since.after_boot(now));
        self.forgotten = Some(since.unwrap_or_else(|| Since::at(now)));
        self
    }

    /// How long until it goes, in milliseconds; none if nobody asked for that.
    pub fn goes_in_ms(&self, now: &PinClock<'_>) -> Option<i64> {
        let since = self.forgotten.as_ref()?;
        Some(GOES_AFTER_MS.saturating_sub(since.passed_ms(now)).max(0))
    }

    /// Whether it has gone.
    pub fn is_gone(&self, now: &PinClock<'_>) -> bool {
        self.goes_in_ms(now) == Some(0)
    }
}
