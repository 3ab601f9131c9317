//! Moments as they stand in sentences.

pub mod en;
pub mod ru;
#[cfg(test)]
mod tests;
pub mod tt;

/// A text that begins a line.
fn capital(text: String) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}
