//! Passes a second of the authority over HTTPS, signatures, rules and all, beside a bare handler that
//! does the same SQL and nothing else, and beside one that checks two signatures and makes two besides: a
//! pass takes as many, and no authority could leave them out. All on one disk, one machine, with the same
//! client.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::sync::Arc;

use doorstep::crypto::{SigningKey, SystemRandom};
use doorstep::documents::cose_key;
use doorstep::model::{IdempotencyKey, Nonce, PublicKey, to_base64url};
use doorstep::ports::{Method, Random};
use doorstep::requests::{
    ConfirmRequest, Covered, Label, MediaType, Parameters, PassRequest, RegistrationReply,
    RegistrationRequest, RequestSignature, Route, TimeRequest,
};
use doorstep_authority::admin::Admin;
use doorstep_authority::{ClockSource, Settings, bare, start};
use doorstep_bench::compare;
use doorstep_suite::issuer::NOW;
use doorstep_suite::test_env::code_in;
use reqwest::{Client, RequestBuilder};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

/// Requests that are under way at a time.
const AT_A_TIME: usize = 16;
/// Requests of a round.
const ROUND: usize = 160;
const ROUNDS: usize = 7;
/// Passes that one number asks for: fewer than it gets in a day.
const OF_ONE: usize = 40;
/// A purpose of the reference region without a quota.
const PHARMACY: u64 = 2;

type Failed = Box<dyn Error + Send + Sync>;

fn draw<const N: usize>() -> Result<[u8; N], Failed> {
    let random: &dyn Random = &SystemRandom::default();
    Ok(random.draw()?)
}

fn key() -> Result<SigningKey, Failed> {
    Ok(SigningKey::from_pkcs8(&SigningKey::generate()?)?)
}

fn wire(key: &PublicKey) -> String {
    to_base64url(&cose_key::to_bytes(key))
}

/// A client that trusts this certification authority alone.
fn client(ca: &CertificateDer<'static>) -> Result<Client, Failed> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(ca.clone())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Client::builder().tls_backend_preconfigured(config).no_proxy().build()?)
}

/// A request with the signatures of these keys.
fn signed(
    client: &Client,
    origin: &str,
    route: Route,
    body: &impl serde::Serialize,
    signers: &[(Label, &SigningKey)],
) -> Result<RequestBuilder, Failed> {
    let url = format!("{origin}{}", route.path());
    let body = serde_json::to_vec(body)?;
    let (once, nonce) = (IdempotencyKey::new(draw()?), Nonce::new(draw()?));
    let json = Some((MediaType::Json, body.as_slice()));
    let covered = Covered::new(Method::Post, &url, json, Some(&once));
    let mut signatures = Vec::new();
    for (label, key) in signers {
        let parameters =
            Parameters { created: NOW, nonce, key: cose_key::thumbprint(key.public()) };
        let signature = key.sign(&covered.base(&parameters))?;
        signatures.push(RequestSignature { label: *label, parameters, signature });
    }
    let mut request = client.post(&url);
    for field in covered.headers(&signatures) {
        request = request.header(field.name, field.value);
    }
    Ok(request.body(body))
}

/// Registers this device key.
async fn register(
    client: &Client,
    url: &str,
    admin: &Admin,
    dev: &SigningKey,
    number: &str,
) -> Result<(), Failed> {
    let sos = key()?;
    let nonce = TimeRequest { nonce: to_base64url(&draw::<16>()?) };
    let time = client.post(format!("{url}/v1/time")).header("content-type", MediaType::Json.name());
    let time = time.body(serde_json::to_vec(&nonce)?).send().await?.bytes().await?;
    let request = RegistrationRequest {
        phone: number.to_owned(),
        key: wire(dev.public()),
        sos: wire(sos.public()),
        time: to_base64url(&time),
        attestation: None,
        consent: 1,
        lang: "en".to_owned(),
    };
    let both = [(Label::Dev, dev), (Label::Sos, &sos)];
    let asked = signed(client, url, Route::Registrations, &request, &both)?.send().await?;
    let reply: RegistrationReply = serde_json::from_slice(&asked.bytes().await?)?;
    let messages = admin.sms(Some(number)).await?;
    let code = messages.last().map(|sms| code_in(&sms.text)).ok_or("no message")?;
    let request = ConfirmRequest { code, sub: Some("ИП4321".to_owned()) };
    let route = Route::Confirm(reply.reg.parse()?);
    let confirmed = signed(client, url, route, &request, &[(Label::Dev, dev)])?.send().await?;
    if confirmed.status().as_u16() == 201 { Ok(()) } else { Err("not registered".into()) }
}

