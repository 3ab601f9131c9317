//! The portal: pages on which somebody without the app registers, asks for a pass and prints it.
//!
//! Plain HTML that works without scripts. The rules, budgets and quotas are those of the app; what
//! comes out is a pass on paper, as the app prints it.
//!
//! ```text
//! gate      which forms count: media type, size, origin, cookie, token
//! browser   the secret in a cookie, and what follows from it
//! desk      what is decided on a form, in one transaction
//! prints    passes that can be printed again, closed under the cookie
//! refused   a no in words
//! pages     HTML        words     what it says        answers   headers
//! ```
//!
//! Nothing here is part of the API: no `/v1`, and not in the OpenAPI document.

mod answers;
mod browser;
mod desk;
mod gate;
mod handlers;
mod pages;
mod prints;
mod refused;
mod submitting;
mod viewing;
mod words;

pub(crate) use handlers::router;

/// Where the portal begins.
pub(crate) const PATH: &str = "/portal";
