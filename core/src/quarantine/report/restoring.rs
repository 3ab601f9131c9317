//! Phones and authorities that were put back to an earlier day. Whatever does not fit is that, and never
//! a forgery: nobody but the phone signs heads (`PROTOCOL.md §20.5`).

use super::confirming::Sent;
use crate::documents::{Head, Received};
use crate::quarantine::journal::EpochReason;

/// How the phone goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEpoch {
    pub why: EpochReason,
    /// The number after which it goes on.
    pub after: u64,
    /// End of what is reported up to there.
    pub r: [u8; 32],
    /// What entries of ours from this number on say is written once more in the new epoch: their
    /// numbers are taken.
    pub again_from: u64,
}

/// What the authority's highest head of our key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: what waits goes on.
    Same,
    /// This phone was put back to an earlier day.
    PhoneRestored(NewEpoch),
    /// The authority was: entries from this number on are sent again, confirmed or not.
    AuthorityRestored { from: u64 },
}

/// Compares the highest head that the authority has with what we have. Its signature is ours: it was
/// read under our key. `last` is the number of our last item, `r_at` the end of what is reported up to
/// a number of ours.
pub fn compare(
    highest: &Head,
    sent: &Sent,
    last: u64,
    r_at: impl Fn(u64) -> Option<[u8; 32]>,
) -> Standing {
    if highest.chain != sent.chain {
        return Standing::Same;
    }
    let next = highest.seq.saturating_add(1);
    let ours = r_at(highest.seq).filter(|_| highest.seq <= last);
    let is_ours = ours == Some(highest.r);
    let was_restored = highest.seq < sent.confirmed;
    // Both were, and the authority has other words where a receipt covers ours: how many of ours
    // before them are there nobody says.
    let is_other = ours.is_some() && !is_ours && highest.seq <= sent.confirmed;
    // Both were: what lies between nobody has any more.
    let is_lost = was_restored && next < sent.whole_from;
    if !is_ours || is_lost {
        return Standing::PhoneRestored(NewEpoch {
            why: EpochReason::Restored,
            after: highest.seq,
            r: highest.r,
            again_from: if is_other { 1 } else { sent.confirmed.saturating_add(1).min(next) },
        });
    }
    if was_restored { Standing::AuthorityRestored { from: next } } else { Standing::Same }
}

/// How the phone goes on after a conflict; none if this is none, is not about what we sent, or
/// contradicts a receipt. `highest` is the authority's highest head of our key, if it told one.
pub fn conflict(said: &Received, highest: Option<&Head>, sent: &Sent) -> Option<NewEpoch> {
    let Received::Conflict { chain, key, seq, r } = *said else { return None };
    let is_ours = chain == sent.chain && key == sent.key;
    if !is_ours || seq > sent.highest || seq <= sent.confirmed {
        return None;
    }
    let beyond = highest.filter(|head| head.chain == sent.chain && head.seq > seq);
    let (after, r) = beyond.map_or((seq, r), |head| (head.seq, head.r));
    Some(NewEpoch { why: EpochReason::Conflict, after, r, again_from: seq })
}
