//! A fleet of 100,000 phones whose authority is gone for two hours, by the code that phones have: each asks its
//! outbox when to go, prepares what waits, and tells it what the authority answered. A day and more pass in
//! virtual time; the authority answers as many requests a second as its capacity is, first come first served.
//!
//! Beside it, where the authority answers all, the same phones in their own slots that try again every 30 seconds, which is what a request in a
//! loop does.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::error::Error;

use doorstep::documents::Received;
use doorstep::model::{BootMark, ChainId, EpochId, MS, Nonce, Thumbprint};
use doorstep::quarantine::delivery::{
    Answer, Delivery, Due, HeadTime, Heard, Phone as Facts, Prepared, Ready, Sending, Waiting,
};
use doorstep::quarantine::journal::{ChainSecret, Entry, Event, Interval, Moment, Numbering, seen};
use doorstep::quarantine::presence::Milliseconds;
use doorstep::quarantine::report::Seen;

type Failed = Box<dyn Error>;

const PHONES: usize = 100_000;
const HOUR_MS: i64 = 3_600 * MS;
/// Between two batches of the reference region's orders.
const BATCH_S: u64 = 4 * 3_600;
const PERIOD_MS: i64 = 4 * HOUR_MS;
/// A day at the authority, Unix milliseconds.
const BEGINNING: i64 = 1_795_510_800_000;
/// When the authority is gone: after every phone has spoken once, and for how long.
const GONE_MS: i64 = BEGINNING + 2 * PERIOD_MS;
const OUTAGE_MS: i64 = 2 * HOUR_MS;
const BACK_MS: i64 = GONE_MS + OUTAGE_MS;
const END_MS: i64 = BACK_MS + 2 * PERIOD_MS;
/// How long a phone waits for an answer.
const PATIENCE_MS: i64 = 20 * MS;
const EPOCH: EpochId = EpochId::new([7; 8]);
const KEY: Thumbprint = Thumbprint::new([3; 32]);

fn main() -> Result<(), Failed> {
    println!("{PHONES} phones, two hours without their authority, which then answers all:");
    println!("  ours: {}", lived::<Shipped>(None)?.line());
    println!("  trying again every 30 s: {}", lived::<Looping>(None)?.line());
    println!("the same, and then it answers 1.5 x the mean:");
    println!("  ours: {}", lived::<Shipped>(Some(1.5))?.line());
    Ok(())
}

/// One phone, as far as a fleet is concerned: something always waits.
trait Member {
    fn new(number: usize) -> Self;
    /// When it goes next.
    fn due(&self, now_ms: i64) -> i64;
    fn goes(&mut self, now_ms: i64) -> Result<(), Failed>;
    /// Whether it was answered.
    fn hears(&mut self, is_answered: bool, now_ms: i64) -> Result<(), Failed>;
}

/// By the code that phones have.
struct Shipped {
    delivery: Delivery,
    numbering: Numbering,
    entry: Entry,
    sending: Option<Sending>,
    /// Digest of the head that was sent last.
    head: [u8; 32],
}

impl Member for Shipped {
    fn new(number: usize) -> Self {
        let chain = ChainId::new(((number as u128 + 1) << 64).to_be_bytes());
        let mut numbering = Numbering::begin(EPOCH);
        let entry = numbering.write(&something());
        Self {
            delivery: Delivery::begin(chain, KEY, EPOCH),
            numbering,
            entry,
            sending: None,
            head: [0; 32],
        }
    }

    fn due(&self, now_ms: i64) -> i64 {
        let waiting = Waiting { newest: self.numbering.seq, urgent: 0 };
        match self.delivery.when(waiting, BATCH_S, Facts::default(), now_ms) {
            Due::Now => now_ms,
            Due::At(at_ms) => at_ms,
            Due::Never => i64::MAX,
        }
    }

