//! A lent device changes hands: both sides sign for it, and only then duties may run
//! (`PROTOCOL.md §25.2`).

use super::{BORROWER, Lending, LoanStep};
use crate::client::Client;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client_error::ClientError;
use crate::documents::{Condition, Handover};
use crate::error::{Code, CoreError};
use crate::loan::{HandedOver, LoanStage};
use crate::model::{from_base64url, to_base64url};
use crate::outbox::{RequestKind, Urgency};
use crate::quarantine::journal::Interval;
use crate::registration::Registration;
use crate::requests::{HandoverReply, HandoverRequest, read};
use crate::state::Change;

impl Client {
    /// Signs that this device is in its user's hands now, with its battery in percent and what came with
    /// it. Twice is as good as once.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a phone that is not lent, `loan-over` for one that the
    /// authority does not hand out any more, `too-long` for parts that no receipt holds, and those of the
    /// store and the vault. Without a network it waits, which is no error.
    pub async fn hand_over_loan(
        &self,
        battery: Option<u8>,
        parts: Vec<String>,
    ) -> Result<LoanStep, ClientError> {
        let _told = self.core.tell_at_end();
        let handed_over = Lending::of(&self.core).hand_over(battery, parts).await;
        handed_over.map_err(|error| self.core.say(&error))
    }
}

impl Lending<'_> {
    async fn hand_over(
        self,
        battery: Option<u8>,
        parts: Vec<String>,
    ) -> Result<LoanStep, CoreError> {
        let condition = Condition::new(battery, parts).ok_or(Code::TooLong)?;
        let Some(row) = self.write_handover(condition)? else { return Ok(self.done()) };
        let sent = {
            let conversation = self.core.converse().await;
            match OpenRequest::of_row(&conversation, BORROWER, row)? {
                Some(request) => send_handover(&request, Urgency::Person).await,
                None => Ok(()),
            }
        };
        self.step(row, sent)
    }

    /// Signs the handover and writes it down; nothing if it is done already.
    fn write_handover(self, condition: Condition) -> Result<Option<i64>, CoreError> {
        let core = self.core;
        let registration = core.lock().person(BORROWER)?.registration.clone();
        let Registration::Lent { keys, loan, .. } = registration else {
            return Err(Code::NotRegistered.into());
        };
        match loan.stage {
            LoanStage::Taken => {}
            LoanStage::Running(_) => return Ok(None),
            LoanStage::Over(_) | LoanStage::Wiping => return Err(Code::LoanOver.into()),
        }
        let what = RequestKind::HandOver(loan.id);
        let open = core.lock().person(BORROWER)?.find(|task| task.what == what).map(|(row, _)| row);
        if open.is_some() {
            return Ok(open);
        }
        let at = crate::time::seconds(core.now_ms());
        let handover = Handover { loan: loan.id, key: keys.dev.key, at, condition };
        let public = core.public_key(&keys.dev)?;
        let draft = handover.draft();
        let signature = core.sign(&keys.dev.alias, &draft.to_sign(&public))?;
        let signed = draft.signed(&public, signature).close();
        let request = HandoverRequest { handover: to_base64url(&signed) };
        let task = core.task(what.clone(), &request, vec![keys.dev])?;
        let (row, _) = core.write_task(BORROWER, task, |open| open.what == what)?;
        Ok(Some(row))
    }
}

/// Sends a handover.
pub async fn send_handover(request: &OpenRequest<'_>, urgency: Urgency) -> Result<(), CoreError> {
    let settled = match request.attempt(urgency).await? {
        Ending::Done(reply) => countersigned(request, &reply.body),
        Ending::Refused(refusal) => {
            request.drop_it()?;
            Err(refusal.error(request.core()))
        }
        Ending::Later(refusal) if refusal.code() == "loan-over" => {
            request.drop_it()?;
            Err(refusal.error(request.core()))
        }
        Ending::Later(refusal) => Err(request.put_off(&refusal)?),
        Ending::KeyClosed(refusal) => Err(request.key_closed(&refusal).await?),
        Ending::KeyLost(error) => {
            request.drop_it()?;
            Err(error)
        }
    };
    request.settled(settled)
}

fn countersigned(request: &OpenRequest<'_>, body: &[u8]) -> Result<(), CoreError> {
    let unusable = || CoreError::from(Code::AnswerUnusable);
    let core = request.core();
    let HandoverReply { handover, .. } = read(body).ok_or_else(unusable)?;
    let signed = from_base64url(&handover).ok_or_else(unusable)?;
    let keys = core.lock().person(request.person)?.registration.keys().cloned();
    let public = core.public_key(&keys.ok_or(Code::NotRegistered)?.dev)?;
    let now = crate::time::seconds(core.now_ms());
    let read = {
        let state = core.lock();
        let trust = state.lists.trust().ok_or_else(unusable)?;
        Handover::of_both(&signed, &public, trust, state.lists.iss()).map_err(|_| unusable())?
    };
    let at = Interval::new(read.at, Some(now.max(read.at))).ok_or_else(unusable)?;
    request.if_open(|state| {
        let mut edit = state.edit();
        edit.set(request.person, Change::TaskOver(request.row));
        let registration = state.person(request.person)?.registration.clone();
        if let Registration::Lent { keys, holder, loan } = registration
            && loan.id == read.loan
            && let Some(loan) = loan.hand_over(HandedOver { at, signed })
        {
            let next = Registration::Lent { keys, holder, loan };
            edit.set(request.person, Change::Registration(next));
            edit.sync_soon();
        }
        state.commit(edit)
    })?;
    Ok(())
}
