//! A device registers by the invitation on its form, without a number (`PROTOCOL.md §25.1`).

use super::{BORROWER, Lending, LoanStep};
use crate::client::Client;
use crate::client::core::Conversation;
use crate::client::exchange::Reply;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client::refusal::Refusal;
use crate::client_error::ClientError;
use crate::crypto::sha256;
use crate::documents::{LoanInvitation, cose_key};
use crate::error::{Code, CoreError};
use crate::loan::Loan;
use crate::model::{LoanId, to_base64url};
use crate::outbox::{KeyRole, RequestKind, Urgency};
use crate::registration::{Keys, Registration};
use crate::requests::{LoanReply, LoanRequest, read};
use crate::state::Change;
use crate::store::{WipeStage, forget_wipe, wipe_certificate};

impl Client {
    /// Takes the invitation of a lent device, as scanned from its form.
    ///
    /// # Errors
    /// [`ClientError`]: `loan-malformed`, `loan-foreign` for one of another authority, `loan-over`,
    /// `already-registered`, `offline` before anything is kept, and those of the store and the vault.
    pub async fn take_loan(&self, text: &str) -> Result<LoanStep, ClientError> {
        let _told = self.core.tell_at_end();
        let taken = Lending::of(&self.core).take(text).await;
        taken.map_err(|error| self.core.say(&error))
    }
}

impl Lending<'_> {
    async fn take(self, text: &str) -> Result<LoanStep, CoreError> {
        let bytes = LoanInvitation::bytes_of(text.trim()).map_err(|_| Code::LoanMalformed)?;
        let claimed = LoanInvitation::claimed(&bytes).map_err(|_| Code::LoanMalformed)?;
        self.may_be_taken(&claimed)?;
        let row = match self.waiting(claimed.id)? {
            Some(row) => row,
            None => {
                self.drop_another()?;
                let conversation = self.core.converse().await;
                self.ask(&conversation, &bytes).await?
            }
        };
        let sent = {
            let conversation = self.core.converse().await;
            match OpenRequest::of_row(&conversation, BORROWER, row)? {
                Some(request) => send_invitation(&request, Urgency::Person).await,
                None => Ok(()),
            }
        };
        self.step(row, sent)
    }

    /// What is refused without asking anybody.
    fn may_be_taken(self, claimed: &LoanInvitation) -> Result<(), CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let is_somebodys = state.people.values().any(|known| {
            !matches!(known.registration, Registration::Nobody | Registration::LoanAsked { .. })
        });
        let is_returning = match wipe_certificate(&self.core.setup.folder)? {
            None | Some((WipeStage::Done { .. }, _)) => false,
            Some(_) => true,
        };
        if is_somebodys || is_returning {
            return Err(Code::AlreadyRegistered.into());
        }
        let is_ours = claimed.iss == state.lists.iss()
            && (state.lists.is_root(&claimed.root, &self.core.setup.trust_file)
                || state.past_lists()?.roots.iter().any(|root| sha256(root) == claimed.root));
        if !is_ours {
            return Err(Code::LoanForeign.into());
        }
        if claimed.exp < state.time.at(&reading).lo_s() {
            return Err(Code::LoanOver.into());
        }
        Ok(())
    }

    /// The row of a request by this invitation that has no answer yet.
    fn waiting(self, invitation: LoanId) -> Result<Option<i64>, CoreError> {
        let state = self.core.lock();
        let known = state.person(BORROWER)?;
        Ok(match &known.registration {
            Registration::LoanAsked { id, .. } if *id == invitation => {
                known.find(|task| task.what == RequestKind::TakeLoan).map(|(row, _)| row)
            }
            _ => None,
        })
    }

    /// Whoever scans another form has another form in hand.
    fn drop_another(self) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let known = state.person(BORROWER)?;
        let Registration::LoanAsked { keys, .. } = known.registration.clone() else {
            return Ok(());
        };
        let row = known.find(|task| task.what == RequestKind::TakeLoan).map(|(row, _)| row);
        let mut edit = state.edit();
        if let Some(row) = row {
            edit.set(BORROWER, Change::TaskOver(row));
        }
        edit.set(BORROWER, Change::Registration(Registration::Nobody));
        state.commit(edit)?;
        drop(state);
        self.core.delete_keys(&keys);
        Ok(())
    }

    /// Brings an invitation as far as a row in the outbox: lists, time, keys, request.
    async fn ask(self, conversation: &Conversation<'_>, bytes: &[u8]) -> Result<i64, CoreError> {
        let core = self.core;
        if !core.lock().lists.are_whole() {
            conversation.refresh().await?;
        }
        let token = conversation.learn_time().await?;
        let mut invitation = self.read(bytes);
        // The key that signed it may be newer than this phone's list of keys.
        if invitation.is_err() {
            conversation.refresh().await?;
            invitation = self.read(bytes);
        }
        let invitation = invitation?;
        let challenge = sha256(&token);
        let (dev, dev_key) = core.make_key(BORROWER, KeyRole::Dev, &challenge)?;
        let (sos, sos_key) = core.make_key(BORROWER, KeyRole::Sos, &challenge)?;
        let request = LoanRequest {
            loan: to_base64url(bytes),
            key: to_base64url(&cose_key::to_bytes(&dev_key.public)),
            sos: to_base64url(&cose_key::to_bytes(&sos_key.public)),
            time: to_base64url(&token),
            attestation: (!dev_key.attestation.is_empty())
                .then(|| to_base64url(&dev_key.attestation)),
        };
        let task = core.task(RequestKind::TakeLoan, &request, vec![dev.clone(), sos.clone()])?;
        let keys = Keys { dev, sos };
        let mut state = core.lock();
        if state.person(BORROWER)?.registration != Registration::Nobody {
            drop(state);
            core.delete_keys(&keys);
            return Err(Code::AlreadyRegistered.into());
        }
        // What the device destroyed for whoever had it before was shown long ago.
        forget_wipe(&core.setup.folder)?;
        let mut edit = state.edit();
        let row = edit.add_task(BORROWER, task);
        let LoanInvitation { id, number, .. } = invitation;
        let asked = Registration::LoanAsked { id, number, keys };
        edit.set(BORROWER, Change::Registration(asked));
        state.commit(edit)?;
        Ok(row)
    }

    fn read(self, bytes: &[u8]) -> Result<LoanInvitation, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let now = state.time.at(&reading).best_s();
        let trust = state.lists.trust().ok_or(Code::NoRules)?;
        let invitation = LoanInvitation::read(bytes, trust, state.lists.iss(), now)
            .map_err(|_| Code::LoanForeign)?;
        if invitation.exp < now { Err(Code::LoanOver.into()) } else { Ok(invitation) }
    }
}