    fn goes(&mut self, now_ms: i64) -> Result<(), Failed> {
        let mut delivery = self.delivery.clone();
        let entries = std::slice::from_ref(&self.entry);
        if delivery.ahead().journal.n < self.entry.n {
            delivery.follow(entries, &secret())?;
        }
        let seen = Seen::default();
        let ready = Ready {
            entries,
            live: &[],
            newest: self.numbering.seq,
            secret: &secret(),
            seen: &seen,
            time: HeadTime {
                latest: None,
                beacon: [0; 32],
                elapsed: None,
                boot: BootMark::new([0; 8]),
            },
            now_ms,
        };
        let sending = match delivery.prepare(&ready)? {
            Prepared::Again(sending) => *sending,
            Prepared::New(unsigned) => {
                self.head = unsigned.head.digest();
                unsigned.signed(self.head.to_vec(), None)?
            }
            Prepared::Nothing | Prepared::Further(_) => return Err("nothing waits".into()),
        };
        self.delivery = sending.delivery.clone();
        self.sending = Some(sending);
        Ok(())
    }

    fn hears(&mut self, is_answered: bool, now_ms: i64) -> Result<(), Failed> {
        let Some(sending) = self.sending.take() else { return Ok(()) };
        let newest = self.numbering.seq;
        let answer = if is_answered {
            taken(self.delivery.chain(), newest, self.head)
        } else {
            Answer::Nothing
        };
        let heard =
            Heard { at: at(), now_ms, newest, fresh: EpochId::new([8; 8]), secret: &secret() };
        let after = self.delivery.answered(&sending, &answer, &heard, [])?;
        self.delivery = after.delivery;
        if self.delivery.confirmed().reports.seq == newest {
            self.entry = self.numbering.write(&something());
        }
        Ok(())
    }
}

/// The receipt of what was sent last.
fn taken(chain: ChainId, up_to: u64, head: [u8; 32]) -> Answer {
    let received = Received::Reports { chain, key: KEY, up_to, head, nonce: Nonce::new([0; 16]) };
    Answer::Taken { receipt: Some((received, [1; 32])), highest: None }
}

/// In slots of its own, and every 30 seconds until it is answered.
struct Looping {
    slot_ms: i64,
    next_ms: i64,
}

impl Member for Looping {
    fn new(number: usize) -> Self {
        // Odd, and no divisor of the period: as even as a hash.
        let slot_ms = (number as i64).wrapping_mul(6_364_137).rem_euclid(PERIOD_MS);
        Self { slot_ms, next_ms: BEGINNING + slot_ms }
    }

    fn due(&self, _: i64) -> i64 {
        self.next_ms
    }

    fn goes(&mut self, _: i64) -> Result<(), Failed> {
        Ok(())
    }

    fn hears(&mut self, is_answered: bool, now_ms: i64) -> Result<(), Failed> {
        self.next_ms = match is_answered {
            true => now_ms + PERIOD_MS - (now_ms - BEGINNING - self.slot_ms).rem_euclid(PERIOD_MS),
            false => now_ms + 30 * MS,
        };
        Ok(())
    }
}

/// What a fleet has done to its authority.
#[derive(Default)]
struct Lived {
    /// Requests of each minute since the authority is back.
    minutes: Vec<u32>,
    /// Tries of all phones while it was gone.
    in_the_outage: u64,
    /// Milliseconds after its return at which the last phone was answered that had missed it.
    drained_ms: i64,
    /// How many had missed it.
    missed: usize,
    /// Requests in vain in the last period.
    late_failures: u64,
}

impl Lived {
    fn line(&self) -> String {
        let mean = PHONES as f64 * 60.0 / (PERIOD_MS / MS) as f64;
        let peak = |from: usize| {
            f64::from(self.minutes.iter().skip(from).copied().max().unwrap_or_default()) / mean
        };
        format!(
            "60-s peak {:.2} x the mean of {mean:.0}, {:.2} from the third minute on (goal <= 1.20), {:.1} tries a phone that met it, all of {} \
             drained after {:.2} periods (goal <= 1.00), {} requests in vain in the last period (goal 0)",
            peak(0),
            peak(2),
            self.in_the_outage as f64 / self.missed.max(1) as f64,
            self.missed,
            self.drained_ms as f64 / PERIOD_MS as f64,
            self.late_failures,
        )
    }
}

