//! Photos as cameras write them, and as nobody should.

mod bad;
mod leaving;
mod made;
mod many;
mod turned;
