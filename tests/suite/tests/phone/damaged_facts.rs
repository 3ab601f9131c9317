//! Facts that are kept and cannot be read: none is taken for one that was never kept. What can be
//! learnt from elsewhere is learnt, the rest is said, and the bytes stay.

use std::sync::Arc;

use doorstep::documents::KeyClosed;
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, Renew, Wake};
use doorstep::inspection::Verdict;
use doorstep::model::to_base64url;
use doorstep::outbox::Urgency;
use doorstep::ports::Vault as _;
use doorstep::store::{Changes, Fact, Owner, Store};
use doorstep::views::PurposeEntry;
use doorstep_authority::Region;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::issuer::{ISS, NOW, sign};
use doorstep_suite::phone::{ME, Phone, clock};
use doorstep_suite::test_env::TestEnv;
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::json;

/// Noon in Moscow on 3 April 2020.
const THIRD: u64 = 1_585_904_400;
const MINE: Owner = Owner::Person(ME);

/// A fact that cannot be read: how it was damaged.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Damage {
    CutShort,
    AnotherType,
    UnknownVersion,
    /// Sealed as it should be, and another value.
    AnotherValue,
}

const DAMAGES: [Damage; 4] =
    [Damage::CutShort, Damage::AnotherType, Damage::UnknownVersion, Damage::AnotherValue];

fn database(phone: &Phone) -> Connection {
    Connection::open(phone.folder().join("doorstep.db")).unwrap()
}

fn number(owner: Owner) -> i64 {
    if owner == Owner::Phone { 0 } else { 1 }
}

/// Damages a fact of a phone that is off; its bytes from then on.
fn damage(phone: &mut Phone, owner: Owner, fact: Fact, how: Damage) -> Value {
    phone.kill();
    let set = match how {
        Damage::CutShort => "sealed = substr(sealed, 1, 20)",
        Damage::AnotherType => "sealed = 'a text'",
        Damage::UnknownVersion => "version = 77",
        Damage::AnotherValue => {
            let mut store = Store::open(&phone.folder(), phone.vault.as_ref()).unwrap();
            let mut changes = Changes::new();
            changes.put(owner, fact, &(-7_i64));
            store.apply(changes).unwrap();
            "version = version"
        }
    };
    let place = format!("WHERE owner = {} AND fact = {}", number(owner), fact as i64);
    let database = database(phone);
    let changed = database.execute(&format!("UPDATE facts SET {set} {place}"), []).unwrap();
    assert!(changed > 0, "{fact:?} was kept");
    let newest = format!("SELECT sealed FROM facts {place} ORDER BY epoch DESC");
    database.query_row(&newest, [], |row| row.get(0)).unwrap()
}

/// Whether these bytes lie aside.
fn is_kept(phone: &mut Phone, owner: Owner, fact: Fact, bytes: &Value) -> bool {
    phone.kill();
    let kept = {
        let database = database(phone);
        let aside = "SELECT sealed FROM unreadable
                     WHERE owner = ?1 AND number = ?2 AND source = 'facts'";
        let mut aside = database.prepare(aside).unwrap();
        let place = [number(owner), fact as i64];
        let rows = aside.query_map(place, |row| row.get::<_, Value>(0)).unwrap();
        rows.map(Result::unwrap).any(|kept| kept == *bytes)
    };
    phone.start();
    kept
}

fn warnings(phone: &Phone) -> Vec<String> {
    let snapshot = phone.snapshot();
    let mine = snapshot.people[0].warnings.iter();
    mine.chain(&snapshot.warnings).map(|say| say.key.clone()).collect()
}

fn says(phone: &Phone, key: &str) -> bool {
    warnings(phone).iter().any(|said| said == key)
}

fn signing_keys(phone: &Phone) -> Vec<String> {
    let mut aliases = phone.vault.aliases("doorstep/1/").unwrap();
    aliases.retain(|alias| !alias.contains("/wrap/"));
    aliases
}

async fn resident() -> (Phone, Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    (phone, authority)
}

fn purposes(phone: &Phone) -> Vec<PurposeEntry> {
    phone.snapshot().people[0].purposes.clone()
}

