//! What a request of the phone asks for, and what it tells.

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    Time,
    Root,
    Trust,
    Stamp,
    Rules,
    Deny,
    Status,
    /// A code by text message.
    Code,
    AnotherCode,
    Account,
    /// What is new for this phone.
    Updates,
    Pass,
    Paper,
    /// Which pass a typed code names.
    TypedCode,
    Erase,
    /// That reports are taken, and what is new for this phone.
    Receipt,
    /// The order on a paper.
    Order,
    /// That a photo is taken.
    PhotoReceipt,
    /// Tables of passes by text message.
    SmsTables,
    /// That this phone is a lent device.
    Loan,
    /// The authority's signature under a handover.
    Handover,
    /// That a lent device is taken back.
    Return,
    /// That the account goes on on this phone.
    Move,
}

impl Asks {
    /// Each, in the order in which they are stored: what is new comes at the end.
    pub const ALL: &'static [Self] = &[
        Self::Time,
        Self::Root,
        Self::Trust,
        Self::Stamp,
        Self::Rules,
        Self::Deny,
        Self::Status,
        Self::Code,
        Self::AnotherCode,
        Self::Account,
        Self::Updates,
        Self::Pass,
        Self::Paper,
        Self::TypedCode,
        Self::Erase,
        Self::Receipt,
        Self::Order,
        Self::PhotoReceipt,
        Self::SmsTables,
        Self::Loan,
        Self::Handover,
        Self::Return,
        Self::Move,
    ];
}

/// What the authority learns from a request, besides that somebody has sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    /// Nothing of anybody: every phone sends the same.
    Nothing,
    PhoneNumber,
    /// Public keys that were made for the account.
    AccountKeys,
    /// The platform's word that the phone's keys are safe.
    Attestation,
    /// Language of the text message.
    Language,
    MessageCode,
    /// Initials and the last characters of a document.
    HolderHint,
    /// The holder certificate, in which such a hint stands.
    Certificate,
    /// The purpose of this number.
    Purpose(u64),
    /// When the exit begins.
    Start,
    /// A public key for this pass alone.
    PassKey,
    /// The pass that another replaces.
    OldPass,
    /// The pass that is wanted on paper.
    Pass,
    TypedCode,
    /// Which account it is, by a signature.
    Signature,
    /// What the order of this phone has it report.
    Reports,
    /// The code on an order.
    OrderCode,
    /// What a patient wrote about what they dispute.
    OwnWords,
    /// A photo that only an officer opens.
    Photo,
    /// The invitation on the form of a lent device.
    Invitation,
    /// That a lent device changed hands, its battery and its parts.
    Handover,
    /// How much a lent device has destroyed.
    Wipe,
    /// The phone that had the account before, and how far it has reported.
    Link,
}
