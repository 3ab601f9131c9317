//! The languages in which the core speaks.

/// A language of the catalogues. A tag that is not among them falls back to English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    En,
    Ru,
    /// Tatar. What is not said in it is said in Russian.
    Tt,
}

impl Language {
    pub const ALL: &'static [Self] = &[Self::En, Self::Ru, Self::Tt];

    /// The language of a BCP 47 tag such as `ru`, `ru-RU` or `en_GB`.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let named = Self::ALL.iter().find(|known| primary.eq_ignore_ascii_case(known.tag()));
        named.copied().unwrap_or_default()
    }

    /// The primary subtag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Tt => "tt",
        }
    }

    /// The languages in which a text is looked for, this one first.
    fn in_order(self) -> &'static [Self] {
        match self {
            Self::En => &[Self::En, Self::Ru],
            Self::Ru => &[Self::Ru, Self::En],
            Self::Tt => &[Self::Tt, Self::Ru, Self::En],
        }
    }

    /// The text in this language among texts by tag, or the best there is.
    pub fn best_of(self, texts: &[(String, String)]) -> &str {
        let find = |language: &Self| texts.iter().find(|(tag, _)| tag == language.tag());
        let found = self.in_order().iter().find_map(find).or(texts.first());
        found.map_or("", |(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_language_in_any_spelling() {
        for (tag, language) in [
            ("tt", Language::Tt),
            ("tt-RU", Language::Tt),
            ("TT_Cyrl", Language::Tt),
            ("ru-RU", Language::Ru),
            ("en_GB", Language::En),
            ("ttx", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_missing_text_is_one_of_another_language_and_never_none() {
        let texts = |tags: &[&str]| -> Vec<(String, String)> {
            tags.iter().map(|tag| ((*tag).to_owned(), format!("in {tag}"))).collect()
        };
        assert_eq!(Language::Tt.best_of(&texts(&["en", "ru", "tt"])), "in tt");
        assert_eq!(Language::Tt.best_of(&texts(&["en", "ru"])), "in ru");
        assert_eq!(Language::Tt.best_of(&texts(&["de", "en"])), "in en");
        assert_eq!(Language::Ru.best_of(&texts(&["tt", "en"])), "in en");
        assert_eq!(Language::En.best_of(&texts(&["tt", "ru"])), "in ru");
        assert_eq!(Language::En.best_of(&texts(&["de"])), "in de");
    }
}
