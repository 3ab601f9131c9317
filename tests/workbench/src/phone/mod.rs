//! `doorstep phone`: a resident's phone, one call of the core a command.

mod checks;
mod event;
mod evidence;
mod fixes;
mod journal;
mod loan;
mod messages;
mod moving;
mod notices;
mod orders;
mod overview;
mod papers;
mod passes;
mod people;
mod photos;
mod pin;
mod receipts;
mod registering;
mod sent;
mod showing;
mod upkeep;
mod waking;

use std::path::Path;

use doorstep::client::{CheckAnswer, Client};
use doorstep::error::Code;
use doorstep::events::Cause;
use doorstep::model::{Language, PersonId};
use doorstep::quarantine::declarations::Declaring;
use doorstep::words::{EmergencyText, Say as _};
pub use fixes::of_the_phone;
pub use photos::attempt;
pub use showing::{unwritten, write};

use crate::command_line::{
    LoanAction, PassAction, PeopleAction, PhoneAction, PhoneOptions, SmsAction,
};
use crate::device;
use crate::reply::{ErrorInfo, Reply};

/// Does what a resident does.
///
/// # Errors
/// [`ErrorInfo`], as the core says it.
pub async fn run(mut options: PhoneOptions) -> Result<Reply, ErrorInfo> {
    // A phone that says so was started anew.
    options.device.reboot |= matches!(options.action, PhoneAction::Wake { cause: Cause::Boot, .. });
    match options.action {
        PhoneAction::Erase { yes } => upkeep::agree(yes)?,
        PhoneAction::Loan { action: Some(LoanAction::Return { yes }) } => loan::agree(yes)?,
        _ => {}
    }
    if let PhoneAction::People { action: Some(PeopleAction::Remove { person, yes }) } =
        &options.action
    {
        people::agree(*yes, *person)?;
    }
    let clock_file = options.device.clock.clone();
    if let PhoneAction::Run(run) = &options.action {
        device::read_clock(&mut options.device)?;
        let (device, person) = (&options.device, options.person);
        return crate::living::run(device, clock_file.as_deref(), person, run).await;
    }
    let opened = device::read_clock(&mut options.device)
        .and_then(|()| device::open(&options.device, "phone"));
    let client = match (opened, &options.action) {
        (Ok(client), _) => client,
        // An emergency does not wait for a phone that cannot be opened.
        (Err(trouble), PhoneAction::Emergency { .. }) => {
            let language = options.device.lang.as_deref().unwrap_or("en");
            return Ok(showing::no_code(
                EmergencyText::NoPassNeeded.sentence(Language::from_tag(language)),
                trouble,
            ));
        }
        (Err(trouble), _) => return Err(trouble),
    };
    let home = device::home_of(options.device.home.as_deref(), "phone")?;
    if let Some(pin) = &options.pin {
        client.unlock(options.person, pin)?;
    }
    act(&client, &home, options.person, options.action).await
}

