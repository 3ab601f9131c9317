//! How an order joins this account: one that waits for its number, or one on paper
//! (`PROTOCOL.md §12.5`, `§12.6`).

use super::Patient;
use crate::client::Client;
use crate::client::account::Account;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client_error::ClientError;
use crate::documents::ORDER_PREFIX;
use crate::error::{Code, CoreError, ErrorDetails};
use crate::model::{HolderHint, PersonId, TypedCode};
use crate::outbox::{RequestKind, Urgency};
use crate::quarantine::order::Refusal;
use crate::registration::Registration;
use crate::requests::{ClaimReply, ClaimRequest, read};
use crate::state::Change;
use crate::views::OrderView;

/// Answers that end a claim although another might be taken.
const NOES: [&str; 3] = ["code-wrong", "code-expired", "sub-wrong"];

/// What came of asking for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimResult {
    /// It is on this phone.
    Order(Box<OrderView>),
    /// The request is kept and goes by itself.
    WaitingToSend {
        /// Why it was not sent.
        why: ClientError,
    },
}

impl Client {
    /// Takes the order on a paper, by the code that is typed or scanned from it; without a code, the one
    /// that waits for this account's number. `mark` is whom the order is for, if that is not the mark of
    /// the registration.
    ///
    /// # Errors
    /// [`ClientError`]: `code-malformed`, `code-wrong`, `sub-wrong` with the tries that are left,
    /// `code-expired`, `order-rejected` with the rule, `order-overlap`, `no-order` if none waits,
    /// `mark-invalid`, `not-registered`, `person-unknown`, and those of the store and the vault.
    pub async fn claim_order(
        &self,
        person: PersonId,
        code: Option<&str>,
        mark: Option<&str>,
    ) -> Result<ClaimResult, ClientError> {
        self.unlocked(person)?;
        let _told = self.core.tell_at_end();
        let claimed = Patient::of(&self.core, person).claim(code, mark).await;
        claimed.map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    async fn claim(self, code: Option<&str>, mark: Option<&str>) -> Result<ClaimResult, CoreError> {
        let mark = match mark {
            Some(mark) => HolderHint::from_wire(mark).ok_or(Code::MarkInvalid)?,
            None => self.own_mark()?,
        };
        match code {
            Some(code) => self.claim_paper(code, &mark).await,
            None => self.claim_waiting(&mark).await,
        }
    }

    fn own_mark(self) -> Result<HolderHint, CoreError> {
        let state = self.core.lock();
        if !state.people.contains_key(&self.person) {
            return Err(Code::PersonUnknown.into());
        }
        match &state.person(self.person)?.registration {
            Registration::Registered { mark, .. } => Ok(mark.clone()),
            _ => Err(Code::NotRegistered.into()),
        }
    }

    async fn claim_paper(self, code: &str, mark: &HolderHint) -> Result<ClaimResult, CoreError> {
        let typed = code.trim();
        let typed = typed.strip_prefix(ORDER_PREFIX).unwrap_or(typed);
        let code = TypedCode::read(typed).map_err(|_| CoreError::from(Code::CodeMalformed))?;
        let signer = {
            let state = self.core.lock();
            let keys = state.person(self.person)?.registration.keys().map(|keys| keys.dev.clone());
            keys.ok_or(Code::NotRegistered)?
        };
        let request = ClaimRequest { code: code.to_string(), sub: mark.as_str().to_owned() };
        let task = self.core.task(RequestKind::ClaimOrder, &request, vec![signer])?;
        let is_claim = |what: &RequestKind| matches!(what, RequestKind::ClaimOrder);
        self.drop_other_claims(&task.body)?;
        let (row, _) = self.core.write_task(self.person, task, |task| is_claim(&task.what))?;
        self.core.changed();
        let sent = {
            let conversation = self.core.converse().await;
            match OpenRequest::of_row(&conversation, self.person, row)? {
                Some(request) => send_claim(&request, Urgency::Person).await,
                None => Ok(()),
            }
        };
        match sent {
            Ok(()) => self.claimed(),
            Err(error) if self.core.lock().is_open(self.person, row) => {
                Ok(ClaimResult::WaitingToSend { why: self.core.say(&error) })
            }
            Err(error) => Err(error),
        }
    }

    /// Whoever types another code has another paper in hand.
    fn drop_other_claims(self, body: &str) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let mut edit = state.edit();
        let tasks = &state.person(self.person)?.tasks;
        let others = tasks
            .iter()
            .filter(|(_, task)| matches!(task.what, RequestKind::ClaimOrder) && task.body != body);
        for (row, _) in others {
            edit.set(self.person, Change::TaskOver(*row));
        }
        state.commit(edit)
    }

