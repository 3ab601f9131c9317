//! What a shell draws and does next: snapshot and plan, a file a domain.
//!
//! A domain adds its file, its line below, and its line in [`Snapshot`] or [`PersonView`], or among
//! the notices and moments of [`Plan`]; it needs no other's file.

mod access;
mod account;
mod alarms;
mod authority;
mod authority_notices;
mod checks;
mod consent;
mod duty_notices;
mod journal;
mod loan;
mod moving;
mod notices;
mod orders;
mod passes;
mod phone;
mod photos;
mod pin;
mod plan;
mod purposes;
mod quarantine;
mod requests;
mod sent;
mod sms;
mod snapshot;
mod sync;

pub use access::AccessView;
pub use account::RegistrationView;
pub use authority::AuthorityView;
pub use authority_notices::{DisputeState, NoticeView};
pub(crate) use checks::ShownSince;
pub use checks::{CheckAnswerView, CheckView, DeclaredView};
pub use consent::ConsentView;
pub use journal::{JournalEntryView, JournalPage};
pub use loan::LoanView;
pub(crate) use moving::MoveShown;
pub use moving::{MoveSide, MoveState, MoveStep, MoveView};
pub use notices::{Notice, NoticeKind};
pub(crate) use orders::OrderToShow;
pub use orders::{
    OrderPauseView, OrderPermissionView, OrderPlaceView, OrderState, OrderView, RefusedVersionView,
};
pub use passes::PassEntry;
pub use photos::{PhotoProgress, PhotoView};
pub use pin::{PinState, PinView};
pub use plan::{FenceView, Plan};
pub use purposes::PurposeEntry;
pub use quarantine::{DutyState, QuarantineView};
pub use requests::{RefusedView, WaitingView};
pub use sent::SentEntry;
pub(crate) use sms::SmsViewed;
pub use sms::{
    SmsChoice, SmsFieldView, SmsFindingView, SmsFormView, SmsInput, SmsMessageResult,
    SmsMessageView, SmsRefusedView, SmsRegionView, SmsReplyClass, SmsReplyResult, SmsReplyView,
    SmsRequestView,
};
pub use snapshot::{PersonView, Snapshot};

use crate::client_error::ClientError;
use crate::documents::{Rules, Zone};
use crate::error::CoreError;
use crate::model::{Language, MS, Sentence, When};
use crate::state::State;
use crate::time::Moment;
use crate::words::{DatedError, Say};

/// What every view is made by, besides what it shows.
#[derive(Clone, Copy)]
pub(crate) struct Viewed<'a> {
    pub now: Moment,
    /// Nothing before the first contact.
    pub rules: Option<&'a Rules>,
    pub language: Language,
}

impl State {
    /// What views are made by at this moment.
    pub(crate) fn viewed(&self, now: Moment) -> Viewed<'_> {
        Viewed { now, rules: self.lists.rules(), language: self.language }
    }
}

impl Viewed<'_> {
    pub fn say(&self, say: &impl Say) -> Sentence {
        say.sentence(self.language)
    }

    /// The error in words, its moments as people at the region say them now.
    pub fn error(&self, error: &CoreError) -> ClientError {
        let when = error.details.at_ms.map(|at_ms| self.when(at_ms));
        let last = error.details.last_ms.map(|last_ms| self.when(last_ms));
        DatedError { error, when, last }.say(self.language)
    }

    /// A moment as people at the region say it now. By a clock that nobody vouches
    /// for, nothing is today.
    pub fn when(&self, at_ms: i64) -> When {
        match self.now.anchored {
            true => When::told(self.zone(), at_ms.div_euclid(MS), self.now_s()),
            false => self.when_dated(at_ms),
        }
    }

    /// The same by its date, for what is still read when today is over.
    pub fn when_dated(&self, at_ms: i64) -> When {
        When::dated(self.zone(), at_ms.div_euclid(MS), self.now_s())
    }

    /// The same with its whole date, for what is printed or kept.
    pub fn when_whole(&self, at_ms: i64) -> When {
        When::whole(self.zone(), at_ms.div_euclid(MS))
    }

    fn now_s(&self) -> i64 {
        self.now.best_ms.div_euclid(MS)
    }

    /// Local time at the region; UTC while there are no rules.
    fn zone(&self) -> &Zone {
        static UTC: Zone = Zone::UTC;
        self.rules.map_or(&UTC, |rules| &rules.zone)
    }
}
