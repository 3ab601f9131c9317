//! Photos that answer checks, from the moment in which they are sealed until the authority has receipted
//! them. What makes a camera's file fit to be sealed is another room.
//!
//! ```text
//! sealing     what a photo is bound to when it is sealed, and its name
//! upload      whole, then in parts, until a receipt or for 72 hours with a network
//! attempts    how often somebody tried, so that no hint keeps anybody from answering
//! word        what the authority signs of one after it came
//! kept        what is known of a photo for as long as its answer is
//! ```

mod attempts;
mod kept;
mod sealing;
#[cfg(test)]
mod tests;
mod upload;
mod word;

pub use attempts::{Attempts, ENOUGH};
pub use kept::{KeptPhoto, PhotoState};
pub use sealing::{Binding, SEALED_FOR, SealedPhoto};
pub use upload::{MOST_PART, Upload, UploadStep};
pub use word::PhotoWord;
