//! Writing the parts of a value.

use minicbor::Encoder;

use super::super::StoreError;

/// Writes the parts of a value, one after the other.
pub struct Writer {
    encoder: Encoder<Vec<u8>>,
    failed: bool,
}

impl Default for Writer {
    fn default() -> Self {
        Self { encoder: Encoder::new(Vec::new()), failed: false }
    }
}

impl Writer {
    /// Begins an array of so many parts.
    pub fn array(&mut self, parts: usize) {
        self.failed |= self.encoder.array(parts as u64).is_err();
    }

    pub fn text(&mut self, text: &str) {
        self.failed |= self.encoder.str(text).is_err();
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.failed |= self.encoder.bytes(bytes).is_err();
    }

    pub fn number(&mut self, number: i64) {
        self.failed |= self.encoder.i64(number).is_err();
    }

    /// Writes a number that is not negative.
    pub fn whole(&mut self, number: u64) {
        self.failed |= self.encoder.u64(number).is_err();
    }

    /// Writes true or false.
    pub fn bool(&mut self, value: bool) {
        self.failed |= self.encoder.bool(value).is_err();
    }

    /// Writes which of these it is, by its place among them.
    pub fn place<T: PartialEq>(&mut self, one: &T, all: &[T]) {
        match all.iter().position(|known| known == one) {
            Some(place) => self.whole(place as u64),
            None => self.failed = true,
        }
    }

    /// Writes that there is nothing.
    pub fn null(&mut self) {
        self.failed |= self.encoder.null().is_err();
    }

    /// What was written, if all of it was.
    pub(in crate::store) fn finish(self) -> Result<Vec<u8>, StoreError> {
        if self.failed { Err(StoreError::Io) } else { Ok(self.encoder.into_writer()) }
    }
}
