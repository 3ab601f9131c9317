//! Fourteen days of a patient, by what the phone's plans ask, before a real authority and in virtual time: what
//! processor time the core takes, beside bare inserts in as many transactions; and what wakes, fixes,
//! connections, bytes and joules a day takes, beside what OwnTracks and Traccar do by default under the same
//! constants.
//!
//! Joules are a model: nothing here has a battery. Its constants come from power profiles in Android's own
//! sources and from measurements of LTE radios (Huang et al., MobiSys 2012); the durations are assumed.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::time::Duration;

use doorstep::events::NetworkKind;
use doorstep_bench::patient::{Cpu, Day, Patient};
use rusqlite::{Connection, params};

type Failed = Box<dyn Error>;

const DAYS: u32 = 14;

/// Joules of a second in which the processor is awake, and how long a wake takes.
const WAKE_J: f64 = 0.157;
/// Of a scan for Wi-Fi networks, 1.5 s at 75 mA.
const SCAN_J: f64 = 0.45;
/// Of 20 s of satellites.
const LOOK_J: f64 = 6.1;
/// Of a day of the sensor hub, at most.
const HUB_J: f64 = 86.0;
/// Of a day in which an app keeps the processor from sleeping.
const WAKELOCK_J: f64 = 1_300.0;
/// Of a TLS handshake, and of a transfer over Wi-Fi.
const TLS_J: f64 = 0.25;
const WIFI_J: f64 = 0.04;
/// Of a byte over LTE.
const LTE_BYTE_J: f64 = 14e-6;
/// Of a wake of the radio with its tail: by a phone of 2017, and as measured in 2012; over Wi-Fi there is none.
const RADIOS: [(&str, Option<f64>); 3] =
    [("LTE of 2017", Some(4.4)), ("LTE of 2012", Some(12.6)), ("Wi-Fi", None)];

/// A day of a phone, as the model sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    wakes: f64,
    scans: f64,
    looks: f64,
    /// Times that the radio wakes.
    radio: f64,
    handshakes: f64,
    bytes: f64,
    has_hub: bool,
    has_wakelock: bool,
}

impl Taken {
    fn joules(&self, radio: Option<f64>) -> f64 {
        let sent = match radio {
            Some(wake) => self.radio * wake + self.bytes * LTE_BYTE_J,
            None => self.radio * WIFI_J,
        };
        self.wakes * WAKE_J
            + self.scans * SCAN_J
            + self.looks * LOOK_J
            + self.handshakes * TLS_J
            + sent
            + if self.has_hub { HUB_J } else { 0.0 }
            + if self.has_wakelock { WAKELOCK_J } else { 0.0 }
    }
}

/// What others do by default, by their sources: how often each asks for a place, and how often it speaks.
fn rivals() -> [(&'static str, Taken, f64); 3] {
    let owntracks = Taken { wakes: 1_536.0, scans: 1_440.0, ..Taken::default() };
    let traccar = Taken { wakes: 288.0, scans: 288.0, has_wakelock: true, ..Taken::default() };
    [
        ("OwnTracks, MQTT", Taken { radio: 120.0, handshakes: 1.0, bytes: 68e3, ..owntracks }, 5.0),
        (
            "OwnTracks, HTTP",
            Taken { radio: 96.0, handshakes: 96.0, bytes: 549e3, ..owntracks },
            5.0,
        ),
        (
            "Traccar Client",
            Taken { radio: 288.0, handshakes: 288.0, bytes: 1_546e3, ..traccar },
            10.0,
        ),
    ]
}

fn main() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mobile = runtime.block_on(fortnight(NetworkKind::Mobile))?;
    let wifi = runtime.block_on(fortnight(NetworkKind::Wifi))?;
    let days = f64::from(DAYS);
    let each = |sum: u64| sum as f64 / days;
    println!(
        "a day, of {DAYS}: {:.0} wakes, {:.0} fixes, {:.1} of them by satellites, {:.1} answers, {:.1} syncs, \
         {:.1} connections, {:.0} bytes",
        each(mobile.wakes),
        each(mobile.fixes),
        each(mobile.looks),
        each(mobile.answers),
        each(mobile.syncs),
        each(mobile.connections),
        each(mobile.bytes),
    );
    println!(
        "the model, in joules: a wake {WAKE_J}, a scan for Wi-Fi {SCAN_J}, a look by satellites {LOOK_J}, a day of \
         the sensor hub {HUB_J} and of a wakelock {WAKELOCK_J}, a handshake {TLS_J}, a transfer over Wi-Fi \
         {WIFI_J}, a byte over LTE {LTE_BYTE_J}, a wake of its radio as below"
    );
    for (radio, wake) in RADIOS {
        let day = if wake.is_some() { &mobile } else { &wifi };
        let ours = Taken {
            // A fix wakes the app as an alarm does; where both come at once, they are one.
            wakes: each(day.wakes.max(day.fixes)),
            scans: each(day.fixes - day.looks),
            looks: each(day.looks),
            radio: each(day.connections),
            handshakes: each(day.connections),
            bytes: each(day.bytes),
            has_hub: true,
            has_wakelock: false,
        };
        let joules = ours.joules(wake);
        for (name, rival, goal) in rivals() {
            let beside = rival.joules(wake);
            println!(
                "{radio}{}: {joules:.0} J a day, 1/{:.1} of the {beside:.0} J of {name} (goal <= 1/{goal:.0})",
                wake.map_or(String::new(), |wake| format!(" ({wake} J)")),
                beside / joules,
            );
        }
    }
    let transactions = mobile.fixes + mobile.answers + 4 * mobile.syncs;
    let bare = bare(transactions)?;
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "processor time of {DAYS} days: {:.0} ms, {:.0} of them in the kernel, so {:.0} without it (goal <= 50); \
         {transactions} bare inserts, each a transaction: {:.0} ms, {:.0} in the kernel",
        ms(mobile.cpu.all),
        ms(mobile.cpu.kernel),
        ms(mobile.cpu.all.saturating_sub(mobile.cpu.kernel)),
        ms(bare.all),
        ms(bare.kernel),
    );
    Ok(())
}

async fn fortnight(network: NetworkKind) -> Result<Day, Failed> {
    let mut patient = Patient::new("presence", 2).await?;
    let mut all = Day::default();
    for _ in 0..DAYS {
        let day = patient.lives_a_day(network).await?;
        all = Day {
            wakes: all.wakes + day.wakes,
            fixes: all.fixes + day.fixes,
            looks: all.looks + day.looks,
            answers: all.answers + day.answers,
            syncs: all.syncs + day.syncs,
            bytes: all.bytes + day.bytes,
            connections: all.connections + day.connections,
            cpu: all.cpu + day.cpu,
        };
    }
    Ok(all)
}

/// The same number of transactions of a row of 200 bytes, with nothing around them.
fn bare(transactions: u64) -> Result<Cpu, Failed> {
    let folder = tempfile::tempdir()?;
    let file = Connection::open(folder.path().join("bare.db"))?;
    file.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (row BLOB)",
    )?;
    let before = Cpu::now();
    let mut insert = file.prepare("INSERT INTO rows VALUES (?)")?;
    for _ in 0..transactions {
        insert.execute(params![[7_u8; 200].as_slice()])?;
    }
    Ok(before.since())
}
