//! An authority that goes by a clock in a file: followed at once, and nothing signed while it tells
//! nothing.

use std::path::PathBuf;

use doorstep::documents::{Stamp, TimeToken, TrustList};
use doorstep::model::from_base64url;
use doorstep::requests::{PassReply, Route};
use doorstep_authority::admin::AdminError;
use doorstep_authority::{AuthorityError, ClockFile, ClockSource, Settings, start};
use tempfile::TempDir;

use crate::support::{DAY, HOUR, ISS, NOON, Phone, Rig, new_key, pass_draft, pass_request};

/// A running authority that goes by a file, which shows noon.
struct Shared {
    rig: Rig,
    clock: ClockFile,
    path: PathBuf,
    _folder: TempDir,
}

impl Shared {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clock");
        let clock = ClockFile::at(&path);
        put(&clock, NOON);
        let source = ClockSource::File(clock.clone());
        let rig = Rig::with(|settings| settings.clock = source).await;
        Self { rig, clock, path, _folder: folder }
    }

    /// The second of a token, under the key of that moment.
    async fn token(&self, trust: &TrustList) -> u64 {
        let bytes = self.rig.time_token().await;
        let nonce = TimeToken::read(&bytes, trust, ISS).unwrap();
        nonce.iat
    }
}

fn put(clock: &ClockFile, second: u64) {
    clock.write_ms(i64::try_from(second).unwrap() * 1000).unwrap();
}

#[tokio::test]
async fn token_stamp_and_the_window_of_signatures_follow_the_file_at_once() {
    let shared = Shared::new().await;
    let rig = &shared.rig;
    let trust = rig.trust().await;
    assert_eq!(shared.token(&trust).await, NOON);
    let phone = Phone::settled(rig).await;
    put(&shared.clock, NOON + HOUR);
    assert_eq!(shared.token(&trust).await, NOON + HOUR);
    let stamp = Stamp::read(&rig.document(Route::Stamp).await, &trust, ISS).unwrap();
    assert_eq!(stamp.iat, NOON + HOUR);

    // Signed by the clock of an hour ago: the answer carries the time by which it must be signed.
    let holder = new_key();
    let request = pass_request(2, &holder);
    let late = pass_draft(&phone, &holder, &request).at(NOON).send(rig).await;
    let problem = late.problem(401, "clock-differs");
    let token = from_base64url(problem["time"].as_str().unwrap()).unwrap();
    assert_eq!(TimeToken::read(&token, &trust, ISS).unwrap().iat, NOON + HOUR);
    let reply: PassReply =
        pass_draft(&phone, &holder, &request).at(NOON + HOUR).send(rig).await.is(201).json();
    assert_eq!(rig.open_pass(&reply.pass).await.nbf, NOON + HOUR);

    // Backwards too, to the second of the file and no fraction of one.
    std::fs::write(&shared.path, "2026-11-24T15:00:59.999+03:00").unwrap();
    assert_eq!(shared.token(&trust).await, NOON + 59);
}

