//! Syncing and erasing at the terminal.

use doorstep::client::Client;
use doorstep::model::PersonId;
use doorstep::outbox::Urgency;
use doorstep::registration::Step;
use serde_json::json;

use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::{terminal, values};

/// A sync that could do nothing at all is an error; what it did in part is a report.
pub async fn sync(client: &Client) -> Result<Reply, ErrorInfo> {
    let report = client.sync(Urgency::Person, None).await;
    let trouble = report.problem.clone().map(ErrorInfo::from);
    let status = match trouble {
        None => Status::Done,
        Some(trouble) if !report.lists_changed && report.settled == 0 => return Err(trouble),
        Some(trouble) => trouble.status,
    };
    let value = values::sync_report(&report);
    let synced = Label::Synced {
        lists_changed: report.lists_changed,
        settled: report.settled,
        waiting: report.waiting,
    };
    let mut lines = vec![synced.text(&client.snapshot().language)];
    lines.extend(report.problem.map(|problem| ErrorInfo::from(problem).words()));
    Ok(Reply { value, text: lines.join("\n"), status })
}

/// Whether erasing is meant.
pub fn agree(yes: bool) -> Result<(), ErrorInfo> {
    let question = "Everything on this phone becomes unreadable for good. What the authority has of a \
                    quarantine order stays there until 365 days after its end. Erase? [y/N]";
    if yes || terminal::confirm(question) == Some(true) {
        return Ok(());
    }
    Err(ErrorInfo::new(
        Status::WrongUse,
        "confirmation-needed",
        "Nothing was erased: this cannot be undone and was not confirmed.",
        "Confirm with --yes.",
    ))
}

/// Erases at once, and tells the authority if there is a network. If not, that waits.
pub async fn erase(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    // Afterwards nothing here knows of an order any more.
    let stays = client.stays_after_erase(person)?.map(|stays| stays.text);
    client.erase(person)?;
    let erasing = || {
        let snapshot = client.snapshot();
        let mut people = snapshot.people.into_iter();
        let view = people.find(|view| view.person == person);
        view.map(|view| view.registration).filter(|view| view.step == Step::Erasing)
    };
    if erasing().is_some()
        && let Some(problem) = client.sync(Urgency::Person, None).await.problem
    {
        log::warn!("authority-not-told code={problem}");
    }
    let (state, done) = match erasing() {
        Some(view) => ("erasing", view.text.text),
        None => ("erased", Label::Erased.text(&client.snapshot().language)),
    };
    let text = [Some(done), stays.clone()].into_iter().flatten().collect::<Vec<_>>().join("\n");
    Ok(Reply::done(json!({ "state": state, "stays": stays }), text))
}
