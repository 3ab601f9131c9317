//! A household on one phone: people come and go, and what becomes of one touches nobody else.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::model::PersonId;
use doorstep::ports::Vault as _;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, NUMBER, Phone, clock};
use doorstep_suite::rooms::files;
use doorstep_suite::small_disk::SmallDisk;

const OTHER_NUMBER: &str = "+79161234568";

async fn registers(phone: &Phone, authority: &FakeAuthority, person: PersonId, number: &str) {
    let client = phone.client();
    let sent = client.register(person, number, Some("АБ"), Some("1234")).await;
    assert!(matches!(sent, Ok(RegistrationResult::CodeSent { .. })), "{sent:?}");
    let done = client.confirm(person, &authority.last_code()).await;
    assert_eq!(done, Ok(RegistrationResult::Registered));
}

async fn asks(phone: &Phone, person: PersonId, purpose: &str) {
    let asked = phone.client().request_pass(person, purpose, None).await;
    assert!(matches!(asked, Ok(PassRequestResult::Pass(_))), "{asked:?}");
}

/// The files of the vault, by name.
fn keys(phone: &Phone) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = phone.home.path().join("vault");
    files(&folder, &[""]).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// A second person with a pass on a phone whose first has one, and what is theirs in the vault.
async fn household(phone: &Phone, authority: &FakeAuthority) -> BTreeMap<PathBuf, Vec<u8>> {
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    let before = keys(phone);
    let other = phone.client().add_person(false).unwrap();
    registers(phone, authority, other, OTHER_NUMBER).await;
    asks(phone, other, "pharmacy").await;
    let theirs = keys(phone).into_iter().filter(|(path, _)| !before.contains_key(path)).collect();
    phone.pass("pharmacy").await;
    theirs
}

/// The log has some room of its own on a disk that is full.
async fn use_up_log(phone: &Phone) {
    for _ in 0..200 {
        if phone.client().request_pass(ME, "pharmacy", None).await.is_err() {
            break;
        }
    }
}

fn other() -> PersonId {
    PersonId::of(2).unwrap()
}

/// That the other's pass shows and counts, and their emergency, with every key they had.
fn goes_on(phone: &Phone, theirs: &BTreeMap<PathBuf, Vec<u8>>, context: &str) {
    let client = phone.client();
    let passes = client.passes(other()).unwrap();
    assert_eq!(passes.len(), 1, "{context}");
    let shown = client.present(other(), Some(passes[0].id), None).unwrap();
    let looked = phone.inspector().inspect(&shown.text, None);
    assert_eq!(looked.answer.verdict, Verdict::Valid, "{context}");
    let emergency = client.emergency(other(), None).shown.unwrap();
    let looked = phone.inspector().inspect(&emergency.text, None);
    assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency, "{context}");
    let now = keys(phone);
    for (path, bytes) in theirs {
        assert_eq!(now.get(path), Some(bytes), "{context}");
    }
}

fn step_of(phone: &Phone, person: PersonId) -> Option<&'static str> {
    let people = phone.snapshot().people;
    people.iter().find(|view| view.person == person).map(|view| view.registration.step.name())
}

#[tokio::test]
async fn people_come_and_go_and_are_there_after_a_restart() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let stays = |phone: &Phone, person| phone.client().remove_person(person).unwrap_err().code;
    assert_eq!(stays(&phone, ME), Code::PersonStays, "the last one");
    for expected in 2..=PersonId::MOST {
        assert_eq!(phone.client().add_person(false).unwrap().number(), expected);
    }
    assert_eq!(phone.client().add_person(false).unwrap_err().code, Code::TooManyPeople);
    phone.start();
    assert_eq!(phone.client().people().len(), 8);
    registers(&phone, &authority, other(), OTHER_NUMBER).await;
    for number in [1, 3, 4, 5, 6, 7, 8] {
        phone.client().remove_person(PersonId::of(number).unwrap()).unwrap();
    }
    assert_eq!(stays(&phone, ME), Code::PersonUnknown, "gone already");
    phone.start();
    assert_eq!(phone.client().people(), [other()]);
    assert_eq!(step_of(&phone, other()), Some("registered"));
    assert_eq!(stays(&phone, other()), Code::PersonStays, "the last one, registered");
    assert_eq!(phone.client().add_person(false).unwrap(), ME, "the lowest that is free");
    registers(&phone, &authority, ME, NUMBER).await;
}

