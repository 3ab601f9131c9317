//! Passes by text message.

use doorstep::client::SmsUse;
use doorstep::model::Sentence;
use doorstep::sms::FilledForm;
use doorstep::views::{
    self, SmsChoice, SmsFieldView, SmsFindingView, SmsFormView, SmsInput, SmsRefusedView,
    SmsReplyClass,
};

/// A region whose passes are asked for by text message.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SmsRegionView {
    /// The id of its table.
    pub region: String,
    /// Where messages are sent to.
    pub number: String,
    pub title: Sentence,
    /// Why nothing may be sent there now.
    pub problem: Option<Sentence>,
    /// Those that are written in the shortest way stand first.
    pub forms: Vec<SmsFormView>,
    /// What was asked for in the last month, newest first.
    pub requests: Vec<SmsRequestView>,
    /// The voice line, the paper: what there is besides.
    pub other_ways: Vec<Sentence>,
}

impl From<views::SmsRegionView> for SmsRegionView {
    fn from(view: views::SmsRegionView) -> Self {
        let views::SmsRegionView { region, number, title, problem, forms, requests, other_ways } =
            view;
        let requests = requests.into_iter().map(SmsRequestView::from).collect();
        Self { region, number, title, problem, forms, requests, other_ways }
    }
}

/// A form of a text message.
#[uniffi::remote(Record)]
pub struct SmsFormView {
    /// By which it is asked for.
    pub form: String,
    pub title: Sentence,
    /// What is to be known before it is filled in: that nobody knows how it is written, or that a shorter one
    /// does the same.
    pub hint: Option<Sentence>,
    /// Whether a message can be made of it.
    pub can_be_written: bool,
    /// In the order in which they are asked for.
    pub fields: Vec<SmsFieldView>,
}

/// A field of a form.
#[uniffi::remote(Record)]
pub struct SmsFieldView {
    pub name: String,
    pub label: String,
    /// That it may stay empty.
    pub hint: Option<Sentence>,
    pub input: SmsInput,
    /// Most characters.
    pub longest: u32,
    /// What there is to choose from; empty unless it is a choice.
    pub choices: Vec<SmsChoice>,
}

/// How a field is typed.
#[uniffi::remote(Enum)]
pub enum SmsInput {
    /// Anything.
    Text,
    /// Digits, also with blanks between them.
    Digits,
    /// Day, month, year, with points between them.
    Date,
    Choice,
}

/// Something to choose.
#[uniffi::remote(Record)]
pub struct SmsChoice {
    /// What is handed in.
    pub value: String,
    pub label: String,
}

/// What becomes of a form that was filled in.
#[uniffi::remote(Enum)]
pub enum SmsUse {
    /// Its person is shown the message, and nothing is kept.
    Look,
    /// It goes to the phone's own composer, and waits for its reply.
    Send,
}

/// What was typed into a field. Prints without it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct SmsFieldValue {
    /// The field's name.
    pub field: String,
    pub value: String,
}

// What was typed points at a person.
impl std::fmt::Debug for SmsFieldValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmsFieldValue({}, …)", self.field)
    }
}

/// A form that somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SmsFilledForm {
    pub region: String,
    pub form: String,
    pub values: Vec<SmsFieldValue>,
    /// Country code of the SIM's network (MCC), if the phone knows it.
    #[uniffi(default = None)]
    pub sim: Option<String>,
}

impl From<SmsFilledForm> for FilledForm {
    fn from(filled: SmsFilledForm) -> Self {
        let SmsFilledForm { region, form, values, sim } = filled;
        let values = values.into_iter().map(|typed| (typed.field, typed.value)).collect();
        Self { region, form, values, sim }
    }
}

/// What came of a form that was filled in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum SmsMessageResult {
    Message(SmsMessageView),
    Refused(SmsRefusedView),
}