    async fn claim_waiting(self, mark: &HolderHint) -> Result<ClaimResult, CoreError> {
        let before = self.versions_kept();
        let conversation = self.core.converse().await;
        let fetched = match conversation.refresh().await {
            Ok(_) => Account::of(self.core, self.person).fetch_orders(&conversation, mark).await,
            Err(error) => Err(error),
        };
        match fetched {
            Ok(left) if self.versions_kept() == before => match left {
                Some(left) => {
                    let details = ErrorDetails { n: Some(left), ..ErrorDetails::default() };
                    Err(CoreError::with(Code::SubWrong, details))
                }
                // What came before may be asked for again.
                None if before > 0 => self.claimed(),
                None => Err(Code::NoOrder.into()),
            },
            Ok(_) => self.claimed(),
            Err(error) if error.keeps_waiting() => {
                let mut state = self.core.lock();
                let mut edit = state.edit();
                edit.sync_soon();
                state.commit(edit)?;
                drop(state);
                Ok(ClaimResult::WaitingToSend { why: self.core.say(&error) })
            }
            Err(error) => Err(error),
        }
    }

    /// How many versions have come, whatever became of them.
    fn versions_kept(self) -> usize {
        let state = self.core.lock();
        let known = state.people.get(&self.person).and_then(|known| known.quarantine.as_ref());
        known.map_or(0, |quarantine| quarantine.kept_orders.len())
    }

    /// The order that came, or why it does not count.
    fn claimed(self) -> Result<ClaimResult, CoreError> {
        // What came last decides: an order that was refused earlier says nothing of this one.
        let refused = {
            let state = self.core.lock();
            let quarantine = state.person(self.person)?.quarantine.as_ref();
            quarantine.and_then(|quarantine| {
                let (_, last) = quarantine.kept_orders.last()?;
                let order = last.read()?.document.id;
                last.refused.filter(|_| quarantine.orders.order(order).is_none())
            })
        };
        match refused {
            Some(Refusal::Overlap) => Err(Code::OrderOverlap.into()),
            Some(why) => Err(rejected(why)),
            None => match self.current_order()? {
                Some(order) => Ok(ClaimResult::Order(Box::new(order))),
                None => Err(Code::NoOrder.into()),
            },
        }
    }
}

fn rejected(why: Refusal) -> CoreError {
    let details =
        ErrorDetails { reference: Some(why.name().to_owned()), ..ErrorDetails::default() };
    CoreError::with(Code::OrderRejected, details)
}

/// Sends a claim of a paper.
pub async fn send_claim(request: &OpenRequest<'_>, urgency: Urgency) -> Result<(), CoreError> {
    let settled = match request.attempt(urgency).await? {
        Ending::Done(reply) => came(request, &reply.body).await,
        Ending::Refused(no) => {
            request.drop_it()?;
            Err(no.error(request.core()))
        }
        // A code or a mark that is not the order's is a no, not a "later".
        Ending::Later(no) if NOES.contains(&no.code()) => {
            request.drop_it()?;
            Err(no.error(request.core()))
        }
        Ending::Later(later) => Err(request.put_off(&later)?),
        Ending::KeyClosed(closed) => Err(request.key_closed(&closed).await?),
        Ending::KeyLost(error) => {
            request.drop_it()?;
            Err(error)
        }
    };
    request.settled(settled)
}

async fn came(request: &OpenRequest<'_>, body: &[u8]) -> Result<(), CoreError> {
    let reply: ClaimReply = read(body).ok_or(Code::AnswerUnusable)?;
    let patient = Patient::of(request.core(), request.person);
    patient.take_orders_of(request.conversation, &reply.orders).await?;
    request.drop_it()
}
