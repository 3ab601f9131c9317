//! A phone whose process is killed with `SIGKILL` at random moments: what it had acknowledged is there when the
//! next process opens the home, and the authority has everything once.
//!
//! An unoptimised build kills 40 times, an optimised one 1,000 times, `DOORSTEP_LONG=true` 10,000 times.
//! `DOORSTEP_SEED` repeats the draws of a run, as far as moments can be repeated.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use doorstep_durability::child::{Kill, Told};
use doorstep_durability::draws::{self, Draws};
use doorstep_durability::known::Known;
use doorstep_durability::said::{Holds, Said};
use doorstep_durability::town::Town;

const CHILD: &str = env!("CARGO_BIN_EXE_durability-child");
/// So often one home is killed before it tells the authority everything and another is begun.
const IN_A_HOME: usize = 40;
/// More steps than a child has time for.
const STEPS: usize = 40;
const LANES: usize = 2;

/// What was struck, and what was there in the end.
#[derive(Debug, Default)]
struct Counts {
    kills: usize,
    /// Before the home was open.
    starting: usize,
    /// After it, with nothing acknowledged by this process.
    before: usize,
    after: usize,
    /// By the step that was struck in its midst.
    inside: BTreeMap<String, usize>,
    between_steps: usize,
    homes: usize,
    entries: usize,
    /// What the authority was told, by its kind.
    items: BTreeMap<String, usize>,
    passes: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, starting, before, after, inside, between_steps, .. } = self;
        let Self { homes, entries, items, passes, .. } = self;
        write!(
            f,
            "{kills} kills of {homes} homes: {starting} before the home was open, {before} before a process \
             had acknowledged anything, {after} after; in the midst of {inside:?}, {between_steps} between \
             steps; in the end {entries} entries, {passes} passes, told {items:?}"
        )
    }
}

impl Counts {
    fn note(&mut self, said: &[Said]) {
        self.kills += 1;
        let is_done = |said: &Said| matches!(said, Said::Done(_));
        match (said.first(), said.iter().any(is_done)) {
            (None, _) => self.starting += 1,
            (_, false) => self.before += 1,
            (_, true) => self.after += 1,
        }
        match said.last() {
            Some(Said::Sends(_)) => *self.inside.entry("network".into()).or_default() += 1,
            Some(Said::Begins(step)) => *self.inside.entry(step.clone()).or_default() += 1,
            Some(_) => self.between_steps += 1,
            None => {}
        }
    }

    fn add(&mut self, other: Self) {
        self.kills += other.kills;
        self.starting += other.starting;
        self.before += other.before;
        self.after += other.after;
        for (step, times) in other.inside {
            *self.inside.entry(step).or_default() += times;
        }
        self.between_steps += other.between_steps;
        self.homes += other.homes;
        self.entries += other.entries;
        for (kind, many) in other.items {
            *self.items.entry(kind).or_default() += many;
        }
        self.passes += other.passes;
    }
}

fn kill(draws: &Draws) -> Kill {
    let micros = |most: usize| Duration::from_micros(draws.below(most) as u64);
    match draws.below(4) {
        // While it starts, or soon after.
        0 => Kill::After(micros(12_000)),
        // At any moment of a step that asks the network, or of one that writes alone.
        1 => Kill::AfterLines(1 + draws.below(2 * STEPS / 3), micros(4_000)),
        _ => Kill::AfterLines(1 + draws.below(2 * STEPS / 3), micros(400)),
    }
}

