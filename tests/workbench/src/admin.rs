//! `doorstep admin`: the operator's orders to the authority that runs in a home.

mod loans;
mod lost_phones;
mod orders;
mod photos;
mod reports;
mod sms;

use doorstep::documents::KeyUse;
use doorstep::model::{MS, PhoneNumber};
use doorstep::quarantine::order::Refusal;
use doorstep_authority::admin::{Admin, AdminError, CheckRefusal};
use serde::Serialize;
use serde_json::{Value, json};

use crate::authority::{self, sentence};
use crate::command_line::reports::{DisputeAction, NoticeAction, ReceiptAction, ReportAction};
use crate::command_line::{AdminAction, AdminOptions, Covers, Force, Use};
use crate::device::{REGION, home_of};
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply, Status};

/// Carries out an order.
///
/// # Errors
/// [`ErrorInfo`], by the authority's codes.
pub async fn run(options: AdminOptions) -> Result<Reply, ErrorInfo> {
    let home = home_of(options.home.as_deref(), "authority")?;
    let admin = Admin::of(&home).map_err(trouble)?;
    match options.action {
        AdminAction::Sms { to } => {
            // Any usual spelling names the number.
            let to = to.map(|to| match PhoneNumber::parse(&to, REGION) {
                Ok(number) => number.e164().to_owned(),
                Err(_) => to,
            });
            let messages = admin.sms(to.as_deref()).await.map_err(trouble)?;
            let line = |sms: &doorstep_authority::admin::Sms| {
                format!("{}  {}  {}", sms.at, sms.to, sms.text)
            };
            let text = messages.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Reply::done(value(&messages), text))
        }
        AdminAction::Act { force: Force::InForce, covers } => {
            admin.act_in_force_for(covers.map(Covers::name)).await.map_err(trouble)?;
            Ok(Reply::done(json!({ "act": "in-force" }), "An act is in force."))
        }
        AdminAction::Act { force: Force::Ended, covers } => {
            admin.act_ended_for(covers.map(Covers::name)).await.map_err(trouble)?;
            let text = match covers {
                None => "No act is in force.",
                Some(Covers::Passes) => "No act that covers passes is in force.",
                Some(Covers::Quarantine) => "No act that covers quarantine is in force.",
            };
            Ok(Reply::done(json!({ "act": "ended" }), text))
        }
        AdminAction::Rules { document } => {
            let region = authority::region(&document)?;
            let serial = admin.rules(&region).await.map_err(trouble)?;
            let (iss, version) = (region.iss(), region.version());
            let value = json!({ "rules": serial, "region": iss, "version": version });
            let text = format!("Rules {serial} of {iss} are published ({version}).");
            Ok(Reply::done(value, text))
        }
        AdminAction::SmsTables { files } => sms::publish(&admin, &files).await,
        AdminAction::SmsGateway { region, text, from } => {
            sms::gateway(&admin, &region, &from, &text).await
        }
        AdminAction::Clock { at } => {
            admin.clock(at.div_euclid(MS)).await.map_err(trouble)?;
            let at = rfc3339(at);
            let text = format!("The clock stands at {at}.");
            Ok(Reply::done(json!({ "clock": at }), text))
        }
        AdminAction::Revoke { pass } => {
            admin.revoke(&pass).await.map_err(trouble)?;
            Ok(Reply::done(json!({ "revoked": pass }), "Revoked."))
        }
        AdminAction::Order { action } => orders::run(&admin, action).await,
        AdminAction::Report { action: ReportAction::List { order, from } } => {
            reports::list(&admin, &order, from).await
        }
        AdminAction::Receipt { action: ReceiptAction::Last { order } } => {
            reports::last_receipt(&admin, &order).await
        }
        AdminAction::Notice { action: NoticeAction::Send { order, notice } } => {
            reports::send(&admin, &order, notice).await
        }
        AdminAction::Dispute { action: DisputeAction::List { order } } => {
            reports::disputes(&admin, &order).await
        }
        AdminAction::Dispute { action: DisputeAction::Answer { reference, text } } => {
            admin.answer_dispute(&reference, &text).await.map_err(trouble)?;
            Ok(Reply::done(json!({}), "Answered."))
        }
        AdminAction::Photo { action } => photos::run(&admin, action).await,
        AdminAction::Loan { action } => loans::run(&admin, action).await,
        AdminAction::Fail { route, status, times, retry_after } => {
            admin.fail(&route, status, times, retry_after).await.map_err(trouble)?;
            let text = format!("The next {times} answers of {route} are {status}.");
            Ok(Reply::done(json!({}), text))
        }
        AdminAction::RotateKey { key_use, leaked } => {
            let key_use = key_use.of_trust_lists();
            admin.rotate_key(key_use, leaked).await.map_err(trouble)?;
            let value = json!({ "rotated": key_use.name(), "withdrawn": leaked });
            let text = if leaked { "The key is withdrawn." } else { "The key is changed." };
            Ok(Reply::done(value, text))
        }
        AdminAction::WithdrawKey { key } => {
            admin.withdraw_key(&key).await.map_err(trouble)?;
            Ok(Reply::done(json!({ "withdrawn": key }), "The key is withdrawn."))
        }
        AdminAction::Keys => {
            let keys = admin.keys().await.map_err(trouble)?;
            let line = |key: &doorstep_authority::admin::KeyEntry| {
                format!("{}  {:<6}  {}", key.name, key.key_use, key.status)
            };
            let text = keys.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Reply::done(value(&keys), text))
        }
        AdminAction::RotateRoot => {
            admin.rotate_root().await.map_err(trouble)?;
            Ok(Reply::done(json!({ "rotated": "root" }), "The root keys are changed."))
        }
        AdminAction::Code { phone } => {
            let number = PhoneNumber::parse(&phone, REGION).map_err(|_| phone_invalid())?;
            let code = admin.code(number.e164()).await.map_err(trouble)?;
            let (from, until) = (&code.code, &code.until);
            let digits: Vec<&str> =
                [0, 3, 6, 9].iter().filter_map(|at| from.get(*at..at + 3)).collect();
            let text = format!("{}  counts until {until}, once", digits.join(" "));
            Ok(Reply::done(value(&code), text))
        }
        AdminAction::Phone { action } => lost_phones::run(&admin, action).await,
        AdminAction::Load => {
            let hours = admin.load().await.map_err(trouble)?;
            let line = |hour: &doorstep_authority::admin::HourEntry| {
                format!(
                    "{}  {} sent  {} withheld  {} wrong  {}",
                    hour.from,
                    hour.sent,
                    hour.withheld,
                    hour.wrong,
                    hour.alarms.join(" ")
                )
            };
            let text = hours.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Reply::done(value(&hours), text))
        }
        AdminAction::Accounts => {
            let accounts = admin.accounts().await.map_err(trouble)?;
            let line = |account: &doorstep_authority::admin::AccountEntry| {
                let phone = account.phone.as_deref().unwrap_or("-");
                let closed = account.closed.as_deref().unwrap_or("open");
                let created = &account.created_at;
                format!("{}  {created}  {phone}  {} passes  {closed}", account.id, account.passes)
            };
            let text = accounts.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Reply::done(value(&accounts), text))
        }
    }
}

