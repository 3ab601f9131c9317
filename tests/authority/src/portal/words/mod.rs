//! What the portal says besides the core's sentences, which it shares with the app.

mod en;
mod ru;

use doorstep::model::Language;

/// The languages of the portal, with their own names.
pub(super) const LANGUAGES: [(Language, &str); 2] =
    [(Language::Ru, "Русский"), (Language::En, "English")];

/// Every text of the portal in one language.
pub(super) struct Words {
    pub(super) service: &'static str,
    pub(super) skip: &'static str,
    pub(super) languages: &'static str,
    pub(super) session: &'static str,
    pub(super) leave: &'static str,
    pub(super) erase: &'static str,

    pub(super) start_title: &'static str,
    pub(super) start_lead: &'static str,
    pub(super) needs_title: &'static str,
    pub(super) needs: [&'static str; 3],
    pub(super) kept_title: &'static str,
    pub(super) kept: [&'static str; 4],
    pub(super) start: &'static str,

    pub(super) sms_title: &'static str,
    pub(super) sms_offer: &'static str,
    pub(super) sms_show: &'static str,
    pub(super) sms_lead: &'static str,
    pub(super) sms_number: &'static str,
    pub(super) sms_none: &'static str,
    pub(super) sms_print: &'static str,
    pub(super) sms_frames: &'static str,
    pub(super) sms_message: &'static str,
    pub(super) sms_table: &'static str,
    pub(super) sms_published: &'static str,
    pub(super) sms_all: &'static str,
    pub(super) sms_unknown_title: &'static str,
    pub(super) sms_unknown: &'static str,

    pub(super) number_title: &'static str,
    pub(super) number: &'static str,
    pub(super) number_hint: &'static str,
    pub(super) number_consent: &'static str,
    pub(super) number_kept: &'static str,
    pub(super) number_send: &'static str,

    pub(super) code_title: &'static str,
    pub(super) code: &'static str,
    pub(super) code_hint: &'static str,
    pub(super) code_send: &'static str,
    pub(super) again_title: &'static str,
    pub(super) again_text: &'static str,
    pub(super) again_send: &'static str,
    pub(super) another_number: &'static str,

    pub(super) ask_title: &'static str,
    pub(super) purposes: &'static str,
    pub(super) days: &'static str,
    pub(super) h: &'static str,
    pub(super) min: &'static str,
    pub(super) mark: &'static str,
    pub(super) mark_hint: &'static str,
    pub(super) initials: &'static str,
    pub(super) initials_hint: &'static str,
    pub(super) document: &'static str,
    pub(super) document_hint: &'static str,
    pub(super) ask_note: &'static str,
    pub(super) ask_send: &'static str,
    pub(super) free_title: &'static str,
    pub(super) app_title: &'static str,
    pub(super) app_text: &'static str,
    pub(super) prints_title: &'static str,

    pub(super) pass_title: &'static str,
    pub(super) pass_print: &'static str,
    pub(super) pass_write: &'static str,
    pub(super) pass_again: &'static str,
    pub(super) pass_mark: &'static str,
    pub(super) pass_picture: &'static str,
    pub(super) pass_another: &'static str,
    pub(super) withdrawn: &'static str,
    pub(super) withdrawn_send: &'static str,

    pub(super) erase_title: &'static str,
    pub(super) erase_goes: &'static str,
    pub(super) erase_stays: &'static str,
    pub(super) erase_app: &'static str,
    pub(super) erase_send: &'static str,
    pub(super) back: &'static str,
    pub(super) left_title: &'static str,
    pub(super) left_text: &'static str,
    pub(super) erased_title: &'static str,
    pub(super) erased_text: &'static str,

    pub(super) problem: &'static str,
    pub(super) purpose_missing: &'static str,
    pub(super) initials_missing: &'static str,
    pub(super) document_missing: &'static str,
    pub(super) mark_next: &'static str,
    pub(super) live_only: &'static str,
    pub(super) code_lost: &'static str,
    pub(super) sent_before: &'static str,
    pub(super) look_again: &'static str,
    pub(super) not_counted_title: &'static str,
    pub(super) not_counted: &'static str,
    pub(super) not_counted_next: &'static str,
    pub(super) unknown_title: &'static str,
    pub(super) unknown: &'static str,
    pub(super) failed_title: &'static str,
    pub(super) failed: &'static str,
    pub(super) begin: &'static str,
}

/// The texts in this language.
pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &en::WORDS,
        // Whoever reads Tatar here reads Russian too.
        Language::Ru | Language::Tt => &ru::WORDS,
    }
}

/// The language of this tag, as it stands in an address.
pub(super) fn language(tag: &str) -> Option<Language> {
    LANGUAGES.iter().map(|(language, _)| *language).find(|language| language.tag() == tag)
}

/// The language that a browser asks for (RFC 9110 §12.5.4), or English.
pub(super) fn preferred(accepted: &str) -> Language {
    let mut best = (Language::En, 0.0);
    for range in accepted.split(',').take(32) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok());
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let (Some(language), Some(weight)) = (language(&primary), weight)
            && weight > best.1
        {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_is_asked_for_most() {
        for (accepted, expected) in [
            ("", Language::En),
            ("*", Language::En),
            ("ru", Language::Ru),
            ("RU-ru,ru;q=0.9,en;q=0.8", Language::Ru),
            ("en;q=0.8, ru;q=0.9", Language::Ru),
            ("de, ru;q=0.1", Language::Ru),
            ("ru;q=0, en", Language::En),
            ("ru;q=x", Language::En),
            ("en,ru", Language::En),
        ] {
            assert_eq!(preferred(accepted), expected, "{accepted}");
        }
    }
}
