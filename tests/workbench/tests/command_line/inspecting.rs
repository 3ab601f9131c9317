//! What an inspector's device says to anything.

use super::city::{City, at};

#[test]
fn a_number_check_stays_open_in_the_home_and_serves_once() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let open = inspector.call(10, &["challenge"]).done();
    let digits = open["digits"].as_str().unwrap();
    assert_eq!(digits.len(), 8);
    let hex: String = digits.bytes().map(|digit| format!("{digit:02x}")).collect();
    assert_eq!(open["hex"], hex.as_str());
    assert_eq!(open["expires_at"], at(130));

    let without = phone.code_text(11, &[]);
    let answer = inspector.answer(11, &[&without]);
    assert_eq!(
        (&answer["result"], &answer["reason"]),
        (&"stale-frame".into(), &"challenge".into())
    );
    let shown = phone.call(60, &["pass", "show", "--challenge", &hex]).done();
    assert_eq!(shown["size"], 65);
    assert!(shown["next_frame_in"].is_null());
    let text = shown["text"].as_str().unwrap();
    assert_eq!(inspector.answer(100, &[text])["result"], "valid");
    // The number is used up: the frame answers one that nobody asked for.
    assert_eq!(inspector.answer(101, &[text])["result"], "stale-frame");
}

#[test]
fn a_number_may_be_opened_for_one_call_and_dies_after_two_minutes() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let hex = "3132333435363738";
    let text = phone.code_text(5, &["--challenge", hex]);
    assert_eq!(inspector.answer(900, &["--challenge", hex, &text])["result"], "valid");
    assert_eq!(inspector.answer(900, &[&text, "--challenge", hex])["result"], "valid");
    let other = inspector.answer(5, &["--challenge", "3132333435363739", &text]);
    assert_eq!(other["reason"], "challenge");

    let open = inspector.call(901, &["challenge"]).done();
    let text = phone.code_text(902, &["--challenge", open["hex"].as_str().unwrap()]);
    assert_eq!(inspector.answer(1022, &[&text])["result"], "stale-frame");
}

#[test]
fn an_emergency_lasts_and_is_the_same_until_it_ends() {
    let city = City::open();
    let phone = city.registered("phone");
    let inspector = city.inspector();
    let first = phone.call(0, &["--offline", "emergency"]).done();
    assert_eq!(first["valid_until"], at(4 * 3600));
    let later = phone.call(600, &["--offline", "emergency"]).done();
    assert_eq!(later["valid_until"], first["valid_until"]);
    let answer = inspector.answer(601, &[later["text"].as_str().unwrap()]);
    assert_eq!(answer["result"], "self-declared-emergency");
    assert_eq!(answer["purpose"], "medical");
}

#[test]
fn whatever_is_no_pass_has_its_reason() {
    let city = City::open();
    let inspector = city.inspector();
    let long = format!("DS1:{}", "0".repeat(1100));
    for (item, reason) in [
        ("", "empty"),
        ("   ", "empty"),
        (long.as_str(), "too-long"),
        ("HC1:NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH", "foreign-certificate"),
        ("https://example.org/pass", "link"),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:A\nEND:VCARD", "vcard"),
        ("hello", "prefix"),
        ("DS1:not base45", "base45"),
        ("DS1:BB8", "type"),
        ("DS1:", "truncated"),
    ] {
        let answer = inspector.answer(1, &[item]);
        assert_eq!(answer["result"], "unreadable", "{item}");
        assert_eq!(answer["reason"], reason, "{item}");
        assert!(answer["next"].is_string() && answer["caution"].is_string(), "{item}");
        assert_eq!(answer["lists"]["state"], "current", "{item}");
    }
}

#[test]
fn a_typed_code_is_looked_up_if_there_is_a_network() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let shown = phone.call(1, &["pass", "show"]).done();
    let code = shown["typed_code"].as_str().unwrap().to_owned();
    let inspector = city.inspector();
    let answer = inspector.answer(2, &[&code.to_lowercase()]);
    assert_eq!((&answer["result"], &answer["sub"]), (&"valid".into(), &"АК4417".into()));
    let offline = inspector.answer(2, &["--offline", &code]);
    assert_eq!(
        (&offline["result"], &offline["reason"]),
        (&"cannot-tell".into(), &"code-needs-network".into())
    );
    assert!(offline["caution"].is_string() && offline.get("sub").is_none());
    let slip = inspector.answer(2, &["2345 6O89 2345 678A"]);
    assert_eq!((&slip["reason"], &slip["position"]), (&"code-symbol".into(), &7.into()));
}

