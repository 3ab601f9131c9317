//! What people read, and what they type.

mod typed_text;
mod words;