#[tokio::test]
async fn who_is_removed_is_erased_at_once_and_gone_when_the_authority_was_told() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    household(&phone, &authority).await;
    authority.calls.fail_at(1, true);
    phone.client().remove_person(other()).unwrap();
    for restarted in [false, true] {
        if restarted {
            phone.start();
        }
        assert_eq!(step_of(&phone, other()), Some("erasing"), "restarted: {restarted}");
        assert!(phone.client().passes(other()).unwrap().is_empty(), "restarted: {restarted}");
        assert_eq!(phone.passes().len(), 2, "restarted: {restarted}");
    }
    phone.client().remove_person(other()).unwrap();
    authority.calls.heal();
    phone.wait_s(3600);
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(authority.records.lock().unwrap().erased, 1);
    for restarted in [false, true] {
        if restarted {
            phone.start();
        }
        assert_eq!(phone.client().people(), [ME], "restarted: {restarted}");
        assert_eq!(phone.passes().len(), 2, "restarted: {restarted}");
        assert_eq!(phone.vault.aliases("doorstep/2/").unwrap().len(), 0, "restarted: {restarted}");
    }
    assert_eq!(phone.client().passes(other()).unwrap_err().code, Code::PersonUnknown);
    assert_eq!(phone.client().add_person(false).unwrap(), other());
    registers(&phone, &authority, other(), OTHER_NUMBER).await;
}

/// Who was erased alone, and is told off the phone before the authority has heard of it, goes as well; who
/// was only erased stays, and may register again.
#[tokio::test]
async fn who_is_erased_stays_unless_they_are_removed() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    household(&phone, &authority).await;
    authority.calls.fail_at(1, true);
    phone.client().erase(ME).unwrap();
    phone.client().erase(other()).unwrap();
    phone.client().remove_person(other()).unwrap();
    authority.calls.heal();
    phone.wait_s(3600);
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(phone.client().people(), [ME]);
    assert_eq!(step_of(&phone, ME), Some("not-registered"));
}

#[tokio::test]
async fn a_child_is_one_until_they_are_erased() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    phone.client().add_person(true).unwrap();
    let children = |phone: &Phone| {
        let people = phone.snapshot().people;
        people.iter().map(|view| view.is_child).collect::<Vec<bool>>()
    };
    assert_eq!(children(&phone), [false, true]);
    phone.start();
    assert_eq!(children(&phone), [false, true]);
    registers(&phone, &authority, other(), OTHER_NUMBER).await;
    assert_eq!(children(&phone), [false, true]);
    phone.client().erase(other()).unwrap();
    phone.start();
    assert_eq!(children(&phone), [false, false]);
}

#[tokio::test]
async fn who_is_erased_takes_nothing_of_anybody_else() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let theirs = household(&phone, &authority).await;
    phone.client().erase(ME).unwrap();
    for restarted in [false, true] {
        if restarted {
            phone.start();
        }
        goes_on(&phone, &theirs, &format!("restarted: {restarted}"));
        assert_eq!(step_of(&phone, ME), Some("erasing"));
        assert!(phone.passes().is_empty());
    }
    phone.sync().await;
    asks(&phone, other(), "groceries").await;
}

