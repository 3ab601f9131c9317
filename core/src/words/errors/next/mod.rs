//! What to do about an error.

pub mod en;
pub mod ru;
pub mod tt;
