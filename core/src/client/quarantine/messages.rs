//! A text message that somebody pastes or shares, compared with what is signed.

use super::Patient;
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::{NoticeId, PersonId, Sentence};
use crate::quarantine::order::HeldOrder;
use crate::quarantine::pasted::{Contradiction, Pasted, SignedWords, judge};
use crate::time::milliseconds;
use crate::words::QuarantineText;

/// What a message is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageCheck {
    pub pasted: Pasted,
    /// The same in words, with what to do.
    pub text: Sentence,
}

impl Client {
    /// Whether the authority has signed what a text message says. It is read, and changes nothing.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn check_message(
        &self,
        person: PersonId,
        message: &str,
    ) -> Result<MessageCheck, ClientError> {
        self.unlocked(person)?;
        let checked = Patient::of(&self.core, person).check_message(message);
        checked.map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    fn check_message(self, message: &str) -> Result<MessageCheck, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        let viewed = state.viewed(state.time.at(&reading));
        let quarantine = known.quarantine.as_ref();
        let kept = quarantine.map(|known| known.notices.iter()).into_iter().flatten();
        let notices: Vec<(NoticeId, Vec<String>)> = kept
            .filter_map(|(_, kept)| kept.read())
            .map(|notice| {
                let texts = notice.document.text.into_iter().map(|(_, text)| text).collect();
                (notice.document.id, texts)
            })
            .collect();
        let orders = quarantine.map(|known| known.orders.all()).unwrap_or_default();
        let names: Vec<String> = orders.iter().map(|order| order.id().to_string()).collect();
        let end = orders.last().map(HeldOrder::end);
        let last_day = end.map(|end| viewed.when_whole(milliseconds(end)).date().date());
        let signed = SignedWords { notices: &notices, orders: &names, last_day };
        let pasted = judge(message, &signed);
        let say = match pasted {
            Pasted::Known(_) => QuarantineText::MessageKnown,
            Pasted::Unknown => QuarantineText::MessageUnknown,
            Pasted::Contradicting(Contradiction::OtherOrder) => QuarantineText::MessageOtherOrder,
            Pasted::Contradicting(Contradiction::LaterEnd) => QuarantineText::MessageLaterEnd,
            Pasted::Contradicting(Contradiction::Fine) => QuarantineText::MessageFine,
        };
        Ok(MessageCheck { pasted, text: viewed.say(&say) })
    }
}
