//! A lent device goes back: what waits is told, everything is destroyed, and a certificate says so
//! (`PROTOCOL.md §25.4`). Every step is kept before the next begins, so that a phone whose process dies
//! goes on where it was.

use super::{BORROWER, Lending};
use crate::client::Client;
use crate::client::core::Conversation;
use crate::client::quarantine::Patient;
use crate::client_error::ClientError;
use crate::crypto::sha256;
use crate::documents::{Receipt, Received, WipeCertificate, cose_key};
use crate::error::{Code, CoreError};
use crate::loan::LoanStage;
use crate::model::{IdempotencyKey, LoanId, from_base64url, to_base64url};
use crate::outbox::{KeyRole, Signer, Urgency};
use crate::registration::{Keys, Registration};
use crate::requests::{ReturnReply, ReturnRequest, Route, read};
use crate::state::{Change, State};
use crate::store::{EVERY_KEY, StoreError, WipeStage, advance_wipe, begin_wipe, wipe_certificate};

/// A lent device that knows nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanReturned {
    /// The text of its certificate's code, for whoever takes it back.
    pub certificate: String,
    /// Whether the authority has the certificate.
    pub told: bool,
}

impl Client {
    /// Sends what waits, as far as there is a network, then destroys everything that this device knows
    /// and tells the authority. Killed or failed anywhere, it goes on when it is asked again; evidence is
    /// to be saved before.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a phone that is not lent, and those of the store and the
    /// vault; then the device is not wiped yet.
    pub async fn return_loan(&self) -> Result<LoanReturned, ClientError> {
        let lending = Lending::of(&self.core);
        let begun = lending.stage().map_err(|error| self.say(&error))?;
        if begun.is_none() && lending.is_in_use() {
            let report = self.sync(Urgency::Person, None).await;
            if let Some(problem) = report.problem {
                log::warn!("return-unsent code={}", problem.code.name());
            }
        }
        let _told = self.core.tell_at_end();
        let returned = lending.go_back().await;
        returned.map_err(|error| self.say(&error))
    }
}

