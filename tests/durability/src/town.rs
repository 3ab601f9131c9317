//! The real authority over real HTTPS, with one phone whose process comes and goes.

use std::path::Path;
use std::sync::Arc;

use doorstep::client::EvidenceScope;
use doorstep::evidence::{Verdict, verify};
use doorstep_authority::admin::Admin;
use doorstep_authority::{Authority, ClockFile, ClockSource, Settings, start};
use serde_json::Value;

use crate::clock::{BEGIN_MS, FileClock};
use crate::home::{ME, PhoneHome};

pub struct Town {
    pub phone: PhoneHome,
    pub admin: Admin,
    authority: Authority,
    _folder: tempfile::TempDir,
}

impl Town {
    /// With a phone that is still in its box.
    pub async fn new() -> Self {
        let folder = in_memory();
        let [home, clock_file] = ["authority", "clock"].map(|name| folder.path().join(name));
        let clock = ClockFile::at(&clock_file);
        clock.write_ms(BEGIN_MS).unwrap();
        let authority = start(Settings {
            home: home.clone(),
            listen: None,
            clock: ClockSource::File(clock),
            strict_budgets: false,
            region: None,
        })
        .await
        .unwrap();
        let ready = authority.ready();
        let phone = PhoneHome {
            folder: folder.path().join("phone"),
            number: "+79161234567".into(),
            authority: home.clone(),
            url: ready.url.clone(),
            trust_file: ready.trust_file.clone(),
            ca_file: ready.ca_file.clone(),
            clock_file,
        };
        Self { phone, admin: Admin::of(&home).unwrap(), authority, _folder: folder }
    }

    pub async fn stop(self) {
        self.authority.stop().await;
    }

    /// Kinds of the items that the authority has of the phone's journal, numbered from 1 on, nobody in
    /// conflict.
    ///
    /// # Errors
    /// What does not hold.
    pub async fn ledger(&self) -> Result<Vec<String>, String> {
        let orders = self.admin.orders().await.map_err(|error| error.to_string())?;
        let [order] = orders.as_slice() else { return Err(format!("{} orders", orders.len())) };
        let order = order["order"].as_str().unwrap_or_default();
        let mut kinds = Vec::new();
        loop {
            let from = u64::try_from(kinds.len()).unwrap() + 1;
            let listed = self.admin.reports(order, from).await.map_err(|e| e.to_string())?;
            if [&listed["gaps"], &listed["seen"]].iter().any(|one| **one != Value::Array(vec![])) {
                return Err(format!("gaps {}, seen {}", listed["gaps"], listed["seen"]));
            }
            let page = listed["items"].as_array().ok_or("no items")?;
            for (item, seq) in page.iter().zip(from..) {
                if item["seq"] != seq {
                    return Err(format!("item {} where {seq} was expected", item["seq"]));
                }
                kinds.push(item["kind"].as_str().unwrap_or_default().to_owned());
            }
            if page.is_empty() || kinds.len() as u64 >= listed["highest"].as_u64().unwrap_or(0) {
                return Ok(kinds);
            }
        }
    }

    /// Whether the phone writes evidence that holds.
    ///
    /// # Errors
    /// What does not.
    pub fn proves(&self) -> Result<(), String> {
        let clock = Arc::new(FileClock::open(&self.phone.clock_file));
        let client = self.phone.open_offline(clock).map_err(|error| format!("{:?}", error.code))?;
        let evidence = client.evidence(ME, EvidenceScope::Whole);
        let evidence = evidence.map_err(|error| format!("no evidence: {:?}", error.code))?;
        let version = env!("CARGO_PKG_VERSION");
        let found = verify(&evidence.file, version, Some(&self.phone.trust()));
        let verdict = found.map_err(|error| format!("{error:?}"))?.verdict;
        if verdict == Verdict::Genuine { Ok(()) } else { Err(format!("{verdict:?}")) }
    }

    /// How many passes the authority has issued, to how many accounts.
    ///
    /// # Errors
    /// What the authority says.
    pub async fn issued(&self) -> Result<(usize, u64), String> {
        let accounts = self.admin.accounts().await.map_err(|error| error.to_string())?;
        Ok((accounts.len(), accounts.iter().map(|account| account.passes).sum()))
    }
}

/// A folder of which nothing is written to a disk, where there is such a thing: what a process has written is
/// there after a kill in both.
pub fn in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}
