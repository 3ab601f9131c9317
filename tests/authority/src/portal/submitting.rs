//! Forms as they come back: what was typed is read, and what comes of it is shown.

use std::net::IpAddr;

use doorstep::error::CoreError as Wrong;
use doorstep::model::{HolderHint, Language, PhoneNumber};
use doorstep::registration::{message_code, reachable};

use super::answers::Answer;
use super::browser::Browser;
use super::desk::{self, Act, Desk};
use super::gate::Posted;
use super::handlers::over;
use super::pages::{Ended, Filled};
use super::refused::{Field, Refused};
use super::viewing::{ask_page, code_page, number_page};
use super::{PATH, words};
use crate::commands::{Code, Fault, Reply, Service};

/// Does what a form asks for.
pub(super) fn submit(
    service: &Service,
    language: Language,
    act: Act,
    n: u64,
    peer: IpAddr,
    posted: &Posted,
) -> Result<Answer, Fault> {
    let desk = desk::open(service, peer, language, &posted.browser)?;
    match act {
        Act::Number => name_number(&desk, posted),
        Act::Code => type_code(&desk, posted),
        Act::Again => {
            let reply = desk.again(posted)?;
            done_or(&desk, &reply, |refused| not_coded(&desk, &reply, refused))
        }
        Act::Ask => ask_for(&desk, posted),
        Act::Renew => {
            let reply = desk.renew(posted, n)?;
            // Whatever was in the way, the pass's own page tells how it stands.
            done_or(&desk, &reply, |_| {
                Ok(Answer::go_on(format!("{PATH}/{}/passes/{n}", language.tag())))
            })
        }
        Act::Erase => {
            desk.erase()?;
            Ok(gone(language, "erased"))
        }
        Act::Leave => {
            desk.leave()?;
            Ok(gone(language, "left"))
        }
    }
}

fn gone(language: Language, page: &str) -> Answer {
    Answer::go_on(format!("{PATH}/{}/{page}", language.tag())).with_cookie(Browser::no_cookie())
}

/// On to the next page, or what a refusal shows.
fn done_or(
    desk: &Desk<'_>,
    reply: &Reply,
    refused: impl FnOnce(&Refused) -> Result<Answer, Fault>,
) -> Result<Answer, Fault> {
    if reply.code.is_none() {
        let path = String::from_utf8(reply.body.clone()).map_err(|_| Fault)?;
        return Ok(Answer::go_on(path));
    }
    let call = &desk.call;
    refused(&Refused::of(reply, &call.published.region, call.now, desk.language))
}

fn name_number(desk: &Desk<'_>, posted: &Posted) -> Result<Answer, Fault> {
    let (service, typed) = (desk.call.service, posted.fields.get("number"));
    let again =
        |refused: &Refused| number_page(service, desk.language, desk.browser, typed, Some(refused));
    let countries = &desk.call.published.trust_list.sms_countries;
    let read = PhoneNumber::parse(typed, "RU").map_err(Wrong::from);
    match read.and_then(|phone| reachable(&phone, Some(countries)).map(|()| phone)) {
        Ok(phone) => {
            let reply = desk.number(posted, &phone)?;
            done_or(desk, &reply, again)
        }
        Err(wrong) => again(&Refused::typed(&wrong, Field::Number, desk.language)),
    }
}

fn type_code(desk: &Desk<'_>, posted: &Posted) -> Result<Answer, Fault> {
    let typed = match message_code(posted.fields.get("code")) {
        Ok(typed) => typed,
        // Not counted: nobody guesses with five digits.
        Err(wrong) => {
            let refused = Refused::typed(&wrong, Field::Code, desk.language);
            return code_page(desk.call.service, desk.language, desk.browser, Some(&refused));
        }
    };
    let reply = desk.code(posted, &typed)?;
    let answer = done_or(desk, &reply, |refused| not_coded(desk, &reply, refused))?;
    Ok(match answer {
        Answer::GoOn { .. } if reply.code.is_none() => {
            answer.with_cookie(desk.browser.signed_in(desk.call.service, &typed).cookie())
        }
        answer => answer,
    })
}

/// A code that is over with its request leads back to the number.
fn not_coded(desk: &Desk<'_>, reply: &Reply, refused: &Refused) -> Result<Answer, Fault> {
    let (service, language) = (desk.call.service, desk.language);
    let waits = service.visit(&desk.browser.id(service), desk.call.now)?.is_some();
    if waits || reply.code != Some(Code::Expired) {
        return code_page(service, language, desk.browser, Some(refused));
    }
    let refused = Refused { next: words::of(language).code_lost.to_owned(), ..refused.clone() };
    number_page(service, language, desk.browser, "", Some(&refused))
}

fn ask_for(desk: &Desk<'_>, posted: &Posted) -> Result<Answer, Fault> {
    let (service, language) = (desk.call.service, desk.language);
    let id = desk.browser.id(service);
    let Some(session) = service.store.session(&id, desk.call.now)? else {
        return Ok(over(language, Ended::NotCounted));
    };
    let fields = &posted.fields;
    let filled = Filled {
        purpose: fields.get("purpose"),
        initials: fields.get("initials"),
        document: fields.get("document"),
    };
    let again = |refused: &Refused| {
        ask_page(service, language, desk.browser, &session, &filled, Some(refused))
    };
    let (purpose, mark) = match read(&filled, language) {
        Ok(read) => read,
        Err(refused) => return again(&refused),
    };
    let reply = desk.ask(posted, purpose, &mark)?;
    if reply.code == Some(Code::Expired) {
        return Ok(over(language, Ended::NotCounted));
    }
    done_or(desk, &reply, again)
}

/// Purpose and mark, of which nothing may be missing on paper.
fn read(filled: &Filled<'_>, language: Language) -> Result<(u64, HolderHint), Refused> {
    let words = words::of(language);
    let missing = |what, field| Err(Refused::missing(what, field, language));
    let Ok(purpose) = filled.purpose.parse::<u64>() else {
        return missing(words.purpose_missing, Field::Purpose);
    };
    let of = |initials, document| {
        HolderHint::new(initials, document).map_err(|error| Refused::mark(error, language))
    };
    if of(Some(filled.initials), None)?.is_absent() {
        return missing(words.initials_missing, Field::Initials);
    }
    if of(None, Some(filled.document))?.is_absent() {
        return missing(words.document_missing, Field::Document);
    }
    Ok((purpose, of(Some(filled.initials), Some(filled.document))?))
}
