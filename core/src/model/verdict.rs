//! What an inspection can find, as inspectors, receipts and scripts name it (`PROTOCOL.md §15.11`).

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that scripts see, kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

names! {
    /// The result of an inspection.
    Verdict {
        Valid "valid",
        /// Its time is over.
        Expired "expired",
        /// Its time has not begun.
        NotYetValid "not-yet-valid",
        /// No act requires it.
        NotInForce "not-in-force",
        /// The authority revoked it.
        Revoked "revoked",
        /// Revoked after the holder had left: the way home is allowed.
        ReturnHomeOnly "return-home-only",
        /// A copy, a screenshot, or a wrong clock.
        StaleFrame "stale-frame",
        /// An emergency on the holder's word.
        SelfDeclaredEmergency "self-declared-emergency",
        /// A signature is not that of its key.
        Forged "forged",
        /// No pass at all.
        Unreadable "unreadable",
        /// This device cannot know.
        CannotTell "cannot-tell",
    }
}

names! {
    /// What the result was found by.
    Reason {
        Ok "ok",
        /// Its time is over.
        Expired "expired",
        /// Its time has not begun.
        NotYetValid "not-yet-valid",
        /// No act is in force.
        NotInForce "not-in-force",
        /// Its act is not in force, and another requires a pass.
        OtherAct "other-act",
        Revoked "revoked",
        /// On the way home.
        ReturnHome "return-home",
        /// Declared by the holder.
        Emergency "emergency",
        Empty "empty",
        /// Longer than a pass can be.
        TooLong "too-long",
        /// A certificate of another system.
        ForeignCertificate "foreign-certificate",
        Link "link",
        Vcard "vcard",
        /// It begins as nothing that is known.
        Prefix "prefix",
        Base45 "base45",
        /// It ends too early.
        Truncated "truncated",
        /// A key stands twice.
        DuplicateKey "duplicate-key",
        /// Not the one form.
        NotCanonical "not-canonical",
        /// Another kind of object.
        Type "type",
        /// A signature algorithm that is not accepted.
        Algorithm "algorithm",
        /// No complete lists on this device.
        NoLists "no-lists",
        /// The stamp is older than seven days, or the trust list has ended.
        ListsOld "lists-old",
        /// A key this device does not know.
        UnknownKey "unknown-key",
        /// The authority has withdrawn the key that signed it.
        KeyRevoked "key-revoked",
        /// The issuer did not sign it.
        IssuerSignature "issuer-signature",
        /// The issuer made a mistake.
        IssuerError "issuer-error",
        /// The phone does not hold the pass's key.
        HolderSignature "holder-signature",
        /// An act this device does not know.
        ActUnknown "act-unknown",
        /// This device's clock is not good enough.
        Clock "clock",
        /// Without its live part.
        NotLive "not-live",
        /// Not for the challenge that is open.
        Challenge "challenge",
        /// Too old or too new to be live.
        Old "old",
        /// It moves on as a live code does: a clock is wrong.
        ClockDiffers "clock-differs",
        /// Looked at once only, which is not enough to call it forged.
        SecondLook "second-look",
        /// More passes than one in the picture.
        SeveralCodes "several-codes",
        /// A typed code with a character that stands in none.
        CodeSymbol "code-symbol",
        /// A typed code that is too short or too long.
        CodeLength "code-length",
        /// A typed code with a wrong symbol, or with two swapped.
        CodeCheck "code-check",
        /// A typed code that nobody could be asked about.
        CodeNeedsNetwork "code-needs-network",
        /// A typed code that the authority has no time to look up now.
        CodeLater "code-later",
        /// A typed code that names no pass.
        CodeUnknown "code-unknown",
    }
}

names! {
    /// What the inspector does next.
    NextStep {
        /// Compare the mark with the document.
        CompareDocument "compare-document",
        /// Let the person go on.
        LetPass "let-pass",
        /// Ask for the live code.
        AskForLiveCode "ask-for-live-code",
        /// Ask for the number check.
        Challenge "challenge",
        ScanAgain "scan-again",
        Refresh "refresh",
        /// Let the person go home.
        LetGoHome "let-go-home",
        /// The holder should ask for a new pass.
        NewPass "new-pass",
        /// The holder should wait until it begins.
        WaitForStart "wait-for-start",
        /// Read the code once more.
        ReadAgain "read-again",
        /// Find a network, or ask for a code that can be scanned.
        Connect "connect",
        /// Try again in a minute.
        TryLater "try-later",
    }
}

impl Verdict {
    /// Whether the person may go on with it.
    pub fn lets_pass(self) -> bool {
        matches!(self, Self::Valid | Self::ReturnHomeOnly | Self::SelfDeclaredEmergency)
    }

    /// Whether the answer must say that no adverse conclusion may be drawn.
    pub fn concludes_nothing(self) -> bool {
        matches!(self, Self::CannotTell | Self::Unreadable | Self::StaleFrame)
    }
}
