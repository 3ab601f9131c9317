//! What hides a person's part, and what is done without the PIN.

use super::snapshot::PersonView;
use super::{CheckView, Notice, RegistrationView, Viewed};
use crate::model::Sentence;
use crate::model::patient::CheckOutcome;
use crate::pin::{PinClock, PinLock};
use crate::ports::Reading;
use crate::words::PinText;

/// A person's PIN, where more people than one use the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinView {
    pub state: PinState,
    /// How it stands with it.
    pub text: Sentence,
    /// From when on it can be typed again, milliseconds since 1970; none if it can now.
    pub waits_until_ms: Option<i64>,
    /// When it goes, because somebody asked for that, milliseconds since 1970.
    pub goes_at_ms: Option<i64>,
    /// What is asked of the person while their part is hidden: it is answered without the PIN.
    pub asked: Option<CheckView>,
    /// Telephone numbers to call while their part is hidden.
    pub help: Vec<String>,
    /// Whether hospital and safety may be declared while their part is hidden.
    pub may_declare: bool,
}

/// Whether a person's part is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinState {
    /// Nobody needs a PIN.
    Unset,
    /// It was typed, or set, since the app was last off the screen.
    Open,
    /// All that is theirs is hidden.
    Locked,
}

impl PinState {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unset => "unset",
            Self::Open => "open",
            Self::Locked => "locked",
        }
    }
}

impl Viewed<'_> {
    /// Of somebody who is alone on their phone, and has none, nothing is said.
    pub fn pin(
        &self,
        lock: Option<&PinLock>,
        is_open: bool,
        is_shared: bool,
        reading: &Reading,
    ) -> Option<PinView> {
        if lock.is_none() && !is_shared {
            return None;
        }
        let now = PinClock { reading, moment: &self.now };
        let at = |in_ms: i64| self.now.best_ms.saturating_add(in_ms);
        let waits_ms = lock.map_or(0, |lock| lock.waits_ms(&now));
        let waits_until_ms = (waits_ms > 0).then(|| at(waits_ms));
        let goes_at_ms = lock.and_then(|lock| lock.goes_in_ms(&now)).map(at);
        let state = match lock {
            None => PinState::Unset,
            Some(_) if is_open => PinState::Open,
            Some(_) => PinState::Locked,
        };
        let text = match (state, goes_at_ms, waits_until_ms) {
            (PinState::Unset, ..) => self.say(&PinText::Unset),
            (PinState::Open, ..) => self.say(&PinText::Open),
            (PinState::Locked, Some(at), _) => self.say(&PinText::Goes { at: &self.when(at) }),
            (PinState::Locked, None, Some(until)) => {
                self.say(&PinText::Waits { until: &self.when(until) })
            }
            (PinState::Locked, None, None) => self.say(&PinText::Locked),
        };
        Some(PinView {
            state,
            text,
            waits_until_ms,
            goes_at_ms,
            asked: None,
            help: Vec::new(),
            may_declare: false,
        })
    }

    /// Whoever has a PIN is told nothing that others may read, on whatever screen.
    pub fn hide(&self, notice: &mut Notice) {
        let neutral = notice.lock_screen.take();
        notice.text = neutral.unwrap_or_else(|| self.say(&PinText::News));
    }
}

impl PersonView {
    /// Of a person whose part is locked: that they are there, and what is done without the PIN.
    pub fn hidden(self) -> Self {
        let Some(pin) = self.pin else { return self };
        let mut checks = self.quarantine.iter().flat_map(|view| &view.checks);
        let asked = checks.find(|check| check.outcome == CheckOutcome::Asking).cloned();
        let help = self.quarantine.as_ref().map_or_else(Vec::new, |view| view.help.clone());
        let may_declare =
            self.quarantine.as_ref().is_some_and(|view| view.order.state.has_duties());
        Self {
            person: self.person,
            mark: None,
            is_child: self.is_child,
            registration: RegistrationView {
                step: self.registration.step,
                phone: None,
                resend_at_ms: None,
                expires_at_ms: None,
                text: pin.text.clone(),
            },
            passes: Vec::new(),
            waiting: Vec::new(),
            refused: Vec::new(),
            purposes: Vec::new(),
            warnings: Vec::new(),
            quarantine: None,
            order_waits: None,
            pin: Some(PinView { asked, help, may_declare, ..pin }),
        }
    }
}
