//! The network: HTTPS to the authority and to nobody else. The only room that knows hyper and rustls
//! (`PROTOCOL.md §8.1`).
//!
//! TLS 1.3 alone, HTTP/1.1, the authority's own certification authorities, server keys pinned on
//! the verified path, hosts checked before any name is resolved; no redirects, no proxies, no
//! cookies, bodies bounded while they arrive.

mod certificate;
mod connection;
mod failure;
mod https;
mod provider;

pub use https::{HttpsTransport, Patience};
