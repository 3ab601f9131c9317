//! Photos at the officer's desk, before any has come.

use serde_json::json;

use super::city::City;

/// Names begin with any character that stands in them.
const UNKNOWN: [&str; 2] =
    ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"];

#[test]
fn nothing_is_listed_before_a_photo_was_named_and_an_unknown_one_is_neither_opened_nor_judged() {
    let city = City::open();
    let made = city.admin(&["order", "issue", "--paper", "--at", "55.7558,37.6173"]).done();
    assert_eq!(city.admin(&["photo", "list"]).done(), json!([]));
    assert_eq!(city.admin(&["photo", "list", made["order"].as_str().unwrap()]).done(), json!([]));
    for order in ["AAAAAAAAAAAAAAAAAAAAAA", "-AAAAAAAAAAAAAAAAAAAAA"] {
        city.admin(&["photo", "list", order]).failed(1, "order-unknown");
    }
    let file = city.path("face.jpg");
    for photo in UNKNOWN {
        let open = ["photo", "open", photo, file.to_str().unwrap()];
        city.admin(&open).failed(1, "photo-unknown");
        for verdict in ["match", "needs-human"] {
            city.admin(&["photo", "verdict", photo, verdict]).failed(1, "photo-unknown");
        }
        city.admin(&["photo", "verdict", photo, "mismatch"]).failed(2, "usage");
        city.admin(&["photo", "open", photo]).failed(2, "usage");
    }
    assert!(!file.exists());
}

#[test]
fn the_key_of_photos_is_changed_where_it_lies() {
    let city = City::open();
    let files = |folder: &str| {
        let files = std::fs::read_dir(city.path("authority").join(folder)).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("photo-")).count()
    };
    assert_eq!((files("photos"), files("online")), (1, 0));
    let changed = city.admin(&["rotate-key", "--use", "photo"]).done();
    assert_eq!(changed, json!({ "rotated": "photo", "withdrawn": false }));
    assert_eq!((files("photos"), files("online")), (2, 0));
}
