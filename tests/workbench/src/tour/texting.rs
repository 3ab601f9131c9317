//! A pass by text message: a region's number, a phone without data, and three replies.

use doorstep::documents::sms::SmsForm;
use doorstep::model::{Language, PersonId};
use doorstep::sms::{
    AskedOutcome, Class, FilledForm, Judging, Prepared, SmsRefusal, Unread, prepare,
};
use doorstep_authority::{SMS_DOCUMENTS, read_sms_region};
use serde_json::{Value, json};

use super::scene::{Act, Played, Screen};
use super::stage::{Stage, needed};
use crate::admin::trouble;
use crate::reply::{ErrorInfo, Status};

/// The one number of four regions of which the replies are established.
const REGION: &str = "gr-13032";
/// Whose decree has printed an example that its own number refuses.
const FIRST: &str = "ru-ta-2590";
const PHONE: &str = "+306912345678";
const SOME_MINUTES_S: i64 = 240;

pub async fn sms_pass(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let documents = [as_if_today(REGION)?, document(FIRST)?.to_owned()];
    stage.admin.sms_tables(&documents).await.map_err(trouble)?;
    stage.pass_time(60).await?;
    stage.sync().await?;
    stage.phone.network.take_away();
    // The example of a decree: eleven digits where a passport has ten.
    let (tables, now) = (stage.phone.client.sms_tables(), stage.phone.client.sms_now());
    let printed = FilledForm {
        region: FIRST.to_owned(),
        form: "registration-v1".to_owned(),
        values: [
            ("name", "Иванов Иван Иванович"),
            ("passport", "92199632506"),
            ("address", "Казань Нигматуллина 5 квартира 9"),
        ]
        .map(|(name, typed)| (name.to_owned(), typed.to_owned()))
        .to_vec(),
        sim: None,
    };
    let refused = prepare(&tables, &printed, &[], Judging::Form, now);
    let wrong = matches!(&refused, Err(SmsRefusal::Field { finding, .. })
        if finding.rule.name() == "doc-number-length");
    act.expect(wrong, "the example that was printed everywhere is not sent");
    // A person writes their name; the phone shows what will be sent, and where.
    let sent = needed(asked(stage, "name", &[("name", "Γιώργος Παπαδόπουλος")])?.ok())?;
    act.expect(sent.composed.number == "13032", "it goes to the region's number");
    act.expect(sent.composed.measured.segments == 1, "as one message");
    act.show(message(stage, &sent));
    let yes = stage.admin.sms_gateway(REGION, PHONE, &sent.composed.text).await.map_err(trouble)?;
    stage.pass_time(SOME_MINUTES_S).await?;
    let read = answered(stage, &yes.text)?;
    act.expect(read.0 == Class::Approved && read.1 == Some(AskedOutcome::Approved), "it says yes");
    let until = needed(stage.phone.client.sms_asked(PersonId::FIRST)?.pop())?.valid_until;
    let hours = u64::try_from(stage.now).ok().zip(until).map(|(now, until)| (until - now) / 3600);
    act.expect(hours == Some(3), "three hours from the reply");
    // The second one of the day: told before it is sent, and the number says the same.
    let second = asked(stage, "empty", &[])?;
    act.expect(matches!(second, Err(SmsRefusal::QuotaUsed { .. })), "one a day");
    let no = stage.admin.sms_gateway(REGION, PHONE, "").await.map_err(trouble)?;
    act.expect(no.class == "quota-used", "the number refuses what the phone did not send");
    let (late, outcome) = answered(stage, &no.text)?;
    let changes_nothing = late == Class::Unknown(Unread::NotAsked) && outcome.is_none();
    act.expect(changes_nothing, "nothing waits for a second reply");
    let cut: String = no.text.chars().take(40).collect();
    let (cut, outcome) = answered(stage, &cut)?;
    let stays_unknown = matches!(cut, Class::Unknown(_)) && outcome.is_none();
    act.expect(stays_unknown, "a refusal that was cut short is no yes");
    act.show(replies(stage, &yes.text)?);
    stage.phone.network.give_back();
    act.tell(
        "A phone without data, and a region's number: in April 2021 the Greek 13032, here as if it were today, \
         because of four regions' numbers it is the one whose replies anybody wrote down. Forms, quotas and \
         replies are tables that the rules' keys have signed.",
    );
    act.tell(format!(
        "The exact text is shown before it leaves: “{}” to {}, {} units in one message. The phone's own composer \
         sends it, and nobody needs a permission for that.",
        sent.composed.text, sent.composed.number, sent.composed.measured.units
    ));
    act.tell(
        "The number says yes, for three hours from its reply. A second one that day is told before it is sent. \
         What comes without having been asked for, or is cut short, is kept as it came and changes nothing.",
    );
    act.tell(
        "The example that Tatarstan's decree printed has a passport of eleven digits. Thousands copied it; \
         here it is refused before a word is sent, and told why.",
    );
    Ok(act)
}

