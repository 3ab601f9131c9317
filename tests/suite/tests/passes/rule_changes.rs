//! Rules change while passes live: passes stay as they are, and whoever asks next asks under the new
//! ones. Days and weeks are those of the region, whatever a phone or a change of clocks says.

use doorstep::client::PassRequestResult;
use doorstep::documents::{FormerGrace, Rules};
use doorstep::error::Code;
use doorstep::inspection::{Reason, Verdict};
use doorstep::pass::PassState;
use doorstep::requests::Route;
use doorstep_authority::Region;
use doorstep_authority::admin::AdminError;
use doorstep_suite::issuer::NOW;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::TestEnv;

/// Noon in Moscow on 3 April 2020.
const THIRD: u64 = 1_585_904_400;
const TATARSTAN: &str = include_str!("../../../authority/regions/ru-ta-2020-04-04.json");
const REFERENCE: &str = include_str!("../../../authority/regions/xx-ref.json");

fn region(name: &str) -> Region {
    Region::shipped(name).unwrap()
}

/// The reference region with some texts of its document in place of others.
fn reference(changes: &[(&str, &str)]) -> Region {
    let mut json = REFERENCE.to_owned();
    for (from, to) in changes {
        assert!(json.contains(from), "{from}");
        json = json.replacen(from, to, 1);
    }
    Region::read(&json).unwrap()
}

fn rules(phone: &Phone) -> Vec<(String, u64)> {
    let purposes = phone.client().purposes(ME).unwrap();
    purposes.into_iter().map(|purpose| (purpose.key, purpose.minutes)).collect()
}

fn lasts_minutes(phone: &Phone, purpose: &str) -> Vec<i64> {
    let passes = phone.passes();
    let of = passes.iter().filter(|pass| pass.purpose == purpose);
    of.map(|pass| (pass.valid_until_ms - pass.valid_from_ms) / 60_000).collect()
}

