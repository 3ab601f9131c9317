//! What wakes the phone, what it does next, and what it does with the authority while nobody looks.

use std::sync::Arc;
use std::time::Duration;

use doorstep::events::{Facts, Wake};
use doorstep::outbox::Urgency;
use doorstep::views::Plan;

use super::Client;
use crate::mirrors::SyncReport;
use crate::runtime::{CancelHandle, run};
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// Takes a wake of the phone, and says what to do. The one entry for whatever wakes an app; opens
    /// no network, and asks for no sync while the client is suspended.
    pub fn woken(&self, wake: Wake) -> Result<Plan, ClientError> {
        Ok(self.core()?.client.woken(wake))
    }

    /// The same where nothing has woken the phone, and something it says of itself is another.
    pub fn facts_changed(&self, facts: Facts) -> Result<Plan, ClientError> {
        Ok(self.core()?.client.facts_changed(facts))
    }

    /// What the shell does next.
    pub fn plan(&self) -> Result<Plan, ClientError> {
        Ok(self.core()?.client.plan())
    }

    /// Whether a newer version of the app may take this one's place, which ends it for some seconds: nobody
    /// looks at it, and nobody is asked now or in the next half hour. Not before the phone has said in a wake
    /// what it says of itself.
    pub fn may_be_updated(&self) -> Result<bool, ClientError> {
        Ok(self.core()?.client.may_be_updated())
    }

    /// Fetches the lists, sends what waits, and hears what the authority has for this phone, within
    /// the milliseconds that the phone's system gives, if that is limited. What could not be done
    /// stands in the report and is done next time.
    ///
    /// # Errors
    /// [`ClientError`]: `stopped` if it was cancelled.
    #[uniffi::method(default(budget_ms = None, cancel = None))]
    pub async fn sync(
        &self,
        urgency: Urgency,
        budget_ms: Option<u64>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<SyncReport, ClientError> {
        let core = self.core()?;
        let budget = budget_ms.map(Duration::from_millis);
        run(
            &self.0,
            cancel,
            Box::pin(async move { Ok(core.client.sync(urgency, budget).await.into()) }),
        )
        .await
    }
}
