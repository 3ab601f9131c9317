//! What an answer means (`PROTOCOL.md §20.4` to §20.6).

use super::answer::{After, Answer, Heard, Next, Said};
use super::head_time::{DeliveryProblem, HeadTime};
use super::limits::MOST_SETBACKS;
use super::point::Point;
use super::preparing::Sending;
use super::state::{Delivery, MOST};
use crate::documents::{Received, SignedHead};
use crate::model::{BootMark, MS};
use crate::quarantine::journal::{Entry, Event, aside, receipt};
use crate::quarantine::report::{
    AfterRefusal, NewEpoch, Refusal, Standing, WAIT_S, after_refusal, compare, confirmed, conflict,
};

impl Delivery {
    /// From which entry on, exclusive, this answer needs the journal; none for most.
    pub fn reads_for(&self, answer: &Answer, newest: u64) -> Option<u64> {
        let head = self.highest_of(answer)?.head;
        let is_known = |point: &Point| point.reports.seq == head.seq;
        let is_asked = head.chain == self.chain && head.seq <= newest;
        let known = self.known_before(head.seq).filter(|point| is_asked && !is_known(point));
        known.map(|point| point.journal.n)
    }

    /// The highest head that the authority says it has of us: one at 0, if it says that it has nothing.
    fn highest_of(&self, answer: &Answer) -> Option<SignedHead> {
        let Answer::Taken { receipt, highest } = answer else { return None };
        if let Some(highest) = highest {
            return Some(highest.as_ref().clone());
        }
        let (Received::Reports { chain, key, up_to: 0, .. }, digest) = receipt.as_ref()? else {
            return None;
        };
        let is_ours = (*chain, *key) == (self.chain, self.key);
        let time =
            HeadTime { boot: BootMark::new([0; 8]), beacon: [0; 32], latest: None, elapsed: None };
        let head = self.head_at(Point::begin(self.chain, &self.key), &time);
        is_ours.then_some(SignedHead { head, digest: *digest })
    }