#[tokio::test]
async fn tatarstans_hour_becomes_two_and_six_and_the_passes_of_yesterday_stay() {
    let env = TestEnv::of(Some(region("RU-TA-2020-04-01")), THIRD).await;
    let (phone, network) = env.resident().await;
    let (_guard, inspector) = env.inspector().await;
    let old = phone.pass("dacha").await;
    assert_eq!(lasts_minutes(&phone, "dacha"), [60]);
    env.wait_s(600).await;
    assert_eq!(env.admin.rules(&region("RU-TA-2020-04-04")).await, Ok(2));
    // The phone asks under the rules it has, is told that they are old, and asks once more.
    let asked = network.sent_to(Route::Passes);
    let keys = || std::fs::read_dir(phone.home.path().join("vault")).unwrap().count();
    let before = keys();
    let new = phone.pass("move").await;
    assert_eq!(network.sent_to(Route::Passes), asked + 2);
    assert_eq!(keys(), before + 1, "the key of the refused request is gone");
    assert_eq!(lasts_minutes(&phone, "move"), [360]);
    assert_eq!(env.admin.accounts().await.unwrap()[0].passes, 2, "one pass for one tap");
    phone.pass("dacha").await;
    assert_eq!(lasts_minutes(&phone, "dacha"), [120, 60]);
    // An inspector who has not heard of the change is told to look, and blames nobody.
    let show = |id| phone.client().present(ME, Some(id), None).unwrap().text;
    let before = inspector.inspect(&show(new.id), None).answer;
    assert_eq!((before.verdict, before.reason), (Verdict::CannotTell, Reason::ListsOld));
    assert_eq!(inspector.inspect(&show(old.id), None).answer.verdict, Verdict::Valid);
    inspector.refresh().await.unwrap();
    assert_eq!(inspector.inspect(&show(new.id), None).answer.verdict, Verdict::Valid);
    assert_eq!(inspector.inspect(&show(old.id), None).answer.verdict, Verdict::Valid);
    // The old one ends when it was to end.
    env.wait_s((old.valid_until_ms - env.clock.true_ms()) / 1000 - 5).await;
    assert_eq!(inspector.inspect(&show(old.id), None).answer.verdict, Verdict::Valid);
    env.wait_s(10).await;
    assert_eq!(inspector.inspect(&show(old.id), None).answer.verdict, Verdict::Expired);
    assert_eq!(inspector.inspect(&show(new.id), None).answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn a_purpose_that_went_is_unknown_and_its_passes_live_out_their_time() {
    // Twice a week, so that what refuses the second one is not its quota.
    let twice = TATARSTAN.replacen(
        "\"n\": 1, \"per\": \"local-week\"",
        "\"n\": 2, \"per\": \"local-week\"",
        1,
    );
    let env = TestEnv::of(Some(Region::read(&twice).unwrap()), THIRD).await;
    let (phone, network) = env.resident().await;
    let pass = phone.pass("funeral").await;
    env.wait_s(60).await;
    env.admin.rules(&region("RU-TA-2020-05-01")).await.unwrap();
    let (_guard, inspector) = env.inspector().await;
    let looked = inspector.inspect(&phone.show(), None);
    assert_eq!((looked.answer.verdict, looked.answer.reason), (Verdict::Valid, Reason::Ok));
    let name = looked.purpose.unwrap();
    assert_eq!((name.key.as_str(), name.label.as_str()), ("funeral", "Funeral"));
    // Rules that this phone does not know have dropped it: nothing is issued in its place.
    let asked = network.sent_to(Route::Passes);
    assert_eq!(phone.refused("funeral").await, Code::PurposeUnknown);
    assert_eq!(network.sent_to(Route::Passes), asked + 1, "refused once, and not asked again");
    assert!(rules(&phone).iter().all(|(key, _)| key != "funeral"));
    phone.pass("cemetery").await;
    assert_eq!(env.admin.accounts().await.unwrap()[0].passes, 2);
    let kept = phone.passes().into_iter().find(|kept| kept.id == pass.id).unwrap();
    assert_eq!((kept.state, kept.label.as_str()), (PassState::Valid, "Funeral"));
    env.wait_s(3600).await;
    let shown = phone.client().present(ME, Some(pass.id), None).unwrap().text;
    assert_eq!(inspector.inspect(&shown, None).answer.verdict, Verdict::Expired);
}

#[tokio::test]
async fn a_shorter_length_cuts_no_pass_short() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("pharmacy").await;
    let shorter = reference(&[(
        "\"en\": \"Pharmacy\" },\n      \"lasts\": { \"minutes\": 180",
        "\"en\": \"Pharmacy\" },\n      \"lasts\": { \"minutes\": 45",
    )]);
    env.wait_s(60).await;
    env.admin.rules(&shorter).await.unwrap();
    phone.sync().await;
    assert_eq!(rules(&phone)[1], ("pharmacy".to_owned(), 45));
    assert_eq!(lasts_minutes(&phone, "pharmacy"), [180]);
    env.wait_s(2 * 3600).await;
    let looked = env.inspect(&phone.show()).await;
    assert_eq!((looked.answer.verdict, looked.answer.reason), (Verdict::Valid, Reason::Ok));
    assert_eq!(phone.passes()[0].state, PassState::Valid);
    phone.pass("pharmacy").await;
    assert_eq!(lasts_minutes(&phone, "pharmacy"), [180, 45]);
}

#[tokio::test]
async fn less_time_to_get_home_takes_none_from_a_pass_that_was_issued_before() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let passes = [phone.pass("work").await, phone.pass("pharmacy").await];
    let code = phone.client().present(ME, Some(passes[1].id), None).unwrap().typed_code.unwrap();
    env.wait_s(60).await;
    let grace = "\"grace\": { \"minutes\": 180";
    let shorter = reference(&[(grace, "\"grace\": { \"minutes\": 60")]);
    env.admin.rules(&shorter).await.unwrap();
    for pass in &passes {
        env.admin.revoke(&pass.id.to_string()).await.unwrap();
    }
    env.wait_s(2 * 3600).await;
    phone.sync().await;
    let (_guard, inspector) = env.inspector().await;
    for pass in &passes {
        let shown = phone.client().present(ME, Some(pass.id), None).unwrap().text;
        let looked = inspector.inspect(&shown, None).answer;
        assert_eq!(looked.verdict, Verdict::ReturnHomeOnly, "{}", pass.purpose);
    }
    assert!(phone.passes().iter().all(|pass| pass.state == PassState::ReturnHomeOnly));
    let told = inspector.look_up(&code).await.answer;
    assert_eq!(told.verdict, Verdict::ReturnHomeOnly);
}

