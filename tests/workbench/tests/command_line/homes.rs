//! Homes: what is kept in them, who else is there, and when they cannot be written.

use std::fs;
use std::sync::Arc;

use doorstep::client::{Client, Ports, Setup};
use doorstep::crypto::SystemRandom;
use doorstep::documents::TrustFile;
use doorstep::testing::{ScriptedTransport, SoftwareVault, VirtualClock};

use super::city::{City, NUMBER, doorstep};

#[test]
fn what_is_given_once_is_kept() {
    let city = City::open();
    let phone = city.registered("phone");
    let home = phone.home.to_str().unwrap();
    let at = super::city::at(1);
    let asked = ["phone", "--home", home, "--at", &at, "--json", "pass", "request", "groceries"];
    doorstep(&asked).done();
}

#[test]
fn a_home_that_knows_no_authority_asks_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("phone");
    let home = home.to_str().unwrap();
    let lines: [&[&str]; 5] = [
        &["phone", "snapshot"],
        &["phone", "register", NUMBER],
        &["phone", "--authority", "https://127.0.0.1:1", "snapshot"],
        &["inspect", "refresh"],
        &["inspect", "hello"],
    ];
    for line in lines {
        let ended = doorstep(&[line, &["--home", home, "--json"]].concat());
        ended.failed(2, "setup-missing");
        assert!(ended.out.contains("--authority") && ended.out.contains("--ca"), "{ended:?}");
    }
    assert!(!folder.path().join("phone").exists(), "nothing is made of a wrong line");
}

#[test]
fn files_that_are_none_are_named() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    let home = phone.home.to_str().unwrap();
    let url = city.authority.text("url");
    let empty = city.path("empty.pem");
    fs::write(&empty, "").unwrap();
    let (trust, ca) = (city.authority.text("trust_file"), city.authority.text("ca_file"));
    let call = |ca: &str, trust: &str| {
        let given = ["--authority", url, "--ca", ca, "--trust", trust];
        doorstep(&[&["phone", "--home", home, "--json", "snapshot"], &given[..]].concat())
    };
    call("nowhere.pem", trust).failed(2, "file-unreadable");
    call("/dev/zero", trust).failed(2, "file-unreadable");
    call(ca, "/dev/zero").failed(2, "file-unreadable");
    call(empty.to_str().unwrap(), trust).failed(2, "ca-file-invalid");
    call(ca, empty.to_str().unwrap()).failed(3, "trust-file-invalid");
    call(ca, trust).done();
}

#[test]
fn other_values_later_hold_for_their_call_alone() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    phone.call(0, &["snapshot"]).done();
    let home = phone.home.to_str().unwrap();
    let at = super::city::at(1);
    let line = ["phone", "--home", home, "--at", &at, "--json"];
    let nobody = ["--authority", "https://127.0.0.1:1"];
    let waits = doorstep(&[&line, &nobody[..], &["register", NUMBER]].concat()).done();
    assert_eq!(waits["reason"], "offline");
    // Nobody listens there; the next call asks where the first one did.
    let synced = doorstep(&[&line[..], &["sync"]].concat()).done();
    assert_eq!(synced["settled"], 1);
}

#[test]
fn the_trust_file_names_an_address_when_none_is_given() {
    let city = City::open();
    let home = city.path("phone");
    let line = ["phone", "--home", home.to_str().unwrap(), "--json"];
    let ca = ["--ca", city.authority.text("ca_file")];
    let at = super::city::at(0);
    let sent = doorstep(&[&line[..], &ca, &["--at", &at, "register", NUMBER]].concat()).done();
    assert_eq!(sent["state"], "code-sent");
}

#[test]
fn a_home_is_one_process_alone() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    let setup = Setup {
        folder: phone.home.clone(),
        trust_file: TrustFile::read(&fs::read(city.authority.text("trust_file")).unwrap()).unwrap(),
        url: city.authority.text("url").to_owned(),
        shipped_roots: Vec::new(),
        region: "RU".to_owned(),
    };
    let ports = Ports {
        clock: Arc::new(VirtualClock::at(1_795_521_600_000)),
        vault: Arc::new(SoftwareVault::new(&phone.home.join("vault"))),
        random: Arc::new(SystemRandom::default()),
        transport: Arc::new(ScriptedTransport::default()),
    };
    let client = Client::open(setup, ports, "en").unwrap();
    phone.call(0, &["snapshot"]).failed(3, "in-use");
    drop(client);
    phone.call(0, &["snapshot"]).done();
}

#[test]
fn a_home_that_cannot_be_written_is_said_so() {
    let city = City::open();
    let phone = city.device("phone", "phone");
    // A file where the folder should be: what a folder without rights is to others, it is to root.
    fs::write(&phone.home, "").unwrap();
    phone.call(0, &["register", NUMBER]).failed(3, "storage-read-only");
    let home = city.path("city");
    fs::write(&home, "").unwrap();
    let ended = doorstep(&["authority", "--json", "--home", home.to_str().unwrap()]);
    ended.failed(3, "home-not-writable");
}

#[test]
#[expect(clippy::print_stderr, reason = "what is skipped is said")]
fn a_home_whose_folder_was_locked_still_shows() {
    use std::os::unix::fs::PermissionsExt as _;
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let rights = |mode| fs::set_permissions(&phone.home, fs::Permissions::from_mode(mode)).unwrap();
    rights(0o500);
    if fs::write(phone.home.join("probe"), "").is_ok() {
        rights(0o700);
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    let shown = phone.call(1, &["--offline", "pass", "show"]);
    rights(0o700);
    shown.done();
}

#[test]
fn somebody_else_in_place_of_the_authority_is_no_network() {
    let (city, other) = (City::open(), City::open());
    let phone = city.device("phone", "phone");
    let at = super::city::at(0);
    let line = ["phone", "--home", phone.home.to_str().unwrap(), "--at", &at, "--json"];
    let given =
        ["--ca", city.authority.text("ca_file"), "--authority", other.authority.text("url")];
    let waits = doorstep(&[&line[..], &given, &["register", NUMBER]].concat()).done();
    assert_eq!(
        (&waits["state"], &waits["reason"]),
        (&"waiting-to-send".into(), &"network-interfered".into())
    );
    doorstep(&[&line[..], &["sync"]].concat()).failed(3, "network-interfered");
    assert_eq!(other.admin(&["sms"]).done(), serde_json::json!([]));
}

#[test]
fn without_home_it_is_a_folder_of_the_users_data() {
    let city = City::open();
    let data = city.path("data");
    let ended = super::city::doorstep_with(
        &[("XDG_DATA_HOME", data.to_str().unwrap())],
        &["phone", "--json", "--ca", city.authority.text("ca_file"), "snapshot"],
    );
    ended.done();
    assert!(data.join("doorstep/phone/settings.json").exists());
    let ended = super::city::doorstep_with(
        &[("XDG_DATA_HOME", ""), ("HOME", "")],
        &["phone", "--json", "snapshot"],
    );
    ended.failed(2, "home-missing");
}
