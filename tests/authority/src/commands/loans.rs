//! Devices that are lent register without a number, change hands and come back (`PROTOCOL.md §25`).

use doorstep::documents::cose_key;
use doorstep::model::{AccountId, HolderHint, LoanId, from_base64url, to_base64url};
use doorstep::requests::{
    HandoverReply, HandoverRequest, LoanReply, LoanRequest, ReturnReply, ReturnRequest,
};

use super::answering::Keys;
use super::credentials::holder_certificate;
use super::orders::desk;
use super::registering::{check_token, check_unused};
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply, draw};
use crate::loans::{self, LoanError};
use crate::store::{Account, LoanDevice, Transaction};

/// `POST /v1/loans`.
pub(super) fn lend(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    request: &LoanRequest,
    keys: &Keys,
) -> Result<Reply, CommandError> {
    let bytes = from_base64url(&request.loan).ok_or_else(|| Refusal::in_field("loan"))?;
    let loan = loans::invited(&desk(ctx), tx, &bytes).map_err(said)?;
    let key = cose_key::thumbprint(&keys.device);
    let known = tx.account_of(key)?;
    if let Some(known) = &known {
        let device = tx.loan_device(known.id)?;
        let is_same = device.is_some_and(|device| device.loan == loan.id)
            && known.sos == Some(cose_key::to_bytes(&keys.sos));
        // It was told so before; anything else is another account's key.
        return if is_same { registered(ctx, keys) } else { Err(Refusal::in_field("key").into()) };
    }
    check_unused(tx, keys)?;
    check_token(ctx, &request.time)?;
    let account = AccountId::new(draw()?);
    let device = LoanDevice {
        loan: loan.id,
        account: Some(account),
        at: ctx.now,
        handover: None,
        handed_over_at: None,
        certificate: None,
        receipt: None,
        returned_at: None,
    };
    loans::register(&desk(ctx), tx, &loan, &device).map_err(said)?;
    let opened = Account {
        id: account,
        key,
        device: cose_key::to_bytes(&keys.device),
        sos: Some(cose_key::to_bytes(&keys.sos)),
        phone: None,
        number: None,
        created_at: ctx.now,
        passes: 0,
        claimed_at: None,
        closed: None,
        closed_at: None,
    };
    tx.open_account(&opened, ctx.now)?;
    registered(ctx, keys)
}

fn registered(ctx: &CommandContext<'_>, keys: &Keys) -> Result<Reply, CommandError> {
    let nobody = HolderHint::from_wire("-").ok_or(InternalError)?;
    let holder = to_base64url(&holder_certificate(ctx, nobody, keys.sos.clone())?);
    Ok(Reply::json(201, &LoanReply { holder, time: ctx.time()? })?)
}

/// `POST /v1/loans/{loan}/handover`.
pub(super) fn hand_over(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    loan: LoanId,
    request: &HandoverRequest,
) -> Result<Reply, CommandError> {
    let bytes = from_base64url(&request.handover).ok_or_else(|| Refusal::in_field("handover"))?;
    let key = cose_key::from_bytes(&account.device).map_err(|_| InternalError)?;
    let signed =
        loans::hand_over(&desk(ctx), tx, (account.id, &key), loan, &bytes).map_err(said)?;
    let reply = HandoverReply { handover: to_base64url(&signed), time: ctx.time()? };
    Ok(Reply::json(200, &reply)?)
}

/// `POST /v1/loans/{loan}/return`, also by a device whose key was closed meanwhile.
pub(super) fn take_back(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    loan: LoanId,
    request: &ReturnRequest,
) -> Result<Reply, CommandError> {
    let bytes =
        from_base64url(&request.certificate).ok_or_else(|| Refusal::in_field("certificate"))?;
    let account = tx.account_of(account.key)?.ok_or(ErrorCode::SignatureInvalid)?;
    let device = tx.loan_device(account.id)?.filter(|device| device.loan == loan);
    let device = device.ok_or(ErrorCode::Unknown)?;
    let receipt = loans::take_back(&desk(ctx), tx, &account, device, &bytes).map_err(said)?;
    Ok(Reply::json(200, &ReturnReply { receipt: to_base64url(&receipt), time: ctx.time()? })?)
}

fn said(error: LoanError) -> CommandError {
    match error {
        LoanError::Unknown => ErrorCode::Unknown.into(),
        LoanError::Over => ErrorCode::LoanOver.into(),
        LoanError::Field(field) => Refusal::in_field(field).into(),
        LoanError::Failed => CommandError::Failed,
    }
}
