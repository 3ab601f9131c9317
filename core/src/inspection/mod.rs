//! Inspection: whether a code that was scanned counts, offline, by ordered checks of which the
//! first that applies answers. What is not the holder's fault is never their fault.

mod answer;
mod checks;
mod frame_comparison;
mod group;
mod in_view;
mod item;
mod pasted;
mod time;
mod typed;

pub use answer::Answer;
pub use checks::{inspect, look};
pub use frame_comparison::{CodeIdentity, Look, Stale, StaleFrameHistory, once_more};
pub use group::{Group, Sighting};
pub use in_view::{InView, in_view, is_pass, several};
pub use time::InspectorTime;
pub use typed::{look_up_failed, looked_up};

pub use crate::model::{NextStep, Reason, Verdict};
