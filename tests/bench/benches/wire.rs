//! A patient's day on the wire: what their phone sends and hears, beside a tracker with OwnTracks' defaults,
//! which posts 144 times a day, each time on a connection of its own.
//!
//! Bytes are counted at the socket, TLS and HTTP in them, by a relay before one and the same authority;
//! time is virtual. Fixes come every quarter of an hour, and what the phone sends goes when its plan says
//! so. Each kind of day is lived by some phones, eight days each, because it is a matter of chance how the
//! hours in which they are asked fall between the slots of their own: days at rest, days with three checks
//! that are answered where they are asked, and those with a fix from a wrong place besides.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;

use doorstep_bench::patient::{A_DAY, Patient};
use doorstep_suite::relay::{Counted, Relay};
use doorstep_suite::test_env::TestEnv;

type Failed = Box<dyn Error>;

/// Phones of a kind, the days of each, and where there is one the fix of the first day that is from a wrong
/// place, and how much later that is each day: a quarter of a batch.
const PHONES: u64 = 4;
const DAYS: u64 = 8;
const WRONG: u64 = 8;
const LATER: u64 = 4;
/// What OwnTracks posts in a day by default, and one of its messages.
const POSTS: u32 = 144;
const POST: &str = r#"{"_type":"location","BSSID":"c0:ff:ee:c0:ff:ee","SSID":"home","_id":"3f1a9d2c","acc":14,"alt":156,"batt":77,"bs":1,"conn":"w","created_at":1795521600,"lat":55.7558123,"lon":37.6173000,"m":1,"t":"u","tid":"ph","tst":1795521590,"vac":3,"vel":0,"topic":"owntracks/u/ph"}"#;

fn main() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let tracker = runtime.block_on(tracker())?;
    for (report, goal) in [("presence", 15.0), ("coordinates", 12.0)] {
        for day in [Day::AtRest, Day::Answers, Day::AnswersAndMistakes] {
            let mut lived = Lived::default();
            for _ in 0..PHONES {
                lived.add(runtime.block_on(days(report, day))?);
            }
            let all = PHONES * DAYS;
            let bytes = lived.bytes / all;
            println!(
                "a day that reports {report}, {}: {bytes} bytes in {:.1} connections, at most {} ({} answers \
                 in {all} days), {:.1} x fewer than the {} of {} posts (goal >= {goal:.0} x; connections <= 8)",
                day.name(),
                lived.connections as f64 / all as f64,
                lived.most,
                lived.answers,
                tracker.bytes() as f64 / bytes as f64,
                tracker.bytes(),
                tracker.connections,
            );
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    AtRest,
    Answers,
    AnswersAndMistakes,
}

impl Day {
    fn name(self) -> &'static str {
        match self {
            Self::AtRest => "at rest",
            Self::Answers => "with three answers",
            Self::AnswersAndMistakes => "with three answers and a wrong place",
        }
    }
}

/// What came of some days.
#[derive(Default)]
struct Lived {
    bytes: u64,
    connections: u64,
    /// Most of them in a day.
    most: u64,
    answers: u64,
}

impl Lived {
    fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.connections += other.connections;
        self.most = self.most.max(other.most);
        self.answers += other.answers;
    }
}

async fn days(report: &str, day: Day) -> Result<Lived, Failed> {
    let is_asked = day != Day::AtRest;
    // Its first hour is another day's.
    let mut patient = Patient::new(report, if is_asked { 3 } else { 0 }).await?;
    patient.answers = is_asked.then_some(0);
    let first = patient.relay.counted();
    let (mut before, mut most) = (first.connections, 0);
    for number in 0..DAYS {
        for quarter in 0..A_DAY {
            match day == Day::AnswersAndMistakes && quarter == WRONG + number * LATER {
                true => patient.is_mistaken().await?,
                false => patient.rests().await?,
            }
        }
        let after = patient.relay.counted().connections;
        most = most.max(after.saturating_sub(before));
        before = after;
    }
    let last = patient.relay.counted();
    Ok(Lived {
        bytes: last.bytes().saturating_sub(first.bytes()),
        connections: last.connections.saturating_sub(first.connections),
        most,
        answers: patient.answers.unwrap_or_default(),
    })
}

/// Posts over HTTPS to the same server, a connection each.
async fn tracker() -> Result<Counted, Failed> {
    let env = TestEnv::new().await;
    let relay = Relay::before(&env.url());
    let root = env.roots.first().ok_or("a root")?;
    let root = reqwest::Certificate::from_der(root)?;
    let _ = rustls::crypto::ring::default_provider().install_default();
    for _ in 0..POSTS {
        let client = reqwest::Client::builder()
            .tls_certs_only([root.clone()])
            .pool_max_idle_per_host(0)
            .build()?;
        let post = client
            .post(format!("{}/v1/time", relay.url()))
            .header("content-type", "application/json")
            .header("user-agent", "Owntracks-Android/gms/2.5")
            .header("x-limit-u", "patient")
            .header("x-limit-d", "phone")
            .body(POST);
        post.send().await?.bytes().await?;
    }
    Ok(relay.counted())
}
