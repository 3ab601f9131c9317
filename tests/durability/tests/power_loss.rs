//! A phone whose power goes at any system call: from whatever the disk may hold then, the core opens a home with
//! all that was acknowledged. The same checker finds losses where SQLite is told to sync less.
//!
//! An unoptimised build cuts the power 60 times, an optimised one 500 times, `DOORSTEP_LONG=true` 10,000 times.
//! `DOORSTEP_SEED` repeats a run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use doorstep::client::Client;
use doorstep::quarantine::declarations::Declaring;
use doorstep_durability::child::Told;
use doorstep_durability::clock::FileClock;
use doorstep_durability::disk::{Disk, Left};
use doorstep_durability::draws::{self, Draws};
use doorstep_durability::home::{ME, PhoneHome};
use doorstep_durability::known::Known;
use doorstep_durability::said::{Chain, Holds, Said};
use doorstep_durability::strace::{Call, can_trace, record};
use doorstep_durability::town::{Town, in_memory};

const CHILD: &str = env!("CARGO_BIN_EXE_durability-child");
/// Processes of the story, one after the other, and steps of each.
const PROCESSES: u64 = 3;
const STEPS: usize = 30;
/// So often the power goes in one story before another is recorded.
const IN_A_STORY: usize = 500;
const LANES: usize = 2;

/// A story, call by call.
struct Recording {
    town: Town,
    calls: Vec<Call>,
    /// The journal at its end.
    chain: Chain,
}

impl Recording {
    async fn of(synchronous: Option<&str>, seed: u64) -> Self {
        let town = Town::new().await;
        let (mut calls, folder) = (Vec::new(), in_memory());
        std::fs::create_dir(&town.phone.folder).unwrap();
        for process in 0..PROCESSES {
            let told = Told {
                home: town.phone.clone(),
                seed: seed.wrapping_add(process),
                steps: STEPS,
                synchronous: synchronous.map(str::to_owned),
                is_last: process + 1 == PROCESSES,
            };
            let folder = folder.path().to_owned();
            let recorded = tokio::task::spawn_blocking(move || record(CHILD, &told, &folder));
            calls.extend(recorded.await.unwrap().unwrap());
        }
        let Some(Call::Says(Said::Finished(holds))) =
            calls.iter().rev().find(|call| matches!(call, Call::Says(_))).cloned()
        else {
            panic!("the story has no end")
        };
        Self { town, calls, chain: holds.chain }
    }

    /// Before which calls the power goes, in their order: any, and those that would have made something safe.
    fn moments(&self, draws: &Draws, many: usize) -> Vec<usize> {
        let syncs = (0..self.calls.len()).filter(|n| matches!(self.calls[*n], Call::Sync { .. }));
        let syncs: Vec<usize> = syncs.collect();
        let moment = |n: usize| match n % 2 {
            1 if !syncs.is_empty() => syncs[draws.below(syncs.len())],
            _ => draws.below(self.calls.len() + 1),
        };
        let mut moments: Vec<usize> = (0..many).map(moment).collect();
        moments.sort_unstable();
        moments
    }

    /// Takes the power so often, and looks at what is left each time; what is lost, by its moment.
    fn losses(&self, seed: u64, many: usize) -> Losses {
        let moments = self.moments(&Draws::of(seed), many);
        let lane = |lane: usize| {
            let mut losses = Losses::default();
            let (mut disk, mut known) = (Disk::under(&self.town.phone.folder), Known::default());
            let (mut at_ms, mut next) = (doorstep_durability::clock::BEGIN_MS, 0);
            for (n, moment) in moments.iter().enumerate().filter(|(n, _)| n % LANES == lane) {
                for call in &self.calls[next..*moment] {
                    disk.apply(call);
                    match call {
                        Call::Says(Said::Done(done)) => {
                            known.take(done);
                            at_ms = done.at_ms;
                        }
                        Call::Says(Said::Sends(request)) => known.take_sent(request),
                        Call::Says(Said::Opened(holds)) => at_ms = holds.at_ms,
                        _ => {}
                    }
                }
                next = *moment;
                losses.cuts += 1;
                losses.unsafe_cuts += usize::from(!disk.is_safe());
                losses.acknowledged += usize::from(known.last.n > 0);
                let draws = Draws::of(seed.wrapping_add(1 + n as u64));
                let left = disk.after_power_loss(&draws);
                if let Err(lost) = self.is_whole(&left, &known, at_ms) {
                    losses.found.insert(n, format!("before call {moment}: {lost}"));
                }
            }
            losses
        };
        std::thread::scope(|scope| {
            let lane = &lane;
            let lanes: Vec<_> = (0..LANES).map(|n| scope.spawn(move || lane(n))).collect();
            let lanes = lanes.into_iter().map(|lane| lane.join().unwrap());
            lanes.fold(Losses::default(), Losses::and)
        })
    }

