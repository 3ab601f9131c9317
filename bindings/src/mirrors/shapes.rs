//! Values whose shape is not the core's: bytes that are texts here, seconds that are milliseconds.

use doorstep::client;
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::{self, PurposeName};
use doorstep::lists::ListAges;
use doorstep::model::{Language, PassId, Sentence};
use doorstep::qr;
use doorstep::time::milliseconds;
use doorstep::views::PassEntry;
use doorstep::words::{EmergencyText, Say as _};

use crate::trouble::{ClientError, ErrorInfo};

/// A code as rows of modules, to be drawn black on white with a quiet zone of four modules. Prints
/// without them: whoever sees them can show the pass.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct QrMatrix {
    /// Modules per side.
    pub size: u32,
    /// `size` × `size` modules, row by row; 1 is dark.
    pub modules: Vec<u8>,
}

impl From<qr::QrMatrix> for QrMatrix {
    fn from(code: qr::QrMatrix) -> Self {
        // No code has more than 177 modules a side.
        let size = u32::try_from(code.size).unwrap_or_default();
        Self { size, modules: code.modules.into_iter().map(u8::from).collect() }
    }
}

/// The code of a text that a view gives without one, such as a lent phone's certificate; nothing of a text
/// that is longer than any code.
#[uniffi::export]
pub fn qr_code(text: &str) -> Option<QrMatrix> {
    qr::encode(text, qr::Correction::Medium).map(QrMatrix::from)
}

impl std::fmt::Debug for QrMatrix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} modules a side", self.size)
    }
}

/// One frame of a live code. Prints without what could be shown.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Shown {
    /// The text of the code.
    pub text: String,
    /// The same as a code.
    pub qr: QrMatrix,
    /// When the next frame should be asked for, in milliseconds; a frame for a challenge stays.
    pub next_frame_in_ms: Option<i64>,
    /// When what is shown ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// How long that is, in milliseconds, by what the phone knows of the time; never negative.
    pub ends_in_ms: i64,
    /// Until when it counts, and of an emergency that it was declared.
    pub until: Sentence,
    /// What an inspector compares with the document, or that there is nothing to compare.
    pub holder: Sentence,
    /// The holder's mark as an inspector's device shows it, if there is one.
    pub mark: Option<String>,
    /// The pass; nothing for an emergency.
    pub pass: Option<PassEntry>,
    /// What can be read out where nothing can be scanned, in groups of four.
    pub typed_code: Option<String>,
    /// What the holder should know, such as that the clock was not compared yet.
    pub hint: Option<Sentence>,
}

impl From<client::Shown> for Shown {
    fn from(shown: client::Shown) -> Self {
        let client::Shown {
            text,
            qr,
            next_frame_in_ms,
            valid_until_ms,
            ends_in_ms,
            until,
            holder,
            mark,
            pass,
            typed_code,
            hint,
        } = shown;
        Self {
            text,
            qr: qr.into(),
            next_frame_in_ms,
            valid_until_ms,
            ends_in_ms,
            until,
            holder,
            mark,
            pass,
            typed_code,
            hint,
        }
    }
}

// Whoever reads the text can show the pass.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({:?})", self.qr)
    }
}

/// That emergency care needs no pass, with a code for whoever asks for one where it can be made.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EmergencyCare {
    /// What holds with or without a code.
    pub text: Sentence,
    /// The declared emergency as a code.
    pub shown: Option<Shown>,
    /// Why there is no code, or why it does not answer the number that was typed.
    pub trouble: Option<ErrorInfo>,
}

impl EmergencyCare {
    /// Where the core cannot be asked.
    pub(crate) fn without_code(language: Language, error: ClientError) -> Self {
        let text = EmergencyText::NoPassNeeded.sentence(language);
        Self { text, shown: None, trouble: Some(error.trouble()) }
    }
}

impl From<client::EmergencyCare> for EmergencyCare {
    fn from(care: client::EmergencyCare) -> Self {
        let client::EmergencyCare { text, shown, trouble } = care;
        Self { text, shown: shown.map(Shown::from), trouble: trouble.map(ErrorInfo::from) }
    }
}

/// A pass that is shown without a phone, in every form it is given away in. Prints without
/// what could be shown.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct OnPaper {
    /// The text of the code.
    pub text: String,
    /// The same as it goes by text message, with a check by which damage is known: at most two
    /// segments in GSM's own alphabet.
    pub sms: String,
    /// The code as it is printed.
    pub qr: QrMatrix,
    /// The whole page, SVG of A4.
    pub page: String,
    /// What can be read out where nothing can be scanned, in groups of four.
    pub typed_code: Option<String>,
    /// The pass that it stands for.
    pub pass: PassEntry,
}

