//! Devices that are lent: invitations, and the devices that registered with them.

use doorstep::model::{AccountId, LoanId};
use rusqlite::{Row, params};

use super::accounts::CLOSED_STAYS;
use super::{StoreError, Transaction, found, maybe_seconds, seconds, sql};

/// An invitation.
#[derive(Clone)]
pub(crate) struct StoredLoan {
    pub(crate) id: LoanId,
    pub(crate) number: String,
    /// The first invitation of this lending.
    pub(crate) lending: LoanId,
    pub(crate) made_at: u64,
    /// The last second at which a device registers with it.
    pub(crate) exp: u64,
    /// When a second device registered before the first was handed over.
    pub(crate) frozen_at: Option<u64>,
    /// When somebody said that the device is lost.
    pub(crate) lost_at: Option<u64>,
    /// When the device came back, or another came in its place.
    pub(crate) over_at: Option<u64>,
}

/// A device that registered with one.
#[derive(Clone)]
pub(crate) struct LoanDevice {
    pub(crate) loan: LoanId,
    /// Under which it is known until some days after its return.
    pub(crate) account: Option<AccountId>,
    /// When it registered.
    pub(crate) at: u64,
    /// As both sides signed it.
    pub(crate) handover: Option<Vec<u8>>,
    pub(crate) handed_over_at: Option<u64>,
    /// What it signed of its wipe.
    pub(crate) certificate: Option<Vec<u8>>,
    /// What the authority signed when it came back.
    pub(crate) receipt: Option<Vec<u8>>,
    pub(crate) returned_at: Option<u64>,
}

const LOAN: &str = "id, number, lending, made_at, exp, frozen_at, lost_at, over_at";
const DEVICE: &str =
    "loan, account, at, handover, handed_over_at, certificate, receipt, returned_at";

fn loan(row: &Row<'_>) -> rusqlite::Result<StoredLoan> {
    Ok(StoredLoan {
        id: LoanId::new(row.get(0)?),
        number: row.get(1)?,
        lending: LoanId::new(row.get(2)?),
        made_at: seconds(row.get(3)?),
        exp: seconds(row.get(4)?),
        frozen_at: maybe_seconds(row.get(5)?),
        lost_at: maybe_seconds(row.get(6)?),
        over_at: maybe_seconds(row.get(7)?),
    })
}

fn device(row: &Row<'_>) -> rusqlite::Result<LoanDevice> {
    Ok(LoanDevice {
        loan: LoanId::new(row.get(0)?),
        account: row.get::<_, Option<_>>(1)?.map(AccountId::new),
        at: seconds(row.get(2)?),
        handover: row.get(3)?,
        handed_over_at: maybe_seconds(row.get(4)?),
        certificate: row.get(5)?,
        receipt: row.get(6)?,
        returned_at: maybe_seconds(row.get(7)?),
    })
}

