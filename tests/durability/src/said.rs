//! What a child says on its standard output, a line of JSON each, and only once it is durable.

use std::io::Write as _;
use std::path::Path;

use doorstep::client::Client;
use doorstep::crypto::sha256;
use doorstep::model::to_base64url;
use doorstep::views::{JournalEntryView, PassEntry};
use serde::{Deserialize, Serialize};

use crate::home::ME;
use crate::wire::written;

/// So many requests are read.
const MOST_SENT: usize = 400;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// What a process has found when it opened the home.
    Opened(Holds),
    /// A step has begun; what comes of it is not known.
    Begins(String),
    /// This request leaves, and is written down.
    Sends(String),
    /// Nothing that is named here may ever be lost.
    Done(Done),
    /// Nothing is left to be told to the authority.
    Finished(Holds),
}

impl Said {
    /// One line in one write.
    pub fn say(&self) {
        let line = serde_json::to_string(self).unwrap() + "\n";
        let mut out = std::io::stdout().lock();
        out.write_all(line.as_bytes()).unwrap();
        out.flush().unwrap();
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Done {
    pub at_ms: i64,
    pub is_registered: bool,
    /// Number of the last entry of the journal.
    pub n: usize,
    /// Over every entry up to it.
    pub digest: String,
    /// All that are listed, however they came.
    pub passes: Vec<HeldPass>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldPass {
    pub id: String,
    pub until_ms: i64,
    pub digest: String,
}

/// All that a home holds, as far as it is acknowledged to anybody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Holds {
    pub at_ms: i64,
    pub is_registered: bool,
    pub chain: Chain,
    /// Kinds of the entries that the authority is told.
    pub reported: Vec<String>,
    pub passes: Vec<HeldPass>,
    /// The newest requests that were written down.
    pub sent: Vec<String>,
    /// Names of sentences about the phone and its data.
    pub warnings: Vec<String>,
    /// Files that were put aside as damaged.
    pub files_aside: usize,
    /// Items that the authority has not confirmed.
    pub unsent: u64,
}

/// Digests over the first entry, the first two, and so on: what differs in one byte differs from there on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Chain(pub Vec<String>);

impl Chain {
    /// Adds what the journal has more.
    ///
    /// # Errors
    /// A gap or a repeat.
    pub fn follow(&mut self, entries: &[JournalEntryView]) -> Result<(), String> {
        for entry in entries {
            let wanted = self.0.len() as u64 + 1;
            if entry.n != wanted {
                return Err(format!("entry {} where {wanted} was expected", entry.n));
            }
            let JournalEntryView { n, kind, earliest_ms, latest_ms, fields, reported, .. } = entry;
            let before = self.0.last().map(String::as_str).unwrap_or_default();
            let said =
                format!("{before} {n} {kind} {earliest_ms:?} {latest_ms:?} {fields} {reported}");
            self.0.push(short(&said));
        }
        Ok(())
    }
}

impl HeldPass {
    pub fn of(pass: &PassEntry) -> Self {
        let PassEntry { id, purpose, valid_from_ms, valid_until_ms, .. } = pass;
        Self {
            id: id.to_string(),
            until_ms: *valid_until_ms,
            digest: short(&format!("{id} {purpose} {valid_from_ms} {valid_until_ms}")),
        }
    }
}

impl Holds {
    /// All of it.
    ///
    /// # Errors
    /// A journal with a gap, or a pass that cannot be shown.
    pub fn read(client: &Client, store: &Path, at_ms: i64) -> Result<Self, String> {
        let snapshot = client.snapshot();
        let person = snapshot.people.first().ok_or("nobody")?;
        let mut holds = Self {
            at_ms,
            is_registered: person.registration.step.name() == "registered",
            unsent: person.quarantine.as_ref().map_or(0, |quarantine| quarantine.unsent),
            files_aside: files_aside(store),
            ..Self::default()
        };
        let warnings = snapshot.warnings.iter().chain(&person.warnings);
        holds.warnings = warnings.map(|sentence| sentence.key.clone()).collect();
        if let Ok(page) = client.journal(ME, Some(1), usize::MAX) {
            holds.chain.follow(&page.entries)?;
            if page.n != page.entries.len() as u64 {
                return Err(format!("{} of {} entries", page.entries.len(), page.n));
            }
            let reported = page.entries.iter().filter(|entry| entry.reported);
            holds.reported = reported.map(|entry| entry.kind.clone()).collect();
            if let Some(entry) =
                page.entries.iter().find(|one| one.kind == "epoch" || one.kind == "aside")
            {
                return Err(format!("{} at entry {}", entry.kind, entry.n));
            }
        }
        let sent = client.sent(None, MOST_SENT).map_err(|error| format!("{:?}", error.code))?;
        holds.sent = sent.iter().map(written).collect();
        for pass in client.passes(ME).unwrap_or_default() {
            if pass.valid_until_ms > at_ms {
                client
                    .present(ME, Some(pass.id), None)
                    .map_err(|error| format!("a pass that cannot be shown: {:?}", error.code))?;
            }
            holds.passes.push(HeldPass::of(&pass));
        }
        Ok(holds)
    }
}

fn files_aside(store: &Path) -> usize {
    let files = std::fs::read_dir(store).into_iter().flatten().flatten();
    files.filter(|file| file.file_name().to_string_lossy().contains("set-aside")).count()
}

fn short(text: &str) -> String {
    to_base64url(&sha256(text.as_bytes())[..9])
}