impl Lending<'_> {
    fn stage(self) -> Result<Option<(WipeStage, Vec<u8>)>, CoreError> {
        Ok(wipe_certificate(&self.core.setup.folder)?)
    }

    fn is_in_use(self) -> bool {
        let state = self.core.lock();
        state.loan(BORROWER).is_some_and(|loan| loan.stage != LoanStage::Wiping)
    }

    async fn go_back(self) -> Result<LoanReturned, CoreError> {
        let folder = &self.core.setup.folder;
        if self.stage()?.is_none() {
            let keys = self.say_that_it_begins()?;
            let certificate = self.certificate(&keys)?;
            self.with_room(|| begin_wipe(folder, &certificate))?;
        }
        if matches!(self.stage()?, Some((WipeStage::Begun, _))) || self.core.is_suspended() {
            self.core.destroy_and_begin_anew()?;
        }
        if let Some((WipeStage::Empty, certificate)) = self.stage()? {
            let told = self.tell(&certificate).await;
            if let Err(error) = &told {
                log::warn!("return-not-told code={}", error.code.name());
            }
            let stage = if told.is_ok() { WipeStage::Told } else { WipeStage::Shown };
            advance_wipe(folder, WipeStage::Empty, stage)?;
        }
        for (given, told) in [(WipeStage::Told, true), (WipeStage::Shown, false)] {
            if matches!(self.stage()?, Some((stage, _)) if stage == given) {
                self.delete_device_keys()?;
                advance_wipe(folder, given, WipeStage::Done { told })?;
            }
        }
        let Some((stage, certificate)) = self.stage()? else {
            return Err(Code::NotRegistered.into());
        };
        let text = WipeCertificate::text_of(&certificate);
        let told = stage == WipeStage::Done { told: true };
        Ok(LoanReturned { certificate: text, told })
    }

    /// Nothing is asked or observed from here on.
    fn say_that_it_begins(self) -> Result<Keys, CoreError> {
        let write = |state: &mut State| -> Result<Keys, CoreError> {
            let registration = state.person(BORROWER)?.registration.clone();
            let Registration::Lent { keys, holder, loan } = registration else {
                return Err(state.not_registered(BORROWER).into());
            };
            if loan.stage != LoanStage::Wiping {
                let loan = loan.wipe();
                let mut edit = state.edit();
                let next = Registration::Lent { keys: keys.clone(), holder, loan };
                edit.set(BORROWER, Change::Registration(next));
                state.commit(edit)?;
            }
            Ok(keys)
        };
        let mut state = self.core.lock();
        match write(&mut state) {
            // Nobody has to make room first in order to be forgotten.
            Err(error) if error.code == Code::StorageFull => {
                state.store.make_room()?;
                write(&mut state)
            }
            written => written,
        }
    }

    /// Does it once more in room that was kept for it, if there is none.
    fn with_room(self, write: impl Fn() -> Result<(), StoreError>) -> Result<(), CoreError> {
        match write() {
            Err(StoreError::Full) => {
                self.core.lock().store.make_room()?;
                Ok(write()?)
            }
            written => Ok(written?),
        }
    }

    /// The certificate of what is about to go, signed by the key that goes last.
    fn certificate(self, keys: &Keys) -> Result<Vec<u8>, CoreError> {
        let core = self.core;
        let at = crate::time::seconds(core.now_ms());
        let certificate = {
            let state = core.lock();
            let loan = state.loan(BORROWER).ok_or(Code::NotRegistered)?.id;
            // Keys alone: how many rows there are would tell how the device was used.
            let destroyed = core.ports.vault.aliases(EVERY_KEY)?.len() as u64;
            let h = Patient::of(core, BORROWER).journal_sum(&state)?;
            WipeCertificate { loan, at, key: keys.dev.key, destroyed, h }
        };
        let draft = certificate.draft();
        let signature = core.sign(&keys.dev.alias, &draft.to_sign())?;
        Ok(draft.close(&signature))
    }

    /// Tells the authority that the device is empty, with the key that was left for that.
    async fn tell(self, certificate: &[u8]) -> Result<(), CoreError> {
        let claimed = WipeCertificate::claimed(certificate).map_err(|_| Code::AnswerUnusable)?;
        let signer = self.device_key(&claimed)?.ok_or(Code::KeyLost)?;
        let conversation = self.core.converse().await;
        // Signed in time, and answered by a key that is known.
        conversation.refresh().await?;
        conversation.learn_time().await?;
        self.send_certificate(&conversation, claimed.loan, &signer, certificate).await
    }

    async fn send_certificate(
        self,
        conversation: &Conversation<'_>,
        loan: LoanId,
        signer: &Signer,
        certificate: &[u8],
    ) -> Result<(), CoreError> {
        let body = crate::client::exchange::json(&ReturnRequest {
            certificate: to_base64url(certificate),
        })?;
        let digest = sha256(certificate);
        // Whoever comes back after a kill says the same under the same name.
        let key = digest.first_chunk().map(|name| IdempotencyKey::new(*name));
        let signers = std::slice::from_ref(signer);
        let route = Route::LoanReturn(loan);
        let reply =
            conversation.signed(BORROWER, route, body.as_bytes(), signers, key.as_ref()).await?;
        let reply: ReturnReply = read(&reply.body)
            .filter(|_| reply.status == 200)
            .ok_or(CoreError::from(Code::AnswerUnusable))?;
        let bytes = from_base64url(&reply.receipt).ok_or(Code::AnswerUnusable)?;
        let state = self.core.lock();
        let trust = state.lists.trust().ok_or(Code::AnswerUnusable)?;
        let receipt = Receipt::read(&bytes, trust, state.lists.iss());
        let expected = Received::Device { loan, key: signer.key, wipe: digest };
        match receipt {
            Ok(receipt) if receipt.document.received == expected => Ok(()),
            _ => Err(Code::AnswerUnusable.into()),
        }
    }

    /// The key that signed the certificate, if the vault still has it.
    fn device_key(self, certificate: &WipeCertificate) -> Result<Option<Signer>, CoreError> {
        let vault = &self.core.ports.vault;
        for alias in vault.aliases(&device_keys())? {
            let key = cose_key::thumbprint(&vault.create_signing_key(&alias, &[])?.public);
            if key == certificate.key {
                return Ok(Some(Signer { whose: KeyRole::Dev, alias, key }));
            }
        }
        Ok(None)
    }

    fn delete_device_keys(self) -> Result<(), CoreError> {
        let vault = &self.core.ports.vault;
        for alias in vault.aliases(&device_keys())? {
            vault.delete(&alias)?;
        }
        Ok(())
    }
}

/// How the names of device keys begin in the vault.
fn device_keys() -> String {
    format!("doorstep/{BORROWER}/{}/", KeyRole::Dev.label().name())
}