/// Does one thing with a phone that is open.
///
/// # Errors
/// [`ErrorInfo`], as the core says it.
pub async fn act(
    client: &Client,
    home: &Path,
    person: PersonId,
    action: PhoneAction,
) -> Result<Reply, ErrorInfo> {
    match action {
        PhoneAction::Register { phone, initials, document } => {
            registering::register(client, person, &phone, initials.as_deref(), document.as_deref())
                .await
        }
        PhoneAction::Confirm { code } => registering::confirm(client, person, &code).await,
        PhoneAction::Holder { initials, document } => {
            registering::change_mark(client, person, initials.as_deref(), document.as_deref())
        }
        PhoneAction::Purposes => passes::purposes(client, person),
        PhoneAction::Pass { action: PassAction::Request { purpose, from } } => {
            passes::request(client, person, &purpose, from).await
        }
        PhoneAction::Pass { action: PassAction::List } => passes::list(client, person),
        PhoneAction::Pass { action: PassAction::Show { id, frame } } => {
            let id = id.map(|id| passes::id(client, &id)).transpose()?;
            let shown = client.present(person, id, frame.challenge)?;
            showing::show(&shown, &frame, &client.snapshot().language)
        }
        PhoneAction::Pass { action: PassAction::Paper { file, id } } => {
            let id = id.map(|id| passes::id(client, &id)).transpose()?;
            papers::print(client, person, id, &file).await
        }
        PhoneAction::Pass { action: PassAction::Text { id } } => {
            let id = id.map(|id| passes::id(client, &id)).transpose()?;
            papers::text(client, person, id).await
        }
        PhoneAction::Emergency { frame } => {
            let care = client.emergency(person, frame.challenge);
            Ok(showing::emergency(care, &frame, &client.snapshot().language))
        }
        PhoneAction::Receipt { text } => receipts::read(client, &text),
        PhoneAction::Snapshot => Ok(overview::snapshot(&client.snapshot())),
        PhoneAction::Plan => Ok(overview::plan(&client.plan(), &client.snapshot().language)),
        PhoneAction::Sync => upkeep::sync(client).await,
        PhoneAction::Facts { changes } => waking::facts(client, person, home, &changes),
        PhoneAction::Wake { cause, moved } => {
            Ok(waking::wake(client, person, cause, device::facts::read(home), moved.moved()))
        }
        PhoneAction::Motion { moved } => {
            let facts = device::facts::read(home);
            let cause = Cause::SignificantChange;
            Ok(waking::wake(client, person, cause, facts, moved.moved()))
        }
        PhoneAction::Order { action } => orders::run(client, person, action).await,
        PhoneAction::Fix(fix) => fixes::take(client, person, home, &fix),
        PhoneAction::Check { all } => checks::list(client, person, home, all),
        PhoneAction::Here => checks::here(client, person, home),
        PhoneAction::Photo(options) => photos::run(client, person, home, &options),
        PhoneAction::Answer { check, photo: Some(file) } => {
            checks::answer_with_photo(client, person, home, check, &file)
        }
        PhoneAction::Answer { check, photo: None } => {
            let here = CheckAnswer::Here;
            checks::answer(client, person, home, check.as_deref(), &here)
        }
        PhoneAction::Cannot { reason, check, text } => {
            let cannot = CheckAnswer::Cannot { reason, text };
            checks::answer(client, person, home, check.as_deref(), &cannot)
        }
        PhoneAction::Hospital => checks::declare(client, person, home, &Declaring::Hospital),
        PhoneAction::Safety => checks::declare(client, person, home, &Declaring::Safety),
        PhoneAction::Back => checks::declare(client, person, home, &Declaring::Back),
        PhoneAction::Permission { minutes, text } => {
            let declaring = Declaring::Permission { minutes, text };
            checks::declare(client, person, home, &declaring)
        }
        PhoneAction::Fault { text } => {
            checks::declare(client, person, home, &Declaring::Fault { text })
        }
        PhoneAction::Journal { from, most } => journal::show(client, person, from, most),
        PhoneAction::Evidence { file, full, yes, photos } => {
            evidence::export(client, person, &file, evidence::scope(full, yes)?, photos)
        }
        PhoneAction::Sms { action: SmsAction::Check { text } } => {
            messages::check(client, person, &text)
        }
        PhoneAction::Sms { action: SmsAction::Regions } => Ok(messages::regions(client)),
        PhoneAction::Sms { action: SmsAction::Compose(form) } => {
            messages::compose(client, person, &form)
        }
        PhoneAction::Sms { action: SmsAction::Parse(reply) } => {
            messages::parse(client, person, &reply)
        }
        PhoneAction::Sms { action: SmsAction::List } => messages::list(client, person),
        PhoneAction::Notices => notices::list(client, person),
        PhoneAction::Dispute { reference, text } => {
            notices::dispute(client, person, &reference, &text)
        }
        PhoneAction::Sent { raw: Some(n), .. } => sent::raw(client, n),
        PhoneAction::Sent { from, most, raw: None } => sent::list(client, from, most),
        // It opens the phone by itself.
        PhoneAction::Run(_) => Err(ErrorInfo::known(Code::CoreFailed, "en")),
        PhoneAction::Loan { action } => loan::run(client, person, home, action).await,
        PhoneAction::Move { action } => moving::run(client, person, action).await,
        PhoneAction::People { action } => people::run(client, action),
        PhoneAction::Pin { action } => pin::run(client, person, action),
        PhoneAction::Erase { .. } => upkeep::erase(client, person).await,
    }
}
