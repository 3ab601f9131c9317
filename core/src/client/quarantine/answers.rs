//! What the authority answered to reports, its signatures read under its keys and ours
//! (`PROTOCOL.md §20.4`).

use super::Patient;
use crate::client::core::Conversation;
use crate::client::exchange::Reply;
use crate::client::refusal::Refusal;
use crate::documents::{Head, Receipt, Received, SignedHead, cose_key};
use crate::error::CoreError;
use crate::model::from_base64url;
use crate::quarantine::delivery::Answer;
use crate::quarantine::report::Refusal as ReportRefusal;
use crate::requests::{ReportsReply, read};

impl Patient<'_> {
    /// What an answer is, its signatures read under the authority's keys and ours.
    pub(super) async fn read_answer(
        self,
        conversation: &Conversation<'_>,
        reply: &Reply,
        refusal: &Refusal,
    ) -> Result<(Answer, Option<ReportsReply>), CoreError> {
        let answer = match reply.status {
            200 => {
                let Some(read) = read::<ReportsReply>(&reply.body) else {
                    return Ok((Answer::NotTaken, None));
                };
                let mut receipt = self.receipt(&read);
                if receipt.is_none() {
                    conversation.refresh().await?;
                    receipt = self.receipt(&read);
                }
                let highest = self.highest(&read)?.map(Box::new);
                return Ok((Answer::Taken { receipt, highest }, Some(read)));
            }
            413 => Answer::Refused(ReportRefusal::TooLarge),
            422 if refusal.code() == "item-invalid" => match refusal.problem.seq {
                Some(seq) => Answer::Refused(ReportRefusal::ItemInvalid { seq }),
                None => Answer::NotTaken,
            },
            408 | 409 | 425 | 429 | 500..=599 => {
                Answer::Busy { retry_after_s: reply.retry_after_s }
            }
            _ => Answer::NotTaken,
        };
        Ok((answer, None))
    }

    fn receipt(self, reply: &ReportsReply) -> Option<(Received, [u8; 32])> {
        let bytes = from_base64url(&reply.receipt)?;
        let state = self.core.lock();
        let signed = Receipt::read(&bytes, state.lists.trust()?, state.lists.iss()).ok()?;
        Some((signed.document.received, signed.digest))
    }

    /// The head that the authority has of us, under our own signature.
    fn highest(self, reply: &ReportsReply) -> Result<Option<SignedHead>, CoreError> {
        let Some(bytes) = reply.highest.as_deref().and_then(from_base64url) else {
            return Ok(None);
        };
        let Some(signer) = self.signer(&self.core.lock())? else { return Ok(None) };
        // It has just signed this request, so that none is made here.
        let key = self.core.ports.vault.create_signing_key(&signer.alias, &[])?;
        if cose_key::thumbprint(&key.public) != signer.key {
            return Ok(None);
        }
        Ok(Head::read(&bytes, &key.public).ok())
    }
}
