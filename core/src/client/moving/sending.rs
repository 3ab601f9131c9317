//! The link goes to the authority, and the account is this phone's (`PROTOCOL.md §26.4`).

use crate::client::exchange::Reply;
use crate::client::open_request::{Ending, OpenRequest};
use crate::documents::Link;
use crate::error::{Code, CoreError};
use crate::moving::{Arrived, Move};
use crate::outbox::Urgency;
use crate::registration::Registration;
use crate::requests::{LinkReply, read};
use crate::state::Change;

/// Sends a link.
pub async fn send_link(request: &OpenRequest<'_>, urgency: Urgency) -> Result<(), CoreError> {
    let settled = match request.attempt(urgency).await? {
        Ending::Done(reply) => arrived(request, &reply),
        Ending::Refused(refusal) => gone(request, refusal.error(request.core())),
        Ending::Later(refusal) => Err(request.put_off(&refusal)?),
        Ending::KeyClosed(_) => gone(request, Code::MoveOver.into()),
        Ending::KeyLost(error) => gone(request, error),
    };
    request.settled(settled)
}

fn arrived(request: &OpenRequest<'_>, reply: &Reply) -> Result<(), CoreError> {
    let unusable = || CoreError::from(Code::AnswerUnusable);
    let LinkReply { account, holder, .. } = read(&reply.body).ok_or_else(unusable)?;
    let account = account.parse().map_err(|_| unusable())?;
    let core = request.core();
    let keys = core.lock().person(request.person)?.registration.keys().cloned();
    if let Some(keys) = keys {
        core.certificate_of(&holder, &keys).ok_or_else(unusable)?;
    }
    request.if_open(|state| {
        let known = state.person(request.person)?;
        let Registration::Moving { keys } = known.registration.clone() else { return Ok(()) };
        let Some(Move::Taken(brought)) = known.moving.readable().cloned() else { return Ok(()) };
        let link = Link::kept(&brought.link).ok_or(Code::StorageFailed)?;
        let came = Arrived {
            id: brought.id,
            link: link.digest(),
            chains: link.chains.iter().map(|one| one.chain).collect(),
            begun: brought.begun,
            aliases: brought.aliases,
        };
        let mut edit = state.edit();
        edit.set(request.person, Change::TaskOver(request.row));
        edit.set(request.person, Change::Move(Some(Move::Arrived(came))));
        edit.set(
            request.person,
            Change::Registration(Registration::Registered {
                phone: brought.phone,
                mark: brought.mark,
                keys,
                account,
                holder,
            }),
        );
        edit.set_corrupt_file_backed_up(false);
        // Its orders wait for this key.
        edit.sync_soon();
        state.commit(edit)
    })?;
    Ok(())
}

/// The account goes on elsewhere; these keys serve nobody.
fn gone(request: &OpenRequest<'_>, why: CoreError) -> Result<(), CoreError> {
    let keys = request.if_open(|state| {
        let registration = state.person(request.person)?.registration.clone();
        let mut edit = state.edit();
        edit.set(request.person, Change::TaskOver(request.row));
        let keys = match registration {
            Registration::Moving { keys } => {
                edit.set(request.person, Change::Registration(Registration::Nobody));
                edit.set(request.person, Change::Move(None));
                Some(keys)
            }
            _ => None,
        };
        state.commit(edit)?;
        Ok(keys)
    })?;
    if let Some(keys) = keys.flatten() {
        request.core().delete_keys(&keys);
    }
    Err(why)
}
