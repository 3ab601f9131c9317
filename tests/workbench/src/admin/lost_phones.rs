//! `doorstep admin phone`: phones that were lost, at the desk.

use doorstep::model::PhoneNumber;
use doorstep_authority::admin::Admin;
use serde_json::json;

use super::{phone_invalid, trouble};
use crate::command_line::LostPhoneAction;
use crate::device::REGION;
use crate::reply::{ErrorInfo, Reply};

pub(super) async fn run(admin: &Admin, action: LostPhoneAction) -> Result<Reply, ErrorInfo> {
    let number = |phone: &str| PhoneNumber::parse(phone, REGION).map_err(|_| phone_invalid());
    match action {
        LostPhoneAction::Lost { phone } => {
            admin.lose_phone(number(&phone)?.e164()).await.map_err(trouble)?;
            let text = "Nothing is asked under this number until another phone takes its place.";
            Ok(Reply::done(json!({}), text))
        }
        LostPhoneAction::Replace { phone, account } => {
            admin.replace_phone(number(&phone)?.e164(), &account).await.map_err(trouble)?;
            let text = "It goes on on this phone. No other phone of the number speaks for anybody.";
            Ok(Reply::done(json!({}), text))
        }
    }
}
