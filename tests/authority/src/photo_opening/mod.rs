//! Where photos are opened: by the operator, at the home, and never by whoever serves.
//!
//! ```text
//! keys      the keys that photos are sealed to, in a folder of their own
//! opening   what is in a sealed photo, and which of the answers it is for
//! looks     what a picture looks like, in 64 bits
//! ```

mod keys;
mod looks;
mod opening;

pub(crate) use keys::{PhotoKeys, make_photo_key, set_apart};
pub(crate) use looks::look_of;
pub(crate) use opening::{Photo, open};
