//! What the cross-cutting tests share: an authority made of keys alone, the real one with phones,
//! servers that mean ill, and readers of the repository and of recorded data.
pub mod attacked_phone;
pub mod chromium;
pub mod data;
pub mod fake_authority;
pub mod holder;
pub mod inspection_setup;
pub mod issuer;
pub mod lenient;
pub mod modules;
pub mod order;
pub mod phone;
pub mod python;
pub mod recordings;
pub mod relay;
pub mod rogue_server;
pub mod rooms;
pub mod small_disk;
pub mod strike;
pub mod test_env;
