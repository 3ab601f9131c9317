//! After fourteen days in somebody's hands nothing in the folder of a lent phone tells of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

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
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
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

/// A phone under the canaries' order, in use for so many days, and empty again, told or not: its files, by
/// their names.
async fn used_for(days: usize, is_told: bool) -> (Lent, BTreeMap<String, Vec<u8>>) {
    let env = Arc::new(TestEnv::new().await);
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
    lent.network.switch(is_told);
    let returned = lent.phone.client().return_loan().await.unwrap();
    assert_eq!(returned.told, is_told);
    assert_eq!(lent.loan().unwrap().state, LoanState::Wiped);
    lent.network.switch(true);
    let folder = lent.phone.home.path().to_owned();
    (lent, files(&folder))
}

/// That the files of a phone tell nothing of its user.
fn are_silent(left: &BTreeMap<String, Vec<u8>>) {
    assert!(left.keys().any(|name| name == "store/doorstep.db"));
    for (name, bytes) in left {
        tells_nothing(name, bytes);
    }
}

#[tokio::test]
async fn nothing_of_two_weeks_is_left_in_any_file() {
    let (mut lent, left) = used_for(14, true).await;
    are_silent(&left);
    // The next user begins on an empty phone, also after it was started anew.
    lent.phone.start();
    take(&lent.phone, &invited(&lent.env).await).await;
    let sent = lent.phone.client().sent(None, 1_000).unwrap();
    assert!(sent.iter().all(|sent| sent.route != "/v1/reports"));
    assert!(lent.phone.client().order(ME).unwrap().is_none());
}

#[tokio::test]
async fn lengths_and_dates_of_files_are_those_of_a_phone_that_was_hardly_used() {
    let (lent, left) = used_for(14, false).await;
    are_silent(&left);
    let (_, barely) = used_for(0, false).await;
    // Keys of the empty folder have names that were drawn.
    let shape = |left: &BTreeMap<String, Vec<u8>>| -> Vec<(String, usize)> {
        let shown = |name: &String| match name.strip_prefix("vault/") {
            Some(key) => format!("vault/…{}", &key[key.len() - 5..]),
            None => name.clone(),
        };
        let mut shape: Vec<_> = left.iter().map(|(name, all)| (shown(name), all.len())).collect();
        shape.sort();
        shape
    };
    assert_eq!(shape(&left), shape(&barely));
    for name in left.keys().filter(|name| *name != "store/doorstep.lock") {
        let changed = fs::metadata(lent.phone.home.path().join(name)).unwrap().modified().unwrap();
        let age = changed.elapsed().unwrap_or_default();
        assert!(age.as_secs() < 60, "{name} is of before the wipe");
    }
}