/// Sends these requests, so many at a time; how many were answered with a pass.
async fn send(requests: Vec<RequestBuilder>) -> usize {
    let share = requests.len().div_ceil(AT_A_TIME).max(1);
    let mut requests = requests.into_iter();
    let mut tasks = Vec::new();
    for _ in 0..AT_A_TIME {
        let mine: Vec<RequestBuilder> = requests.by_ref().take(share).collect();
        tasks.push(tokio::spawn(async move {
            let mut issued = 0;
            for request in mine {
                if let Ok(answer) = request.send().await
                    && answer.status().as_u16() == 201
                    && answer.bytes().await.is_ok()
                {
                    issued += 1;
                }
            }
            issued
        }));
    }
    let mut issued = 0;
    for task in tasks {
        issued += task.await.unwrap_or_default();
    }
    issued
}

/// A round of requests for passes by these phones, each with a key of its own.
fn round(
    client: &Client,
    origin: &str,
    phones: &[SigningKey],
) -> Result<Vec<RequestBuilder>, Failed> {
    (0..ROUND)
        .map(|n| {
            let dev = phones.get(n / OF_ONE).ok_or("too few phones")?;
            let holder = key()?;
            let request = PassRequest {
                purpose: PHARMACY,
                place: None,
                from: None,
                sub: Some("ИП4321".to_owned()),
                cnf: wire(holder.public()),
                rules: 1,
                give_up_at: NOW + 900,
                replaces: None,
                permission: None,
            };
            let both = [(Label::Dev, dev), (Label::Pass, &holder)];
            signed(client, origin, Route::Passes, &request, &both)
        })
        .collect()
}

fn main() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (home, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let settings = |home: &std::path::Path| Settings {
        home: home.to_owned(),
        listen: None,
        clock: ClockSource::StoppedAt(i64::try_from(NOW).unwrap_or(i64::MAX)),
        strict_budgets: false,
        region: None,
    };
    let authority = runtime.block_on(start(settings(home.path())))?;
    // The other home is prepared by an authority, which then makes way for the bare handler.
    let prepared = runtime.block_on(start(settings(other.path())))?;
    runtime.block_on(prepared.stop());
    let floors = {
        let _runtime = runtime.enter();
        bare::serve(other.path(), NOW)?
    };
    let url = authority.ready().url.clone();
    let ours = client(&CertificateDer::from_pem_file(&authority.ready().ca_file)?)?;
    let theirs = client(&CertificateDer::from_pem_file(other.path().join("ca.pem"))?)?;
    let admin = Admin::of(home.path())?;
    let mut phones = Vec::new();
    // As many for either floor.
    for n in 0..2 * (ROUNDS + 1) * ROUND / OF_ONE {
        let dev = key()?;
        let number = format!("+7916{n:07}");
        runtime.block_on(register(&ours, &url, &admin, &dev, &number))?;
        phones.push(dev);
    }

    let rounds = |client: &Client, origin: &str| -> Result<Vec<Vec<RequestBuilder>>, Failed> {
        phones.chunks(ROUND / OF_ONE).map(|phones| round(client, origin, phones)).collect()
    };
    let mut measured = rounds(&ours, &url)?;
    let all = |rounds: &mut Vec<Vec<RequestBuilder>>| {
        let issued = runtime.block_on(send(rounds.pop().unwrap_or_default()));
        assert_eq!(issued, ROUND, "what is measured must be issued");
    };
    for (floor, name, goal) in [
        (&floors.sql, "the same SQL alone", None),
        (&floors.sql_and_signatures, "it, two signatures checked and two made", Some(0.70)),
    ] {
        let mut control = rounds(&theirs, floor)?;
        let compared = compare(ROUNDS, 1, || all(&mut measured), || all(&mut control));
        let a_second = |time: std::time::Duration| ROUND as f64 / time.as_secs_f64();
        let goal = goal.map_or_else(String::new, |goal: f64| format!("goal >= {goal:.2}; "));
        println!(
            "passes a second, {AT_A_TIME} at a time: {:.2} of a bare handler with {name} ({goal}{:.0} \
             beside {:.0})",
            1.0 / compared.ratio(),
            a_second(compared.measured),
            a_second(compared.control)
        );
    }
    Ok(())
}
