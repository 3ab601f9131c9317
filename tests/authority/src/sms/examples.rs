//! Examples of a document, as its table carries them.

use doorstep::documents::sms::{ReplyVector, Wanted, WrittenVector};

use super::check::{Checked, Part, class};
use super::document::{Answered, Written};

pub(super) fn written(part: &Part<'_>, read: &Written) -> Checked<WrittenVector> {
    part.source(&read.source)?;
    let wanted = match (&read.text, read.segments, &read.refused) {
        (Some(text), Some(segments), None) => Wanted::Text { text: text.clone(), segments },
        (None, None, Some([field, rule])) => {
            Wanted::Refused { field: field.clone(), rule: rule.clone() }
        }
        _ => return part.wrong("an example has a text and its segments, or a refusal"),
    };
    let values = read.values.iter().map(|(name, typed)| (name.clone(), typed.clone())).collect();
    Ok(WrittenVector { form: read.form.clone(), values, wanted })
}

pub(super) fn answered(part: &Part<'_>, read: &Answered) -> Checked<ReplyVector> {
    part.source(&read.source)?;
    let class = read.class.as_deref().map(|name| class(part, name)).transpose()?;
    Ok(ReplyVector { text: read.text.clone(), class, code: read.code.clone() })
}
