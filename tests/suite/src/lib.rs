//! What the cross-cutting tests share: an authority made of keys alone, a town with the real one,
//! servers that mean ill, and readers of the repository and of recorded data.
pub mod chromium;
pub mod data;
pub mod holder;
pub mod issuer;
pub mod lenient;
pub mod office;
pub mod phone;
pub mod python;
pub mod rooms;
pub mod scene;
pub mod siege;
pub mod stranger;
pub mod town;
