//! What is decided on a form that counts: the same rules and budgets as for the app, in one
//! transaction with the answer that is known afterwards.
//!
//! Nobody gets an account here: the number alone is counted, so that an app that registers with it
//! later finds nothing in its way.

use std::net::IpAddr;

use doorstep::model::{HolderHint, IdempotencyKey, Language, Nonce, PhoneNumber};
use doorstep::requests::PassRequest;

use super::browser::Browser;
use super::gate::Posted;
use super::prints;
use crate::commands::sent_codes::To;
use crate::commands::{
    CONSENT, Call, Code, Fault, Once, Refusal, Reply, Service, Stop, Typed, draw, one_effect,
    papers, sent_codes,
};
use crate::store::{BrowserId, Scope, SentCode, Session, Work};

/// How long a browser stays signed in, in seconds; longer if a pass that it printed lasts longer.
const SESSION: u64 = 3600;
/// The longest that it stays, in seconds.
const LONGEST: u64 = 86_400;

/// What a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// A code to a number.
    Number,
    /// To be signed in with the code.
    Code,
    /// Another code.
    Again,
    /// A pass.
    Ask,
    /// Another one for a pass whose key was withdrawn.
    Renew,
    /// To be forgotten.
    Erase,
    /// To be signed out.
    Leave,
}

impl Act {
    pub(super) fn template(self) -> &'static str {
        match self {
            Self::Number => "/portal/{lang}/number",
            Self::Code => "/portal/{lang}/code",
            Self::Again => "/portal/{lang}/code/again",
            Self::Ask => "/portal/{lang}/ask",
            Self::Renew => "/portal/{lang}/passes/{n}/again",
            Self::Erase => "/portal/{lang}/erase",
            Self::Leave => "/portal/{lang}/leave",
        }
    }
}

/// A form that counts, and when and where it came in.
pub(super) struct Desk<'s> {
    pub(super) call: Call<'s>,
    pub(super) language: Language,
    pub(super) browser: &'s Browser,
}

/// The desk for this browser.
pub(super) fn open<'s>(
    service: &'s Service,
    peer: IpAddr,
    language: Language,
    browser: &'s Browser,
) -> Result<Desk<'s>, Fault> {
    let call = Call {
        service,
        published: service.publisher.current()?,
        now: service.clock.now(),
        nonce: Nonce::new(draw()?),
        peer,
    };
    Ok(Desk { call, language, browser })
}