/// Sends the request to register as a lent device.
pub async fn send_invitation(request: &OpenRequest<'_>, urgency: Urgency) -> Result<(), CoreError> {
    let settled = match request.attempt(urgency).await? {
        Ending::Done(reply) => taken(request, &reply),
        Ending::Refused(refusal) => refused(request, &refusal),
        Ending::Later(refusal) if refusal.code() == "loan-over" => refused(request, &refusal),
        Ending::Later(refusal) => Err(request.put_off(&refusal)?),
        Ending::KeyClosed(_) => gone(request, Code::LoanOver.into()),
        Ending::KeyLost(error) => gone(request, error),
    };
    request.settled(settled)
}

fn taken(request: &OpenRequest<'_>, reply: &Reply) -> Result<(), CoreError> {
    let unusable = || CoreError::from(Code::AnswerUnusable);
    let LoanReply { holder, .. } = read(&reply.body).ok_or_else(unusable)?;
    let core = request.core();
    let keys = core.lock().person(request.person)?.registration.keys().cloned();
    if let Some(keys) = keys {
        core.certificate_of(&holder, &keys).ok_or_else(unusable)?;
    }
    request.advance(|before| match before {
        Registration::LoanAsked { id, number, keys } => Some(Registration::Lent {
            keys: keys.clone(),
            holder: holder.clone(),
            loan: Loan::taken(*id, number.clone()),
        }),
        _ => None,
    })?;
    // Its order may be there already.
    let mut state = core.lock();
    let mut edit = state.edit();
    edit.sync_soon();
    state.commit_or_know(edit, "sync-soon");
    Ok(())
}

fn refused(request: &OpenRequest<'_>, refusal: &Refusal) -> Result<(), CoreError> {
    let error = match refusal.code() {
        "unknown" => Code::LoanForeign.into(),
        // A token that lay too long: the form is scanned again.
        "token-old" => Code::AuthorityBusy.into(),
        _ => refusal.error(request.core()),
    };
    gone(request, error)
}

/// This device will not be that one; its keys serve nobody.
fn gone(request: &OpenRequest<'_>, why: CoreError) -> Result<(), CoreError> {
    request.advance_without_keys(|before| match before {
        Registration::LoanAsked { .. } => Some(Registration::Nobody),
        _ => None,
    })?;
    Err(why)
}
