//! Tables that an authority has signed, fetched as a phone fetches them: by a phone that nobody registers, in a
//! folder that goes with it.

use std::path::Path;

use doorstep::error::Code;
use doorstep::outbox::Urgency;
use doorstep::sms::Tables;

use crate::command_line::{DeviceOptions, SmsOptions};
use crate::device;
use crate::reply::{ErrorInfo, Status};

/// The certificate beside a trust file, as an authority's home has it.
const CA_BESIDE_TRUST: &str = "ca.pem";

/// The tables of the authority whose trust file this is.
///
/// # Errors
/// [`ErrorInfo`]: of the files, the network and the lists; `no-rules` where it has published none.
pub async fn tables(trust: &Path, options: &SmsOptions) -> Result<Tables, ErrorInfo> {
    let folder = tempfile::tempdir().map_err(|error| {
        let text = format!("No folder can be made: {}.", error.kind());
        ErrorInfo::new(Status::CouldNotRun, "storage-failed", text, "Make room, and try again.")
    })?;
    let options = DeviceOptions {
        home: Some(folder.path().to_owned()),
        authority: None,
        ca: Some(trust.with_file_name(CA_BESIDE_TRUST)),
        trust: Some(trust.to_owned()),
        offline: false,
        lang: options.lang.clone(),
        at: options.at,
        clock: None,
        clock_error: 0,
        reboot: false,
    };
    let client = device::open(&options, "phone")?;
    if let Some(problem) = client.sync(Urgency::Person, None).await.problem {
        return Err(problem.into());
    }
    let tables = client.sms_tables();
    if tables.versions().is_empty() {
        return Err(ErrorInfo::known(Code::NoRules, options.lang.as_deref().unwrap_or("en")));
    }
    Ok(tables)
}