#[tokio::test]
async fn rules_of_another_region_or_with_a_borrowed_number_are_not_published() {
    let env = TestEnv::new().await;
    assert_eq!(env.admin.rules(&region("RU-NIZ")).await, Err(AdminError::RulesUnfit));
    let borrowed = reference(&[("\"key\": \"pet\"", "\"key\": \"opera\"")]);
    assert_eq!(env.admin.rules(&borrowed).await, Err(AdminError::RulesUnfit));
    assert_eq!(AdminError::RulesUnfit.code(), "rules-unfit");
    let (phone, _) = env.resident().await;
    phone.pass("pet").await;
    // A home keeps its region and its newest rules when it is started again.
    env.admin.rules(&reference(&[("\"minutes\": 30", "\"minutes\": 20")])).await.unwrap();
    let at = env.clock.true_ms() / 1000;
    let env = env.restarted(at).await;
    let (phone, _) = env.phone();
    phone.sync().await;
    assert_eq!(rules(&phone)[3], ("rubbish".to_owned(), 20));
}

#[tokio::test]
async fn a_pass_counts_on_the_day_on_which_it_begins() {
    // 23:50 at the region.
    let env = TestEnv::of(None, NOW + 100 * 60).await;
    let (phone, _) = env.resident().await;
    let late = phone.pass("groceries").await;
    phone.pass("groceries").await;
    let used = phone.client().request_pass(ME, "groceries", None).await.unwrap_err();
    assert_eq!(used.code, Code::QuotaUsed);
    let midnight_ms = 1_795_381_200_000;
    assert_eq!(used.retry_at_ms, Some(midnight_ms));
    assert!(late.valid_from_ms < midnight_ms && midnight_ms < late.valid_until_ms);
    // One that begins after midnight belongs to the next day, though it is asked for on this one.
    let booked = phone.client().request_pass(ME, "groceries", Some(midnight_ms)).await;
    assert!(matches!(booked, Ok(PassRequestResult::Pass(_))), "{booked:?}");
    env.wait_s(660).await;
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    let shown = phone.client().present(ME, Some(late.id), None).unwrap().text;
    assert_eq!(env.inspect(&shown).await.answer.verdict, Verdict::Valid, "across midnight");
    phone.pass("groceries").await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed, "two of the new day, no more");
}

#[tokio::test]
async fn hours_and_days_are_those_of_the_place() {
    // The same second, 22:10 in Moscow, is 05:10 of the next day in Vladivostok.
    let vladivostok = reference(&[
        ("Europe/Moscow", "Asia/Vladivostok"),
        ("\"offset\": \"+03:00\"", "\"offset\": \"+10:00\""),
    ]);
    let env = TestEnv::of(Some(vladivostok), NOW).await;
    let (phone, _) = env.resident().await;
    let closed = phone.client().request_pass(ME, "pet", None).await.unwrap_err();
    assert_eq!(closed.code, Code::OutsideHours, "open in Moscow, and that is not here");
    let opens_ms = i64::try_from(NOW + 50 * 60).unwrap() * 1000;
    assert_eq!(closed.retry_at_ms, Some(opens_ms));
    assert!(closed.text.text.contains("06:00"), "said as clocks show it there: {closed:?}");
    phone.pass("groceries").await;
    phone.pass("groceries").await;
    let used = phone.client().request_pass(ME, "groceries", None).await.unwrap_err();
    let midnight = NOW + (18 * 60 + 50) * 60;
    assert_eq!(used.retry_at_ms.map(|ms| ms / 1000), Some(i64::try_from(midnight).unwrap()));
    env.wait_s(50 * 60).await;
    phone.pass("pet").await;
}