#[tokio::test]
async fn who_is_erased_on_a_full_disk_takes_nothing_of_anybody_else() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let Some(disk) = SmallDisk::under(&mut phone) else { return };
    phone.start();
    let theirs = household(&phone, &authority).await;
    disk.fill();
    use_up_log(&phone).await;
    phone.client().erase(ME).unwrap();
    for restarted in [false, true] {
        if restarted {
            phone.start();
        }
        goes_on(&phone, &theirs, &format!("restarted: {restarted}"));
        assert_eq!(step_of(&phone, ME), Some("erasing"), "restarted: {restarted}");
        assert!(phone.passes().is_empty());
    }
    phone.sync().await;
    assert_eq!(authority.records.lock().unwrap().erased, 1, "and the authority is told");
    disk.make_room();
    asks(&phone, other(), "groceries").await;
    phone.kill();
}

/// Where not even the room that is kept is left: whoever is erased is unreadable all the same, and
/// that nothing could be written down is told.
#[tokio::test]
async fn where_nothing_can_be_written_who_is_erased_is_unreadable_all_the_same() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let Some(disk) = SmallDisk::under(&mut phone) else { return };
    phone.start();
    let theirs = household(&phone, &authority).await;
    fs::remove_file(phone.folder().join("doorstep.reserve")).unwrap();
    disk.fill();
    use_up_log(&phone).await;
    let error = phone.client().erase(ME).unwrap_err();
    assert_eq!(error.code, Code::StorageFull);
    assert!(phone.passes().is_empty());
    goes_on(&phone, &theirs, "at once");
    disk.make_room();
    phone.start();
    assert_eq!(step_of(&phone, ME), Some("not-registered"));
    assert!(phone.passes().is_empty());
    goes_on(&phone, &theirs, "after a restart");
    phone.kill();
}

/// Two at once: what each asks for is theirs.
#[tokio::test]
async fn what_waits_is_sent_for_whom_it_was_asked() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    household(&phone, &authority).await;
    authority.calls.fail_at(1, true);
    for person in [ME, other()] {
        let asked = phone.client().request_pass(person, "groceries", None).await;
        assert!(matches!(asked, Ok(PassRequestResult::WaitingToSend { .. })), "{asked:?}");
    }
    authority.calls.heal();
    phone.wait_s(600);
    assert_eq!(phone.sync().await.settled, 2);
    assert_eq!(phone.client().passes(ME).unwrap().len(), 3);
    assert_eq!(phone.client().passes(other()).unwrap().len(), 2);
}

#[tokio::test]
async fn an_erase_takes_its_own_out_of_files_aside_and_leaves_the_rest_to_the_last() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    household(&phone, &authority).await;
    phone.kill();
    let path = phone.folder().join("doorstep.db");
    fs::remove_file(path.with_extension("db-wal")).unwrap();
    fs::write(&path, b"torn").unwrap();
    phone.start();
    let aside = |phone: &Phone| {
        let files = files(&phone.folder(), &[""]);
        files.iter().filter(|path| path.display().to_string().contains("set-aside")).count()
    };
    assert_eq!(aside(&phone), 1);
    phone.wait_s(61);
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let second = phone.client().add_person(false).unwrap();
    registers(&phone, &authority, second, OTHER_NUMBER).await;
    let names = |phone: &Phone, prefix: &str| phone.vault.aliases(prefix).unwrap().len();
    assert_eq!((names(&phone, "doorstep/1/wrap/"), names(&phone, "doorstep/2/wrap/")), (2, 2));
    let of_second = names(&phone, "doorstep/2/");
    phone.client().erase(ME).unwrap();
    assert_eq!(aside(&phone), 1, "it holds what is the other's");
    assert_eq!(names(&phone, "doorstep/1/wrap/"), 1, "and nothing of the first opens");
    assert_eq!(names(&phone, "doorstep/1/"), 2, "beside it the key that tells the authority");
    assert_eq!(names(&phone, "doorstep/2/"), of_second);
    phone.client().erase(second).unwrap();
    assert_eq!(aside(&phone), 0, "nobody is left");
    assert_eq!(names(&phone, "doorstep/2/"), 2);
    phone.start();
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!((names(&phone, "doorstep/1/"), names(&phone, "doorstep/2/")), (1, 1));
}
