//! Every sentence of the account.

use std::fs;

use doorstep::quarantine::report::KEPT_DAYS;
use doorstep::words::AccountText;
use doorstep_suite::data::workspace;
use serde_json::Value;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        AccountText::NotRegistered,
        AccountText::WaitingToSend,
        AccountText::LoanAsked,
        AccountText::CodeSent { phone: "+7******4567", by: tomorrow() },
        AccountText::Registered,
        AccountText::Lent,
        AccountText::Moving,
        AccountText::Moved,
        AccountText::MayBeErased,
        AccountText::Closed,
        AccountText::Erasing,
        AccountText::NumberClaimed { leaves: tomorrow() },
        AccountText::SigningKeysLost,
        AccountText::RegistrationUnreadable,
        AccountText::ClaimUnreadable,
        AccountText::EmergencyUnreadable,
        AccountText::EraseUnfinished,
        AccountText::OrderStays { days: 365 },
    ];
    spoken(&all, |say| match say {
        AccountText::NotRegistered
        | AccountText::WaitingToSend
        | AccountText::CodeSent { .. }
        | AccountText::Registered
        | AccountText::Closed
        | AccountText::Erasing
        | AccountText::NumberClaimed { .. }
        | AccountText::SigningKeysLost
        | AccountText::RegistrationUnreadable => false,
        AccountText::ClaimUnreadable
        | AccountText::EmergencyUnreadable
        | AccountText::EraseUnfinished
        | AccountText::LoanAsked
        | AccountText::Lent
        | AccountText::Moving
        | AccountText::Moved
        | AccountText::MayBeErased
        | AccountText::OrderStays { .. } => true,
    })
}

/// The apps say it on a screen of their own.
#[test]
fn the_apps_know_how_long_an_order_is_kept() {
    let android = ["", "-ru", "-tt"].map(|language| {
        let file = format!("android/app/src/main/res/values{language}/strings.xml");
        fs::read_to_string(workspace().join(file)).unwrap()
    });
    let days = KEPT_DAYS.to_string();
    for catalogue in &android {
        let said = catalogue.split("name=\"erase_order\">").nth(1).unwrap();
        assert!(said.split('<').next().unwrap().contains(&days));
    }
    let ios = fs::read_to_string(workspace().join("ios/App/Localizable.xcstrings")).unwrap();
    let ios: Value = serde_json::from_str(&ios).unwrap();
    for language in ["en", "ru", "tt"] {
        let said = &ios["strings"]["erase_order"]["localizations"][language];
        assert!(said["stringUnit"]["value"].as_str().unwrap().contains(&days), "{language}");
    }
}
