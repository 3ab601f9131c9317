//! `doorstep admin loan`: phones that are lent, at the desk.

use std::path::Path;

use doorstep::qr::{Correction, encode};
use doorstep_authority::admin::{Admin, LoanEntry};
use serde_json::{Value, json};

use super::{trouble, value};
use crate::command_line::AdminLoanAction;
use crate::command_line::orders::second;
use crate::phone::{unwritten, write};
use crate::picture;
use crate::reply::{ErrorInfo, Reply};
use crate::terminal::Paint;

pub(super) async fn run(admin: &Admin, action: AdminLoanAction) -> Result<Reply, ErrorInfo> {
    match action {
        AdminLoanAction::Make { number, until, png } => {
            let made = admin.make_loan(&number, until.map(second)).await.map_err(trouble)?;
            let code = encode(&made.qr, Correction::Medium);
            if let Some(path) = &png {
                let picture = code.as_ref().and_then(picture::png);
                write(path, &picture.ok_or_else(|| unwritten(path, "no picture"))?)?;
            }
            let mut said = value(&made);
            if let (Some(fields), Some(path)) = (said.as_object_mut(), png.as_deref()) {
                fields.insert("png".to_owned(), Value::from(shown(path)));
            }
            let drawn = code.map(|code| picture::blocks(&code, Paint::of_stdout()));
            let text = format!("{}\n{}\n{}", made.number, made.qr, drawn.unwrap_or_default());
            Ok(Reply::done(said, text.trim_end().to_owned()))
        }
        AdminLoanAction::List => {
            let loans = admin.loans().await.map_err(trouble)?;
            let lines: Vec<String> = loans.iter().map(line).collect();
            Ok(Reply::done(value(&loans), lines.join("\n")))
        }
        AdminLoanAction::Lost { number } => {
            admin.lose_loan(&number).await.map_err(trouble)?;
            let text = "Nothing is asked under this number until another phone is handed over.";
            Ok(Reply::done(json!({}), text))
        }
        AdminLoanAction::Returned { certificate } => {
            let entry = admin.return_loan(&certificate).await.map_err(trouble)?;
            Ok(Reply::done(value(&entry), line(&entry)))
        }
    }
}

fn line(loan: &LoanEntry) -> String {
    let LoanEntry { number, state, until, .. } = loan;
    format!("{number}  {state}  until {until}")
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
