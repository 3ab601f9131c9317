//! Evidence of fourteen days, three checks a day and a fix each quarter of an hour: how large the file is,
//! and how long it takes to write and to check it, each beside hashing the bytes of the file.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;

use doorstep::client::EvidenceScope;
use doorstep::crypto::sha256;
use doorstep::events::NetworkKind;
use doorstep::evidence::{Verdict, verify};
use doorstep_bench::compare;
use doorstep_bench::patient::Patient;
use doorstep_suite::phone::ME;

const DAYS: u32 = 14;
/// Of the figures of a file.
const GOAL: (usize, u128, u128) = (200_000, 100, 1_000);

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let patient = runtime.block_on(async {
        let mut patient = Patient::new("presence", 3).await?;
        for _ in 0..DAYS {
            patient.lives_a_day(NetworkKind::Mobile).await?;
        }
        Ok::<_, Box<dyn Error>>(patient)
    })?;
    let client = patient.phone.client();
    let trust = &patient.env.trust_file;
    for (name, scope) in [("redacted", EvidenceScope::Redacted), ("whole", EvidenceScope::Whole)] {
        let made = client.evidence(ME, scope)?;
        let found = verify(&made.file, env!("CARGO_PKG_VERSION"), Some(trust))?;
        if found.verdict != Verdict::Genuine {
            return Err(format!("{:?}", found.verdict).into());
        }
        let checks = found.facts.map_or(0, |facts| facts.checks.len());
        let hash = || sha256(made.file.as_bytes());
        let export = compare(5, 1, || client.evidence(ME, scope), hash);
        let check =
            compare(5, 1, || verify(&made.file, env!("CARGO_PKG_VERSION"), Some(trust)), hash);
        let (bytes, export_ms, check_ms) = GOAL;
        println!(
            "{DAYS} days, {name}: {} bytes (goal <= {bytes}) of {} entries and {checks} checks; written in {} ms \
             (goal <= {export_ms}), {:.0} x hashing it; checked in {} ms (goal <= {check_ms}), {:.0} x hashing it",
            made.file.len(),
            made.entries,
            export.measured.as_millis(),
            export.ratio(),
            check.measured.as_millis(),
            check.ratio(),
        );
    }
    Ok(())
}
