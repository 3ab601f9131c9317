//! What else there is: for whose SIM the number cannot be reached, and for whom nobody answers.

use super::asked::Asked;
use crate::documents::sms::{NoReply, SmsForm, SmsRegion, VoiceLine};

/// The other channels of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channels<'r> {
    /// Numbers to call; those that are open now stand first.
    pub voice: Vec<(&'r VoiceLine, bool)>,
    /// What the paper is called, by language tag; empty where there is none.
    pub paper: &'r [(String, String)],
    /// What stands on it, in its order: the names of the request's fields.
    pub fields: Vec<&'r str>,
    pub no_reply: NoReply,
    /// Whether they are to be offered now: nobody has answered in the region's time.
    pub is_due: bool,
}

/// The other channels for a request, or before one.
pub fn channels<'r>(
    region: &'r SmsRegion,
    form: &'r SmsForm,
    asked: Option<&Asked>,
    now: u64,
) -> Channels<'r> {
    let minute = region.zone.minute(i64::try_from(now).unwrap_or(i64::MAX));
    let answers =
        |line: &VoiceLine| line.hours.is_none_or(|(from, to)| (from..to).contains(&minute));
    let lines = region.fallback.voice.iter().map(|line| (line, answers(line)));
    let (mut voice, closed): (Vec<_>, Vec<_>) = lines.partition(|(_, answers)| *answers);
    voice.extend(closed);
    let waited = |asked: &Asked| asked.at.saturating_add(region.fallback.after_s) <= now;
    Channels {
        voice,
        paper: &region.fallback.paper,
        fields: form.field_names(),
        no_reply: region.fallback.no_reply,
        is_due: asked.is_some_and(waited),
    }
}

/// Whether a SIM of this network's country is known not to reach the number. Said before anything is typed.
pub fn is_foreign(region: &SmsRegion, country: &str) -> bool {
    let home = &region.home_networks;
    region.networks_confidence.is_established()
        && !home.is_empty()
        && !home.iter().any(|network| network == country)
}