/// What the phone makes of a form.
fn asked(
    stage: &Stage,
    form: &str,
    given: &[(&str, &str)],
) -> Result<Result<Prepared, SmsRefusal>, ErrorInfo> {
    let pair = |(name, typed): &(&str, &str)| ((*name).to_owned(), (*typed).to_owned());
    let values = given.iter().map(pair).collect();
    let filled = FilledForm { region: REGION.to_owned(), form: form.to_owned(), values, sim: None };
    Ok(stage.phone.client.compose_sms(PersonId::FIRST, &filled)?)
}

/// What the phone makes of a reply, and of the request that it answers.
fn answered(stage: &Stage, text: &str) -> Result<(Class, Option<AskedOutcome>), ErrorInfo> {
    let client = &stage.phone.client;
    let read = client.read_sms(PersonId::FIRST, REGION, text, Some("13032"), None)?;
    let read = read.map_err(|refusal| {
        ErrorInfo::new(Status::Refused, refusal.code(), "The table is out of use.", "Look at it.")
    })?;
    Ok((read.read.class, read.asked.map(|asked| asked.outcome)))
}

/// What stands on the phone before it is sent.
fn message(stage: &Stage, sent: &Prepared) -> Screen {
    let composed = &sent.composed;
    let takes = format!(
        "{} units, {} of {}",
        composed.measured.units,
        composed.measured.segments,
        composed.measured.encoding.name()
    );
    Screen {
        offline: true,
        lines: vec![(composed.text.clone(), takes)],
        note: Some("Opens in the phone's own messages.".to_owned()),
        ..stage.screen(format!("To {}", composed.number))
    }
}

/// What stands there afterwards.
fn replies(stage: &Stage, yes: &str) -> Result<Screen, ErrorInfo> {
    let client = &stage.phone.client;
    let region = needed(client.sms_tables().at(REGION, client.sms_now()).cloned())?.region;
    let asked = needed(client.sms_asked(PersonId::FIRST)?.pop())?;
    let form: &SmsForm = needed(region.form(&asked.form))?;
    let others = doorstep::sms::channels(&region, form, Some(&asked), client.sms_now());
    let until = asked.valid_until.and_then(|until| i64::try_from(until).ok());
    let until = until.map_or_else(String::new, |until| region.zone.date_time(until));
    let more = others.sentences(Language::En).into_iter().map(|said| said.text);
    Ok(Screen {
        offline: true,
        lines: vec![(yes.to_owned(), format!("counts until {until}"))],
        note: Some(more.collect::<Vec<_>>().join(" ")),
        ..stage.screen("The number has answered: yes")
    })
}

/// A table that comes with the authority.
fn document(id: &str) -> Result<&'static str, ErrorInfo> {
    let is = |json: &&&str| read_sms_region(json).is_ok_and(|region| region.id == id);
    needed(SMS_DOCUMENTS.iter().find(is).copied())
}

/// The same, as if it held today and nobody knew its end.
fn as_if_today(id: &str) -> Result<String, ErrorInfo> {
    let mut read: Value = needed(serde_json::from_str(document(id)?).ok())?;
    if let Some(fields) = read.as_object_mut() {
        let from = json!({
            "at": "2026-01-01T00:00:00+02:00",
            "source": "assumed: as if it were today",
            "confidence": "C",
        });
        fields.insert("from".to_owned(), from);
        fields.remove("until");
    }
    Ok(read.to_string())
}
