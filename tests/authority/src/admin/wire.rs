//! What passes between the operator's client and the endpoint.

use serde::{Deserialize, Serialize};

use crate::failing::Failure;

/// A text message that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sms {
    /// The number, E.164.
    pub to: String,
    /// The text.
    pub text: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

// Number and code must not reach a log through `{:?}`.
impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sms(…)")
    }
}

/// An account, without anything that names its holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// The account, base64url.
    pub id: String,
    /// When it was opened, RFC 3339 in UTC.
    pub created_at: String,
    /// The number with stars in its middle; absent once the account is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// How many passes it got.
    pub passes: u64,
    /// Why it is closed, kebab-case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
}

/// A code that is given in person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCode {
    /// Twelve digits.
    pub code: String,
    /// Until when it counts, RFC 3339 in UTC.
    pub until: String,
}

// Whoever has it can register with the number.
impl std::fmt::Debug for DeskCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeskCode(…)")
    }
}

/// For whom a code is given.
#[derive(Serialize, Deserialize)]
pub(super) struct CodeOrder {
    pub(super) phone: String,
}

/// What an hour has seen of codes in text messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourEntry {
    /// When it began, RFC 3339 in UTC.
    pub from: String,
    /// Codes that were sent to phones that are not registered.
    pub sent: u64,
    /// Requests that got no code because a budget was used up.
    pub withheld: u64,
    /// Wrong codes.
    pub wrong: u64,
    /// What was alarming, kebab-case.
    pub alarms: Vec<String>,
}

/// An online key as the trust list names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEntry {
    /// Its thumbprint (RFC 9679), base64url.
    pub name: String,
    /// What it signs.
    #[serde(rename = "use")]
    pub key_use: String,
    /// `signing`, `standby`, `retired` or `withdrawn`.
    #[serde(rename = "standing")]
    pub status: String,
}

/// What the root keys have signed so far, base64url.
#[derive(Serialize, Deserialize)]
pub(super) struct SignedNow {
    /// What the authority's clock shows, if it can be read.
    pub(super) now: Option<u64>,
    /// The file that tells it the time, if one does: its path, base64url.
    pub(super) clock_file: Option<String>,
    pub(super) root: String,
    pub(super) trust: String,
}

/// Stop the clock, with the trust list that is due by then.
#[derive(Serialize, Deserialize)]
pub(super) struct ClockOrder {
    pub(super) at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) trust: Option<String>,
}

/// Make keys for a use, by its name in trust lists.
#[derive(Serialize, Deserialize)]
pub(super) struct KeyOrder {
    pub(super) key_use: String,
}

/// The keys that were made, COSE_Key in base64url.
#[derive(Serialize, Deserialize)]
pub(super) struct KeysMade {
    pub(super) keys: Vec<String>,
}

/// Publish what the root keys have signed, base64url.
#[derive(Serialize, Deserialize)]
pub(super) struct PublishOrder {
    /// The next root, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) root: Option<String>,
    /// The trust list.
    pub(super) trust: String,
}

/// Publish the rules of this document.
#[derive(Serialize, Deserialize)]
pub(super) struct RulesOrder {
    pub(super) document: String,
}

/// The rules that were published.
#[derive(Serialize, Deserialize)]
pub(super) struct RulesMade {
    pub(super) serial: u64,
}

/// Put acts into force, or end them: for passes, for quarantine, or for both.
#[derive(Serialize, Deserialize)]
pub(super) struct ActOrder {
    pub(super) covers: Option<String>,
}

/// Let answers of a route fail.
#[derive(Serialize, Deserialize)]
pub(super) struct FailOrder {
    /// Its path with its variables unnamed.
    pub(super) route: String,
    #[serde(flatten)]
    pub(super) failure: Failure,
}

/// Publish tables of passes by text message: these documents, or those that come with the authority.
#[derive(Serialize, Deserialize)]
pub(super) struct TablesOrder {
    pub(super) documents: Vec<String>,
}

/// The tables that were published.
#[derive(Serialize, Deserialize)]
pub(super) struct TablesMade {
    pub(super) serial: u64,
}

/// A text message to a region's number.
#[derive(Serialize, Deserialize)]
pub(super) struct GatewayOrder {
    pub(super) region: String,
    /// Who sends it.
    pub(super) phone: String,
    pub(super) text: String,
}

/// Revoke a pass.
#[derive(Serialize, Deserialize)]
pub(super) struct RevokeOrder {
    pub(super) pass: String,
}

/// A number with stars between its country code and its last four digits.
pub(super) fn masked(phone: &str, countries: &[String]) -> String {
    let digits = phone.trim_start_matches('+');
    let code = countries
        .iter()
        .filter(|code| digits.starts_with(code.as_str()))
        .map(String::len)
        .max()
        .unwrap_or_default();
    let hidden = digits.len().saturating_sub(code).saturating_sub(4);
    let shown = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let last = digits.len().saturating_sub(4);
    format!("+{}{}{}", shown(0, code), "*".repeat(hidden), shown(last, digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_number_shows_country_and_last_four() {
        let countries = ["7".to_owned(), "375".to_owned()];
        assert_eq!(masked("+79161234567", &countries), "+7******4567");
        assert_eq!(masked("+375294911911", &countries), "+375*****1911");
    }
}
