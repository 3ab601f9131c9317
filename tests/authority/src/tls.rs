//! Certificates and TLS: an authority of its own, a server key in use and one in reserve.

use std::path::Path;
use std::sync::Arc;

use doorstep::crypto::sha256;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PublicKeyData as _, date_time_ymd,
};
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::error::AuthorityError;
use crate::home::{read, write_private, write_public};

const CA_CERTIFICATE: &str = "ca.pem";
const CA_KEY: &str = "ca.key.pem";
const CERTIFICATE: &str = "server.pem";
const KEY: &str = "server.key.pem";
const STANDBY_KEY: &str = "standby.key.pem";
const NAMES: [&str; 3] = ["127.0.0.1", "::1", "localhost"];

/// What others have to know of the certificates.
pub(crate) struct Certificates {
    /// The certification authority, DER.
    pub(crate) ca_der: Vec<u8>,
    /// The same as PEM.
    pub(crate) ca_pem: String,
    /// SHA-256 of the SubjectPublicKeyInfo of the server key and of the standby one.
    pub(crate) pins: Vec<[u8; 32]>,
}

/// Makes the certificates. The certification authority's key stays with the root keys:
/// only who brings the standby key into use needs it.
pub(crate) fn create(tls: &Path, root: &Path) -> Result<Certificates, AuthorityError> {
    let make = || KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(refused);
    let (ca_key, key, standby) = (make()?, make()?, make()?);
    let ca_params = params(&[], "Doorstep reference CA", |params| {
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    })?;
    let ca = ca_params.self_signed(&ca_key).map_err(refused)?;
    let server = params(&NAMES, "Doorstep reference authority", |params| {
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
    })?
    .signed_by(&key, &Issuer::from_params(&ca_params, &ca_key))
    .map_err(refused)?;

    write_private(&root.join(CA_KEY), ca_key.serialize_pem().as_bytes())?;
    write_private(&tls.join(KEY), key.serialize_pem().as_bytes())?;
    write_private(&tls.join(STANDBY_KEY), standby.serialize_pem().as_bytes())?;
    write_public(&tls.join(CERTIFICATE), server.pem().as_bytes())?;
    write_public(&tls.join(CA_CERTIFICATE), ca.pem().as_bytes())?;
    Ok(Certificates {
        ca_der: ca.der().to_vec(),
        ca_pem: ca.pem(),
        pins: vec![pin(&key), pin(&standby)],
    })
}

fn params(
    names: &[&str],
    common_name: &str,
    shape: impl FnOnce(&mut CertificateParams),
) -> Result<CertificateParams, AuthorityError> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).map_err(refused)?;
    // A rehearsal may be set to any day of these years (`clock::possible`).
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    shape(&mut params);
    Ok(params)
}

fn pin(key: &KeyPair) -> [u8; 32] {
    sha256(&key.subject_public_key_info())
}

fn refused(_: rcgen::Error) -> AuthorityError {
    AuthorityError::NoRandomness
}

/// The pins of the server key and of the standby one.
pub(crate) fn pins(tls: &Path) -> Result<Vec<[u8; 32]>, AuthorityError> {
    [KEY, STANDBY_KEY]
        .iter()
        .map(|file| {
            let pem = String::from_utf8(read(&tls.join(file))?)
                .map_err(|_| AuthorityError::HomeDamaged)?;
            KeyPair::from_pem(&pem).map(|key| pin(&key)).map_err(|_| AuthorityError::HomeDamaged)
        })
        .collect()
}

/// TLS 1.3 without early data, HTTP/1.1.
pub(crate) fn server_config(tls: &Path) -> Result<Arc<ServerConfig>, AuthorityError> {
    let chain = CertificateDer::from_pem_slice(&read(&tls.join(CERTIFICATE))?)
        .map_err(|_| AuthorityError::HomeDamaged)?;
    let key = PrivateKeyDer::from_pem_slice(&read(&tls.join(KEY))?)
        .map_err(|_| AuthorityError::HomeDamaged)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(vec![chain], key))
        .map_err(|_| AuthorityError::HomeDamaged)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // A replayed first flight would be a replayed request.
    config.max_early_data_size = 0;
    Ok(Arc::new(config))
}