impl Use {
    fn of_trust_lists(self) -> KeyUse {
        match self {
            Self::Pass => KeyUse::Pass,
            Self::Rules => KeyUse::Rules,
            Self::Stamp => KeyUse::Stamp,
            Self::Status => KeyUse::Status,
            Self::Time => KeyUse::Time,
            Self::Order => KeyUse::Order,
            Self::Receipt => KeyUse::Receipt,
            Self::Photo => KeyUse::Photo,
        }
    }
}

/// What to do about a check that no phone would ask now.
fn not_asked(why: CheckRefusal) -> &'static str {
    match why {
        CheckRefusal::AfterEnd => "Nothing is asked of whoever an order has let go.",
        CheckRefusal::Paused => "Ask when the pause, the permission or the way is over.",
        CheckRefusal::Kind => "Ask for the place; this order lets nobody be asked for a photo.",
        CheckRefusal::Cap => "Ask tomorrow.",
        CheckRefusal::Gap => "Ask later, when the order's gap has passed.",
    }
}

fn phone_invalid() -> ErrorInfo {
    ErrorInfo::new(
        Status::WrongUse,
        "phone-invalid",
        "That is not a whole phone number.",
        "Give it with its country code.",
    )
}

fn value(of: &impl Serialize) -> Value {
    // Lists of texts and numbers always have a JSON form.
    serde_json::to_value(of).unwrap_or_default()
}

/// An operator's error with what to do about it.
pub fn trouble(error: AdminError) -> ErrorInfo {
    let (status, next) = match error {
        AdminError::Home(error) => return authority::trouble(error),
        AdminError::NotRunning => {
            (Status::CouldNotRun, "Start it with `doorstep authority --home DIR`.")
        }
        AdminError::PassUnknown => (Status::Refused, "Give the id that `phone pass list` shows."),
        AdminError::RulesUnfit => (
            Status::Refused,
            "Give a document of this region that gives no purpose the number of another.",
        ),
        AdminError::ListFull => (
            Status::Refused,
            "Passes leave it when they end; a key that leaked is withdrawn with all of its passes.",
        ),
        AdminError::SmsUnanswered => (
            Status::Refused,
            "Give a region that `sms regions` calls ready at the authority's time.",
        ),
        AdminError::SmsUnfit => {
            (Status::Refused, "Give documents of which each says another region or day.")
        }
        AdminError::KeyUnknown => (Status::Refused, "Give a name that `admin keys` shows."),
        AdminError::OrderUnknown => {
            (Status::Refused, "Give the id that `admin order list` shows, and a version of it.")
        }
        AdminError::PhotoUnknown => {
            (Status::Refused, "Give the name of a received one that `admin photo list` shows.")
        }
        AdminError::LoanUnknown => {
            (Status::Refused, "Give a number that `admin loan list` shows and that is not over.")
        }
        AdminError::LoanUnfit => (
            Status::Refused,
            "Give a number of 1 to 12 bytes and a time to come, or the whole text of a certificate.",
        ),
        AdminError::AccountUnknown => {
            (Status::Refused, "Give a number and an account that `admin accounts` shows as open.")
        }
        AdminError::ReferenceUnknown => {
            (Status::Refused, "Give the `ref` that `admin dispute list` shows.")
        }
        AdminError::RouteUnknown => {
            (Status::Refused, "Give a path of the API as its document prints it: /v1/reports")
        }
        AdminError::OrderUnfit => {
            (Status::Refused, "Compare what was given with what `admin order show` prints.")
        }
        AdminError::OrderRejected(_) => (
            Status::Refused,
            "Ask for less, or sign it all the same with `--unchecked`, for tests of phones.",
        ),
        AdminError::CheckRefused(why) => (Status::Refused, not_asked(why)),
        AdminError::Refused => (Status::Refused, "Look at what was asked, and try again."),
    };
    let info = ErrorInfo::new(status, error.code(), sentence(&error.to_string()), next);
    match error {
        AdminError::OrderRejected(floor) => ErrorInfo { rule: Some(Refusal::Floor(floor)), ..info },
        _ => info,
    }
}