impl From<views::SmsMessageResult> for SmsMessageResult {
    fn from(result: views::SmsMessageResult) -> Self {
        match result {
            views::SmsMessageResult::Message(message) => Self::Message(message.into()),
            views::SmsMessageResult::Refused(why) => Self::Refused(why),
        }
    }
}

/// A message for the phone's own composer. Prints without its text.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct SmsMessageView {
    pub number: String,
    /// The exact text.
    pub text: String,
    /// How long it is.
    pub size: Sentence,
    /// What to know before it is sent.
    pub warnings: Vec<SmsFindingView>,
    /// The name of the request that waits for its reply now; nothing if the form was only looked at.
    pub request: Option<String>,
}

impl From<views::SmsMessageView> for SmsMessageView {
    fn from(view: views::SmsMessageView) -> Self {
        let views::SmsMessageView { number, text, size, warnings, request } = view;
        Self { number, text, size, warnings, request }
    }
}

// Names and numbers of documents stand in it.
impl std::fmt::Debug for SmsMessageView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmsMessageView(to {}, …)", self.number)
    }
}

/// Something to say of a field, or of the message.
#[uniffi::remote(Record)]
pub struct SmsFindingView {
    /// Nothing if it is about the message.
    pub field: Option<String>,
    /// Whether it keeps the message from being sent.
    pub blocks: bool,
    pub text: Sentence,
}

/// Why there is no message.
#[uniffi::remote(Record)]
pub struct SmsRefusedView {
    /// A stable name, kebab-case.
    pub code: String,
    pub text: Sentence,
    /// What to do about it.
    pub next: Sentence,
    /// What is to be said of the fields.
    pub findings: Vec<SmsFindingView>,
}

/// A request that was handed to the phone's own composer. Prints without what came back.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct SmsRequestView {
    /// By which a reply is held to it.
    pub request: String,
    /// What it asks for.
    pub title: Sentence,
    /// When it was written, and what has come of it.
    pub text: Vec<Sentence>,
    pub is_waiting: bool,
    /// The code in the reply.
    pub code: Option<String>,
    /// The reply as it came.
    pub reply: Option<String>,
    /// What to do, now that nobody has answered in the region's time; empty before.
    pub other_ways: Vec<Sentence>,
}

impl From<views::SmsRequestView> for SmsRequestView {
    fn from(view: views::SmsRequestView) -> Self {
        let views::SmsRequestView { request, title, text, is_waiting, code, reply, other_ways } =
            view;
        Self { request, title, text, is_waiting, code, reply, other_ways }
    }
}

// The code of a permit stands in it, and what a stranger wrote.
impl std::fmt::Debug for SmsRequestView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmsRequestView({}, …)", self.request)
    }
}

/// What a reply is.
#[uniffi::remote(Enum)]
pub enum SmsReplyClass {
    Approved,
    Refused,
    /// Nothing is made of it, and it changes nothing.
    Unknown,
}

/// What came of a reply that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum SmsReplyResult {
    Read(SmsReplyView),
    Refused(SmsRefusedView),
}

impl From<views::SmsReplyResult> for SmsReplyResult {
    fn from(result: views::SmsReplyResult) -> Self {
        match result {
            views::SmsReplyResult::Read(read) => Self::Read(read.into()),
            views::SmsReplyResult::Refused(why) => Self::Refused(why),
        }
    }
}

/// A reply as it was read. Prints without what it says.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct SmsReplyView {
    pub class: SmsReplyClass,
    /// What it says, or that nothing is made of it.
    pub text: Sentence,
    /// The request that it answers; nothing if it changed none.
    pub request: Option<SmsRequestView>,
}

impl From<views::SmsReplyView> for SmsReplyView {
    fn from(view: views::SmsReplyView) -> Self {
        let views::SmsReplyView { class, text, request } = view;
        Self { class, text, request: request.map(SmsRequestView::from) }
    }
}

impl std::fmt::Debug for SmsReplyView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmsReplyView({:?}, …)", self.class)
    }
}
