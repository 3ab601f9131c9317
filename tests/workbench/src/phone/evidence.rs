//! The evidence of a quarantine, as a file.

use std::path::Path;

use doorstep::client::{Client, EvidenceScope};
use doorstep::model::PersonId;
use serde_json::json;

use super::write;
use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::terminal;

/// How much is shown: everything only if that is meant.
pub fn scope(full: bool, yes: bool) -> Result<EvidenceScope, ErrorInfo> {
    if !full {
        return Ok(EvidenceScope::Redacted);
    }
    let question = "The file will show every place where the phone was, and what was written in private. \
                    Write it? [y/N]";
    if yes || terminal::confirm(question) == Some(true) {
        return Ok(EvidenceScope::Whole);
    }
    Err(ErrorInfo::new(
        Status::WrongUse,
        "confirmation-needed",
        "Nothing was written: the file would show every place, and that was not confirmed.",
        "Confirm with --yes, or leave out --full.",
    ))
}

/// Writes the file.
pub fn export(
    client: &Client,
    person: PersonId,
    file: &Path,
    scope: EvidenceScope,
    photos: bool,
) -> Result<Reply, ErrorInfo> {
    let evidence = match photos {
        true => client.evidence_with_photos(person, scope)?,
        false => client.evidence(person, scope)?,
    };
    write(file, evidence.file.as_bytes())?;
    let language = client.snapshot().language;
    let shown = file.display().to_string();
    let value = json!({
        "file": shown,
        "bytes": evidence.file.len(),
        "entries": evidence.entries,
        "chain": evidence.chain,
        "redacted": evidence.is_redacted,
        "photos": evidence.photos,
        "confirmed": evidence.confirmed,
        "not_confirmed": evidence.not_confirmed,
        "language": language,
    });
    let written = Label::EvidenceWritten {
        file: &shown,
        entries: evidence.entries,
        not_confirmed: evidence.not_confirmed,
    };
    Ok(Reply::done(value, written.text(&language)))
}
