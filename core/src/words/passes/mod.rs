//! What is said of a pass to its holder.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::{PassState, When};

/// Where a pass stands, in lists and notices.
#[derive(Debug, Clone, Copy)]
pub enum PassText {
    State {
        state: PassState,
        from: When,
        /// Until when it counts, or until when its holder may go home.
        until: When,
    },
    Times {
        from: When,
        until: When,
    },
    /// It was asked for and waits for a network.
    Waiting,
    EndsSoon {
        at: When,
    },
    /// It was revoked, and one may go home with it until then.
    Revoked {
        until: When,
    },
}

impl Say for PassText {
    fn key(&self) -> Text {
        match self {
            Self::State { state, .. } => format!("pass-{}", state.name()).into(),
            Self::Times { .. } => "pass-times".into(),
            Self::Waiting => "pass-waiting".into(),
            Self::EndsSoon { .. } => "pass-ends-soon".into(),
            Self::Revoked { .. } => "pass-was-revoked".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}
