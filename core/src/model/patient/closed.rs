//! Words of which there are only so many: what a patient answers and declares, and why a journal is as it
//! is.

/// Enums with a table of names that is never shortened: its order is how columns of a report write them.
macro_rules! words {
    ($($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $member:ident $name:literal,)* })*) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub enum $type { $($(#[$doc])* $member,)* }

            impl $type {
                /// Every value with its name.
                pub const NAMES: &'static [(Self, &'static str)] = &[$((Self::$member, $name),)*];

                /// Stable and kebab-case.
                pub fn name(self) -> &'static str {
                    match self { $(Self::$member => $name,)* }
                }
            }
        )*
    };
}

words! {
    /// How a check was answered.
    AnswerMode {
        Photo "photo",
        /// A photo was asked for, and this is what was possible.
        Place "place",
        /// "I am here", without a place.
        Tap "tap",
        /// By a parent of a child.
        Parent "parent",
        /// Up to half an hour before it was asked.
        Early "early",
        Cannot "cannot",
    }

    /// What came of a check.
    CheckOutcome {
        /// Not asked yet.
        Waiting "waiting",
        /// Its window runs.
        Asking "asking",
        Answered "answered",
        /// Surely after its window had closed.
        AnsweredLate "answered-late",
        /// Up to half an hour before it was asked.
        AnsweredEarly "answered-early",
        /// The person said why not.
        Cannot "cannot",
        /// The phone could not ask.
        NotDelivered "not-delivered",
        /// The order or the person said that nothing is asked then.
        Paused "paused",
        /// Something else took its place: a release that came later, or the next check.
        Superseded "superseded",
        /// The order had ended.
        AfterEnd "after-end",
        /// It was asked, its window closed, and no answer came.
        Unanswered "unanswered",
    }

    /// Why somebody cannot answer. Whatever may not be said aloud is `personal`.
    CannotReason {
        Ill "ill",
        Asleep "asleep",
        Camera "camera",
        Blind "blind",
        Veil "veil",
        Child "child",
        Phone "phone",
        Personal "personal",
        Other "other",
    }

    /// What a patient declares.
    Declared {
        Hospital "hospital",
        /// Fled for safety. Whoever reads the journal over the patient's shoulder must not learn
        /// it, so no word here says it.
        Personal "personal",
        /// The authority allowed it by telephone.
        Permission "permission",
        /// At home again.
        Back "back",
        /// The phone or the app does not work.
        Fault "fault",
        CannotInstall "cannot-install",
    }

    /// Why a new epoch begins.
    EpochReason {
        /// The authority knows a head of this key that this phone does not.
        Restored "restored",
        /// The authority has another item under a number.
        Conflict "conflict",
    }

    /// Why the authority would not take an item.
    AsideReason {
        ItemInvalid "item-invalid",
        TooLarge "too-large",
    }
}
