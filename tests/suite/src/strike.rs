//! One call of a phone's ports or of its store, struck: it fails, the process is killed around it, it is
//! slow, or its answer comes short.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use doorstep::ports::{
    Outgoing, Random, RandomError, Sending, ServerTrust, Transport, TransportError, Vault,
    VaultError, VaultKey,
};
use doorstep::testing::VirtualClock;

/// Where calls are struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Port {
    /// A statement of the store.
    Store,
    /// A call of the vault but a signature.
    Vault,
    /// A signature of the vault.
    Signature,
    /// A draw.
    Random,
    /// A request and its answer.
    Network,
}

/// What becomes of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It fails. Of a request it is the answer that is lost: the authority has heard it.
    FailsOnce,
    /// It fails, and so do all after it. No request arrives any more.
    FailsForEver,
    /// The process dies, and the call was never made.
    KilledBefore,
    /// The call is made, and the process dies before anything follows from it.
    KilledAfter,
    /// It takes [`SLOW_S`].
    Slow,
    /// Half of the signature, or of the authority's answer, comes back.
    Short,
}

/// Seconds that a slow call takes.
pub const SLOW_S: i64 = 300;

impl Port {
    pub const ALL: [Self; 5] =
        [Self::Store, Self::Vault, Self::Signature, Self::Random, Self::Network];

    pub fn name(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Vault => "vault",
            Self::Signature => "signature",
            Self::Random => "random",
            Self::Network => "network",
        }
    }

    /// What can become of one of its calls. A statement, a key and a draw are whole or failed. A draw changes
    /// nothing, so that dying at one is dying at what comes before it.
    pub fn faults(self) -> &'static [Fault] {
        match self {
            Self::Store | Self::Vault => &Fault::ALL[..5],
            Self::Signature | Self::Network => &Fault::ALL,
            Self::Random => &Fault::ALL[..2],
        }
    }
}

impl Fault {
    pub const ALL: [Self; 6] = [
        Self::FailsOnce,
        Self::FailsForEver,
        Self::KilledBefore,
        Self::KilledAfter,
        Self::Slow,
        Self::Short,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::FailsOnce => "fails-once",
            Self::FailsForEver => "fails-for-ever",
            Self::KilledBefore => "killed-before",
            Self::KilledAfter => "killed-after",
            Self::Slow => "slow",
            Self::Short => "short",
        }
    }
}

/// The process is no more.
struct Killed;

/// Runs this until it is done, or until the process is killed.
pub async fn until_killed<T>(work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(polled) => polled.map(Some),
        Err(cause) if cause.is::<Killed>() => Poll::Ready(None),
        Err(cause) => resume_unwind(cause),
    })
    .await
}

/// What strikes the calls of one phone. A clone is the same.
#[derive(Clone)]
pub struct Strike {
    clock: Arc<VirtualClock>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    at: Option<(Port, Fault, usize)>,
    seen: [usize; Port::ALL.len()],
    has_struck: bool,
    dies_next: bool,
}

impl Strike {
    pub fn new(clock: &Arc<VirtualClock>) -> Self {
        Self { clock: Arc::clone(clock), state: Arc::default() }
    }

    /// Counts calls from now on, and strikes the n-th of this port, from 1.
    pub fn at(&self, port: Port, fault: Fault, n: usize) {
        *self.state.lock().unwrap() = State { at: Some((port, fault, n)), ..State::default() };
    }

    /// Counts calls from now on, and lets each be.
    pub fn heal(&self) {
        *self.state.lock().unwrap() = State::default();
    }

    /// Calls of this port since then.
    pub fn seen(&self, port: Port) -> usize {
        self.state.lock().unwrap().seen[port as usize]
    }

    /// Whether the call that was to be struck came.
    pub fn has_struck(&self) -> bool {
        self.state.lock().unwrap().has_struck
    }

    /// Whether the process is as good as dead: nothing that it could have done is left of it.
    pub fn is_killed(&self) -> bool {
        self.state.lock().unwrap().dies_next
    }