/// Kills one home so often, and lets it tell everything in the end.
async fn live(draws: &Draws, kills: usize) -> Result<Counts, String> {
    let town = Town::new().await;
    let (mut known, mut counts) = (Known::default(), Counts { homes: 1, ..Counts::default() });
    let mut asked = 0;
    for n in 0.. {
        let is_last = counts.kills == kills;
        let seed = draws.number();
        let steps = if is_last { 5 } else { STEPS };
        let told = Told { home: town.phone.clone(), seed, steps, synchronous: None, is_last };
        let kill = if is_last { Kill::Never } else { kill(draws) };
        let ended = tokio::task::spawn_blocking(move || told.run(CHILD, kill)).await.unwrap()?;
        for said in &ended.said {
            match said {
                Said::Opened(holds) => {
                    known.is_in(holds).map_err(|lost| format!("process {n}: {lost}"))?;
                    known.take_all(holds);
                }
                Said::Begins(step) => asked += usize::from(step == "pass"),
                Said::Sends(request) => known.take_sent(request),
                Said::Done(done) => known.take(done),
                Said::Finished(holds) => {
                    known.is_in(holds)?;
                    known.take_all(holds);
                    is_told(&town, &known, holds, asked, &mut counts).await?;
                    town.stop().await;
                    return Ok(counts);
                }
            }
        }
        if ended.was_killed {
            counts.note(&ended.said);
        }
    }
    unreachable!()
}

/// The authority has every item and every pass once, and the journal proves itself.
async fn is_told(
    town: &Town,
    known: &Known,
    holds: &Holds,
    asked: usize,
    counts: &mut Counts,
) -> Result<(), String> {
    let ledger = town.ledger().await?;
    if ledger != holds.reported {
        return Err(format!("told {:?}, to be told {:?}", ledger, holds.reported));
    }
    let (accounts, issued) = town.issued().await?;
    if accounts != 1 || issued != known.passes() as u64 || known.passes() > asked {
        let seen = known.passes();
        return Err(format!("{accounts} accounts, {issued} passes, {seen} seen, {asked} asked"));
    }
    town.proves()?;
    counts.entries += holds.chain.0.len();
    for kind in ledger {
        *counts.items.entry(kind).or_default() += 1;
    }
    counts.passes += known.passes();
    Ok(())
}

fn kills() -> usize {
    let is_long = std::env::var("DOORSTEP_LONG").is_ok_and(|value| value == "true");
    match (cfg!(debug_assertions), is_long) {
        (true, _) => 40,
        (false, false) => 1_000,
        (false, true) => 10_000,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    let seed = draws::seed();
    println!("DOORSTEP_SEED={seed}");
    let homes = kills().div_ceil(IN_A_HOME);
    let lanes = (0..LANES).map(|lane| {
        tokio::spawn(async move {
            let mut counts = Counts::default();
            for home in (lane..homes).step_by(LANES) {
                let draws = Draws::of(seed.wrapping_add(home as u64));
                let lived = live(&draws, IN_A_HOME).await;
                counts.add(lived.unwrap_or_else(|lost| panic!("home {home}: {lost}")));
            }
            counts
        })
    });
    let mut counts = Counts::default();
    for lane in lanes.collect::<Vec<_>>() {
        counts.add(lane.await.unwrap());
    }
    println!("{counts}");
    assert!(counts.kills >= kills(), "{counts:?}");
    assert!(counts.starting > 0 && counts.after > counts.kills / 4, "{counts:?}");
}

// What finds nothing where something is lost would find nothing above.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_lacks_its_end_is_found() {
    let town = Town::new().await;
    let run = |seed, steps| {
        let home = town.phone.clone();
        let told = Told { home, seed, steps, synchronous: None, is_last: false };
        tokio::task::spawn_blocking(move || told.run(CHILD, Kill::Never).unwrap().said)
    };
    let mut known = Known::default();
    for said in run(1, 10).await.unwrap() {
        if let Said::Done(done) = said {
            known.take(&done);
        }
    }
    let log = town.phone.store().join("doorstep.db-wal");
    let file = std::fs::OpenOptions::new().write(true).open(&log).unwrap();
    // The last frame of the log, or a part of it.
    file.set_len(file.metadata().unwrap().len() - 100).unwrap();
    let said = run(2, 0).await.unwrap();
    let Some(Said::Opened(holds)) = said.first() else { panic!("{said:?}") };
    known.is_in(holds).unwrap_err();
    town.stop().await;
}
