//! The portal: pages on which somebody without the app registers, asks for a pass and prints it.
//!
//! Plain HTML that works without scripts. The rules, budgets and quotas are those of the app; what
//! comes out is a pass on paper, as the app prints it.
//!
//! ```text
//! form_check  which forms count: media type, size, origin, cookie, token
//! browser     the secret in a cookie, and what follows from it
//! actions     what is decided on a form, in one transaction
//! prints      passes that can be printed again, closed under the cookie
//! form_error  a no in words
//! tables      what to write for a pass by text message, for whoever has no app
//! pages       HTML        words     what it says        responses   headers
//! ```
//!
//! Nothing here is part of the API: no `/v1`, and not in the OpenAPI document.

mod actions;
mod browser;
mod form_check;
mod form_error;
mod handlers;
mod pages;
mod prints;
mod responses;
mod submitting;
mod tables;
mod viewing;
mod words;

pub(crate) use handlers::router;

/// Where the portal begins.
pub(crate) const PATH: &str = "/portal";
