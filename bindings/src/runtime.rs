//! The one tokio runtime, and work on it that a dropped foreign future does not tear.

use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use doorstep::client_error;
use doorstep::error::Code;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch};

use crate::cell::Cell;
use crate::trouble::ClientError;

/// One conversation at a time and a vault that may take a second: two are enough.
const WORKERS: usize = 2;
/// Threads that look names up; there is one name.
const LOOKUPS: usize = 2;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();
/// One is made at a time: a second that nobody needs could not be dropped inside a future.
static MAKING: Mutex<()> = Mutex::new(());

/// The runtime, made when it is first needed; it lasts as long as the process.
fn runtime() -> Result<&'static Runtime, Code> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let made = Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .max_blocking_threads(LOOKUPS)
        .thread_name("doorstep")
        .enable_all()
        .build()
        .map_err(|_| Code::NoThreads)?;
    Ok(RUNTIME.get_or_init(|| made))
}

/// Ends work on the network before it is done, for an app whose time is over.
///
/// Needed because a Swift task that is cancelled does not reach this library. What was begun is
/// kept and goes on at the next `sync`; the call fails with `stopped`. One handle may be given to
/// many calls and ends them all, also those that begin later.
#[derive(Debug, uniffi::Object)]
pub struct CancelHandle {
    cancelled: watch::Sender<bool>,
}

#[uniffi::export]
impl CancelHandle {
    /// A handle that has cancelled nothing yet.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::new(Self { cancelled: watch::Sender::new(false) })
    }

    /// Ends the work. Twice is as good as once.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }
}

/// Work of the core. Boxed, because what runs it would otherwise stand in the library once for each.
pub(crate) type Work<T> =
    Pin<Box<dyn Future<Output = Result<T, client_error::ClientError>> + Send>>;

/// Runs work to its end, whoever still waits for it, unless it is cancelled or the client closed.
pub(crate) async fn run<T: Send + 'static>(
    cell: &Cell,
    cancel: Option<Arc<CancelHandle>>,
    work: Work<T>,
) -> Result<T, ClientError> {
    let cancelled = cancel.map(|handle| handle.cancelled.subscribe());
    spawned(work, cancelled, cell.closed()).await.map_err(|end| end.said_in(cell))
}

/// How work ended that has no result.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Said(client_error::ClientError),
    Code(Code),
}

impl End {
    fn said_in(self, cell: &Cell) -> ClientError {
        match self {
            Self::Said(error) => error.into(),
            Self::Code(code) => ClientError::of(code, cell.language()),
        }
    }
}

/// Spawned, with its result told from inside: what spawns it stands in the library once.
async fn spawned<T: Send + 'static>(
    work: Work<T>,
    cancelled: Option<watch::Receiver<bool>>,
    closed: watch::Receiver<bool>,
) -> Result<T, End> {
    let (tell, mut told) = oneshot::channel();
    let work = Box::pin(async move { drop(tell.send(work.await)) });
    waited_for(work, cancelled, closed).await.map_err(End::Code)?;
    told.try_recv().map_err(|_| End::Code(Code::CoreFailed))?.map_err(End::Said)
}

/// Spawned, and the handle awaited: a foreign future that is dropped stops waiting and nothing else
/// (uniffi drops it when a Kotlin coroutine is cancelled). A `JoinHandle` needs no runtime around
/// it, so no `async_runtime` of uniffi's comes in, which would make a second one.
async fn waited_for(
    work: Pin<Box<dyn Future<Output = ()> + Send>>,
    cancelled: Option<watch::Receiver<bool>>,
    closed: watch::Receiver<bool>,
) -> Result<(), Code> {
    if cancelled.as_ref().is_some_and(|cancelled| *cancelled.borrow()) {
        return Err(Code::Stopped);
    }
    // What panicked has told its place to the log; its words stay where they are.
    runtime()?.spawn(ended(work, cancelled, closed)).await.unwrap_or(Err(Code::CoreFailed))
}

/// Work to its end, or what ended it before.
async fn ended(
    work: Pin<Box<dyn Future<Output = ()> + Send>>,
    cancelled: Option<watch::Receiver<bool>>,
    closed: watch::Receiver<bool>,
) -> Result<(), Code> {
    tokio::select! {
        biased;
        () = work => Ok(()),
        () = raised(cancelled) => Err(Code::Stopped),
        () = raised(Some(closed)) => Err(Code::ClientClosed),
    }
}

/// When a flag is raised; never, if there is none or nobody is left to raise it.
async fn raised(flag: Option<watch::Receiver<bool>>) {
    if let Some(mut flag) = flag
        && flag.wait_for(|raised| *raised).await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    fn flag() -> (watch::Sender<bool>, watch::Receiver<bool>) {
        watch::channel(false)
    }

    // No runtime of the caller's: a foreign executor has none.
    fn block<T>(work: impl Future<Output = T>) -> T {
        Builder::new_current_thread().build().unwrap().block_on(work)
    }

    #[test]
    fn work_that_panics_is_an_error_with_a_code() {
        let (_closed, closed) = flag();
        let work = async { if ready(true).await { panic!("a secret") } else { Ok(()) } };
        assert_eq!(block(spawned(Box::pin(work), None, closed)), Err(End::Code(Code::CoreFailed)));
    }

    #[test]
    fn work_ends_when_it_is_cancelled_or_its_client_closed() {
        let (cancel, cancelled) = flag();
        let (close, closed) = flag();
        let work =
            spawned(Box::pin(pending::<Result<(), _>>()), Some(cancelled.clone()), closed.clone());
        let ended = block(async { tokio::join!(work, async { cancel.send_replace(true) }).0 });
        assert_eq!(ended, Err(End::Code(Code::Stopped)));
        // A handle that was used ends what begins later too, before it does anything.
        let never = async { unreachable!() };
        let later = spawned::<()>(Box::pin(never), Some(cancelled), closed.clone());
        assert_eq!(block(later), Err(End::Code(Code::Stopped)));
        let work = spawned(Box::pin(pending::<Result<(), _>>()), None, closed.clone());
        let ended = block(async { tokio::join!(work, async { close.send_replace(true) }).0 });
        assert_eq!(ended, Err(End::Code(Code::ClientClosed)));
    }

    #[test]
    fn work_goes_on_when_nobody_waits_for_it() {
        let (_closed, closed) = flag();
        let (go, mut may_go) = flag();
        let (done, finished) = std::sync::mpsc::channel();
        let work = async move {
            may_go.wait_for(|go| *go).await.ok();
            done.send(()).ok();
            Ok(())
        };
        let mut waiting = Box::pin(spawned(Box::pin(work), None, closed));
        block(async {
            tokio::select! {
                biased;
                _ = &mut waiting => unreachable!(),
                () = ready(()) => {}
            }
        });
        drop(waiting);
        go.send_replace(true);
        assert_eq!(finished.recv(), Ok(()));
    }
}
