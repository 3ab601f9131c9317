//! A patient's day on the wire: what their phone sends and hears, beside a tracker with OwnTracks' defaults,
//! which posts 144 times a day, each time on a connection of its own.
//!
//! Bytes are counted at the socket, TLS and HTTP in them, by a relay before one and the same authority;
//! time is virtual. Fixes come every quarter of an hour, from a wrong place once a day, and what the phone
//! sends goes when its plan says so. Whether the wrong place takes a connection of its own is a matter of
//! how far the next slot is, so that the phone lives four days, each with its wrong place a quarter of a batch
//! later. Answers to checks are not in it yet.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;

use doorstep_bench::patient::{A_DAY, Patient};
use doorstep_suite::relay::{Counted, Relay};
use doorstep_suite::test_env::TestEnv;

type Failed = Box<dyn Error>;

/// Days, the fix of the first one that is from a wrong place, and how much later that is each day: a
/// quarter of a batch.
const DAYS: u64 = 4;
const WRONG: u64 = 40;
const LATER: u64 = 4;
/// What OwnTracks posts in a day by default, and one of its messages.
const POSTS: u32 = 144;
const POST: &str = r#"{"_type":"location","BSSID":"c0:ff:ee:c0:ff:ee","SSID":"home","_id":"3f1a9d2c","acc":14,"alt":156,"batt":77,"bs":1,"conn":"w","created_at":1795521600,"lat":55.7558123,"lon":37.6173000,"m":1,"t":"u","tid":"ph","tst":1795521590,"vac":3,"vel":0,"topic":"owntracks/u/ph"}"#;

fn main() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let tracker = runtime.block_on(tracker())?;
    for (report, goal) in [("presence", 15.0), ("coordinates", 12.0)] {
        let days = runtime.block_on(days(report))?;
        let bytes = days.iter().map(|(bytes, _)| bytes).sum::<u64>() / DAYS;
        let connections: Vec<u64> = days.iter().map(|(_, connections)| *connections).collect();
        println!(
            "a day that reports {report}: {bytes} bytes in {connections:?} connections, {:.1} x fewer than \
             the {} of {} posts (goal >= {goal:.0} x; connections <= 8)",
            tracker.bytes() as f64 / bytes as f64,
            tracker.bytes(),
            tracker.connections,
        );
    }
    Ok(())
}

async fn days(report: &str) -> Result<Vec<(u64, u64)>, Failed> {
    // Its first hour is another day's.
    let mut patient = Patient::new(report).await?;
    let mut days = Vec::new();
    let mut before = patient.relay.counted();
    for day in 0..DAYS {
        for quarter in 0..A_DAY {
            match quarter == WRONG + day * LATER {
                true => patient.is_mistaken().await?,
                false => patient.rests().await?,
            }
        }
        let after = patient.relay.counted();
        days.push((
            after.bytes().saturating_sub(before.bytes()),
            after.connections.saturating_sub(before.connections),
        ));
        before = after;
    }
    Ok(days)
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