    /// What the answer to a request changes. `entries` are those that [`Delivery::reads_for`] asks for,
    /// oldest first; they are read only as far as they are needed.
    ///
    /// # Errors
    /// [`DeliveryProblem::Gap`] if an entry is not the next; then nothing is changed.
    pub fn answered<'e>(
        &self,
        sending: &Sending,
        answer: &Answer,
        heard: &Heard<'_>,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Result<After, DeliveryProblem> {
        let mut next = self.clone();
        match answer {
            Answer::Nothing => Ok(After::later(next, Said::TryLater)),
            Answer::Busy { retry_after_s } => {
                let wait = retry_after_s.map(|seconds| self.asked_to_wait(seconds, heard.now_ms));
                next.wait_until_ms = wait.or(next.wait_until_ms);
                Ok(After::later(next, Said::TryLater))
            }
            Answer::NotTaken => {
                next.in_flight = None;
                Ok(After::later(next, Said::TryLater))
            }
            Answer::Refused(refusal) => Ok(self.refused(*refusal, sending, heard)),
            Answer::Taken { receipt, .. } => {
                let highest = self.highest_of(answer);
                self.taken(receipt.as_ref(), highest.as_ref(), heard, entries)
            }
        }
    }

    fn refused(&self, refusal: Refusal, sending: &Sending, heard: &Heard<'_>) -> After {
        let mut next = self.clone();
        next.in_flight = None;
        // What is beside the items goes first: it alone may be what is refused.
        let is_beside = match refusal {
            Refusal::TooLarge => !sending.live.is_empty(),
            Refusal::ItemInvalid { seq } => sending.live.contains(&seq),
        };
        if is_beside {
            next.alone = true;
            return After::later(next, Said::Less).soon();
        }
        match after_refusal(refusal, &sending.items, self.setbacks) {
            AfterRefusal::TryLater => After::later(next, Said::TryLater),
            AfterRefusal::SendFewer { most } => {
                next.most = most as u64;
                After::later(next, Said::Less).soon()
            }
            AfterRefusal::PutAside { seq, why, .. } => {
                next.aside.insert(seq);
                let open = aside::Open { at: heard.at, seq, why };
                let mut after = After::later(next.set_back(heard), Said::PutAside { seq }).soon();
                after.events.push(Event::Aside { open });
                after
            }
        }
    }

    fn taken<'e>(
        &self,
        signed: Option<&(Received, [u8; 32])>,
        highest: Option<&SignedHead>,
        heard: &Heard<'_>,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Result<After, DeliveryProblem> {
        let at_highest = match highest {
            Some(signed) => self.point_at(signed.head.seq, heard, entries)?,
            None => None,
        };
        let mut next = self.clone();
        next.in_flight = None;
        let sent = self.sent();
        let problem = match signed.map(|(received, _)| confirmed(received, &sent)) {
            Some(Ok(up_to)) if up_to > sent.confirmed => None,
            Some(Ok(_)) | None => Some(None),
            Some(Err(problem)) => Some(Some(problem)),
        };
        if let Some((received, digest)) = signed {
            if let Some(new) = conflict(received, highest.map(|signed| &signed.head), &sent) {
                return Ok(next.into_new_epoch(&new, *digest, heard));
            }
            if problem.is_none() {
                next = next.with_receipt(received, heard.now_ms);
            }
        }
        if let Some(signed) = highest
            && let Some(after) = next.compared(signed, at_highest, heard)
        {
            return Ok(after);
        }
        let up_to = next.confirmed.reports.seq;
        Ok(match (problem, signed) {
            (None, Some((_, digest))) => {
                let open = receipt::Open { at: heard.at, up_to, digest: *digest };
                let go_on = up_to < heard.newest && next.wait_until_ms.is_none();
                After {
                    delivery: next,
                    said: Said::Confirmed { up_to },
                    events: vec![Event::Receipt { open }],
                    turn: None,
                    next: if go_on { Next::GoOn } else { Next::Later },
                }
            }
            (problem, _) => After::later(next, Said::NoProgress(problem.flatten())),
        })
    }

    /// After a receipt of more than was confirmed.
    fn with_receipt(mut self, received: &Received, now_ms: i64) -> Self {
        let Received::Reports { up_to, head, .. } = *received else { return self };
        let is_it =
            |open: &&super::OpenHead| (open.point.reports.seq, open.digest) == (up_to, head);
        let Some(open) = self.heads.iter().find(is_it).cloned() else { return self };
        let before = self.confirmed;
        let covered = up_to.saturating_sub(before.reports.seq);
        let without = self.aside.range(..=up_to).count() as u64;
        if without > 0 {
            self.offer_from = self.offer_from.or(Some(before));
        }
        if without < covered {
            self.setbacks = 0;
        }
        self.aside.retain(|seq| *seq > up_to);
        self.confirmed = open.point;
        self.told = Some(open.under);
        self.heads.retain(|open| open.point.reports.seq > up_to);
        // What was too large once is tried again, twice as large each time.
        self.most = self.most.saturating_mul(2).min(MOST);
        self.alone = false;
        self.failures = 0;
        self.last_receipt_ms = Some(now_ms);
        self.wait_until_ms = self.wait_until_ms.filter(|until_ms| *until_ms > now_ms);
        self
    }

    /// What the highest head of ours that the authority has means, with our point at its number; none
    /// if nothing.
    fn compared(
        &self,
        highest: &SignedHead,
        point: Option<Point>,
        heard: &Heard<'_>,
    ) -> Option<After> {
        let r_at = |_: u64| point.map(|point| point.reports.r);
        match (compare(&highest.head, &self.sent(), heard.newest, r_at), point) {
            (Standing::PhoneRestored(new), _) => {
                Some(self.clone().into_new_epoch(&new, highest.digest, heard))
            }
            (Standing::AuthorityRestored { .. }, Some(point)) => {
                let next = self.clone().back_to(point).set_back(heard);
                let after = point.reports.seq;
                Some(After::later(next, Said::AuthorityRestored { after }).soon())
            }
            (Standing::AuthorityRestored { .. } | Standing::Same, _) => None,
        }
    }

    /// Both ends at a number of this epoch.
    fn point_at<'e>(
        &self,
        seq: u64,
        heard: &Heard<'_>,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Result<Option<Point>, DeliveryProblem> {
        let Some(mut point) = self.known_before(seq).filter(|_| seq <= heard.newest) else {
            return Ok(None);
        };
        let from = point.journal.n;
        let mut entries = entries.into_iter().skip_while(move |one| one.n <= from);
        while point.reports.seq < seq {
            let Some(entry) = entries.next() else { return Err(DeliveryProblem::Gap) };
            point = point.follow(entry, self.epoch, heard.secret).ok_or(DeliveryProblem::Gap)?;
        }
        Ok(Some(point))
    }

    fn into_new_epoch(self, new: &NewEpoch, digest: [u8; 32], heard: &Heard<'_>) -> After {
        let (next, turn) = self.turn(new, digest, heard.newest, heard.at, heard.fresh);
        let mut after = After::later(next.set_back(heard), Said::NewEpoch).soon();
        after.turn = Some(turn);
        after
    }

    /// One step back. After some in a row it waits: a fault of the authority must neither empty a
    /// journal nor fill it.
    fn set_back(mut self, heard: &Heard<'_>) -> Self {
        self.setbacks = self.setbacks.saturating_add(1);
        if self.setbacks >= MOST_SETBACKS {
            let wait_ms = i64::try_from(WAIT_S).unwrap_or(i64::MAX).saturating_mul(MS);
            self.wait_until_ms = Some(heard.now_ms.saturating_add(wait_ms));
        }
        self
    }
}
