//! The inspector's mode of a phone.

use std::sync::Arc;

use doorstep::lists::ListAges;
use doorstep::words::{InspectionText, Say as _};

use crate::cell::Cell;
use crate::mirrors::{Count, Inspected, InspectionSlip, OpenChallenge};
use crate::runtime::{CancelHandle, run};
use crate::trouble::ClientError;

/// The inspector's mode: asks challenges, and inspects with no network. Keeps counts and nobody's
/// pass, and sends nothing about any scan. Every method fails with `client-closed` once its
/// client is shut down.
#[derive(uniffi::Object)]
pub struct Inspector(Arc<Cell>);

impl Inspector {
    pub(crate) fn of(cell: Arc<Cell>) -> Arc<Self> {
        Arc::new(Self(cell))
    }
}

#[uniffi::export]
impl Inspector {
    /// Fetches the lists and the time; how old the lists are now.
    ///
    /// # Errors
    /// [`ClientError`]: `offline`, `network-interfered`, `authority-busy`, `lists-refused`,
    /// `stopped`, and those of the store. The lists that were there stay.
    #[uniffi::method(default(cancel = None))]
    pub async fn refresh(
        &self,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<ListAges, ClientError> {
        let core = self.0.open()?;
        run(&self.0, cancel, Box::pin(async move { core.inspector.refresh().await })).await
    }

    /// Opens a challenge for the next inspection, in place of one that is open.
    ///
    /// # Errors
    /// [`ClientError`]: `no-randomness`.
    pub fn challenge(&self) -> Result<OpenChallenge, ClientError> {
        Ok(self.0.open()?.inspector.challenge()?.into())
    }

    /// Inspects a text from one picture of the camera. Nothing is called forged before a second
    /// picture has shown the same text: one may be misread.
    ///
    /// # Errors
    /// [`ClientError`]: `challenge-malformed`.
    #[uniffi::method(default(challenge = None))]
    pub fn scan(&self, text: String, challenge: Option<String>) -> Result<Inspected, ClientError> {
        let core = self.0.open()?;
        let challenge = self.0.challenge(challenge)?;
        Ok(core.inspector.scan(&text, challenge).into())
    }

    /// Begins a group: counts start anew.
    pub fn begin_group(&self) -> Result<(), ClientError> {
        self.0.open()?.inspector.begin_group();
        Ok(())
    }

    /// Inspects the text of one picture among many. Nothing while the code that was answered is
    /// still there, unless its answer is another by now.
    pub fn next(&self, text: String) -> Result<Option<Inspected>, ClientError> {
        Ok(self.0.open()?.inspector.next(&text).map(Inspected::from))
    }

    /// The same with the texts of all the codes in the picture: a pass is inspected, whatever hangs
    /// beside it, and of several passes none. Nothing where there is no code.
    pub fn next_in_view(&self, texts: Vec<String>) -> Result<Option<Inspected>, ClientError> {
        Ok(self.0.open()?.inspector.next_in_view(&texts).map(Inspected::from))
    }

    /// How often each result was answered since the group began, each person once.
    pub fn counts(&self) -> Result<Vec<Count>, ClientError> {
        let counts = self.0.open()?.inspector.counts();
        let language = self.0.language();
        let in_words = |(verdict, n)| {
            let text = InspectionText::Verdict(verdict).sentence(language);
            Count { verdict, text, n }
        };
        Ok(counts.into_iter().map(in_words).collect())
    }

    /// The receipt of the last inspection, signed by a key of this device alone, for the person to
    /// scan or photograph. Nothing of it is kept.
    ///
    /// # Errors
    /// [`ClientError`]: `nothing-inspected` if two minutes have passed, and those of the
    /// vault and the store.
    pub fn receipt(&self) -> Result<InspectionSlip, ClientError> {
        Ok(self.0.open()?.inspector.receipt()?.into())
    }

    /// Looks a typed code up at the authority; any other text is inspected as it is. Sends the
    /// code and nothing else. Every text has an answer: without a network it is `cannot-tell`.
    ///
    /// # Errors
    /// [`ClientError`]: `stopped`.
    #[uniffi::method(default(cancel = None))]
    pub async fn look_up(
        &self,
        text: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<Inspected, ClientError> {
        let core = self.0.open()?;
        run(
            &self.0,
            cancel,
            Box::pin(async move { Ok(core.inspector.look_up(&text).await.into()) }),
        )
        .await
    }

    /// Inspects a text that was scanned or typed. A challenge is asked for in place of one that is
    /// open on this device. Opens no network; every text has an answer.
    ///
    /// # Errors
    /// [`ClientError`]: `challenge-malformed`.
    #[uniffi::method(default(challenge = None))]
    pub fn inspect(
        &self,
        text: String,
        challenge: Option<String>,
    ) -> Result<Inspected, ClientError> {
        let core = self.0.open()?;
        let challenge = self.0.challenge(challenge)?;
        Ok(core.inspector.inspect(&text, challenge).into())
    }
}