fn purpose(phone: &Phone, key: &str) -> PurposeEntry {
    purposes(phone).into_iter().find(|entry| entry.key == key).unwrap()
}

fn note_of(entry: &PurposeEntry) -> &str {
    entry.note.as_ref().map_or("", |note| &note.key)
}

#[tokio::test]
async fn a_lost_count_is_no_number_until_the_authority_says_it_again() {
    let env = TestEnv::of(Some(Region::shipped("RU-TA-2020-04-01").unwrap()), THIRD).await;
    let (mut phone, _network) = env.resident().await;
    phone.pass("dacha").await;
    phone.pass("dacha").await;
    let counted = purpose(&phone, "dacha").quota.unwrap();
    assert_eq!(counted.used, 2);
    let with_quota: Vec<String> = purposes(&phone)
        .into_iter()
        .filter(|entry| entry.quota.is_some())
        .map(|entry| entry.key)
        .collect();
    assert!(with_quota.len() > 1, "{with_quota:?}");
    for how in DAMAGES {
        let bytes = damage(&mut phone, MINE, Fact::Quotas, how);
        for _ in 0..2 {
            phone.start();
            for key in &with_quota {
                let entry = purpose(&phone, key);
                assert_eq!(entry.quota, None, "{how:?}: {key}");
                assert_eq!(note_of(&entry), "purpose-quota-unreadable", "{how:?}: {key}");
            }
            assert!(says(&phone, "unreadable"), "{how:?}");
        }
        // Nothing is refused here by a count that nobody knows: the authority judges.
        assert_eq!(phone.refused("dacha").await, Code::QuotaUsed, "{how:?}");
        for _ in 0..2 {
            assert_eq!(purpose(&phone, "dacha").quota, Some(counted), "{how:?}");
            for key in with_quota.iter().filter(|key| *key != "dacha") {
                let entry = purpose(&phone, key);
                assert_eq!((entry.quota, note_of(&entry)), (None, "purpose-quota-unreadable"));
            }
            assert!(!says(&phone, "unreadable"), "{how:?}");
            assert!(is_kept(&mut phone, MINE, Fact::Quotas, &bytes), "{how:?}");
        }
        if how == Damage::AnotherValue {
            continue;
        }
        // Where nobody can tell which were lost, all were, but what was said since.
        damage(&mut phone, MINE, Fact::QuotasLost, how);
        phone.start();
        for key in &with_quota {
            let expected = Some(counted).filter(|_| key == "dacha");
            assert_eq!(purpose(&phone, key).quota, expected, "{how:?}: {key}");
        }
    }
}

#[tokio::test]
async fn whether_somebody_has_ones_number_is_asked_again_at_once() {
    let env = TestEnv::new().await;
    let (mut first, _) = env.resident().await;
    env.wait_s(61).await;
    let _second = env.resident().await;
    first.sync().await;
    assert_eq!(warnings(&first), ["number-claimed"]);
    for how in DAMAGES {
        let bytes = damage(&mut first, MINE, Fact::Claimed, how);
        for _ in 0..2 {
            first.start();
            assert!(says(&first, "number-claim-unreadable"), "{how:?}");
            assert_eq!(first.client().plan().sync, Some(Urgency::Background), "{how:?}");
        }
        assert_eq!(first.sync().await.problem, None);
        assert_eq!(warnings(&first), ["number-claimed"], "{how:?}");
        assert!(is_kept(&mut first, MINE, Fact::Claimed, &bytes), "{how:?}");
        assert_eq!(warnings(&first), ["number-claimed"], "{how:?}");
    }
}