#[tokio::test]
async fn while_the_file_tells_nothing_nothing_is_signed_and_afterwards_it_goes_on() {
    let shared = Shared::new().await;
    let rig = &shared.rig;
    let trust = rig.trust().await;
    let phone = Phone::settled(rig).await;
    let broken: [(&str, &dyn Fn()); 5] = [
        ("gone", &|| std::fs::remove_file(&shared.path).unwrap()),
        ("a word", &|| std::fs::write(&shared.path, "soon\n").unwrap()),
        ("empty", &|| std::fs::write(&shared.path, "").unwrap()),
        ("not our years", &|| std::fs::write(&shared.path, "9999-12-31T23:59:59Z\n").unwrap()),
        ("a folder", &|| {
            std::fs::remove_file(&shared.path).unwrap();
            std::fs::create_dir(&shared.path).unwrap();
        }),
    ];
    for (minute, (what, break_it)) in (1..).zip(broken) {
        break_it();
        for route in [Route::Trust, Route::Rules, Route::Deny, Route::Stamp, Route::Root(1)] {
            rig.get(&route.path()).await.problem(503, "clock-unreadable");
        }
        let token =
            rig.client.post(format!("{}/v1/time", rig.url)).body("{}").send().await.unwrap();
        assert_eq!(token.status(), 503, "{what}");
        let holder = new_key();
        let draft = pass_draft(&phone, &holder, &pass_request(2, &holder));
        draft.send(rig).await.problem(503, "clock-unreadable");
        for page in ["/portal/en", "/portal/ru/number"] {
            let answer = rig.get(page).await;
            assert_eq!(answer.status, 503, "{what}");
            assert!(answer.header("content-type").starts_with("text/html"), "{what}");
        }
        let refused = rig.admin.act_ended().await.unwrap_err();
        assert_eq!(refused.code(), "clock-unreadable", "{what}");
        assert_eq!(rig.admin.sms(None).await.unwrap_err().code(), "clock-unreadable", "{what}");
        assert_eq!(rig.admin.rotate_root().await.unwrap_err().code(), "clock-unreadable", "{what}");

        if shared.path.is_dir() {
            std::fs::remove_dir(&shared.path).unwrap();
        }
        let now = NOON + 60 * minute;
        put(&shared.clock, now);
        assert_eq!(shared.token(&trust).await, now, "{what}");
        assert_eq!(rig.rules().await.serial, 1, "{what}: nothing was done meanwhile");
    }
}

#[tokio::test]
async fn the_operator_moves_the_file_and_has_signed_what_is_due_by_then() {
    let shared = Shared::new().await;
    let rig = &shared.rig;
    Phone::settled(rig).await;
    // Farther than a trust list lasts.
    rig.clock(NOON + 100 * DAY).await;
    assert_eq!(
        std::fs::read_to_string(&shared.path).unwrap(),
        "2027-03-04T12:00:00Z\n",
        "everybody's clock"
    );
    let trust = rig.trust().await;
    assert_eq!((trust.serial, trust.iat), (2, NOON + 100 * DAY));
    assert_eq!(shared.token(&trust).await, NOON + 100 * DAY);
    // The file goes on being followed.
    put(&shared.clock, NOON + 100 * DAY + 60);
    assert_eq!(shared.token(&trust).await, NOON + 100 * DAY + 60);
    // One that is gone is made again.
    std::fs::remove_file(&shared.path).unwrap();
    rig.clock(NOON + 100 * DAY + 120).await;
    assert_eq!(shared.token(&trust).await, NOON + 100 * DAY + 120);
    // What cannot be done leaves it where it was.
    for second in [0, 2_524_521_600] {
        let refused = rig.admin.clock(second).await.unwrap_err();
        assert_eq!(refused, AdminError::Home(AuthorityError::TimeOutOfRange));
    }
    std::fs::remove_file(&shared.path).unwrap();
    std::fs::create_dir(&shared.path).unwrap();
    assert!(rig.admin.clock((NOON + 101 * DAY) as i64).await.is_err());
    assert!(shared.path.is_dir());
}

#[tokio::test]
async fn nobody_starts_without_a_moment_of_these_years() {
    let folder = tempfile::tempdir().unwrap();
    let (home, path) = (folder.path().join("home"), folder.path().join("clock"));
    let settings = || Settings {
        clock: ClockSource::File(ClockFile::at(&path)),
        ..crate::support::settings(&home)
    };
    let error = start(settings()).await.unwrap_err();
    assert_eq!(error.code(), "clock-unreadable");
    for (text, code) in [
        ("", "clock-unreadable"),
        ("2026-11-24", "clock-unreadable"),
        ("0000-01-01T00:00:00Z", "time-out-of-range"),
        ("9999-12-31T23:59:59Z", "time-out-of-range"),
        ("2019-12-31T23:59:59Z", "time-out-of-range"),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(start(settings()).await.unwrap_err().code(), code, "{text:?}");
    }
    assert!(!home.exists(), "nothing is made for it");
    put(&ClockFile::at(&path), NOON);
    start(settings()).await.unwrap().stop().await;
}
