//! The tour, as a newcomer starts it.

use std::fs;

use serde_json::Value;

use super::city::doorstep_in;

#[test]
fn every_step_is_as_it_should_be() {
    let folder = tempfile::tempdir().unwrap();
    let told = doorstep_in(folder.path(), &[], b"");
    assert_eq!(told.status, 0, "{told:?}");
    let last = told.out.lines().last().unwrap();
    let report: Value =
        serde_json::from_slice(&fs::read(folder.path().join("target/tour/tour.json")).unwrap())
            .unwrap();
    let steps = report["steps"].as_array().unwrap();
    assert_eq!(last, format!("tour: {0} of {0} steps ok", steps.len()));
    assert_eq!(report["ok"], true);
    for step in steps {
        assert_eq!(step["ok"], true, "{step}");
        for words in ["id", "title", "detail"] {
            assert!(step[words].as_str().is_some_and(|words| !words.is_empty()), "{step}");
        }
    }
    assert!(!told.out.contains('\x1b'), "no colours where there is no terminal");

    let page = fs::read_to_string(folder.path().join("target/tour/index.html")).unwrap();
    for step in steps {
        let id = step["id"].as_str().unwrap();
        assert!(page.contains(&format!("<li id=\"{id}\">")), "{id}");
    }
    assert!(page.contains("role=\"img\""), "the codes are in it");
    let quarantine = [
        "order",
        "first-day",
        "wrong-fix",
        "check",
        "no-network",
        "hospital",
        "away",
        "release",
        "evidence",
        "evidence-altered",
        "photo",
        "photo-bad",
        "family",
        "sms-pass",
        "loan",
        "loan-wiped",
    ];
    let ids = steps.iter().rev().filter_map(|step| step["id"].as_str());
    let last: Vec<&str> = ids.take(quarantine.len()).collect();
    assert!(last.iter().rev().eq(quarantine.iter()), "{last:?}");
    assert!(page.contains("You are asked to stay at home."), "the order is in words");
    assert!(page.contains("Μετακίνηση σε εμπορικό κατάστημα"), "the reply as it came");
    for watched in &quarantine[1..7] {
        let (_, rest) = page.split_once(&format!("<li id=\"{watched}\">")).unwrap();
        let (step, _) = rest.split_once("</article>").unwrap();
        for picture in ["<svg class=\"timeline\"", "<svg class=\"map", "class=\"home\""] {
            assert!(step.contains(picture), "{watched}: {picture}");
        }
        let is_called_away = step.contains("class=\"away\"");
        assert_eq!(is_called_away, *watched == "away", "{watched}: nobody else is called away");
    }
    // Photos stand in the page itself.
    let page = page.replace("src=\"data:image/jpeg;base64,", "");
    for fetching in ["src=", "href=\"http", "url(", "@import", "<link", "<script"] {
        assert!(!page.contains(fetching), "{fetching}");
    }
    assert!(page.contains("href=\"evidence.html\""), "the file is beside the page");
    for picture in ["live-code.png", "live-code.svg", "evidence.html"] {
        assert!(folder.path().join("target/tour").join(picture).exists(), "{picture}");
    }

    // Once more in the same place, for scripts.
    let again = doorstep_in(folder.path(), &["tour", "--json"], b"");
    assert_eq!(again.done()["ok"], true);
}

#[test]
fn where_nothing_can_be_written_it_does_not_begin() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("target"), "").unwrap();
    doorstep_in(folder.path(), &["--json"], b"").failed(3, "file-not-written");
}