#[tokio::test]
async fn what_a_sync_brings_is_fetched_at_once() {
    let facts = [Fact::Time, Fact::Trust, Fact::Stamp, Fact::Rules, Fact::Deny, Fact::SyncSchedule];
    let (mut phone, _authority) = resident().await;
    phone.sync().await;
    phone.start();
    assert_eq!(phone.client().plan().sync, None);
    for (fact, how) in facts.into_iter().flat_map(|fact| DAMAGES.map(|how| (fact, how))) {
        let context = format!("{fact:?} {how:?}");
        let bytes = damage(&mut phone, Owner::Phone, fact, how);
        for _ in 0..2 {
            phone.start();
            assert!(says(&phone, "unreadable"), "{context}");
            assert_eq!(phone.client().plan().sync, Some(Urgency::Background), "{context}");
            assert_eq!(phone.passes().len(), 1, "{context}");
        }
        if fact == Fact::Time {
            // No later than what the authority has signed, and vouched for by nobody.
            phone.clock.set_wall_error_ms(-400 * 86_400_000);
            let snapshot = phone.snapshot();
            assert!(
                !snapshot.time_anchored
                    && phone.client().plan().now_ms >= (NOW as i64 - 86_400) * 1000
            );
            phone.clock.set_wall_error_ms(0);
        }
        assert_eq!(phone.sync().await.problem, None, "{context}");
        assert!(!says(&phone, "unreadable"), "{context}: {:?}", warnings(&phone));
        assert!(is_kept(&mut phone, Owner::Phone, fact, &bytes), "{context}");
        assert!(!says(&phone, "unreadable") && phone.snapshot().time_anchored, "{context}");
        assert_eq!(phone.client().plan().sync, None, "{context}");
    }
}

