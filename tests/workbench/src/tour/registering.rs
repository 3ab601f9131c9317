//! The first scenes: the authority opens, a resident registers.

use std::path::Path;

use doorstep::client::RegistrationResult;
use doorstep::model::PersonId;

use super::scene::{Act, Figure, Played};
use super::stage::{Stage, needed};
use crate::admin::trouble;
use crate::reply::ErrorInfo;

/// As a resident would write it.
pub const NUMBER: &str = "8 (912) 345-67-89";

pub async fn authority(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let ready = stage.authority.ready();
    act.tell(format!(
        "It made its own keys, signed its rules and listens at {} on this machine. Trust begins \
         with one small file that the app ships with.",
        ready.url
    ));
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    act.show(Figure::Facts(vec![
        ("Address", ready.url.clone()),
        ("Operator's desk, this machine alone", ready.admin_url.clone()),
        ("What the app ships with", name(&ready.trust_file)),
        ("Its certification authority", name(&ready.ca_file)),
    ]));
    act.expect(ready.url.starts_with("https://"), "it is reached by HTTPS");
    Ok(act)
}

pub async fn register(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let phone = &stage.phone.client;
    let asked = phone.register(PersonId::FIRST, NUMBER, Some("AK"), Some("4417")).await?;
    act.expect(matches!(asked, RegistrationResult::CodeSent { .. }), "a code was sent");
    let view = needed(stage.resident())?;
    act.tell(format!(
        "“{NUMBER}” is understood as it is written. Two keys were made in the phone's key store; \
         the request is signed by both and has one effect however often it is sent."
    ));
    let mut screen = stage.screen("Registration");
    screen.lines.push((NUMBER.to_owned(), "phone number".to_owned()));
    screen.lines.push(("AK · 4417".to_owned(), "initials and document, only in passes".to_owned()));
    screen.note = Some(view.registration.text.text);
    act.show(screen);
    Ok(act)
}

pub async fn confirm(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let (text, confirmed) = confirm_code(stage).await?;
    act.expect(confirmed == RegistrationResult::Registered, "the resident is registered");
    act.tell(
        "The text message is in the authority's test channel. With the code the phone gets an \
         account and a certificate that lasts for emergencies without any network.",
    );
    let view = needed(stage.resident())?;
    let mut screen = stage.screen("Registration");
    screen.lines.push((text, "text message".to_owned()));
    screen.note = Some(view.registration.text.text);
    act.show(screen);
    Ok(act)
}

/// Takes the code from the newest text message, whose text is given back.
pub async fn confirm_code(stage: &Stage) -> Result<(String, RegistrationResult), ErrorInfo> {
    confirm_code_of(stage, PersonId::FIRST).await
}

/// The same for this person.
pub async fn confirm_code_of(
    stage: &Stage,
    person: PersonId,
) -> Result<(String, RegistrationResult), ErrorInfo> {
    let messages = stage.admin.sms(None).await.map_err(trouble)?;
    let message = needed(messages.into_iter().next_back())?;
    let code = needed(six_digits(&message.text))?;
    let confirmed = stage.phone.client.confirm(person, &code).await?;
    Ok((message.text, confirmed))
}

/// The only run of exactly six digits.
fn six_digits(text: &str) -> Option<String> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .find(|run| run.len() == 6)
        .map(str::to_owned)
}