    /// A call comes: what it has to do itself about being struck.
    fn meets(&self, port: Port) -> Option<Fault> {
        let mut state = self.state.lock().unwrap();
        if state.dies_next {
            drop(state);
            if std::thread::panicking() {
                // What a destructor still tries while the process unwinds.
                return Some(Fault::FailsForEver);
            }
            resume_unwind(Box::new(Killed));
        }
        state.seen[port as usize] += 1;
        let seen = state.seen[port as usize];
        let (_, fault, _) = state.at.filter(|(at, fault, n)| {
            *at == port && (seen == *n || (seen > *n && *fault == Fault::FailsForEver))
        })?;
        state.has_struck = true;
        match fault {
            Fault::FailsOnce | Fault::FailsForEver | Fault::Short => Some(fault),
            Fault::KilledAfter => {
                state.dies_next = true;
                None
            }
            Fault::KilledBefore => {
                state.dies_next = true;
                drop(state);
                resume_unwind(Box::new(Killed));
            }
            Fault::Slow => {
                self.clock.advance_ms(SLOW_S * 1_000);
                None
            }
        }
    }

    /// Whether a statement of the store fails.
    pub fn strikes_store(&self) -> bool {
        self.meets(Port::Store).is_some()
    }

    pub fn vault(&self, vault: Arc<dyn Vault>) -> Arc<dyn Vault> {
        Arc::new(Struck { inner: vault, strike: self.clone() })
    }

    pub fn random(&self, random: Arc<dyn Random>) -> Arc<dyn Random> {
        Arc::new(Struck { inner: random, strike: self.clone() })
    }

    pub fn transport(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Struck { inner: transport, strike: self.clone() })
    }
}

struct Struck<P: ?Sized> {
    inner: Arc<P>,
    strike: Strike,
}

impl Struck<dyn Vault> {
    fn call<T>(
        &self,
        call: impl FnOnce(&dyn Vault) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        match self.strike.meets(Port::Vault) {
            Some(_) => Err(VaultError::Transient),
            None => call(&*self.inner),
        }
    }
}

impl Vault for Struck<dyn Vault> {
    fn create_signing_key(&self, alias: &str, challenge: &[u8]) -> Result<VaultKey, VaultError> {
        self.call(|vault| vault.create_signing_key(alias, challenge))
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        match self.strike.meets(Port::Signature) {
            Some(Fault::Short) => {
                self.inner.sign(alias, message).map(|whole| whole[..whole.len() / 2].to_vec())
            }
            Some(_) => Err(VaultError::Transient),
            None => self.inner.sign(alias, message),
        }
    }

    fn wrap(&self, alias: &str, plain: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.call(|vault| vault.wrap(alias, plain, aad))
    }

    fn unwrap(&self, alias: &str, wrapped: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.call(|vault| vault.unwrap(alias, wrapped, aad))
    }

    fn aliases(&self, prefix: &str) -> Result<Vec<String>, VaultError> {
        self.call(|vault| vault.aliases(prefix))
    }

    fn delete(&self, alias: &str) -> Result<(), VaultError> {
        self.call(|vault| vault.delete(alias))
    }
}

impl Random for Struck<dyn Random> {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        match self.strike.meets(Port::Random) {
            Some(_) => Err(RandomError),
            None => self.inner.fill(bytes),
        }
    }
}

impl Transport for Struck<dyn Transport> {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        Box::pin(async move {
            let fault = self.strike.meets(Port::Network);
            if fault == Some(Fault::FailsForEver) {
                return Err(TransportError::Offline);
            }
            let mut arrived = self.inner.send(request, trust).await?;
            match fault {
                Some(Fault::FailsOnce) => return Err(TransportError::Offline),
                Some(Fault::Short) => arrived.body.truncate(arrived.body.len() / 2),
                _ => {}
            }
            Ok(arrived)
        })
    }
}
