//! `doorstep admin sms-tables` and `doorstep admin sms-gateway`.

use std::path::PathBuf;

use doorstep::documents::SmsRegion;
use doorstep_authority::admin::{Admin, GatewayReply};
use doorstep_authority::read_sms_region;
use serde_json::json;

use super::trouble;
use crate::files;
use crate::reply::{ErrorInfo, Reply, Status};

/// Signs tables and serves them.
pub async fn publish(admin: &Admin, given: &[PathBuf]) -> Result<Reply, ErrorInfo> {
    let mut documents = Vec::new();
    for path in given {
        let name = path.display();
        let bytes = files::read(path, files::MOST_OF_A_DOCUMENT).map_err(|error| {
            let text = format!("{name} cannot be read: {}.", error.kind());
            ErrorInfo::new(Status::CouldNotRun, "file-unreadable", text, "Give another file.")
        })?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _: SmsRegion = read_sms_region(&text).map_err(|error| {
            let text = format!("{name}: {error}.");
            ErrorInfo::new(Status::Refused, error.code(), text, "Mend the document.")
        })?;
        documents.push(text);
    }
    let serial = admin.sms_tables(&documents).await.map_err(trouble)?;
    let text = format!("Tables {serial} of text messages are published.");
    Ok(Reply::done(json!({ "tables": serial }), text))
}

/// Sends a message to a region's number.
pub async fn gateway(
    admin: &Admin,
    region: &str,
    from: &str,
    text: &str,
) -> Result<Reply, ErrorInfo> {
    let reply = admin.sms_gateway(region, from, text).await.map_err(trouble)?;
    let GatewayReply { number, class, is_established, text } = reply;
    let value = json!({
        "from": number,
        "class": class,
        "established": is_established,
        "text": text,
    });
    Ok(Reply::done(value, text))
}
