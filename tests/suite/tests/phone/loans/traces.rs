//! After fourteen days in somebody's hands nothing in the folder of a lent phone tells of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use doorstep::quarantine::declarations::Declaring;
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::TestEnv;
use serde_json::json;

use super::{HOME, Lent, LoanState, invited, take};

/// What its user is known by: the number on the form, where they live, what they wrote.
const CANARIES: [&str; 4] =
    ["CANARY-17", "Canary Street by the aviary", "the canary fell silent", "canary-warden"];

/// Every file under a folder, by its name there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|part| part == needle)
}

/// Nothing of the user in any spelling that a file of ours could have.
fn tells_nothing(name: &str, bytes: &[u8]) {
    for canary in CANARIES {
        let utf16: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let spelled = [canary.as_bytes().to_vec(), canary.to_lowercase().into_bytes(), utf16];
        for spelling in spelled {
            assert!(!holds(bytes, &spelling), "{canary} in {name}");
        }
    }
}

/// A phone under the canaries' order, in use for so many days, and empty again: its files, by their names.
async fn used_for(days: usize) -> (Lent, BTreeMap<String, Vec<u8>>) {
    let env = TestEnv::new().await;
    let change = OrderChange {
        terms: json!({ "contact": CANARIES[3] }).as_object().unwrap().clone(),
        first_place: PlaceChange {
            at: Some(HOME),
            label: Some(CANARIES[1].into()),
            ..PlaceChange::default()
        },
        ..OrderChange::default()
    };
    let to = OrderFor::Loan(CANARIES[0].into());
    let order = env.admin.issue_order(to, change).await.unwrap().order;
    let (phone, network) = env.phone();
    let qr = env.admin.make_loan(CANARIES[0], None).await.unwrap().qr;
    take(&phone, &qr).await;
    let lent = Lent { env, phone, network, order };
    lent.sync().await;
    lent.hand_over().await;
    let client = lent.phone.client();
    client.decide_order(ME, &doorstep::client::OrderDecision::Begin).unwrap();
    lent.env.wait_s(10).await;
    lent.wake();
    for _ in 0..days {
        lent.stays(8);
        let text = CANARIES[2].to_owned();
        client.declare(ME, &Declaring::Fault { text }).unwrap();
        lent.phone.wait_s(16 * 3600);
        lent.env.wait_s(0).await;
        lent.sync().await;
    }
    assert!(client.order(ME).unwrap().unwrap().places[0].label.contains("Canary"));
    drop(client);
    let returned = lent.phone.client().return_loan().await.unwrap();
    assert_eq!(lent.loan().unwrap().state, LoanState::Wiped);
    assert!(!returned.certificate.is_empty());
    let folder = lent.phone.home.path().to_owned();
    (lent, files(&folder))
}

#[tokio::test]
async fn nothing_of_two_weeks_is_left_in_any_file() {
    let (mut lent, left) = used_for(13).await;
    assert!(!left.is_empty());
    for (name, bytes) in &left {
        tells_nothing(name, bytes);
    }
    // Nor of one who had it for an hour: names and lengths are the same, but for what the lists have.
    let (mut other, barely) = used_for(0).await;
    let names = |left: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let ours = left.keys().filter(|name| !name.starts_with("vault/"));
        ours.cloned().collect()
    };
    assert_eq!(names(&left), names(&barely));
    let vault = |left: &BTreeMap<String, Vec<u8>>| {
        left.keys().filter(|name| name.ends_with(".wrap") || name.ends_with(".sign")).count()
    };
    assert_eq!(vault(&left), vault(&barely));
    for phone in [&mut lent.phone, &mut other.phone] {
        phone.kill();
    }
    for (name, bytes) in files(&lent.phone.home.path().join("store")) {
        let other = &files(&other.phone.home.path().join("store"))[&name];
        let differ = bytes.len().abs_diff(other.len());
        assert!(differ <= 8 * 4096, "{name}: {} and {}", bytes.len(), other.len());
        let changed = fs::metadata(lent.phone.home.path().join("store").join(&name)).unwrap();
        let age = changed.modified().unwrap().elapsed().unwrap_or_default();
        assert!(age.as_secs() < 600, "{name} is as old as the wipe");
    }
    // The next user begins on an empty phone.
    lent.phone.start();
    let qr = invited(&lent.env).await;
    take(&lent.phone, &qr).await;
    assert!(
        lent.phone
            .client()
            .sent(None, 1_000)
            .unwrap()
            .iter()
            .all(|sent| { !sent.to.contains("canary") })
    );
}