/// The authority: what waits for it, and when it is free.
struct Authority {
    /// Milliseconds of one answer; none if it answers all at once.
    each_ms: Option<f64>,
    free_ms: f64,
}

impl Authority {
    /// When a request that comes now is answered, and whether its phone still listens.
    fn takes(&mut self, now_ms: i64) -> (i64, bool) {
        if (GONE_MS..BACK_MS).contains(&now_ms) {
            return (now_ms, false);
        }
        let Some(each_ms) = self.each_ms else { return (now_ms, true) };
        // It also works for those who have gone.
        self.free_ms = self.free_ms.max(now_ms as f64) + each_ms;
        let waits_ms = self.free_ms as i64 - now_ms;
        (now_ms + waits_ms.min(PATIENCE_MS), waits_ms <= PATIENCE_MS)
    }
}

fn lived<M: Member>(capacity: Option<f64>) -> Result<Lived, Failed> {
    let mean_ms = PERIOD_MS as f64 / PHONES as f64;
    let mut authority = Authority { each_ms: capacity.map(|times| mean_ms / times), free_ms: 0.0 };
    let mut phones: Vec<(M, bool)> = (0..PHONES).map(|number| (M::new(number), false)).collect();
    // Orders begin at any time.
    let begins =
        |number: usize| BEGINNING + (number as i64).wrapping_mul(7_919_777).rem_euclid(PERIOD_MS);
    let mut due: BinaryHeap<Reverse<(i64, usize)>> =
        (0..PHONES).map(|number| Reverse((begins(number), number))).collect();
    let mut answers: VecDeque<(i64, usize, bool)> = VecDeque::new();
    let mut lived =
        Lived { minutes: vec![0; ((END_MS - BACK_MS) / 60_000) as usize], ..Lived::default() };
    loop {
        let answer_ms = answers.front().map_or(i64::MAX, |(at_ms, ..)| *at_ms);
        let due_ms = due.peek().map_or(i64::MAX, |Reverse((at_ms, _))| *at_ms);
        let now_ms = answer_ms.min(due_ms);
        if now_ms >= END_MS {
            return Ok(lived);
        }
        if answer_ms <= due_ms {
            let Some((_, number, is_answered)) = answers.pop_front() else { continue };
            let Some((phone, has_missed)) = phones.get_mut(number) else { continue };
            phone.hears(is_answered, now_ms)?;
            match is_answered {
                true if *has_missed => {
                    *has_missed = false;
                    lived.drained_ms = lived.drained_ms.max(now_ms - BACK_MS);
                }
                false if (GONE_MS..BACK_MS).contains(&now_ms) => {
                    lived.in_the_outage += 1;
                    lived.missed += usize::from(!*has_missed);
                    *has_missed = true;
                }
                false if now_ms >= END_MS - PERIOD_MS => lived.late_failures += 1,
                _ => {}
            }
            due.push(Reverse((phone.due(now_ms).max(now_ms + 1), number)));
            continue;
        }
        let Some(Reverse((_, number))) = due.pop() else { continue };
        let Some((phone, _)) = phones.get_mut(number) else { continue };
        let at_ms = phone.due(now_ms);
        // It looked at the time of its slot; what has come meanwhile may have moved it.
        if at_ms > now_ms {
            due.push(Reverse((at_ms, number)));
            continue;
        }
        phone.goes(now_ms)?;
        if let Some(minute) = usize::try_from((now_ms - BACK_MS).div_euclid(60_000))
            .ok()
            .and_then(|at| lived.minutes.get_mut(at))
        {
            *minute += 1;
        }
        let (heard_ms, is_answered) = authority.takes(now_ms);
        answers.push_back((heard_ms, number, is_answered));
    }
}

fn something() -> Event {
    let open = seen::Open { at: at(), version: 1, why: None };
    Event::Seen { open, private: seen::Private { lang: None } }
}

fn at() -> Moment {
    let second = BEGINNING.unsigned_abs() / 1_000;
    Moment {
        within: Interval::exactly(second),
        elapsed: Milliseconds(0),
        boot: BootMark::new([0; 8]),
    }
}

fn secret() -> ChainSecret {
    ChainSecret::new([5; 32])
}
