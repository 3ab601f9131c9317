//! The structured fields (RFC 8941) of request signatures, read strictly: the part of the grammar
//! that RFC 9421 needs, and of that only what has one spelling.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// One member of `Signature-Input`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Input<'h> {
    pub(super) label: &'h str,
    /// Names of the covered components. One with a parameter (`;bs`, `;sf`, `;req`) makes the
    /// whole field unreadable.
    pub(super) components: Vec<&'h str>,
    pub(super) parameters: Vec<(&'h str, Value<'h>)>,
    /// The member's value as it was sent: what `@signature-params` quotes.
    pub(super) raw: &'h str,
}

/// A bare item of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'h> {
    Number(u64),
    Text(&'h str),
}

/// The members of `Signature-Input`.
pub(super) fn inputs(field: &str) -> Option<Vec<Input<'_>>> {
    dictionary(field, |rest| {
        let (label, rest) = key(rest)?;
        let start = rest.strip_prefix('=')?;
        let (components, rest) = inner_list(start)?;
        let (parameters, rest) = parameters(rest)?;
        let raw = start.get(..start.len().checked_sub(rest.len())?)?;
        Some((Input { label, components, parameters, raw }, rest))
    })
}

/// The members of `Signature`: 64 bytes each.
pub(super) fn signatures(field: &str) -> Option<Vec<(&str, [u8; 64])>> {
    dictionary(field, |rest| {
        let (label, rest) = key(rest)?;
        let (encoded, rest) = rest.strip_prefix("=:")?.split_once(':')?;
        let signature = STANDARD.decode(encoded).ok()?.try_into().ok()?;
        Some(((label, signature), rest))
    })
}

/// A string: 22 characters of base64url in an idempotency key, and nothing after it.
pub(super) fn string(field: &str) -> Option<&str> {
    let (text, rest) = quoted(field)?;
    rest.is_empty().then_some(text)
}

/// A number, and nothing after it.
pub(super) fn number(field: &str) -> Option<u64> {
    match bare(field)? {
        (Value::Number(number), "") => Some(number),
        _ => None,
    }
}

/// Members with commas and optional blanks between them (§3.2). Nothing for an empty field.
fn dictionary<'h, T>(
    field: &'h str,
    member: impl Fn(&'h str) -> Option<(T, &'h str)>,
) -> Option<Vec<T>> {
    let mut members = Vec::new();
    let mut rest = field;
    loop {
        let (next, after) = member(rest)?;
        members.push(next);
        let after = after.trim_start_matches([' ', '\t']);
        if after.is_empty() {
            return Some(members);
        }
        rest = after.strip_prefix(',')?.trim_start_matches([' ', '\t']);
    }
}

/// A key (§3.1.2).
fn key(text: &str) -> Option<(&str, &str)> {
    let belongs = |part: char| {
        part.is_ascii_lowercase() || part.is_ascii_digit() || matches!(part, '_' | '-' | '.' | '*')
    };
    let end = text.find(|part| !belongs(part)).unwrap_or(text.len());
    let first = text.chars().next()?;
    (first.is_ascii_lowercase() || first == '*').then_some(())?;
    text.split_at_checked(end)
}

/// `("a" "b")`: strings, one blank between two of them, none of them with parameters.
fn inner_list(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut rest = text.strip_prefix('(')?;
    let mut names = Vec::new();
    loop {
        let (name, after) = quoted(rest)?;
        names.push(name);
        match after.strip_prefix(' ') {
            Some(next) => rest = next,
            None => return Some((names, after.strip_prefix(')')?)),
        }
    }
}

/// `;name=value` as long as there are any, without blanks: the serialized form (§4.1.1.2).
fn parameters(mut text: &str) -> Option<(Vec<(&str, Value<'_>)>, &str)> {
    let mut found = Vec::new();
    while let Some(rest) = text.strip_prefix(';') {
        let (name, rest) = key(rest)?;
        let (value, rest) = bare(rest.strip_prefix('=')?)?;
        found.push((name, value));
        text = rest;
    }
    Some((found, text))
}

fn bare(text: &str) -> Option<(Value<'_>, &str)> {
    if let Some((quoted, rest)) = quoted(text) {
        return Some((Value::Text(quoted), rest));
    }
    let end = text.find(|part: char| !part.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let number = digits.parse().ok()?;
    // A number has one spelling: no leading zeros, at most fifteen digits (§3.3.1).
    let plain = digits == "0" || !digits.starts_with('0');
    (plain && digits.len() <= 15).then_some((Value::Number(number), rest))
}

/// A string without escapes, which none of ours needs.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix('"')?.split_once('"')?;
    let plain = inside.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'\\');
    plain.then_some((inside, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_read_with_the_text_that_its_base_quotes() {
        let field =
            "dev=(\"@method\" \"content-digest\");created=5;nonce=\"n\", sos=(\"@method\");a=1";
        let members = inputs(field).unwrap();
        assert_eq!(members.len(), 2);
        assert_eq!(members[0].components, ["@method", "content-digest"]);
        assert_eq!(
            members[0].parameters,
            [("created", Value::Number(5)), ("nonce", Value::Text("n"))]
        );
        assert_eq!(members[0].raw, "(\"@method\" \"content-digest\");created=5;nonce=\"n\"");
        assert_eq!(members[1].raw, "(\"@method\");a=1");
    }

    #[test]
    fn other_spellings_are_refused() {
        for field in [
            "",
            "dev",
            "dev=",
            "dev=()",
            "dev=(\"a\"  \"b\")",
            "dev=( \"a\")",
            "dev=(\"a\";bs)",
            "dev=(\"a\";sf \"b\")",
            "dev=(\"a\"); created=5",
            "dev=(\"a\");created=05",
            "dev=(\"a\");created=-5",
            "dev=(\"a\");created=1234567890123456",
            "dev=(\"a\");created",
            "dev=(\"a\\\"\");created=5",
            "dev=(\"a\"),",
            "dev=(\"a\") sos=(\"a\")",
            "Dev=(\"a\")",
            "dev=(a)",
        ] {
            assert_eq!(inputs(field), None, "{field}");
        }
    }

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("32768"), Some(32_768));
        for field in ["", "-1", "+1", "01", "1 ", "1;a=2", "1.0", "\"1\"", "1234567890123456"] {
            assert_eq!(number(field), None, "{field}");
        }
    }

    #[test]
    fn a_signature_is_64_bytes_in_padded_base64() {
        let good = format!("dev=:{}:", STANDARD.encode([7; 64]));
        assert_eq!(signatures(&good).unwrap(), [("dev", [7; 64])]);
        for bad in ["dev=::", "dev=:AAAA:", "dev=:AA", "dev=\"AAAA\""] {
            assert_eq!(signatures(bad), None, "{bad}");
        }
        let unpadded = good.replace('=', "").replace("dev", "dev=");
        assert_eq!(signatures(&unpadded), None);
    }
}
