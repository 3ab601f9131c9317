//! Quarantine: taking an order, deciding about it, reading the journal.

use std::sync::Arc;

use doorstep::client::{
    CheckAnswer, ClaimResult, Evidence, EvidenceScope, OrderDecision, PhotoAttempt, PhotoFor,
    PhotoUse,
};
use doorstep::error::Code;
use doorstep::model::Sentence;
use doorstep::photo::InCoreFinder;
use doorstep::quarantine::declarations::Declaring;
use doorstep::quarantine::watch::ArrivingFix;
use doorstep::views::{CheckView, DeclaredView, JournalPage, NoticeView, PhotoView, Plan};

use super::Client;
use crate::mirrors::LocationFix;
use crate::runtime::{CancelHandle, run};
use crate::trouble::{ClientError, ErrorInfo};

#[uniffi::export]
impl Client {
    /// Takes the order on a paper, by the code that is typed or scanned from it; without a code, the one
    /// that waits for this account's number. `mark` is whom the order is for, if that is not the mark of
    /// the registration. Nothing once it stands in the snapshot; else why it waits to be sent.
    ///
    /// # Errors
    /// [`ClientError`]: `code-malformed`, `code-wrong`, `sub-wrong` with the tries that are left,
    /// `code-expired`, `order-rejected` with the rule, `order-overlap`, `no-order` if none waits,
    /// `mark-invalid`, `not-registered`, `stopped`, and those of the store and the vault.
    #[uniffi::method(default(code = None, mark = None, cancel = None))]
    pub async fn claim_order(
        &self,
        person: String,
        code: Option<String>,
        mark: Option<String>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<Option<ErrorInfo>, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                let claimed = core.client.claim_order(person, code.as_deref(), mark.as_deref());
                Ok(match claimed.await? {
                    ClaimResult::Order(_) => None,
                    ClaimResult::WaitingToSend { why } => Some(why.into()),
                })
            }),
        )
        .await
    }

    /// What a person does about the order that speaks now. Opens no network.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order`; of a release `code-malformed` and `code-wrong`; and those of the
    /// store.
    pub fn decide_order(&self, person: String, decision: OrderDecision) -> Result<(), ClientError> {
        Ok(self.core()?.client.decide_order(self.person(&person)?, &decision)?)
    }

    /// Takes fixes that the phone's system hands over together, and says what to do. What they change is
    /// durable when it returns; outside of duties nothing is kept of them.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    pub fn fixes_arrived(
        &self,
        person: String,
        fixes: Vec<LocationFix>,
    ) -> Result<Plan, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let fixes: Vec<ArrivingFix> = fixes.into_iter().map(ArrivingFix::from).collect();
        match core.client.fixes_arrived(person, &fixes) {
            Ok(_) => {}
            Err(error) if error.code == Code::NoOrder => {}
            Err(error) => return Err(error.into()),
        }
        Ok(core.client.plan())
    }

    /// Checks of the last 14 days, oldest first; those that wait today come last, without their times.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    pub fn checks(&self, person: String) -> Result<Vec<CheckView>, ClientError> {
        Ok(self.core()?.client.checks(self.person(&person)?, true)?)
    }

    /// The person answers the check of this name, else the one that is asked now. Opens no network; what was
    /// answered late, twice or in a pause is taken, and says so.
    ///
    /// # Errors
    /// [`ClientError`]: `no-check` if none is asked, `check-unknown`, `too-long`, and those of the store.
    #[uniffi::method(default(check = None))]
    pub fn answer_check(
        &self,
        person: String,
        answer: CheckAnswer,
        check: Option<String>,
    ) -> Result<CheckView, ClientError> {
        let client = &self.core()?.client;
        Ok(client.answer_check(self.person(&person)?, check.as_deref(), &answer)?)
    }

    /// Takes a photo as a camera gives it, and says what could be better about it. What is sent answers the
    /// check, and is durable when this returns; no network is opened. It takes some tenths of a second.
    ///
    /// # Errors
    /// [`ClientError`]: `photo-not-jpeg`, `photo-damaged`, `photo-too-large`, `photo-too-small`; `no-check`, `check-unknown`, `check-closed-for-photos`,
    /// `no-order`; `no-photo-key` while no trust list names one; and those of the store.
    pub fn photo_taken(
        &self,
        person: String,
        jpeg: Vec<u8>,
        photo_use: PhotoUse,
        wanted: PhotoFor,
    ) -> Result<PhotoAttempt, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let finder = InCoreFinder::new();
        Ok(core.client.photo_taken(person, &wanted, &jpeg, Some(&finder), photo_use)?)
    }

    /// What could be better about a frame of the camera's preview, in words, what matters most first; that
    /// it is good, if there is nothing. Nothing of it is kept, and it is no try. It takes some hundredths of
    /// a second.
    ///
    /// # Errors
    /// [`ClientError`]: `photo-not-jpeg`, `photo-damaged`, `photo-too-large`, `photo-too-small`.
    pub fn preview_hints(&self, jpeg: Vec<u8>) -> Result<Vec<Sentence>, ClientError> {
        Ok(self.core()?.client.preview_hints(&jpeg, Some(&InCoreFinder::new()))?)
    }

    /// The photos that answered checks, oldest first.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn photos(&self, person: String) -> Result<Vec<PhotoView>, ClientError> {
        Ok(self.core()?.client.photos(self.person(&person)?)?)
    }

    /// The person says "I am here", asked or not. Not asked, it answers what is asked within half an hour.
    /// The check that it answers now, if there is one.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if nothing is asked of the person, and those of the store.
    pub fn here(&self, person: String) -> Result<Option<CheckView>, ClientError> {
        Ok(self.core()?.client.here(self.person(&person)?)?)
    }

    /// What a person declares counts at once, and needs no network: nothing is asked of whoever is in
    /// hospital, had to leave to be safe, or was allowed to leave.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if nothing is asked of the person, `too-long`, and those of the store.
    pub fn declare(
        &self,
        person: String,
        declaring: Declaring,
    ) -> Result<DeclaredView, ClientError> {
        Ok(self.core()?.client.declare(self.person(&person)?, &declaring)?)
    }

    /// From now on sealed photos stay on the phone when they have come, so that evidence can hold them, or they
    /// go, also those that stayed so far. They are sealed to the authority: nobody else opens them.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if there never was one, and those of the store.
    pub fn keep_photos(&self, person: String, keeps: bool) -> Result<(), ClientError> {
        Ok(self.core()?.client.keep_photos(self.person(&person)?, keeps)?)
    }

    /// The person's quarantine as one file that proves itself, in the language of the client; with the sealed
    /// photos that are on the phone, if they are wanted. Opens no network.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if there never was one, those of the vault, which signs it, and those of the
    /// store.
    #[uniffi::method(default(photos = false))]
    pub fn evidence(
        &self,
        person: String,
        scope: EvidenceScope,
        photos: bool,
    ) -> Result<Evidence, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        Ok(match photos {
            true => core.client.evidence_with_photos(person, scope)?,
            false => core.client.evidence(person, scope)?,
        })
    }

    /// Entries of the person's journal from this number on, or the newest; oldest first, at most so
    /// many.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if there never was one, and those of the store.
    #[uniffi::method(default(from = None, most = 100))]
    pub fn journal(
        &self,
        person: String,
        from: Option<u64>,
        most: u32,
    ) -> Result<JournalPage, ClientError> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Ok(self.core()?.client.journal(self.person(&person)?, from, most)?)
    }

    /// Notices of the authority, newest first.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    pub fn notices(&self, person: String) -> Result<Vec<NoticeView>, ClientError> {
        Ok(self.core()?.client.notices(self.person(&person)?)?)
    }

    /// Disputes a notice or a check by its name, or an entry of the journal by its number. The
    /// authority is told with the next reports, and is shown what is written.
    ///
    /// # Errors
    /// [`ClientError`]: `unknown-reference`, `too-long`, and those of the store.
    pub fn dispute(
        &self,
        person: String,
        reference: String,
        text: String,
    ) -> Result<(), ClientError> {
        Ok(self.core()?.client.dispute(self.person(&person)?, &reference, &text)?)
    }
}
