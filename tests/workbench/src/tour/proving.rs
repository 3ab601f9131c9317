//! What the patient keeps of it all: one file that proves itself.

use std::fs;

use doorstep::evidence::{Difference, RootIs, Verdict, What};

use super::scene::{Act, Figure, Played};
use super::stage::{Stage, needed};
use crate::evidence;
use crate::phone::write;

/// The file, in the folder of the tour.
const FILE: &str = "evidence.html";

/// The file is written on the phone and checked without it.
pub async fn export(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let made = needed(stage.evidence.clone())?;
    write(&stage.folder.join(FILE), made.file.as_bytes())?;
    let found = needed(evidence::check(&made.file, Some(&stage.trust_file()?)))?;
    act.expect(found.verdict == Verdict::Genuine, "it is genuine to whoever has nothing else");
    act.expect(
        found.root == RootIs::Trusted,
        "it is of the authority that is known from elsewhere",
    );
    let facts = needed(found.facts)?;
    act.expect(made.confirmed.is_some(), "the authority has signed for what it was told");
    act.tell(
        "Without a network the phone writes one file. Any browser opens it; it shows day by day what was \
         asked and answered, and what nobody can know. Places are left out unless the patient wants \
         them in.",
    );
    act.tell(format!(
        "Its {} entries hang together by hashes, the phone has signed them and the authority has signed for \
         {} of them. Whoever has the authority's root checks all that with one command, and needs to trust \
         neither the patient nor the officer.",
        made.entries,
        made.confirmed.unwrap_or_default()
    ));
    act.expect(facts.days.len() > 3, "every day is in it");
    act.expect(facts.entries == made.entries, "everything that was written down is in it");
    act.show(Figure::File { href: FILE, caption: "The file that the phone wrote" });
    Ok(act)
}

/// Somebody changes a word in it.
pub async fn altered(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let file = fs::read_to_string(stage.folder.join(FILE)).ok();
    let file = needed(file)?;
    let better = file.replacen("no answer", "answered", 1);
    act.expect(better != file, "there is something to change");
    let found = needed(evidence::check(&better, Some(&stage.trust_file()?)))?;
    let is_seen =
        matches!(found.verdict, Verdict::Altered(Difference { what: What::Report, entry: None }));
    act.expect(is_seen, "a word that was changed is told");
    act.tell(
        "A copy in which “no answer” reads “answered” looks just as well, and is told at once: the page no \
         longer says what its data say.",
    );
    let worse = worsened(&file);
    let trust = stage.trust_file()?;
    let found = worse.as_deref().and_then(|file| evidence::check(file, Some(&trust)));
    let is_seen = found.is_none_or(|found| matches!(found.verdict, Verdict::Altered(_)));
    act.expect(is_seen, "so is a change of its data");
    act.tell("So is any other byte of it, whoever changed it: a patient, an officer, or a disk.");
    Ok(act)
}

/// Another byte in the middle of its data.
fn worsened(file: &str) -> Option<String> {
    let at = file.find("doorstep-data")?.checked_add(4_000)?;
    let (before, after) = (file.get(..at)?, file.get(at..)?);
    let other = if after.starts_with('A') { 'B' } else { 'A' };
    Some([before, &other.to_string(), after.get(1..)?].concat())
}
