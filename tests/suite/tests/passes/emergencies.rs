//! An emergency is never refused: whatever the phone has lost, it says that none needs a pass, with
//! a code wherever one can be made.

use std::fs;
use std::sync::{Arc, Mutex};

use doorstep::client::{Client, EmergencyCare, Ports};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::ports::{Vault, VaultError, VaultKey};
use doorstep::testing::SoftwareVault;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};

/// A vault that fails to sign as it is told.
struct Failing {
    inner: Arc<SoftwareVault>,
    with: Mutex<Option<VaultError>>,
}

impl Vault for Failing {
    fn create_signing_key(&self, alias: &str, challenge: &[u8]) -> Result<VaultKey, VaultError> {
        self.inner.create_signing_key(alias, challenge)
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        match *self.with.lock().unwrap() {
            Some(error) => Err(error),
            None => self.inner.sign(alias, message),
        }
    }

    fn wrap(&self, alias: &str, plain: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.inner.wrap(alias, plain, aad)
    }

    fn unwrap(&self, alias: &str, wrapped: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.inner.unwrap(alias, wrapped, aad)
    }

    fn aliases(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        self.inner.aliases(prefix)
    }

    fn delete(&self, alias: &str) -> Result<(), VaultError> {
        self.inner.delete(alias)
    }
}

fn says_that_none_is_needed(care: &EmergencyCare) {
    assert_eq!(care.text.text, "Emergency care needs no pass. Just go.");
    assert_ne!(care.shown.is_some(), care.trouble.is_some());
}

fn is_told_of_lost_keys(client: &Client) -> bool {
    let people = client.snapshot().people;
    people[0].warnings.iter().any(|warning| warning.key == "signing-keys-lost")
}

async fn resident() -> (Phone, Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    (phone, authority)
}

#[tokio::test]
async fn a_key_store_may_fail_in_every_way() {
    let (mut phone, _office) = resident().await;
    phone.kill();
    for (error, code, lost) in [
        (VaultError::Missing, Code::KeyLost, true),
        (VaultError::Invalidated, Code::KeyLost, true),
        (VaultError::Locked, Code::VaultLocked, false),
        (VaultError::Transient, Code::VaultBusy, false),
        (VaultError::Unsupported, Code::VaultUnsupported, false),
        (VaultError::Full, Code::StorageFull, false),
        (VaultError::ReadOnly, Code::StorageReadOnly, false),
    ] {
        let vault = Failing { inner: Arc::clone(&phone.vault), with: Mutex::new(None) };
        let vault = Arc::new(vault);
        let open = |phone: &mut Phone| {
            let ports = Ports { vault: Arc::clone(&vault) as Arc<dyn Vault>, ..phone.ports() };
            Client::open(phone.setup(), ports, "en").unwrap()
        };
        let client = open(&mut phone);
        *vault.with.lock().unwrap() = Some(error);
        let care = client.emergency(ME, None);
        says_that_none_is_needed(&care);
        assert_eq!(care.trouble.map(|trouble| trouble.code), Some(code), "{error:?}");
        assert_eq!(is_told_of_lost_keys(&client), lost, "{error:?}");
        drop(client);
        // Whoever opens the app next is told as well, until the key is found again.
        let client = open(&mut phone);
        assert_eq!(is_told_of_lost_keys(&client), lost, "{error:?}");
        *vault.with.lock().unwrap() = None;
        assert!(client.emergency(ME, None).shown.is_some(), "{error:?}");
        assert!(!is_told_of_lost_keys(&client), "{error:?}");
    }
}

#[tokio::test]
async fn signing_keys_that_are_gone_leave_the_way_to_the_doctor_open() {
    let (mut phone, authority) = resident().await;
    let vault = phone.home.path().join("vault");
    for file in fs::read_dir(&vault).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "sign") {
            fs::remove_file(path).unwrap();
        }
    }
    for restarted in [false, true] {
        if restarted {
            phone.start();
        }
        let care = phone.client().emergency(ME, None);
        says_that_none_is_needed(&care);
        assert_eq!(care.trouble.unwrap().code, Code::KeyLost);
        assert!(is_told_of_lost_keys(&phone.client()));
    }
    // What the warning says to do helps.
    phone.client().erase(ME).unwrap();
    assert!(!is_told_of_lost_keys(&phone.client()));
    phone.sync().await;
    phone.wait_s(120);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    assert!(phone.client().emergency(ME, None).shown.is_some());
}

#[tokio::test]
async fn nobody_registered_no_rules_and_nobody_known_are_no_reasons() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    assert!(phone.snapshot().in_force.is_none(), "there are no rules");
    let somebody = [(ME, Code::NotRegistered), ("2".parse().unwrap(), Code::PersonUnknown)];
    for (person, trouble) in somebody {
        let care = phone.client().emergency(person, None);
        says_that_none_is_needed(&care);
        assert_eq!(care.trouble.unwrap().code, trouble);
    }
    phone.client().set_language("tt");
    let care = phone.client().emergency(ME, None);
    assert!(care.text.text.starts_with("Ашыгыч"), "{}", care.text.text);
}

#[tokio::test]
async fn a_full_disk_and_a_damaged_file_are_none_either() {
    let (mut phone, _office) = resident().await;
    phone.client().store_faults().fail_at(1, true);
    let care = phone.client().emergency(ME, None);
    let inspected = phone.inspector().inspect(&care.shown.as_ref().unwrap().text, None);
    assert_eq!(inspected.answer.verdict, Verdict::SelfDeclaredEmergency);
    says_that_none_is_needed(&care);
    phone.kill();
    fs::write(phone.folder().join("doorstep.db"), b"no database").unwrap();
    fs::remove_file(phone.folder().join("doorstep.db-wal")).unwrap();
    phone.start();
    says_that_none_is_needed(&phone.client().emergency(ME, None));
}

#[tokio::test]
async fn a_code_says_what_it_is_how_long_it_lasts_and_what_is_compared() {
    let (phone, _office) = resident().await;
    let shown = phone.client().emergency(ME, None).shown.unwrap();
    assert_eq!(shown.until.key, "emergency-declared");
    assert!(shown.until.text.contains("until tomorrow, 02:10"), "{}", shown.until.text);
    assert_eq!(shown.holder.text, "Initials ИП, document ending in 4321.");
    assert_eq!(shown.mark.as_deref(), Some("ИП4321"));
    let inspected = phone.inspector().inspect(&shown.text, None);
    assert_eq!(inspected.holder.unwrap().text, shown.holder.text, "both read the same");
}
