//! The languages in which the core speaks.

/// A language of the catalogues. A tag that is not among them falls back to English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// The language of a BCP 47 tag such as `ru`, `ru-RU` or `en_GB`.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("ru") { Self::Ru } else { Self::En }
    }

    /// The primary tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}
