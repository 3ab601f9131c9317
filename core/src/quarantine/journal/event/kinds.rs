//! The table of kinds.

use super::super::class::Class;
use super::super::field::{Asked, Disputed, FixFlags};
use super::super::moment::{Interval, Moment, QuarterHour};
use super::super::value::{Slot, Word};
use super::super::values::Values;
use crate::documents::CheckKind;
use crate::events::Activity;
use crate::model::patient::{
    AnswerMode, AsideReason, CannotReason, Declared, EpochReason, TechnicalState,
};
use crate::model::{CheckId, Language, NoticeId};
use crate::quarantine::presence::{
    Band, Decibans, HomeWifi, Millimetres, Milliseconds, Position, Source, State, Verdict,
};

/// SHA-256.
type Digest = [u8; 32];

kinds! {
    /// A version of an order came. The first entry of a journal is one, accepted or not.
    Order "order" in order {
        Open open {
            at: Moment = "at",
            version: u64 = "version",
            /// Of the payload.
            digest: Digest = "digest",
            /// `accepted`, or the rule that stopped it.
            result: Word = "result",
        }
        Place place {
            /// round(2³⁰ · cos latitude) of each place, in the order of the order: the one number
            /// of the rule that two machines might compute differently.
            scales: Vec<u32> = "c",
        }
    }

    /// The person has seen a version.
    Seen "seen" in seen {
        Open open {
            at: Moment = "at",
            version: u64 = "version",
            why: Option<Word> = "why",
        }
        Private private { lang: Option<Language> = "lang", }
    }

    /// Duties begin.
    Begin "begin" in begin {
        Open open {
            at: Moment = "at",
            version: u64 = "version",
            why: Option<Word> = "why",
        }
        Private private { lang: Option<Language> = "lang", }
    }

    /// Duties end.
    End "end" in end {
        Open open {
            at: Moment = "at",
            version: u64 = "version",
            why: Option<Word> = "why",
        }
        Private private { lang: Option<Language> = "lang", }
    }

    /// The phone claimed a place.
    Fix "fix" in fix {
        Place place {
            /// When it was handed over.
            at: Moment = "at",
            /// When it was made by its own account: Unix seconds of a clock that may be wrong.
            time: u64 = "time",
            /// How old it was then, by the elapsed clock; negative if it is from the future.
            age: Milliseconds = "age",
            position: Position = "lat",
            accuracy: Option<Millimetres> = "acc",
            source: Source = "source",
            flags: FixFlags = "flags",
            /// Since the fix before.
            steps: Option<u32> = "steps",
            activity: Option<Activity> = "activity",
            wifi: HomeWifi = "wifi",
            verdict: Verdict = "verdict",
            weight: Decibans = "weight",
            /// The nearest one: an index of the order's places and then of the aliases, from 0.
            place: Option<u8> = "place",
        }
    }

    /// Where the patient stood for a while.
    Presence "presence" in presence {
        Open open {
            at: Moment = "at",
            from: Interval = "from",
            to: Interval = "to",
            state: State = "state",
            band: Option<Band> = "band",
            why: Option<Word> = "why",
            /// SHA-256 over the place leaves of the fixes that made the state.
            leaves: Digest = "leaves",
        }
        Place place {
            /// n of the entries of those fixes.
            fixes: Vec<u64> = "fixes",
        }
    }

    /// A check was asked, or refused by its form.
    Check "check" in check {
        Open open {
            at: Moment = "at",
            id: CheckId = "id",
            /// Of the document's payload; an agreed check has none.
            digest: Option<Digest> = "digest",
            kind: CheckKind = "kind",
            /// Unix seconds.
            due: Option<u64> = "due",
            delivered: Option<Interval> = "delivered",
            closes: Option<Interval> = "closes",
            refused: Option<Word> = "refused",
        }
    }

    /// A check was answered.
    Answer "answer" in answer {
        Open open {
            at: Moment = "at",
            check: Asked = "check",
            /// Of the check's document; an agreed check has none.
            digest: Option<Digest> = "digest",
            how: AnswerMode = "how",
            reason: Option<CannotReason> = "reason",
            /// SHA-256 of the sealed photo.
            photo: Option<Digest> = "photo",
        }
        Place place {
            /// n of the entry of the fix that goes with it.
            fix: Option<u64> = "fix",
        }
        #[derive(Default)]
        Private private {
            text: Option<String> = "text",
            /// SHA-256 of the photo before it was sealed.
            plain: Option<Digest> = "plain",
            /// How many photos were taken for it, if more than one.
            tries: Option<u64> = "tries",
            /// What could still be better about one that went all the same: names, a blank between them.
            hints: Option<String> = "hints",
        }
    }

    /// The patient declared something.
    Declare "declare" in declare {
        Open open {
            at: Moment = "at",
            what: Declared = "what",
            /// Unix seconds.
            until: Option<u64> = "until",
        }
        Private private { text: Option<String> = "text", }
    }

    /// A trouble of the phone.
    Technical "technical" in technical {
        Open open {
            from: QuarterHour = "from",
            to: QuarterHour = "to",
            state: TechnicalState = "what",
        }
    }

    /// The phone learned a place that it claims although the patient is at home.
    Alias "alias" in alias {
        Open open { at: Moment = "at", }
        Place place { position: Position = "lat", }
    }

    /// A notice came.
    Notice "notice" in notice {
        Open open {
            at: Moment = "at",
            id: NoticeId = "id",
            /// Of its payload.
            digest: Digest = "digest",
        }
        Private private { text: Option<String> = "text", }
    }

    /// The patient disputes something.
    Dispute "dispute" in dispute {
        Open open {
            at: Moment = "at",
            disputed: Disputed = "ref",
        }
        Private private { text: Option<String> = "text", }
    }

    /// The authority confirmed what was sent.
    Receipt "receipt" in receipt {
        Open open {
            at: Moment = "at",
            up_to: u64 = "up_to",
            /// Of its payload.
            digest: Digest = "digest",
        }
    }

    /// The journal goes on under another name of its epoch.
    Epoch "epoch" in epoch {
        Open open {
            at: Moment = "at",
            why: EpochReason = "why",
            /// The number after which it goes on.
            seq: u64 = "seq",
            /// The head or conflict that made it necessary: SHA-256 of its payload.
            digest: Digest = "digest",
        }
    }

    /// Another phone goes on with the chain, or this one does.
    Link "link" in link {
        Open open {
            at: Moment = "at",
            /// Of its payload.
            digest: Digest = "digest",
        }
    }

    /// The authority would not take what an item says.
    Aside "aside" in aside {
        Open open {
            at: Moment = "at",
            seq: u64 = "seq",
            why: AsideReason = "why",
        }
    }
}
