//! Receipts, taken only as they can have been written (`PROTOCOL.md §20.4`).

use crate::documents::Received;
use crate::model::{ChainId, Thumbprint};

/// What was sent under a key, and how much of it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub chain: ChainId,
    /// Name of the device key.
    pub key: Thumbprint,
    /// Number of the last item that was sent; 0 before the first.
    pub highest: u64,
    /// Number of the last item that a receipt covers, or of the last that the authority had when this
    /// phone had lost its own; 0 before the first.
    pub confirmed: u64,
    /// From this number on every item of ours is still there: 1, unless this phone was restored.
    pub whole_from: u64,
    /// Every head that was sent and may still be confirmed: its seq and its digest.
    pub heads: Vec<(u64, [u8; 32])>,
}

/// Why a receipt, well signed as it is, is not one for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptProblem {
    #[error("not for reports")]
    OtherKind,
    #[error("of another chain")]
    OtherChain,
    #[error("of another key")]
    OtherKey,
    #[error("of what was never sent")]
    NotSent,
    #[error("under a head that is not ours at that number")]
    OtherHead,
}

/// How far reports are confirmed after this receipt: never less than before.
///
/// # Errors
/// [`ReceiptProblem`]; then nothing changes.
pub fn confirmed(received: &Received, sent: &Sent) -> Result<u64, ReceiptProblem> {
    let Received::Reports { chain, key, up_to, head, .. } = *received else {
        return Err(ReceiptProblem::OtherKind);
    };
    if chain != sent.chain {
        return Err(ReceiptProblem::OtherChain);
    }
    if key != sent.key {
        return Err(ReceiptProblem::OtherKey);
    }
    if up_to > sent.highest {
        return Err(ReceiptProblem::NotSent);
    }
    // A late one of what is long confirmed changes nothing, and its head may be forgotten.
    if up_to <= sent.confirmed {
        return Ok(sent.confirmed);
    }
    match sent.heads.contains(&(up_to, head)) {
        true => Ok(up_to),
        false => Err(ReceiptProblem::OtherHead),
    }
}
