//! The floors that the authority is measured against: the same SQL for a pass, in one transaction,
//! behind a bare handler that asks no rules. One checks no signature and signs nothing; the other checks
//! two signatures and makes two, as every pass takes. Serves nobody but the benchmark.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::RustlsConfig;
use doorstep::crypto::{SigningKey, SystemRandom, sha256, verify};
use doorstep::documents::Span;
use doorstep::model::{AccountId, IdempotencyKey, Nonce, PassId, Thumbprint};
use doorstep::ports::{Random, RandomError};

use crate::error::AuthorityError;
use crate::home::Home;
use crate::store::{Account, NewPass, Scope, Store, StoredReply};
use crate::tls;

/// A day, in seconds.
const DAY: u64 = 86_400;
/// As many bytes as a pass with its reply has.
const REPLY: usize = 700;
/// As many bytes as a request's signature covers.
const SIGNED: usize = 600;
/// As many bytes as a pass that is sealed under its typed code has.
const SEALED: usize = 260;

struct Bare {
    store: Store,
    account: Account,
    now: u64,
    key: SigningKey,
    /// As many bytes as are signed of a request, and the signature over them.
    message: [u8; SIGNED],
    signature: [u8; 64],
}

/// Whether a floor does the cryptography of a pass, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signatures {
    None,
    TwoCheckedTwoMade,
}

/// The origins of both floors.
#[derive(Debug)]
pub struct Floors {
    /// The SQL alone.
    pub sql: String,
    /// The SQL, two signatures checked, and two made.
    pub sql_and_signatures: String,
}

/// Serves both floors from a home in which nobody runs, whose clock stands at `now`.
///
/// # Errors
/// [`AuthorityError`].
pub fn serve(home: &Path, now: u64) -> Result<Floors, AuthorityError> {
    let home = Home::at(home);
    let store = Store::open(&home.online())?;
    let account = Account {
        id: AccountId::new(draw()?),
        key: Thumbprint::new(draw()?),
        device: draw::<77>()?.to_vec(),
        sos: Some(draw::<77>()?.to_vec()),
        phone: None,
        number: Some(draw()?),
        created_at: now,
        passes: 0,
        claimed_at: None,
        closed: None,
        closed_at: None,
    };
    store.in_transaction(now, |tx| tx.open_account(&account, now))?;
    let tls = RustlsConfig::from_config(tls::server_config(&home.tls())?);
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let unusable = |_| AuthorityError::NoRandomness;
    let key = SigningKey::generate().and_then(|bytes| SigningKey::from_pkcs8(&bytes));
    let key = key.map_err(unusable)?;
    let message = draw()?;
    let signature = key.sign(&message).map_err(unusable)?;
    let bare = Arc::new(Bare { store, account, now, key, message, signature });
    let floor = |signatures| {
        post(move |State(bare): State<Arc<Bare>>, body: Bytes| issue(bare, signatures, body))
    };
    let router = Router::new()
        .route("/v1/passes", floor(Signatures::None))
        .route("/signatures/v1/passes", floor(Signatures::TwoCheckedTwoMade))
        .with_state(bare);
    let server = axum_server::from_tcp_rustls(listener, tls)?
        .map(|tls| tls.acceptor(NoDelayAcceptor::new()))
        .http1_only();
    tokio::spawn(server.serve(router.into_make_service()));
    let sql = format!("https://{address}");
    Ok(Floors { sql_and_signatures: format!("{sql}/signatures"), sql })
}

async fn issue(bare: Arc<Bare>, signatures: Signatures, body: Bytes) -> (StatusCode, Vec<u8>) {
    match tokio::task::spawn_blocking(move || bare.write(signatures, &body)).await {
        Ok(Ok(reply)) => (StatusCode::CREATED, reply),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, Vec::new()),
    }
}

impl Bare {
    fn sign(&self) -> Result<[u8; 64], AuthorityError> {
        self.key.sign(&self.message).map_err(|_| AuthorityError::NoRandomness)
    }

    fn write(&self, signatures: Signatures, body: &[u8]) -> Result<Vec<u8>, AuthorityError> {
        let Self { store, account, now, .. } = self;
        let signs = signatures == Signatures::TwoCheckedTwoMade;
        // Who asks is looked up before the transaction, and once more inside.
        store.account_of(account.key)?;
        if signs {
            // Both of the request; then the time of the reply.
            let checked = [(); 2]
                .map(|()| verify(self.key.public(), &self.message, &self.signature))
                .into_iter()
                .all(|good| good);
            checked.then_some(()).ok_or(AuthorityError::HomeDamaged)?;
            black_box(self.sign()?);
        }
        let key = IdempotencyKey::new(draw()?);
        let scope = Scope::Account(account.id);
        store.in_transaction(*now, |tx| {
            tx.is_over_limit(Thumbprint::new(draw()?), *now)?;
            let nonce = Nonce::new(draw()?);
            tx.use_nonce(account.key, nonce, *now)?;
            tx.use_nonce(Thumbprint::new(draw()?), nonce, *now)?;
            tx.reply(&scope, "/v1/passes", key)?;
            tx.replies(&Scope::Account(AccountId::new(draw()?)))?;
            tx.account_of(account.key)?;
            let holder = Thumbprint::new(draw()?);
            tx.is_pass_key(holder)?;
            tx.account_of(holder)?;
            tx.is_emergency_key_of_other(&draw::<75>()?, account.key)?;
            // A day's passes of one number are counted together.
            let day = Span { from: 0, until: i64::MAX };
            let number = draw()?;
            tx.quota_uses(&number, 2, *now)?;
            tx.count_quota(&number, 2, day)?;
            let exp = now.saturating_add(10_800);
            if signs {
                black_box(self.sign()?);
            }
            tx.save_pass(&NewPass {
                id: PassId::new(draw()?),
                account: Some(account.id),
                holder: Some(holder),
                purpose: 2,
                nbf: *now,
                exp,
                key: account.key,
                status: None,
            })?;
            tx.save_code(&draw()?, &[7; SEALED], exp)?;
            let reply = StoredReply {
                digest: sha256(body),
                status: 201,
                code: None,
                body: vec![b'x'; REPLY],
                keep_until: now.saturating_add(3 * DAY),
            };
            tx.save_reply(&scope, "/v1/passes", key, &reply)?;
            Ok(reply.body)
        })
    }
}

fn draw<const N: usize>() -> Result<[u8; N], RandomError> {
    let random: &dyn Random = &SystemRandom::default();
    random.draw()
}
