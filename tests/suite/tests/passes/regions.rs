//! Real regions with the real authority over real HTTPS: what their documents say is what a resident
//! is told, gets and is let through with.

use std::sync::Arc;

use doorstep::client::PassRequestResult;
use doorstep::error::Code;
use doorstep::inspection::{Reason, Verdict};
use doorstep::model::Language;
use doorstep::pass::PassState;
use doorstep::requests::Route;
use doorstep::views::PurposeEntry;
use doorstep_authority::Region;
use doorstep_suite::phone::{ME, Phone};
use doorstep_suite::test_env::{FlakyNetwork, TestEnv};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// Midnight in Moscow on 1 April 2020, a Wednesday.
const APRIL: u64 = 1_585_688_400;

/// Noon in Moscow on this day of April 2020.
fn april(day: u64) -> u64 {
    APRIL + (day - 1) * DAY + 12 * HOUR
}

async fn env(region: &str, now: u64) -> TestEnv {
    TestEnv::of(Some(Region::shipped(region).unwrap()), now).await
}

/// An authority of this region with somebody who is registered there.
async fn resident_of(region: &str, now: u64) -> (TestEnv, Phone, Arc<FlakyNetwork>) {
    let env = env(region, now).await;
    let (phone, network) = env.resident().await;
    (env, phone, network)
}

fn purposes(phone: &Phone) -> Vec<PurposeEntry> {
    phone.client().purposes(ME).unwrap()
}

fn minutes(entry: &doorstep::views::PassEntry) -> i64 {
    (entry.valid_until_ms - entry.valid_from_ms) / 60_000
}

#[tokio::test]
async fn nizhny_gives_three_hours_one_hour_and_half_an_hour() {
    let (env, phone, _) = resident_of("RU-NIZ", april(2)).await;
    for (purpose, lasts) in
        [("shop", 180), ("pharmacy", 180), ("doctor", 180), ("pet", 60), ("rubbish", 30)]
    {
        let pass = phone.pass(purpose).await;
        assert_eq!(minutes(&pass), lasts, "{purpose}");
        let text = phone.client().present(ME, Some(pass.id), None).unwrap().text;
        let looked = env.inspect(&text).await;
        assert_eq!((looked.answer.verdict, looked.answer.reason), (Verdict::Valid, Reason::Ok));
        assert_eq!(looked.purpose.map(|name| name.key).as_deref(), Some(purpose));
    }
    // No quota, no hours, no lead time: the study knows of none. Not at three in the morning either.
    env.wait_s(15 * 3600).await;
    for _ in 0..4 {
        phone.pass("rubbish").await;
    }
    let exempt = phone.snapshot().exempt;
    assert_eq!(exempt.len(), 1);
    assert!(exempt[0].text.contains("volunteers"), "{}", exempt[0].text);
    assert_eq!(phone.refused("emergency").await, Code::NoPassNeeded);
}

