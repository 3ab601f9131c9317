//! The number on the form of a device that is lent: all that stands for its user.

/// One to twelve bytes of text without blanks at its ends. It may tell who has the device, so it stays out
/// of logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoanNumber(String);

impl LoanNumber {
    /// Most bytes.
    pub const MOST: usize = 12;

    pub fn new(text: &str) -> Option<Self> {
        let is_said = !text.is_empty() && text.len() <= Self::MOST;
        let is_plain = text.trim() == text && !text.chars().any(char::is_control);
        (is_said && is_plain).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for LoanNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoanNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_short_plain_text() {
        for good in ["L-0042", "7", "П-17", "twelve bytes"] {
            assert_eq!(LoanNumber::new(good).unwrap().as_str(), good);
        }
        for bad in ["", " 7", "7 ", "a\nb", "thirteen char", "шестнадцать"] {
            assert_eq!(LoanNumber::new(bad), None, "{bad:?}");
        }
    }
}