impl Desk<'_> {
    /// A code to this number. The answer is the same for a number that is known, unknown or over its
    /// budget.
    pub(super) fn number(&self, posted: &Posted, phone: &PhoneNumber) -> Result<Reply, Fault> {
        self.once(Act::Number, posted, |work| {
            if posted.fields.get("consent").parse::<u32>().is_ok_and(|version| version < CONSENT) {
                return Err(Code::ConsentOld.into());
            }
            sent_codes::reachable(&self.call, phone)?;
            let id = self.id();
            let tag = self.language.tag();
            let number = sent_codes::number_mac(&self.call, phone);
            let to = To { phone, number, lang: tag, known: false };
            let (sent, message) = sent_codes::first(&self.call, work, &id, &to, Typed::Portal)?;
            work.end_visit(&id)?;
            self.keep_visit(work, &sent, message.is_some())?;
            Ok(Reply::wait_for_code(&self.path("code"), message))
        })
    }

    /// Another code to the number that was named.
    pub(super) fn again(&self, posted: &Posted) -> Result<Reply, Fault> {
        self.once(Act::Again, posted, |work| {
            let id = self.id();
            let (mut sent, was_sent) = self.visit(work)?;
            let typed = Typed::Portal;
            let message = sent_codes::another(&self.call, work, &id, &mut sent, false, typed)?;
            self.keep_visit(work, &sent, was_sent || message.is_some())?;
            Ok(Reply::wait_for_code(&self.path("code"), message))
        })
    }

    /// Signs in with six digits.
    pub(super) fn code(&self, posted: &Posted, code: &str) -> Result<Reply, Fault> {
        self.once(Act::Code, posted, |work| {
            let id = self.id();
            let (mut sent, was_sent) = self.visit(work)?;
            if let Err(stop) = sent_codes::tried(&self.call, work, &id, &mut sent, code) {
                self.keep_visit(work, &sent, was_sent)?;
                return Err(stop);
            }
            self.end_visit(work)?;
            let signed_in = self.browser.signed_in(self.call.service, code);
            let session =
                Session { number: sent.number, ends_at: self.call.now.saturating_add(SESSION) };
            work.keep_session(&signed_in.id(self.call.service), &session)?;
            Ok(Reply::go_on(&self.path("ask")))
        })
    }

    /// A pass on paper for this purpose and mark.
    pub(super) fn ask(
        &self,
        posted: &Posted,
        purpose: u64,
        mark: &HolderHint,
    ) -> Result<Reply, Fault> {
        self.once(Act::Ask, posted, |work| {
            let session = work.session(&self.id(), self.call.now)?.ok_or(Code::Expired)?;
            let n = self.issue(work, &session, posted, purpose, mark)?;
            Ok(Reply::go_on(&self.path(&format!("passes/{n}"))))
        })
    }

    fn issue(
        &self,
        work: &Work<'_>,
        session: &Session,
        posted: &Posted,
        purpose: u64,
        mark: &HolderHint,
    ) -> Result<u64, Stop> {
        let call = &self.call;
        let request = PassRequest {
            purpose,
            place: None,
            from: None,
            sub: Some(mark.as_str().to_owned()),
            cnf: String::new(),
            rules: posted.fields.get("rules").parse().unwrap_or_default(),
            give_up_at: call.now,
            instead: None,
        };
        let handed = papers::without_phone(call, work, &session.number, &request, mark)?;
        let longest = call.now.saturating_add(LONGEST);
        let ends_at = session.ends_at.max(handed.exp.min(longest));
        work.keep_session(&self.id(), &Session { ends_at, ..*session })?;
        Ok(prints::keep(call.service, work, self.browser, &handed)?)
    }

    /// Another pass for the one at this place, if its key was withdrawn.
    pub(super) fn renew(&self, posted: &Posted, n: u64) -> Result<Reply, Fault> {
        self.once(Act::Renew, posted, |work| {
            let call = &self.call;
            work.session(&self.id(), call.now)?.ok_or(Code::Expired)?;
            let prints = prints::of(call.service, &call.published, self.browser, call.now)?;
            let old = prints.iter().find(|print| print.n == n).ok_or(Code::Unknown)?;
            // One that was made good before is there to be printed.
            if old.withdrawn {
                let handed = papers::made_good(call, work, &old.claims)?;
                prints::keep_instead(call.service, work, self.browser, n, &handed)?;
            }
            Ok(Reply::go_on(&self.path(&format!("passes/{n}"))))
        })
    }

    /// Forgets the number of this session, in this browser and in every other.
    pub(super) fn erase(&self) -> Result<(), Fault> {
        let (id, now) = (self.id(), self.call.now);
        self.call.service.store.once(now, |work| {
            if let Some(session) = work.session(&id, now)? {
                work.forget_visitor(&session.number)?;
                self.call.service.unsent.forget_visitor(&session.number);
            }
            self.end_visit(work)?;
            work.end_session(&id)?;
            Ok(())
        })
    }

    /// Signs this browser out.
    pub(super) fn leave(&self) -> Result<(), Fault> {
        let id = self.id();
        self.call.service.store.once(self.call.now, |work| {
            self.end_visit(work)?;
            work.end_session(&id)?;
            Ok(())
        })
    }

    /// Does a form once, however often it is sent: its `once` means what `Idempotency-Key` does.
    fn once(
        &self,
        act: Act,
        posted: &Posted,
        perform: impl FnOnce(&Work<'_>) -> Result<Reply, Stop>,
    ) -> Result<Reply, Fault> {
        let Ok(key) = posted.fields.get("once").parse::<IdempotencyKey>() else {
            return Ok(Refusal::of(Code::Malformed).reply());
        };
        let scope = Scope::Browser(self.id());
        let once = Once { scope, route: act.template(), key, body: &posted.body };
        let reply = self
            .call
            .service
            .store
            .once(self.call.now, |work| one_effect(&self.call, work, &once, perform))?;
        if let Some(message) = reply.message.clone() {
            self.call.service.messages.send(message);
        }
        Ok(reply)
    }

    /// The code that this browser waits for, and whether one was ever sent: then it stands in the
    /// database.
    fn visit(&self, work: &Work<'_>) -> Result<(SentCode, bool), Stop> {
        let (id, now) = (self.id(), self.call.now);
        if let Some(sent) = work.visit(&id, now)? {
            return Ok((sent, true));
        }
        let unsent = self.call.service.unsent.visit(&id, now).ok_or(Code::Expired)?;
        Ok((unsent, false))
    }

    fn keep_visit(&self, work: &Work<'_>, sent: &SentCode, was_sent: bool) -> Result<(), Fault> {
        let unsent = &self.call.service.unsent;
        if was_sent {
            unsent.forget_visit(&self.id());
            work.keep_visit(&self.id(), sent)?;
        } else {
            unsent.keep_visit(&self.id(), sent);
        }
        Ok(())
    }

    fn end_visit(&self, work: &Work<'_>) -> Result<(), Fault> {
        self.call.service.unsent.forget_visit(&self.id());
        Ok(work.end_visit(&self.id())?)
    }

    fn id(&self) -> BrowserId {
        self.browser.id(self.call.service)
    }

    fn path(&self, page: &str) -> String {
        format!("/portal/{}/{page}", self.language.tag())
    }
}