impl From<client::OnPaper> for OnPaper {
    fn from(paper: client::OnPaper) -> Self {
        let client::OnPaper { text, sms, qr, page, typed_code, pass } = paper;
        Self { text, sms, qr: qr.into(), page, typed_code, pass }
    }
}

// Whoever has it can show the pass.
impl std::fmt::Debug for OnPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OnPaper({:?})", self.qr)
    }
}

/// A challenge that is open.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenChallenge {
    /// Eight digits, to be read out as two groups of four.
    pub digits: String,
    /// The same for phones that may scan.
    pub text: String,
    /// That text as a code.
    pub qr: QrMatrix,
    /// When it dies, milliseconds since 1970.
    pub expires_at_ms: i64,
    /// How long that is from now, in milliseconds.
    pub ends_in_ms: i64,
}

impl From<inspector::OpenChallenge> for OpenChallenge {
    fn from(open: inspector::OpenChallenge) -> Self {
        let inspector::OpenChallenge { digits, bytes: _, text, qr, expires_at_ms, ends_in_ms } =
            open;
        Self { digits, text, qr: qr.into(), expires_at_ms, ends_in_ms }
    }
}

/// How often a result was answered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Count {
    pub verdict: Verdict,
    /// The result in words.
    pub text: Sentence,
    pub n: u64,
}

/// What an inspection has answered, as its receipt says.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct InspectionSlip {
    /// The text of the receipt.
    pub text: String,
    /// That text as a code.
    pub qr: QrMatrix,
    /// When, milliseconds since 1970, by the inspector's device.
    pub at_ms: i64,
    /// The pass, if one was read.
    pub pass: Option<PassId>,
    pub verdict: Verdict,
    pub reason: Reason,
    /// The device, by the beginning of its key's thumbprint, base64url.
    pub inspector: String,
    /// The receipt as a sentence.
    pub said: Sentence,
}

impl From<inspector::InspectionSlip> for InspectionSlip {
    fn from(slip: inspector::InspectionSlip) -> Self {
        let inspector::InspectionSlip { text, qr, at_ms, pass, verdict, reason, inspector, said } =
            slip;
        Self { text, qr: qr.into(), at_ms, pass, verdict, reason, inspector, said }
    }
}

// It tells where a person was.
impl std::fmt::Debug for InspectionSlip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InspectionSlip({:?})", self.qr)
    }
}

/// An answer in words. Prints without what is the holder's.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Inspected {
    pub verdict: Verdict,
    pub reason: Reason,
    pub next: NextStep,
    /// Whether the person may go on.
    pub lets_pass: bool,
    /// The result in words.
    pub text: Sentence,
    /// The reason in words.
    pub reason_text: Sentence,
    /// The next step in words.
    pub next_text: Sentence,
    /// That no adverse conclusion may be drawn, where that is so.
    pub caution: Option<Sentence>,
    /// What to compare with the document, or that there is nothing; only where the person may go
    /// on with a pass.
    pub holder: Option<Sentence>,
    /// Until when it counts, if the person may go on with it.
    pub until: Option<Sentence>,
    /// When it was answered, milliseconds since 1970, by this device.
    pub at_ms: i64,
    /// The same as a sentence: another answer has another.
    pub checked: Sentence,
    /// The holder's mark, to be compared with the document, only where the person may go on.
    pub mark: Option<String>,
    /// The purpose, if the rules on this device know it.
    pub purpose: Option<PurposeName>,
    /// When it no longer counts, milliseconds since 1970.
    pub valid_until_ms: Option<i64>,
    /// From when the authority will have revoked it, if that is still to come.
    pub revoked_from_ms: Option<i64>,
    /// Of a typed code, the character that stands in none, counted from 1.
    pub position: Option<u32>,
    /// How old the lists are.
    pub lists: ListAges,
    /// Whether the device's time is anchored.
    pub time_anchored: bool,
}

impl From<inspector::Inspected> for Inspected {
    fn from(inspected: inspector::Inspected) -> Self {
        let inspector::Inspected {
            answer,
            purpose,
            text,
            reason_text,
            next_text,
            caution,
            holder,
            until,
            at_ms,
            checked,
            time_anchored,
        } = inspected;
        Self {
            verdict: answer.verdict,
            reason: answer.reason,
            next: answer.next,
            lets_pass: answer.verdict.lets_pass(),
            text,
            reason_text,
            next_text,
            caution,
            holder,
            until,
            at_ms,
            checked,
            mark: answer.sub,
            purpose,
            valid_until_ms: answer.valid_until.map(milliseconds),
            revoked_from_ms: answer.revoked_from.map(milliseconds),
            position: answer.position.and_then(|at| u32::try_from(at).ok()),
            lists: answer.lists,
            time_anchored,
        }
    }
}

// The mark and the purpose are the holder's.
impl std::fmt::Debug for Inspected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Inspected({}, {})", self.verdict.name(), self.reason.name())
    }
}
