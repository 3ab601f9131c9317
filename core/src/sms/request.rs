//! A message read back into its fields: what a gateway does, and what proves that a form says one thing only.

use super::compose::Values;
use crate::documents::sms::SmsForm;

/// The fields of a message of this form; nothing if it is none. Each field ends at the first text that
/// follows it in the template, and the last takes what is left.
pub fn read_request(form: &SmsForm, text: &str) -> Option<Values> {
    let template = form.template.as_ref()?;
    let mut left = text.strip_prefix(template.first.as_str())?;
    let mut values = Vec::new();
    for (field, after) in &template.rest {
        let value = if after.is_empty() {
            std::mem::take(&mut left)
        } else {
            let (value, rest) = left.split_once(after.as_str())?;
            left = rest;
            value
        };
        values.push((field.clone(), value.to_owned()));
    }
    left.is_empty().then_some(values)
}
