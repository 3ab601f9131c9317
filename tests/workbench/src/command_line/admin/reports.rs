//! `doorstep admin report`, `receipt`, `notice` and `dispute`.

use clap::{Args, Subcommand, ValueEnum};

use super::orders::{order_id, second};

/// What an officer does with reports.
#[derive(Debug, Subcommand)]
pub enum ReportAction {
    /// What was reported, what is missing of it, and what did not fit
    List {
        /// The order's id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
        /// Number of the first item
        #[arg(long, value_name = "SEQ", default_value_t = 0, hide_default_value = true)]
        from: u64,
    },
}

/// What an officer does with receipts.
#[derive(Debug, Subcommand)]
pub enum ReceiptAction {
    /// The one for most
    Last {
        /// The order's id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
    },
}

/// What an officer does with notices.
#[derive(Debug, Subcommand)]
pub enum NoticeAction {
    /// Tell something to whoever has an order
    Send {
        /// The order's id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
        #[command(flatten)]
        notice: NoticeOptions,
    },
}

/// What a notice says.
#[derive(Debug, Args)]
pub struct NoticeOptions {
    /// What it is
    #[arg(long, value_name = "KIND")]
    kind: NoticeKind,
    /// Its text in a language
    #[arg(long, value_name = "LANG=TEXT", required = true, value_parser = text)]
    text: Vec<(String, String)>,
    /// Number of a reported item that it speaks of
    #[arg(long, value_name = "SEQ")]
    about: Vec<u64>,
    /// Until when one may object [default: as long as the order says]
    #[arg(long, value_name = "RFC3339", value_parser = super::super::moment)]
    appeal_until: Option<i64>,
}

/// Kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NoticeKind {
    /// Something is to be different.
    Warning,
    /// Something was decided, and one may object.
    Decision,
    /// Something is told.
    Information,
}

/// What an officer does with what is disputed.
#[derive(Debug, Subcommand)]
pub enum DisputeAction {
    /// What somebody under an order disputes, oldest first
    List {
        /// The order's id
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: String,
    },
    /// Answer it, by a notice
    Answer {
        /// Its `ref`, as `list` shows it
        #[arg(value_name = "REF", allow_hyphen_values = true, value_parser = order_id)]
        reference: String,
        /// What is answered
        #[arg(value_name = "TEXT")]
        text: String,
    },
}

impl NoticeOptions {
    /// The notice.
    pub fn draft(self) -> doorstep_authority::admin::NoticeDraft {
        let kind = match self.kind {
            NoticeKind::Warning => "warning",
            NoticeKind::Decision => "decision",
            NoticeKind::Information => "information",
        };
        doorstep_authority::admin::NoticeDraft {
            kind: kind.to_owned(),
            text: self.text,
            about: self.about,
            appeal_until: self.appeal_until.map(second),
        }
    }
}

fn text(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(tag, text)| !tag.is_empty() && !text.is_empty());
    let (tag, text) = parts.ok_or("a text is LANG=TEXT, say en=Please call")?;
    Ok((tag.to_owned(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_with_its_language() {
        assert_eq!(text("en=a=b"), Ok(("en".to_owned(), "a=b".to_owned())));
        assert!(["en", "=text", "en=", ""].iter().all(|bad| text(bad).is_err()));
    }
}
