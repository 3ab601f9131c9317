//! A queue before an inspector, receipts, and number checks that are scanned.

use std::fs;

use serde_json::Value;

use super::city::{City, program_path};

#[test]
fn a_queue_is_inspected_line_by_line_and_counted_by_person() {
    let city = City::open();
    let phone = city.registered("phone");
    let ids: Vec<String> = ["groceries", "pharmacy", "pet"]
        .map(|purpose| phone.call(0, &["pass", "request", purpose]).done())
        .iter()
        .map(|pass| pass["id"].as_str().unwrap().to_owned())
        .collect();
    let inspector = city.inspector();
    let code = |id: &str| phone.code_text(5, &[id]);
    let lines = [
        code(&ids[0]),
        // Another frame of the same pass, and a blank line: the same person.
        phone.code_text(6, &[&ids[0]]),
        String::new(),
        code(&ids[1]),
        "https://example.org/".to_owned(),
        phone.code_text(0, &[&ids[2]]),
    ];
    for (at, pass) in [(30, "stale-frame"), (7, "valid")] {
        let group = inspector.call_with(at, &["group"], lines.join("\n").as_bytes()).done();
        let answers = group["answers"].as_array().unwrap();
        let told: Vec<_> =
            answers.iter().map(|one| (&one["line"], &one["result"], &one["again"])).collect();
        let expected = [(1, pass, false), (2, pass, true), (4, pass, false)];
        let expected = expected.into_iter().chain([(5, "unreadable", false), (6, pass, false)]);
        let expected: Vec<[Value; 3]> = expected
            .map(|(line, result, again)| [line.into(), result.into(), again.into()])
            .collect();
        let told: Vec<[Value; 3]> = told
            .into_iter()
            .map(|(line, result, again)| [line, result, again].map(Clone::clone))
            .collect();
        assert_eq!(told, expected);
        assert_eq!(
            (&group["counts"][pass], &group["counts"]["unreadable"]),
            (&3.into(), &1.into())
        );
    }
    let nobody = inspector.call_with(8, &["group"], b"").done();
    assert_eq!(nobody, serde_json::json!({ "answers": [], "counts": {} }));
}

#[test]
fn a_queue_goes_on_after_whatever_a_line_holds() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let picture = city.path("code.png");
    let name = picture.to_str().unwrap();
    phone.call(1, &["pass", "show", "--png", name]).done();
    let code = phone.code_text(1, &[]);
    let inspector = city.inspector();
    let mut lines = b"\xef\xbb\xbf".to_vec();
    lines.extend(code.as_bytes());
    lines.extend(b"\r\n-\n\xff\xfe\x00\n");
    lines.extend(format!("{name}\n{}\n\n \t\r\n", "A".repeat(3 << 20)).as_bytes());
    lines.extend(b"refresh\n--help\n");
    lines.extend(code.as_bytes());
    let group = inspector.call_with(2, &["group"], &lines).done();
    let answers = group["answers"].as_array().unwrap();
    let results: Vec<&str> = answers.iter().map(|one| one["result"].as_str().unwrap()).collect();
    let unreadable = ["unreadable"; 6];
    assert_eq!(results, [&["valid"][..], &unreadable, &["valid"]].concat());
    let told: Vec<u64> = answers.iter().map(|one| one["line"].as_u64().unwrap()).collect();
    assert_eq!(told, [1, 2, 3, 4, 5, 8, 9, 10]);
    assert_eq!((&group["counts"]["valid"], &group["counts"]["unreadable"]), (&1.into(), &6.into()));
}

#[test]
fn a_queue_is_as_long_as_it_likes_and_ends_when_nobody_listens() {
    let city = City::open();
    let inspector = city.inspector();
    let lines: String = (0..20_000).map(|n| format!("https://example.org/{n}\n")).collect();
    let group = inspector.call_with(1, &["group"], lines.as_bytes()).done();
    assert_eq!(group["answers"].as_array().unwrap().len(), 20_000);
    assert_eq!(group["counts"]["unreadable"], 20_000);
    // Whoever looks at the first answers alone ends it.
    let home = inspector.home.to_str().unwrap();
    let line =
        format!("yes hello | '{}' inspect --home '{home}' group | head -n 1", program_path());
    let ended = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
    assert!(ended.status.success() && !ended.stdout.is_empty(), "{ended:?}");
    // Something that cannot be read is told, before and instead of answers.
    let folder = std::fs::File::open(&inspector.home).unwrap();
    let ended = std::process::Command::new(program_path())
        .args(["inspect", "--home", home, "--json", "group"])
        .stdin(folder)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(3));
    let value: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(value["error"]["code"], "file-unreadable");
}

#[test]
fn a_queue_in_words_says_who_still_stands_there() {
    let city = City::open();
    let inspector = city.inspector();
    let home = inspector.home.to_str().unwrap();
    for (language, again) in [("en", "It counts once."), ("ru", "Считается один раз.")]
    {
        let line =
            ["inspect", "--home", home, "--lang", language, "--at", &super::city::at(1), "group"];
        let said = super::city::doorstep_in(city.folder.path(), &line, b"hello\nhello\n");
        assert_eq!((said.status, said.out.matches(again).count()), (0, 1), "{said:?}");
        assert!(said.out.contains("unreadable: 1"), "{said:?}");
    }
}

#[test]
fn a_receipt_is_shown_back_and_read_on_the_phone() {
    let city = City::open();
    let phone = city.registered("phone");
    let pass = phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let file = city.path("receipt.svg");
    let name = file.to_str().unwrap();
    let answer = inspector.answer(10, &[&phone.code_text(10, &[]), "--receipt", name]);
    assert!(fs::read_to_string(&file).unwrap().starts_with("<svg"));
    let receipt = answer["receipt"].as_str().unwrap();
    let read = phone.call(20, &["receipt", receipt]).done();
    assert_eq!((&read["result"], &read["reason"]), (&"valid".into(), &"ok".into()));
    assert_eq!((&read["pass"], read["at"].as_str()), (&pass["id"], Some("2026-11-24T12:00:10Z")));
    phone.call(20, &["receipt", "DS1R:AAAA"]).failed(1, "receipt-malformed");
    // A receipt is no pass.
    assert_eq!(inspector.answer(20, &[receipt])["reason"], "prefix");
}

#[test]
fn a_number_check_may_be_scanned() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let open = inspector.call(10, &["challenge"]).done();
    let text = open["text"].as_str().unwrap();
    assert!(text.starts_with("DS1C:"));
    let shown = phone.call(20, &["pass", "show", "--challenge", text]).done();
    assert_eq!(inspector.answer(30, &[shown["text"].as_str().unwrap()])["result"], "valid");
}