    fn is_whole(&self, left: &Leftovers, known: &Known, at_ms: i64) -> Result<(), String> {
        let folder = in_memory();
        lay_out(left, folder.path());
        let home = self.town.phone.left_in(folder.path());
        let client = open(&home, at_ms)?;
        let holds = Holds::read(&client, &home.store(), at_ms)?;
        known.is_in(&holds)?;
        // What nobody was told may be there too, if it is what was written.
        if !self.chain.0.starts_with(&holds.chain.0) {
            return Err("entries that nobody has written".into());
        }
        if known.last.n == 0 {
            return Ok(());
        }
        // And it goes on from there.
        let fault = Declaring::Fault { text: "it was switched off".into() };
        client.declare(ME, &fault).map_err(|error| format!("{:?}", error.code))?;
        let told = Holds::read(&client, &home.store(), at_ms)?;
        drop(client);
        let kept = Holds::read(&open(&home, at_ms)?, &home.store(), at_ms)?;
        known.is_in(&kept)?;
        let is_longer = told.chain.0.len() > holds.chain.0.len();
        if is_longer && told.chain.0.starts_with(&holds.chain.0) && kept.chain == told.chain {
            Ok(())
        } else {
            Err("the journal does not go on".into())
        }
    }
}

/// As the phone does when it is switched on again.
fn open(home: &PhoneHome, at_ms: i64) -> Result<Client, String> {
    let clock = Arc::new(FileClock::after_power_loss(at_ms));
    home.open_offline(clock).map_err(|error| format!("{:?}", error.code))
}

type Leftovers = BTreeMap<PathBuf, Left>;

fn lay_out(left: &Leftovers, folder: &Path) {
    for (path, left) in left {
        let path = folder.join(path);
        match left {
            Left::Folder => std::fs::create_dir(path).unwrap(),
            Left::File(bytes) => std::fs::write(path, bytes).unwrap(),
        }
    }
}

#[derive(Debug, Default)]
struct Losses {
    cuts: usize,
    /// With something on its way to the disk.
    unsafe_cuts: usize,
    /// With entries that must not be lost.
    acknowledged: usize,
    found: BTreeMap<usize, String>,
}

impl Losses {
    fn and(mut self, other: Self) -> Self {
        self.cuts += other.cuts;
        self.unsafe_cuts += other.unsafe_cuts;
        self.acknowledged += other.acknowledged;
        self.found.extend(other.found);
        self
    }
}

fn cuts() -> usize {
    let is_long = std::env::var("DOORSTEP_LONG").is_ok_and(|value| value == "true");
    match (cfg!(debug_assertions), is_long) {
        (true, _) => 60,
        (false, false) => 500,
        (false, true) => 10_000,
    }
}

/// Takes the power so often, in as many stories as that takes; nothing where calls cannot be recorded.
async fn losses(synchronous: Option<&str>, many: usize) -> Option<Losses> {
    if !can_trace() {
        println!("skipped: power loss (no strace, or it may not trace)");
        return None;
    }
    let mode = synchronous.unwrap_or("FULL");
    let seed = draws::seed();
    println!("{mode}: DOORSTEP_SEED={seed}");
    let (mut all, mut calls, mut entries) = (Losses::default(), 0, 0);
    for begin in (0..many).step_by(IN_A_STORY) {
        let seed = seed.wrapping_add(begin as u64);
        let recording = Recording::of(synchronous, seed).await;
        let mut losses = recording.losses(seed, IN_A_STORY.min(many - begin));
        losses.found = losses.found.into_iter().map(|(n, lost)| (begin + n, lost)).collect();
        all = all.and(losses);
        calls += recording.calls.len();
        entries += recording.chain.0.len();
        recording.town.stop().await;
    }
    let Losses { cuts, unsafe_cuts, acknowledged, found } = &all;
    println!(
        "{mode}: {cuts} cuts in {calls} calls, {entries} entries; {unsafe_cuts} with something on its way, \
         {acknowledged} with entries acknowledged; {} losses",
        found.len()
    );
    Some(all)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_power_loss() {
    let Some(losses) = losses(None, cuts()).await else { return };
    assert!(losses.found.is_empty(), "{:#?}", losses.found);
    assert!(losses.unsafe_cuts > losses.cuts / 4 && losses.acknowledged > losses.cuts / 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn losses_are_found_where_only_checkpoints_are_synced() {
    let Some(losses) = losses(Some("NORMAL"), 60).await else { return };
    assert!(losses.found.len() > 5, "{losses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn losses_are_found_where_nothing_is_synced() {
    let Some(losses) = losses(Some("OFF"), 60).await else { return };
    assert!(losses.found.len() > 5, "{losses:?}");
}
