//! A phone's system that wakes the app late: that is on record, and nothing of what was on time.

use doorstep::events::Cause;
use serde_json::json;

use super::Patient;

/// Seconds of four hours.
const LONG: i64 = 4 * 3_600;

impl Patient {
    /// What the journal says of wakes that came late.
    fn late(&self) -> Vec<(u64, String)> {
        let late = self.journal().into_iter().filter(|entry| {
            entry.kind == "technical" && entry.text.key == "journal-technical-core-woken-late"
        });
        late.map(|entry| (entry.n, entry.text.text)).collect()
    }
}

#[tokio::test]
async fn a_process_that_was_woken_late_says_so_and_the_authority_is_told() {
    let mut patient = Patient::new().await;
    patient.stays(4);
    assert!(patient.late().is_empty());
    let asked = patient.woken(Cause::Alarm).wake_at_ms.unwrap();
    let now = patient.phone.clock.true_ms();
    assert!(asked - now < 901_000, "{} s", (asked - now) / 1_000);
    // The system ends the app, and lets it be for hours.
    patient.phone.kill();
    patient.phone.wait_s(LONG);
    patient.phone.start();
    patient.woken(Cause::Alarm);
    let late = patient.late();
    let [(_, text)] = late.as_slice() else { panic!("{late:?}") };
    assert!(text.starts_with("The phone's system woke the app later"), "{text}");
    // Nobody waits for what comes in time, whoever is awake.
    patient.phone.start();
    patient.stays(4);
    patient.woken(Cause::User);
    assert_eq!(patient.late(), late);
    patient.sync().await;
    patient.is_all_told().await;
    let ledger = patient.ledger().await;
    let told = ledger.iter().filter(|item| item["fields"]["value"] == json!("woken-late"));
    let told: Vec<_> = told.map(|item| item["fields"].clone()).collect();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(told["what"], "core");
    let [from, to] = ["from", "to"].map(|field| told[field].as_i64().unwrap());
    assert_eq!((from % 900, to % 900), (0, 0), "in whole quarters of an hour");
    // What the watch asked for; the plan may wake earlier, for a slot of the chain's own.
    let now = now / 1_000;
    assert!((now - 900..=now + 900).contains(&from), "{from} after {now}");
    assert!((LONG - 900..=LONG + 900).contains(&(to - from)), "{from} to {to}");
}

#[tokio::test]
async fn a_phone_that_was_off_says_that_alone() {
    let mut patient = Patient::new().await;
    patient.stays(4);
    patient.phone.kill();
    patient.phone.clock.reboot();
    patient.phone.wait_s(LONG);
    patient.phone.start();
    patient.woken(Cause::Boot);
    assert!(patient.late().is_empty());
    let off = patient.journal().into_iter().filter(|entry| entry.text.text.contains("was off"));
    assert_eq!(off.count(), 1);
}
