//! `doorstep evidence verify`: what whoever was given a file can find out about it, with nothing but that
//! file and a root that they have from elsewhere.

use std::collections::BTreeMap;
use std::path::Path;

use doorstep::documents::TrustFile;
use doorstep::evidence::{
    Difference, Facts, Findings, MOST_BYTES, Report, RootIs, Totals, Verdict, What, verify,
};
use serde_json::{Value, json};

use crate::command_line::{EvidenceAction, EvidenceOptions};
use crate::files;
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply, Status};

/// Does it.
///
/// # Errors
/// [`ErrorInfo`]: `file-unreadable`, `trust-file-invalid`.
pub fn run(options: &EvidenceOptions) -> Result<Reply, ErrorInfo> {
    let EvidenceAction::Verify { file, trust } = &options.action;
    let bytes = read(file, MOST_BYTES as u64)?;
    let trust = trust.as_deref().map(trust_file).transpose()?;
    let found = std::str::from_utf8(&bytes).ok().map(|text| check(text, trust.as_ref()));
    Ok(match found {
        Some(Some(findings)) => reply(&findings),
        _ => not_evidence(),
    })
}

/// What is found in a text; none if it is no evidence.
pub fn check(text: &str, trust: Option<&TrustFile>) -> Option<Findings> {
    verify(text, env!("CARGO_PKG_VERSION"), trust).ok()
}

fn reply(findings: &Findings) -> Reply {
    let is_good = findings.verdict == Verdict::Genuine && findings.root != RootIs::Other;
    let status = if is_good { Status::Done } else { Status::Refused };
    Reply { value: value(Some(findings)), text: words(findings), status }
}

fn not_evidence() -> Reply {
    let text =
        "This is no file of evidence, or it was cut or damaged: nothing in it can be checked.";
    Reply { value: value(None), text: text.to_owned(), status: Status::Refused }
}

/// Findings, for scripts; none of what is no evidence.
pub fn value(findings: Option<&Findings>) -> Value {
    let difference = findings.and_then(|findings| match findings.verdict {
        Verdict::Genuine => None,
        Verdict::Altered(difference) => Some(difference),
    });
    let facts = findings.and_then(|findings| findings.facts.as_ref());
    let is_recomputed = findings.is_some_and(|findings| findings.is_presence_recomputed);
    json!({
        "result": match (findings, difference) {
            (None, _) => "unreadable",
            (Some(_), None) => "genuine",
            (Some(_), Some(_)) => "altered",
        },
        "root": findings.map_or(RootIs::NotCompared, |findings| findings.root).name(),
        "chain": facts.map(|facts| facts.chain.to_string()),
        "redacted": facts.map(|facts| facts.is_redacted),
        "entries": facts.map(|facts| facts.entries),
        "photos": facts.map(|facts| facts.photos),
        "epochs": facts.map(|facts| facts.epochs),
        "confirmed": facts.and_then(|facts| facts.confirmed).map(|confirmed| confirmed.n),
        "not_confirmed": facts.map(Facts::not_confirmed),
        "from": facts.map(|facts| moment(facts.from)),
        "to": facts.map(|facts| moment(facts.to)),
        "language": facts.map(|facts| facts.language.tag()),
        "written_by": facts.map(|facts| facts.written_by.clone()),
        "first_difference": difference.map(|difference| json!({
            "entry": difference.entry,
            "what": difference.what.name(),
            "text": different(difference),
        })),
        "checks": facts.map(outcomes),
        "presence": facts.map(|facts| match is_recomputed {
            true => presence(&facts.totals),
            false => json!("not-recomputable"),
        }),
        "presence_told": facts.map(|facts| presence(&facts.totals)),
        "report": facts.and(findings).map(|findings| findings.report.name()),
    })
}

fn outcomes(facts: &Facts) -> Value {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for check in &facts.checks {
        *counts.entry(check.outcome.name()).or_default() += 1;
    }
    json!(counts)
}