impl Transaction<'_> {
    /// Keeps an invitation, in place of what was known of it.
    pub(crate) fn save_loan(&self, loan: &StoredLoan) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO loans (id, number, lending, made_at, exp, frozen_at, lost_at, over_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (id) DO UPDATE SET frozen_at = excluded.frozen_at,
                     lost_at = excluded.lost_at, over_at = excluded.over_at",
            )?
            .execute(params![
                loan.id.bytes(),
                loan.number,
                loan.lending.bytes(),
                sql(loan.made_at),
                sql(loan.exp),
                loan.frozen_at.map(sql),
                loan.lost_at.map(sql),
                loan.over_at.map(sql)
            ])?;
        Ok(())
    }

    /// The invitation of this name.
    pub(crate) fn loan(&self, id: LoanId) -> Result<Option<StoredLoan>, StoreError> {
        let query = format!("SELECT {LOAN} FROM loans WHERE id = ?");
        Ok(found(self.connection.prepare_cached(&query)?.query_row([id.bytes()], loan))?)
    }

    /// Every invitation, oldest first.
    pub(crate) fn loans(&self) -> Result<Vec<StoredLoan>, StoreError> {
        let query = format!("SELECT {LOAN} FROM loans ORDER BY n");
        let mut query = self.connection.prepare_cached(&query)?;
        let loans = query.query_map([], loan)?.collect::<Result<_, _>>()?;
        Ok(loans)
    }

    /// Those of a number that are not over, oldest first.
    pub(crate) fn open_loans(&self, number: &str) -> Result<Vec<StoredLoan>, StoreError> {
        let query =
            format!("SELECT {LOAN} FROM loans WHERE number = ? AND over_at IS NULL ORDER BY n");
        let mut query = self.connection.prepare_cached(&query)?;
        let loans = query.query_map([number], loan)?.collect::<Result<_, _>>()?;
        Ok(loans)
    }

    /// Keeps a device that has just registered.
    pub(crate) fn add_loan_device(&self, device: &LoanDevice) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO loan_devices (loan, account, at) VALUES (?, ?, ?)")?
            .execute(params![
                device.loan.bytes(),
                device.account.map(|account| *account.bytes()),
                sql(device.at)
            ])?;
        Ok(())
    }

    /// Keeps what became of a device.
    pub(crate) fn save_loan_device(&self, device: &LoanDevice) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE loan_devices SET handover = ?, handed_over_at = ?, certificate = ?,
                     receipt = ?, returned_at = ? WHERE account = ?",
            )?
            .execute(params![
                device.handover,
                device.handed_over_at.map(sql),
                device.certificate,
                device.receipt,
                device.returned_at.map(sql),
                device.account.map(|account| *account.bytes())
            ])?;
        Ok(())
    }

    /// The devices that registered with an invitation, oldest first.
    pub(crate) fn loan_devices(&self, loan: LoanId) -> Result<Vec<LoanDevice>, StoreError> {
        let query = format!("SELECT {DEVICE} FROM loan_devices WHERE loan = ? ORDER BY n");
        let mut query = self.connection.prepare_cached(&query)?;
        let devices = query.query_map([loan.bytes()], device)?.collect::<Result<_, _>>()?;
        Ok(devices)
    }

    /// The device of this account, if it is lent.
    pub(crate) fn loan_device(&self, account: AccountId) -> Result<Option<LoanDevice>, StoreError> {
        let query = format!("SELECT {DEVICE} FROM loan_devices WHERE account = ?");
        Ok(found(self.connection.prepare_cached(&query)?.query_row([account.bytes()], device))?)
    }

    /// Gives a lending the orders that waited for its number.
    pub(crate) fn adopt_orders(
        &self,
        number: &str,
        lending: LoanId,
        now: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE orders SET lending = ?
                 WHERE loan = ? AND lending IS NULL AND ends_at > ?",
            )?
            .execute(params![lending.bytes(), number, sql(now)])?;
        Ok(())
    }

    /// The orders of a lending, oldest first.
    pub(crate) fn orders_of_lending(
        &self,
        lending: LoanId,
    ) -> Result<Vec<super::StoredOrder>, StoreError> {
        let mut orders = self.orders()?;
        orders.retain(|order| order.lending == Some(lending));
        Ok(orders)
    }

    /// Whether this account is, or was, a device of a lending.
    pub(crate) fn is_device_of(
        &self,
        account: AccountId,
        lending: LoanId,
    ) -> Result<bool, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM loan_devices JOIN loans ON loans.id = loan_devices.loan
             WHERE loan_devices.account = ? AND loans.lending = ?)",
        )?;
        Ok(query.query_row(params![account.bytes(), lending.bytes()], |row| row.get(0))?)
    }

    /// Of a device that came back, its number and its receipts are left.
    pub(super) fn forget_returned_devices(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE loan_devices SET account = NULL WHERE returned_at < ?")?
            .execute([sql(now.saturating_sub(CLOSED_STAYS))])?;
        Ok(())
    }
}