#[test]
fn two_looks_tell_a_wrong_clock_from_a_picture() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let (first, second) = (phone.code_text(100, &[]), phone.code_text(107, &[]));
    let answer = inspector.answer(1000, &[&first, &second, "--gap", "7"]);
    assert_eq!(
        (&answer["result"], &answer["reason"], &answer["next"]),
        (&"stale-frame".into(), &"clock-differs".into(), &"challenge".into())
    );
    let still = inspector.answer(1000, &[&first, &first, "--gap", "7"]);
    assert_eq!(still["reason"], "old");
    let receipt = city.path("receipt.svg");
    let wrong: [&[&str]; 9] = [
        &[&first, &second],
        &[&first, "--gap", "7"],
        &[&first, &second, "--gap", "-7"],
        &[&first, &second, "--gap", "3601"],
        &[&first, &second, "--gap", "7.5"],
        &["-", "-", "--gap", "7"],
        // Options of an inspection, and none.
        &["group", "--challenge", "3132333435363738"],
        &["refresh", "--receipt", receipt.to_str().unwrap()],
        &["challenge", &second, "--gap", "7"],
    ];
    for wrong in wrong {
        assert_eq!(inspector.call(1000, wrong).status, 2, "{wrong:?}");
    }
}

#[test]
fn standard_input_is_an_item() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let text = format!("\n {} \n", phone.code_text(1, &[]));
    let answer = inspector.call_with(2, &["-"], text.as_bytes());
    assert_eq!(answer.done()["result"], "valid");
    let garbage = inspector.call_with(2, &["-"], b"\xff\xfe\x00");
    assert_eq!((garbage.status, &garbage.value()["result"]), (1, &"unreadable".into()));
}

#[test]
fn a_file_is_known_by_what_it_holds_and_one_that_is_not_there_is_told_so() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let name = |name: &str| city.path(name).to_str().unwrap().to_owned();
    let code = phone.code_text(1, &[]);
    std::fs::write(name("pass.txt"), format!("\u{feff}{code}\r\n")).unwrap();
    assert_eq!(inspector.answer(2, &[&name("pass.txt")])["result"], "valid");
    for empty in ["empty", "empty.jpg"] {
        std::fs::write(name(empty), "").unwrap();
        assert_eq!(inspector.answer(2, &[&name(empty)])["reason"], "empty");
    }
    for (file, begin, said) in [
        ("photo.jpg", &b"\0\0\0\x18ftypheic\0\0\0\0"[..], "a HEIC picture"),
        ("photo.png", b"GIF89a\x01\0\x01\0", "a GIF picture"),
        ("pass.pdf", b"%PDF-1.7\n", "a PDF document"),
        ("pass", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
    ] {
        std::fs::write(name(file), begin).unwrap();
        for ended in [inspector.call(2, &[&name(file)]), inspector.call_with(2, &["-"], begin)] {
            ended.failed(3, "picture-unsupported");
            assert!(ended.out.contains(said), "{ended:?}");
        }
    }
    for missing in ["no-such-file.png", "photo.JPG", "./pass", "/no/such", "~/pass.heic"] {
        let ended = inspector.call(2, &[missing]);
        ended.failed(3, "file-unreadable");
        assert!(ended.out.contains("there is no such file"), "{ended:?}");
    }
    // A folder, and what has no end.
    inspector.call(2, &[city.folder.path().to_str().unwrap()]).failed(3, "file-unreadable");
    inspector.call(2, &["/dev/zero"]).failed(3, "file-unreadable");
    // A code is a code, also where a file has its name.
    assert_eq!(inspector.answer(2, &[&code, &name("pass.txt"), "--gap", "7"])["result"], "valid");
}

#[test]
fn without_lists_nothing_is_concluded_and_no_network_is_opened() {
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.device("inspect", "inspector");
    let answer = inspector.answer(1, &[&phone.code_text(1, &[])]);
    assert_eq!(answer["result"], "cannot-tell");
    assert_eq!(answer["reason"], "no-lists");
    assert_eq!(answer["lists"]["state"], "none");
    assert!(answer["lists"]["stamp_at"].is_null());
    inspector.call(1, &["--offline", "refresh"]).failed(3, "offline");
}

#[test]
fn the_inner_pass_alone_is_not_live() {
    use doorstep::documents::numbers::limit;
    use doorstep::documents::{Sign1, decode_text, encode_text};
    let city = City::open();
    let phone = city.registered("phone");
    phone.call(0, &["pass", "request", "groceries"]).done();
    let inspector = city.inspector();
    let bytes = decode_text(&phone.code_text(1, &[])).unwrap();
    let live = Sign1::read(&bytes, limit::PASS, limit::DEPTH_PASS).unwrap();
    let bare = encode_text(&live.header().kcwt.as_ref().unwrap().to_bytes());
    let answer = inspector.answer(1, &[&bare]);
    assert_eq!((&answer["result"], &answer["reason"]), (&"stale-frame".into(), &"not-live".into()));
}
