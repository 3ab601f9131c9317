//! A patient's day on the wire: what their phone sends and hears, beside a tracker with OwnTracks' defaults,
//! which posts 144 times a day, each time on a connection of its own.
//!
//! Bytes are counted at the socket, TLS and HTTP in them, by a relay before one and the same authority;
//! time is virtual. Fixes come every quarter of an hour, from a wrong place once a day, and what the phone
//! sends goes when its plan says so. Whether the wrong place takes a connection of its own is a matter of
//! how far the next slot is, so that the phone lives four days, each with its wrong place a quarter of a batch
//! later. Answers to checks are not in it yet.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use doorstep::client::OrderDecision;
use doorstep::events::{Cause, Facts, NetworkKind, Wake};
use doorstep::outbox::Urgency;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf};
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::relay::{Counted, Relay};
use doorstep_suite::test_env::TestEnv;
use std::error::Error;

type Failed = Box<dyn Error>;

/// Where home is, degrees.
const HOME: (f64, f64) = (55.755_812_3, 37.617_3);
/// Seconds between fixes, and how many a day has.
const EVERY_S: i64 = 900;
const A_DAY: u64 = 96;
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

/// A phone whose app lives on, as its plan asks, and whose network is the relay.
fn on_the_wire(phone: &mut Phone, relay: &Relay) {
    phone.transport = relay.transport(&phone.url);
    phone.kill();
    phone.start();
}

async fn days(report: &str) -> Result<Vec<(u64, u64)>, Failed> {
    let env = TestEnv::new().await;
    let (mut phone, _) = env.resident().await;
    let terms = [("report".to_owned(), report.into()), ("batch_s".to_owned(), 14_400.into())];
    let change = OrderChange {
        terms: terms.into_iter().collect(),
        first_place: PlaceChange { at: Some(HOME), ..PlaceChange::default() },
        ..OrderChange::default()
    };
    env.admin.issue_order(OrderFor::Phone(NUMBER.to_owned()), change).await?;
    phone.sync().await;
    phone.client().decide_order(ME, &OrderDecision::Seen)?;
    phone.client().decide_order(ME, &OrderDecision::Begin)?;
    // The first hour is another day's.
    let relay = Relay::before(&env.url());
    on_the_wire(&mut phone, &relay);
    for _ in 0..4 {
        a_quarter(&env, &phone, &relay, 0.0).await?;
    }
    phone.sync().await;
    let mut days = Vec::new();
    let mut before = relay.counted();
    for day in 0..DAYS {
        for quarter in 0..A_DAY {
            let east = if quarter == WRONG + day * LATER { 2_000.0 } else { 5.0 };
            a_quarter(&env, &phone, &relay, east).await?;
        }
        let after = relay.counted();
        days.push((
            after.bytes().saturating_sub(before.bytes()),
            after.connections.saturating_sub(before.connections),
        ));
        before = after;
    }
    Ok(days)
}

/// A quarter of an hour: a fix, a wake, and a sync if the plan asks for one.
async fn a_quarter(env: &TestEnv, phone: &Phone, relay: &Relay, east_m: f64) -> Result<(), Failed> {
    env.wait_s(EVERY_S).await;
    let facts = Facts { network: NetworkKind::Mobile, ..Facts::default() };
    phone.client().woken(Wake { cause: Cause::Alarm, facts, moved: None });
    let (latitude, longitude) = HOME;
    let fix = ArrivingFix {
        latitude,
        longitude: longitude + east_m / 62_600.0,
        accuracy_m: Some(18.0),
        circle: CircleOf::Android,
        source: Source::Wifi,
        age_ms: 1_200,
        time_ms: env.clock.true_ms(),
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        steps: Some(0),
        activity: None,
        home_wifi: HomeWifi::Unknown,
    };
    phone.client().fixes_arrived(ME, &[fix])?;
    if phone.client().plan().sync.is_some() {
        // Hours have passed since the last one: no connection stays open for so long.
        relay.hang_up();
        let report = phone.client().sync(Urgency::Background, None).await;
        if let Some(problem) = report.problem {
            return Err(problem.into());
        }
    }
    Ok(())
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
