//! What a screen would show, and what the phone's system is to do, in lines.

use doorstep::views::{Plan, RefusedView, Snapshot};

use super::passes::{pass_line, purpose_line};
use crate::labels::Label;
use crate::moments::rfc3339;
use crate::reply::Reply;
use crate::values;

pub fn snapshot(snapshot: &Snapshot) -> Reply {
    let mut lines = vec![snapshot.act.text.clone()];
    if let Some(authority) = &snapshot.authority {
        lines.push(authority.text.text.clone());
        let more = [&authority.basis, &authority.contact, &authority.complaints];
        lines.extend(more.into_iter().flatten().map(|said| said.text.clone()));
    }
    lines.extend(snapshot.warnings.iter().map(|warning| format!("! {}", warning.text)));
    for person in &snapshot.people {
        let registration = &person.registration;
        let phone = registration.phone.as_ref().map(|phone| format!(" ({phone})"));
        lines.push(format!("{}{}", registration.text.text, phone.unwrap_or_default()));
        lines.extend(person.warnings.iter().map(|warning| format!("! {}", warning.text)));
        lines.extend(person.passes.iter().map(pass_line));
        lines.extend(
            person.waiting.iter().map(|wait| format!("{}: {}", wait.purpose, wait.text.text)),
        );
        lines.extend(person.refused.iter().map(|refused| {
            let RefusedView { purpose, code, text, .. } = refused;
            format!("{purpose}: {} [{}]", text.text, code.name())
        }));
        lines.extend(person.purposes.iter().map(purpose_line));
    }
    Reply::done(values::snapshot(snapshot), lines.join("\n"))
}

pub fn plan(plan: &Plan, language: &str) -> Reply {
    let mut lines = vec![Label::Wake(plan.wake_at_ms).text(language)];
    if plan.sync.is_some() {
        lines.push(Label::SyncNow.text(language));
    }
    lines.extend(plan.notices.iter().map(|notice| {
        format!("{} – {}  {}", rfc3339(notice.at_ms), rfc3339(notice.until_ms), notice.text.text)
    }));
    Reply::done(values::plan(plan), lines.join("\n"))
}
