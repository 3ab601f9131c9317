//! What is decided on a form that counts: the same rules and budgets as for the app, in one
//! transaction with the answer that is known afterwards.
//!
//! Nobody gets an account here: the number alone is counted, so that an app that registers with it
//! later finds nothing in its way.

use std::cell::OnceCell;
use std::net::IpAddr;

use doorstep::model::{HolderHint, IdempotencyKey, Language, Nonce, PhoneNumber};
use doorstep::requests::PassRequest;

use super::browser::Browser;
use super::form_check::SubmittedForm;
use super::prints;
use crate::commands::sent_codes::CodeRecipient;
use crate::commands::{
    CONSENT, CodeEntry, CommandContext, CommandError, ErrorCode, IdempotentRequest, InternalError,
    Refusal, Reply, Service, draw, papers, sent_codes, with_idempotency,
};
use crate::store::{BrowserId, Scope, SentCode, Session, Transaction};

/// How long a browser stays signed in, in seconds; longer if a pass that it printed lasts longer.
const SESSION: u64 = 3600;
/// The longest that it stays, in seconds.
const LONGEST: u64 = 86_400;

/// What a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormAction {
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

impl FormAction {
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
pub(super) struct FormContext<'s> {
    pub(super) ctx: CommandContext<'s>,
    pub(super) language: Language,
    pub(super) browser: &'s Browser,
}

/// The context of a form of this browser.
pub(super) fn open<'s>(
    service: &'s Service,
    peer: IpAddr,
    language: Language,
    browser: &'s Browser,
) -> Result<FormContext<'s>, InternalError> {
    let ctx = CommandContext {
        service,
        published: service.publisher.current()?,
        now: service.clock.now()?,
        nonce: Nonce::new(draw()?),
        peer,
        time_token: OnceCell::new(),
    };
    Ok(FormContext { ctx, language, browser })
}