fn presence(totals: &Totals) -> Value {
    json!({
        "home_s": totals.home_s,
        "unverified_s": totals.unverified_s,
        "away_s": totals.away_s,
        "no-news_s": totals.no_news_s,
        "paused_s": totals.paused_s,
    })
}

/// The same for people.
fn words(findings: &Findings) -> String {
    let mut lines = Vec::new();
    match findings.verdict {
        Verdict::Genuine => lines.push(
            "Genuine: this is what the phone signed, and every signature and hash in it holds."
                .to_owned(),
        ),
        Verdict::Altered(difference) => lines.push(format!("Altered: {}", different(difference))),
    }
    lines.push(match findings.root {
        RootIs::Trusted => "It is of the authority whose trust file was given.".to_owned(),
        RootIs::Other => {
            "It is NOT of the authority whose trust file was given: anybody may have signed it."
                .to_owned()
        }
        RootIs::NotCompared => {
            "Whose authority signed it was not compared: give its trust file with --trust."
                .to_owned()
        }
    });
    if let Some(facts) = &findings.facts {
        let confirmed = facts.confirmed.map_or(0, |confirmed| confirmed.n);
        lines.push(format!(
            "{} to {}: {} entries; the authority has signed for those up to {confirmed}.",
            moment(facts.from),
            moment(facts.to),
            facts.entries
        ));
        let checks: BTreeMap<&str, u64> =
            facts.checks.iter().fold(BTreeMap::new(), |mut counts, check| {
                *counts.entry(check.outcome.name()).or_default() += 1;
                counts
            });
        let checks: Vec<String> =
            checks.iter().map(|(name, count)| format!("{count} {name}")).collect();
        let checks = if checks.is_empty() { "none".to_owned() } else { checks.join(", ") };
        lines.push(format!("Questions: {checks}."));
    }
    if findings.verdict == Verdict::Genuine && findings.report == Report::OtherWords {
        lines.push(
            "Another version wrote its page, whose words are not known here: go by what stands above."
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// A difference in a sentence.
fn different(difference: Difference) -> String {
    let what = match difference.what {
        What::Leaf => "what an entry says is not what was written down",
        What::Chain => "an entry is missing, added or another",
        What::Head => "the phone did not sign this",
        What::Receipt => "the authority did not sign this",
        What::Order => "an order is missing, or the authority did not sign it",
        What::Check => "a question is missing, or the authority did not sign it",
        What::Notice => "a notice is missing, or the authority did not sign it",
        What::Verdict => "a verdict is missing, or the authority did not sign it",
        What::Presence => "where the person was does not follow from the places that are shown",
        What::Outcome => "what came of a question does not follow from the entries",
        What::Trust => "the keys in the file do not vouch for each other",
        What::Report => "the page does not say what its data say",
        What::Form => "its data are not of the form that they must have",
    };
    match difference.entry {
        Some(n) => format!("at entry {n}, {what}."),
        None => format!("{what}."),
    }
}

fn moment(second: u64) -> String {
    rfc3339(i64::try_from(second).unwrap_or(i64::MAX).saturating_mul(1000))
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, ErrorInfo> {
    files::read(path, most).map_err(|error| {
        let text = format!("{} cannot be read: {}.", path.display(), error.kind());
        ErrorInfo::new(Status::CouldNotRun, "file-unreadable", text, "Give another file.")
    })
}

fn trust_file(path: &Path) -> Result<TrustFile, ErrorInfo> {
    let json = read(path, files::MOST_OF_A_DOCUMENT)?;
    TrustFile::read(&json).map_err(|error| {
        let text = format!("{}: {error}.", path.display());
        let next = "Give the trust file of the authority, such as trust.json beside its ca.pem.";
        ErrorInfo::new(Status::CouldNotRun, "trust-file-invalid", text, next)
    })
}
