//! Exit passes on the holder's phone: whether one may be asked for, what came back, where it
//! stands.

mod accept;
mod gate;
mod issued;
mod law;
mod quota;

pub use accept::{ExpectedPass, accept, is_paper, issuer_key};
pub use gate::{act_now, may_ask, needs_pass};
pub use issued::{IssuerKey, KEEP_AFTER_END_S, Paper, Pass};
pub use law::{Objection, judge};
pub use quota::{Counted, Quota, Quotas};

pub use crate::model::PassState;

#[cfg(test)]
mod tests;