#[tokio::test]
async fn moscows_first_plan_waits_for_an_act_that_never_came() {
    let (env, phone, network) = resident_of("RU-MOW-2020-04-01", april(1)).await;
    let snapshot = phone.snapshot();
    assert_eq!((snapshot.in_force, snapshot.act.key.as_str()), (Some(false), "no-act"));
    let before = network.sent_to(Route::Passes);
    assert_eq!(phone.refused("groceries").await, Code::NotInForce);
    assert_eq!(network.sent_to(Route::Passes), before, "told without asking");
    // As if it had been adopted.
    env.admin.act_in_force().await.unwrap();
    env.wait_s(2).await;
    for (purpose, lasts) in [("groceries", 180), ("pharmacy", 180), ("pet", 60), ("rubbish", 30)] {
        assert_eq!(minutes(&phone.pass(purpose).await), lasts, "{purpose}");
    }
    assert_eq!(phone.refused("medical").await, Code::NoPassNeeded);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn moscows_april_pass_begins_and_ends_with_its_decree() {
    let (env, phone, _) = resident_of("RU-MOW-2020-04-15", april(14)).await;
    assert_eq!(phone.refused("work").await, Code::NotInForce, "from the 15th on");
    env.wait_s(86_400).await;
    let work = phone.pass("work").await;
    // To the end of April, whenever it is asked for.
    assert_eq!(work.valid_until_ms / 1000, 1_588_280_400);
    let listed = purposes(&phone).into_iter().find(|purpose| purpose.key == "work").unwrap();
    assert_eq!((listed.minutes, listed.until_ms), (44_640, Some(1_588_280_400_000)));
    let looked = env.inspect(&phone.show()).await;
    assert_eq!(looked.answer.verdict, Verdict::Valid);
    assert_eq!(minutes(&phone.pass("medical").await), 1440);
    let walk = phone.client().request_pass(ME, "walk", None).await.unwrap_err();
    assert_eq!(walk.code, Code::NoPassNeeded);
    assert!(walk.text.text.contains("43-УМ"), "{}", walk.text.text);
    // Children, in words: the phone knows no ages.
    let exempt = phone.snapshot().exempt;
    assert_eq!(exempt[0].key, "exempt-under-age");
    assert_eq!(exempt[0].text, "Nobody under 14 needs a pass (43-УМ).");
    phone.client().set_language("ru");
    assert_eq!(phone.snapshot().exempt[0].text, "До 14 лет пропуск не нужен (43-УМ).");
    phone.client().set_language("en");
    // A pass for work lives for two weeks, and after the 30th none is asked for.
    env.wait_s(14 * 86_400).await;
    phone.sync().await;
    let states: Vec<_> = phone.passes().iter().map(|pass| pass.state).collect();
    assert_eq!(states, [PassState::Valid]);
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    env.wait_s(2 * 86_400).await;
    phone.sync().await;
    assert_eq!(phone.refused("work").await, Code::PurposeOver);
    assert!(purposes(&phone).iter().all(|purpose| purpose.key != "work"));
    // Void from 9 June.
    env.wait_s(40 * 86_400).await;
    phone.sync().await;
    assert_eq!(phone.snapshot().in_force, Some(false));
    assert_eq!(phone.snapshot().exempt, [], "nobody needs one, so nobody is exempt");
    assert_eq!(phone.refused("medical").await, Code::NotInForce);
}

#[tokio::test]
async fn moscow_gives_two_single_trips_from_monday_to_sunday() {
    // The 17th was a Friday.
    let (env, phone, network) = resident_of("RU-MOW-2020-04-15", april(17)).await;
    phone.pass("other").await;
    env.wait_s(86_400).await;
    phone.pass("other").await;
    let asked = network.sent_to(Route::Passes);
    let used = phone.client().request_pass(ME, "other", None).await.unwrap_err();
    assert_eq!((used.code, network.sent_to(Route::Passes)), (Code::QuotaUsed, asked));
    let monday = april(20) - 12 * HOUR;
    assert_eq!(used.retry_at_ms.map(|at_ms| at_ms / 1000), Some(i64::try_from(monday).unwrap()));
    let waits = i64::try_from(monday).unwrap() - env.clock.true_ms() / 1000;
    env.wait_s(waits - 60).await;
    assert_eq!(phone.refused("other").await, Code::QuotaUsed);
    env.wait_s(120).await;
    phone.pass("other").await;
    // Other purposes are not counted with it.
    phone.pass("medical").await;
}

#[tokio::test]
async fn moscow_asks_for_five_hours_notice_once_cards_are_checked() {
    let (env, phone, network) = resident_of("RU-MOW-2020-04-22", april(23)).await;
    let asked = network.sent_to(Route::Passes);
    let early = phone.client().request_pass(ME, "other", None).await.unwrap_err();
    assert_eq!((early.code, network.sent_to(Route::Passes)), (Code::LeadTime, asked));
    let now_ms = env.clock.true_ms();
    let told_ms = early.retry_at_ms.unwrap();
    assert!((told_ms - now_ms - 5 * 3_600_000).abs() < 2000, "{told_ms} {now_ms}");
    let from_ms = now_ms + 5 * 3_600_000 + 60_000;
    let booked = phone.client().request_pass(ME, "other", Some(from_ms)).await.unwrap();
    let PassRequestResult::Pass(pass) = booked else { panic!("{booked:?}") };
    assert_eq!((pass.state, pass.valid_from_ms), (PassState::NotYetValid, from_ms / 1000 * 1000));
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::NotYetValid);
    env.wait_s(5 * 3600 + 120).await;
    assert_eq!(env.inspect(&phone.show()).await.answer.verdict, Verdict::Valid);
    phone.pass("medical").await;
}

#[tokio::test]
async fn tatarstan_counts_by_the_day_the_week_and_the_month_and_speaks_tatar() {
    let (env, phone, _) = resident_of("RU-TA-2020-04-04", april(6)).await;
    assert_eq!(minutes(&phone.pass("dacha").await), 120);
    assert_eq!(minutes(&phone.pass("move").await), 360);
    phone.pass("dacha").await;
    let next = |code: Code, error: doorstep::client_error::ClientError| {
        assert_eq!(error.code, code);
        u64::try_from(error.retry_at_ms.unwrap() / 1000).unwrap()
    };
    let ask = async |purpose: &str| phone.client().request_pass(ME, purpose, None).await;
    assert_eq!(next(Code::QuotaUsed, ask("dacha").await.unwrap_err()), april(7) - 12 * HOUR);
    phone.pass("funeral").await;
    assert_eq!(next(Code::QuotaUsed, ask("funeral").await.unwrap_err()), april(13) - 12 * HOUR);
    phone.pass("court").await;
    let may = APRIL + 30 * DAY;
    assert_eq!(next(Code::QuotaUsed, ask("court").await.unwrap_err()), may);
    for purpose in ["nearby", "pet", "rubbish", "emergency"] {
        let error = ask(purpose).await.unwrap_err();
        assert_eq!(error.code, Code::NoPassNeeded);
        assert!(error.text.text.contains("208"), "{}", error.text.text);
    }
    phone.client().set_language("tt-RU");
    let snapshot = phone.snapshot();
    assert_eq!(snapshot.language, "tt");
    let dacha = purposes(&phone).into_iter().find(|purpose| purpose.key == "dacha").unwrap();
    assert_eq!(dacha.label, "Дачага һәм кире");
    assert_eq!(dacha.note.unwrap().text, "Бүген кулланылган: 2, барлыгы: 2.");
    let refused = ask("dacha").await.unwrap_err();
    assert!(refused.text.text.starts_with("Бу көнгә кулланылган: 2,"), "{}", refused.text.text);
    let looked = phone.inspector().inspect(&phone.show(), None);
    assert_eq!(looked.text.text, "Действует", "what inspectors read is said in Russian");
    assert_eq!(Language::from_tag("tt"), Language::Tt);
    drop(env);
}
