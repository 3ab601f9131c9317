//! Doorstep: the client core of exit passes and home quarantine. It decides, the phones obey.
pub mod crypto;
pub mod documents;
pub mod model;
pub mod ports;
pub mod requests;