#[tokio::test]
async fn a_lowest_serial_that_cannot_be_read_is_that_of_what_is_here() {
    let (mut phone, _authority) = resident().await;
    let serials = |phone: &mut Phone| -> Vec<(String, i64)> {
        phone.kill();
        let database = database(phone);
        let all = "SELECT name, value FROM counters WHERE name LIKE 'serial-%' ORDER BY name";
        let mut all = database.prepare(all).unwrap();
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let before = serials(&mut phone);
    assert!(before.iter().any(|(_, serial)| *serial > 0), "{before:?}");
    for value in ["'many'", "x'00'", "1.5"] {
        let damage = format!("UPDATE counters SET value = {value} WHERE name LIKE 'serial-%'");
        database(&phone).execute(&damage, []).unwrap();
        phone.start();
        assert!(says(&phone, "unreadable"), "{value}");
        assert_eq!(phone.sync().await.problem, None, "{value}");
        assert!(!says(&phone, "unreadable"), "{value}");
        assert_eq!(serials(&mut phone), before, "{value}");
    }
}

#[tokio::test]
async fn a_root_that_cannot_be_read_is_the_one_that_the_app_ships_with() {
    let (mut phone, _authority) = resident().await;
    for how in DAMAGES {
        let bytes = damage(&mut phone, Owner::Phone, Fact::Root, how);
        phone.start();
        assert!(says(&phone, "unreadable"), "{how:?}");
        assert_eq!(phone.sync().await.problem, None, "{how:?}");
        assert!(!says(&phone, "unreadable"), "{how:?}");
        assert!(is_kept(&mut phone, Owner::Phone, Fact::Root, &bytes), "{how:?}");
    }
}

#[tokio::test]
async fn notices_that_may_not_stand_are_asked_for_again() {
    let (mut phone, _authority) = resident().await;
    let wake = || Wake {
        cause: Cause::User,
        facts: Facts { notices: true, ..Facts::default() },
        moved: None,
    };
    phone.client().woken(wake());
    phone.start();
    assert_eq!(phone.client().woken(wake()).renew, Renew::Nothing);
    for how in DAMAGES {
        let bytes = damage(&mut phone, Owner::Phone, Fact::NoticesAllowed, how);
        phone.start();
        assert!(says(&phone, "unreadable"), "{how:?}");
        assert_eq!(phone.client().woken(wake()).renew, Renew::Everything, "{how:?}");
        assert_eq!(phone.client().woken(wake()).renew, Renew::Nothing, "{how:?}");
        assert!(!says(&phone, "unreadable"), "{how:?}");
        assert!(is_kept(&mut phone, Owner::Phone, Fact::NoticesAllowed, &bytes), "{how:?}");
    }
}

#[tokio::test]
async fn that_a_file_was_put_aside_is_said_until_somebody_registers() {
    let fact = Fact::CorruptFileBackedUp;
    let (mut phone, authority) = resident().await;
    phone.kill();
    std::fs::write(phone.folder().join("doorstep.db"), b"").unwrap();
    phone.start();
    for how in DAMAGES {
        let bytes = damage(&mut phone, Owner::Phone, fact, how);
        for _ in 0..2 {
            phone.start();
            assert_eq!(warnings(&phone), ["set-aside"], "{how:?}");
        }
        assert!(is_kept(&mut phone, Owner::Phone, fact, &bytes), "{how:?}");
    }
    phone.wait_s(61);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    for how in DAMAGES {
        let bytes = damage(&mut phone, Owner::Phone, fact, how);
        phone.start();
        assert!(warnings(&phone).is_empty(), "{how:?}: {:?}", warnings(&phone));
        assert!(is_kept(&mut phone, Owner::Phone, fact, &bytes), "{how:?}");
    }
}

#[tokio::test]
async fn an_emergency_is_declared_whatever_became_of_the_last() {
    let (mut phone, _authority) = resident().await;
    for how in DAMAGES {
        phone.client().emergency(ME, None).shown.unwrap();
        let bytes = damage(&mut phone, MINE, Fact::Emergency, how);
        phone.start();
        let shown = phone.client().emergency(ME, None).shown.unwrap();
        let looked = phone.inspector().inspect(&shown.text, None);
        assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency, "{how:?}");
        assert!(warnings(&phone).is_empty(), "{how:?}: a person can do nothing about it");
        assert!(is_kept(&mut phone, MINE, Fact::Emergency, &bytes), "{how:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_cannot_be_read_is_missed() {
    let env = TestEnv::new().await;
    let (mut phone, _network) = env.resident().await;
    phone.pass("groceries").await;
    phone.pass("groceries").await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
    for how in DAMAGES {
        let bytes = damage(&mut phone, MINE, Fact::Refusals, how);
        for _ in 0..2 {
            phone.start();
            assert!(says(&phone, "unreadable"), "{how:?}");
            assert!(phone.snapshot().people[0].refused.is_empty(), "{how:?}");
        }
        assert!(is_kept(&mut phone, MINE, Fact::Refusals, &bytes), "{how:?}");
        phone.pass("pharmacy").await;
        assert!(!says(&phone, "unreadable"), "{how:?}");
    }
}

#[tokio::test]
async fn a_key_that_was_gone_is_told_of_at_once() {
    let (mut phone, _authority) = resident().await;
    for alias in signing_keys(&phone).iter().filter(|alias| alias.contains("/sos/")) {
        phone.vault.delete(alias).unwrap();
    }
    assert_eq!(phone.client().emergency(ME, None).trouble.unwrap().code, Code::KeyLost);
    for how in DAMAGES {
        let bytes = damage(&mut phone, MINE, Fact::GoneKeys, how);
        phone.start();
        assert_eq!(warnings(&phone), ["signing-keys-lost"], "{how:?}");
        assert!(is_kept(&mut phone, MINE, Fact::GoneKeys, &bytes), "{how:?}");
    }
    // A key store that does not answer tells nothing: then it is said that something is missing.
    let bytes = damage(&mut phone, MINE, Fact::GoneKeys, Damage::CutShort);
    phone.vault.faults().fail_at(3, false);
    phone.try_start().unwrap();
    phone.vault.faults().heal();
    assert_eq!(warnings(&phone), ["unreadable"]);
    assert_eq!(phone.client().emergency(ME, None).trouble.unwrap().code, Code::KeyLost);
    assert_eq!(warnings(&phone), ["signing-keys-lost"]);
    assert!(is_kept(&mut phone, MINE, Fact::GoneKeys, &bytes));
}

/// A phone whose account was closed, and whose next one waits for a code.
async fn between_accounts() -> (Phone, Arc<FakeAuthority>) {
    let (phone, authority) = resident().await;
    let key = authority.records.lock().unwrap().devices.last().copied().unwrap();
    let why = "number-moved".to_owned();
    let closed = KeyClosed { iss: ISS.into(), iat: NOW, chain: None, key, at: NOW, why };
    let word = {
        let issuer = authority.issuer.lock().unwrap();
        to_base64url(&sign(closed.draft(issuer.order_key.public()), &issuer.order_key))
    };
    let reply = json!({"closed": "number-moved", "key_closed": word});
    *authority.refusal.lock().unwrap() = Some((200, reply));
    assert_eq!(phone.sync().await.problem.unwrap().code, Code::KeyClosed);
    *authority.refusal.lock().unwrap() = None;
    phone.wait_s(61);
    phone.register().await.unwrap();
    (phone, authority)
}

#[tokio::test]
async fn what_declares_emergencies_between_two_accounts_is_missed_and_leaves_no_key() {
    for how in DAMAGES {
        let (mut phone, authority) = between_accounts().await;
        assert!(phone.client().emergency(ME, None).shown.is_some());
        let bytes = damage(&mut phone, MINE, Fact::PreviousCredential, how);
        for _ in 0..2 {
            phone.start();
            assert_eq!(warnings(&phone), ["emergency-code-unreadable"], "{how:?}");
            let care = phone.client().emergency(ME, None);
            assert_eq!(care.trouble.unwrap().code, Code::EmergencyUnreadable, "{how:?}");
            assert_eq!(care.text.key, "purpose-emergency", "{how:?}");
        }
        // Another form changes nothing of it.
        phone.wait_s(61);
        phone.register().await.unwrap();
        assert_eq!(warnings(&phone), ["emergency-code-unreadable"], "{how:?}");
        phone.confirm(&authority.last_code()).await.unwrap();
        assert!(warnings(&phone).is_empty(), "{how:?}");
        assert!(phone.client().emergency(ME, None).shown.is_some(), "{how:?}");
        let sos = phone.vault.aliases("doorstep/1/sos/").unwrap();
        assert_eq!(sos.len(), 1, "{how:?}: the account's alone");
        assert!(is_kept(&mut phone, MINE, Fact::PreviousCredential, &bytes), "{how:?}");
        // With an account there is nothing of it to miss.
        let bytes = damage(&mut phone, MINE, Fact::PreviousCredential, how);
        phone.start();
        assert!(warnings(&phone).is_empty(), "{how:?}");
        assert!(phone.client().emergency(ME, None).shown.is_some(), "{how:?}");
        assert!(is_kept(&mut phone, MINE, Fact::PreviousCredential, &bytes), "{how:?}");
    }
}

/// A phone whose erase the key store has stopped half-way: nothing of it opens, and keys are left.
async fn half_erased() -> (Phone, Arc<FakeAuthority>) {
    let (phone, authority) = resident().await;
    // The key of the new rows is made, and then nothing more.
    phone.vault.faults().fail_at(2, true);
    assert_eq!(phone.client().erase(ME).unwrap_err().code, Code::VaultBusy);
    phone.vault.faults().heal();
    assert!(signing_keys(&phone).len() > 1);
    (phone, authority)
}

/// What tells the authority of an erase.
fn is_device_key(aliases: &[String]) -> bool {
    matches!(aliases, [one] if one.contains("/dev/"))
}

#[tokio::test]
async fn an_erase_is_finished_although_the_list_of_its_keys_cannot_be_read() {
    for how in DAMAGES {
        let (mut phone, authority) = half_erased().await;
        assert!(says(&phone, "erased-keys-left"), "{how:?}");
        let bytes = damage(&mut phone, MINE, Fact::KeysToDelete, how);
        phone.start();
        assert!(warnings(&phone).is_empty(), "{how:?}: {:?}", warnings(&phone));
        assert!(is_device_key(&signing_keys(&phone)), "{how:?}: {:?}", signing_keys(&phone));
        assert!(is_kept(&mut phone, MINE, Fact::KeysToDelete, &bytes), "{how:?}");
        assert_eq!(phone.sync().await.problem, None, "{how:?}");
        assert_eq!(authority.records.lock().unwrap().erased, 1);
        assert!(signing_keys(&phone).is_empty(), "{how:?}");
    }
}

#[tokio::test]
async fn an_erase_whose_keys_nobody_can_list_is_said_and_done_when_it_is_asked_for_again() {
    for how in DAMAGES {
        let (mut phone, _authority) = half_erased().await;
        let bytes = damage(&mut phone, MINE, Fact::KeysToDelete, how);
        // The two keys of rows are opened; then the vault is asked for what it has.
        phone.vault.faults().fail_at(3, false);
        phone.try_start().unwrap();
        phone.vault.faults().heal();
        assert_eq!(warnings(&phone), ["erased-keys-left"], "{how:?}");
        let other = phone.client().add_person(false).unwrap();
        let stays = phone.client().remove_person(ME).unwrap_err();
        assert_eq!(stays.code, Code::EraseUnfinished, "{how:?}");
        phone.client().remove_person(other).unwrap();
        phone.client().erase(ME).unwrap();
        assert!(warnings(&phone).is_empty(), "{how:?}");
        assert!(is_device_key(&signing_keys(&phone)), "{how:?}");
        assert!(is_kept(&mut phone, MINE, Fact::KeysToDelete, &bytes), "{how:?}");
    }
}

#[tokio::test]
async fn keys_that_something_unreadable_may_name_are_deleted_by_nobody_but_who_erases() {
    for how in DAMAGES {
        let (mut phone, authority) = half_erased().await;
        let before = signing_keys(&phone).len();
        damage(&mut phone, MINE, Fact::KeysToDelete, how);
        damage(&mut phone, MINE, Fact::Registration, Damage::CutShort);
        phone.start();
        assert_eq!(warnings(&phone), ["erased-keys-left"], "{how:?}");
        assert_eq!(signing_keys(&phone).len(), before, "{how:?}");
        phone.client().erase(ME).unwrap();
        assert!(warnings(&phone).is_empty(), "{how:?}");
        // The authority is still to be told.
        assert!(is_device_key(&signing_keys(&phone)), "{how:?}");
        assert_eq!(phone.sync().await.problem, None, "{how:?}");
        assert_eq!(authority.records.lock().unwrap().erased, 1);
        assert!(signing_keys(&phone).is_empty(), "{how:?}");
    }
}

#[tokio::test]
async fn an_erase_takes_the_keys_of_passes_that_cannot_be_read() {
    let (mut phone, _authority) = resident().await;
    phone.kill();
    database(&phone).execute("UPDATE passes SET sealed = substr(sealed, 1, 40)", []).unwrap();
    phone.start();
    assert!(phone.passes().is_empty() && says(&phone, "unreadable"));
    phone.client().erase(ME).unwrap();
    assert!(is_device_key(&signing_keys(&phone)), "{:?}", signing_keys(&phone));
}

#[tokio::test]
async fn an_inspector_signs_receipts_with_the_key_that_was_known() {
    let (mut phone, _authority) = resident().await;
    let receipt = |phone: &Phone| {
        let inspector = phone.inspector();
        inspector.inspect(&phone.show(), None);
        inspector.receipt().unwrap().inspector
    };
    let known = receipt(&phone);
    for how in DAMAGES {
        let bytes = damage(&mut phone, Owner::Phone, Fact::ReceiptKey, how);
        phone.start();
        assert_eq!(receipt(&phone), known, "{how:?}");
        assert_eq!(phone.vault.aliases("doorstep/receipts/").unwrap().len(), 1, "{how:?}");
        assert!(is_kept(&mut phone, Owner::Phone, Fact::ReceiptKey, &bytes), "{how:?}");
        assert_eq!(receipt(&phone), known, "{how:?}");
    }
}

#[tokio::test]
async fn a_number_that_cannot_be_read_is_open_no_more() {
    let (mut phone, _authority) = resident().await;
    for how in DAMAGES {
        let open = phone.inspector().challenge().unwrap();
        let bytes = damage(&mut phone, Owner::Phone, Fact::Challenge, how);
        phone.start();
        let answer = phone.client().present(ME, None, Some(open.bytes)).unwrap();
        let looked = phone.inspector().inspect(&answer.text, None);
        assert_ne!(looked.answer.verdict, Verdict::Valid, "{how:?}");
        let open = phone.inspector().challenge().unwrap();
        let answer = phone.client().present(ME, None, Some(open.bytes)).unwrap();
        let looked = phone.inspector().inspect(&answer.text, None);
        assert_eq!(looked.answer.verdict, Verdict::Valid, "{how:?}");
        assert!(!says(&phone, "unreadable"), "{how:?}");
        assert!(is_kept(&mut phone, Owner::Phone, Fact::Challenge, &bytes), "{how:?}");
    }
}