impl FormContext<'_> {
    /// A code to this number. The answer is the same for a number that is known, unknown or over its
    /// budget.
    pub(super) fn number(
        &self,
        form: &SubmittedForm,
        phone: &PhoneNumber,
    ) -> Result<Reply, InternalError> {
        self.idempotent(FormAction::Number, form, |tx| {
            if form.fields.get("consent").parse::<u32>().is_ok_and(|version| version < CONSENT) {
                return Err(ErrorCode::ConsentOld.into());
            }
            sent_codes::reachable(&self.ctx, phone)?;
            let id = self.id();
            let tag = self.language.tag();
            let number = sent_codes::number_mac(&self.ctx, phone);
            let to = CodeRecipient { phone, number, lang: tag, known: false };
            let (sent, message) =
                sent_codes::send_first(&self.ctx, tx, &id, &to, CodeEntry::Portal)?;
            tx.delete_visit(&id)?;
            self.save_visit(tx, &sent, message.is_some())?;
            Ok(Reply::wait_for_code(&self.path("code"), message))
        })
    }

    /// Another code to the number that was named.
    pub(super) fn again(&self, form: &SubmittedForm) -> Result<Reply, InternalError> {
        self.idempotent(FormAction::Again, form, |tx| {
            let id = self.id();
            let (mut sent, was_sent) = self.visit(tx)?;
            let typed = CodeEntry::Portal;
            let message = sent_codes::send_another(&self.ctx, tx, &id, &mut sent, false, typed)?;
            self.save_visit(tx, &sent, was_sent || message.is_some())?;
            Ok(Reply::wait_for_code(&self.path("code"), message))
        })
    }

    /// Signs in with six digits.
    pub(super) fn code(&self, form: &SubmittedForm, code: &str) -> Result<Reply, InternalError> {
        self.idempotent(FormAction::Code, form, |tx| {
            let id = self.id();
            let (mut sent, was_sent) = self.visit(tx)?;
            if let Err(error) = sent_codes::check_code(&self.ctx, tx, &id, &mut sent, code) {
                self.save_visit(tx, &sent, was_sent)?;
                return Err(error);
            }
            self.delete_visit(tx)?;
            let signed_in = self.browser.signed_in(self.ctx.service, code);
            let session =
                Session { number: sent.number, ends_at: self.ctx.now.saturating_add(SESSION) };
            tx.save_session(&signed_in.id(self.ctx.service), &session)?;
            Ok(Reply::redirect(&self.path("ask")))
        })
    }

    /// A pass on paper for this purpose and mark.
    pub(super) fn ask(
        &self,
        form: &SubmittedForm,
        purpose: u64,
        mark: &HolderHint,
    ) -> Result<Reply, InternalError> {
        self.idempotent(FormAction::Ask, form, |tx| {
            let session = tx.session(&self.id(), self.ctx.now)?.ok_or(ErrorCode::CodeExpired)?;
            let n = self.issue(tx, &session, form, purpose, mark)?;
            Ok(Reply::redirect(&self.path(&format!("passes/{n}"))))
        })
    }

    fn issue(
        &self,
        tx: &Transaction<'_>,
        session: &Session,
        form: &SubmittedForm,
        purpose: u64,
        mark: &HolderHint,
    ) -> Result<u64, CommandError> {
        let ctx = &self.ctx;
        let request = PassRequest {
            purpose,
            place: None,
            from: None,
            sub: Some(mark.as_str().to_owned()),
            cnf: String::new(),
            rules: form.fields.get("rules").parse().unwrap_or_default(),
            give_up_at: ctx.now,
            replaces: None,
            permission: None,
        };
        let issued = papers::without_phone(ctx, tx, &session.number, &request, mark)?;
        let longest = ctx.now.saturating_add(LONGEST);
        let ends_at = session.ends_at.max(issued.exp.min(longest));
        tx.save_session(&self.id(), &Session { ends_at, ..*session })?;
        Ok(prints::keep(ctx.service, tx, self.browser, &issued)?)
    }

    /// Another pass for the one at this place, if its key was withdrawn.
    pub(super) fn renew(&self, form: &SubmittedForm, n: u64) -> Result<Reply, InternalError> {
        self.idempotent(FormAction::Renew, form, |tx| {
            let ctx = &self.ctx;
            tx.session(&self.id(), ctx.now)?.ok_or(ErrorCode::CodeExpired)?;
            let prints = prints::of(ctx.service, &ctx.published, self.browser, ctx.now)?;
            let old = prints.iter().find(|print| print.n == n).ok_or(ErrorCode::Unknown)?;
            // One that was made good before is there to be printed.
            if old.withdrawn {
                let issued = papers::reissue(ctx, tx, &old.claims)?;
                prints::keep_instead(ctx.service, tx, self.browser, n, &issued)?;
            }
            Ok(Reply::redirect(&self.path(&format!("passes/{n}"))))
        })
    }

    /// Forgets the number of this session, in this browser and in every other.
    pub(super) fn erase(&self) -> Result<(), InternalError> {
        let (id, now) = (self.id(), self.ctx.now);
        self.ctx.service.store.in_transaction(now, |tx| {
            if let Some(session) = tx.session(&id, now)? {
                tx.delete_number(&session.number)?;
                self.ctx.service.volatile.delete_number(&session.number);
            }
            self.delete_visit(tx)?;
            tx.delete_session(&id)?;
            Ok(())
        })
    }

    /// Signs this browser out.
    pub(super) fn leave(&self) -> Result<(), InternalError> {
        let id = self.id();
        self.ctx.service.store.in_transaction(self.ctx.now, |tx| {
            self.delete_visit(tx)?;
            tx.delete_session(&id)?;
            Ok(())
        })
    }

    /// Does a form once, however often it is sent: its `once` means what `Idempotency-Key` does.
    fn idempotent(
        &self,
        action: FormAction,
        form: &SubmittedForm,
        perform: impl FnOnce(&Transaction<'_>) -> Result<Reply, CommandError>,
    ) -> Result<Reply, InternalError> {
        let Ok(key) = form.fields.get("once").parse::<IdempotencyKey>() else {
            return Ok(Refusal::of(ErrorCode::Malformed).reply());
        };
        let scope = Scope::Browser(self.id());
        let request = IdempotentRequest { scope, route: action.template(), key, body: &form.body };
        let reply = self.ctx.service.store.in_transaction(self.ctx.now, |tx| {
            with_idempotency(&self.ctx, tx, &request, perform)
        })?;
        if let Some(message) = reply.message.clone() {
            self.ctx.service.messages.send(message);
        }
        Ok(reply)
    }

    /// The code that this browser waits for, and whether one was ever sent: then it stands in the
    /// database.
    fn visit(&self, tx: &Transaction<'_>) -> Result<(SentCode, bool), CommandError> {
        let (id, now) = (self.id(), self.ctx.now);
        if let Some(sent) = tx.visit(&id, now)? {
            return Ok((sent, true));
        }
        let kept = self.ctx.service.volatile.visit(&id, now).ok_or(ErrorCode::CodeExpired)?;
        Ok((kept, false))
    }

    fn save_visit(
        &self,
        tx: &Transaction<'_>,
        sent: &SentCode,
        was_sent: bool,
    ) -> Result<(), InternalError> {
        let volatile = &self.ctx.service.volatile;
        if was_sent {
            volatile.delete_visit(&self.id());
            tx.save_visit(&self.id(), sent)?;
        } else {
            volatile.save_visit(&self.id(), sent);
        }
        Ok(())
    }

    fn delete_visit(&self, tx: &Transaction<'_>) -> Result<(), InternalError> {
        self.ctx.service.volatile.delete_visit(&self.id());
        Ok(tx.delete_visit(&self.id())?)
    }

    fn id(&self) -> BrowserId {
        self.browser.id(self.ctx.service)
    }

    fn path(&self, page: &str) -> String {
        format!("/portal/{}/{page}", self.language.tag())
    }
}
