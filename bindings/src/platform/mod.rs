//! What a phone gives, as traits that Kotlin and Swift implement, and the core's ports over them.
//!
//! All are synchronous: an `async` foreign trait does not compile in Swift 6. All can fail, and an
//! exception of a shell becomes an error of the trait, because otherwise uniffi makes a panic of it.
//!
//! Shells implement them and nobody else does, so they are uniffi's `callback_interface`: of a trait
//! that is `foreign` it also ships the way back, which would read a whole snapshot again.

mod clock;
mod vault;

pub(crate) use clock::ShellClock;
pub use clock::{PhoneClock, PhoneTime};
pub(crate) use vault::ShellVault;
pub use vault::{KeyLevel, Vault, VaultError, VaultKey};

/// A call into a shell, in which an `Error` of Java's may be thrown too. JNA prints it and answers
/// with nothing at all, which uniffi takes for a broken library and panics.
pub(crate) fn guarded<T, E>(failed: E, call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_or(Err(failed))
}

/// A shell that failed in a call of the core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ShellFailure {
    /// What it threw is not looked at.
    #[error("the shell failed")]
    Failed,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ShellFailure {
    // What it says may hold anything, so it is dropped.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}