#[tokio::test]
async fn a_region_that_changes_its_clocks_gives_no_second_quota_and_shortens_no_pass() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let pass = phone.pass("groceries").await;
    phone.pass("groceries").await;
    // From 23:00 on clocks show midnight, and do so for good.
    let change = "2026-11-22T23:00:00+03:00";
    let later = reference(&[(
        "[{ \"from\": \"2014-10-26T01:00:00+03:00\", \"offset\": \"+03:00\" }]",
        &format!(
            "[{{ \"from\": \"2014-10-26T01:00:00+03:00\", \"offset\": \"+03:00\" }},
              {{ \"from\": \"{change}\", \"offset\": \"+04:00\" }}]"
        ),
    )]);
    env.admin.rules(&later).await.unwrap();
    phone.sync().await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed, "still the same day");
    let kept = phone.passes().into_iter().find(|kept| kept.id == pass.id).unwrap();
    assert_eq!(
        (kept.valid_from_ms, kept.valid_until_ms),
        (pass.valid_from_ms, pass.valid_until_ms)
    );
    // 23:00 of yesterday's clocks: the next day has begun.
    env.wait_s(51 * 60).await;
    phone.pass("groceries").await;
    phone.pass("groceries").await;
    let used = phone.client().request_pass(ME, "groceries", None).await.unwrap_err();
    assert_eq!(used.code, Code::QuotaUsed);
    let next_midnight = 1_795_377_600 + 86_400;
    assert_eq!(used.retry_at_ms.map(|ms| ms / 1000), Some(next_midnight));
    // Midnight of the old clocks changes nothing any more.
    env.wait_s(3600).await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn a_quota_of_the_day_that_becomes_one_of_the_week_counts_on() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let weekly =
        reference(&[("\"n\": 2, \"per\": \"local-day\"", "\"n\": 2, \"per\": \"local-week\"")]);
    env.admin.rules(&weekly).await.unwrap();
    phone.pass("groceries").await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
}

#[tokio::test]
async fn a_day_and_a_week_that_begin_at_the_same_second_are_counted_apart() {
    // Monday, noon at the region.
    let env = TestEnv::of(None, NOW + 14 * 3600).await;
    let weekly =
        reference(&[("\"n\": 2, \"per\": \"local-day\"", "\"n\": 2, \"per\": \"local-week\"")]);
    env.admin.rules(&weekly).await.unwrap();
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    env.admin.rules(&reference(&[])).await.unwrap();
    // The week's one belongs to no day; the day's two do.
    phone.pass("groceries").await;
    phone.pass("groceries").await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
    // Back to weeks, all three of them count.
    env.admin.rules(&weekly).await.unwrap();
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed);
    env.wait_s(86_400).await;
    assert_eq!(phone.refused("groceries").await, Code::QuotaUsed, "on the next day as well");
}

#[test]
fn shipped_rules_survive_being_signed_and_read() {
    for name in Region::names() {
        let region = region(&name);
        let issuer = doorstep_suite::issuer::Issuer::new();
        let mut rules = Rules { iat: NOW, exp: NOW + 86_400, ..region.rules().clone() };
        // What only rules that follow others say.
        rules.former = rules.purposes.iter().take(3).cloned().collect();
        rules.former_grace = Some(FormerGrace { seconds: 7200, until: NOW });
        let keys: Vec<_> = issuer.rules_keys.iter().collect();
        let signed = doorstep_suite::issuer::sign_by(rules.draft(), &keys);
        let iss = rules.iss.clone();
        let mut trust = issuer.trust.clone();
        trust.keys.iter_mut().for_each(|key| key.iss.clone_from(&iss));
        assert_eq!(Rules::read(&signed, &trust, &iss), Ok(rules), "{name}");
        assert!(signed.len() < 16 * 1024, "{name}: {}", signed.len());
    }
}
