//! Whether a server is the authority's: a chain to its own roots, valid at some moment that is
//! possible, and a key that is pinned (`PROTOCOL.md §6.4`).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

use crate::crypto::sha256;

/// Most certificates of a chain whose beginning is waited for.
const MAX_CHAIN: usize = 4;

/// The moments that are possible, milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Possible {
    pub not_before_ms: i64,
    pub not_after_ms: Option<i64>,
}

/// Checks servers by roots, pins and the time that is possible.
#[derive(Debug)]
pub struct AuthorityVerifier {
    roots: Vec<TrustAnchor<'static>>,
    pins: Vec<[u8; 32]>,
    possible: Arc<Mutex<Possible>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl AuthorityVerifier {
    /// Servers of these roots (DER) with one of these keys. Roots that cannot be read are left out.
    pub fn new(
        roots: &[Vec<u8>],
        pins: &[[u8; 32]],
        possible: Arc<Mutex<Possible>>,
        algorithms: WebPkiSupportedAlgorithms,
    ) -> Self {
        let roots = roots
            .iter()
            .filter_map(|der| {
                let certificate = CertificateDer::from(der.as_slice());
                Some(webpki::anchor_from_trusted_cert(&certificate).ok()?.to_owned())
            })
            .collect();
        Self { roots, pins: pins.to_vec(), possible, algorithms }
    }

    /// Whether the chain is good at some possible moment: tried at the earliest, and then at each
    /// beginning that is still possible.
    fn chain(
        &self,
        leaf: &webpki::EndEntityCert<'_>,
        intermediates: &[CertificateDer<'_>],
    ) -> Result<(), webpki::Error> {
        let possible = *self.possible.lock().unwrap_or_else(PoisonError::into_inner);
        let mut at = unix_time(possible.not_before_ms);
        for _ in 0..MAX_CHAIN {
            let checked = leaf.verify_for_usage(
                self.algorithms.all,
                &self.roots,
                intermediates,
                at,
                webpki::KeyUsage::server_auth(),
                None,
                None,
            );
            match checked {
                Ok(_) => return Ok(()),
                Err(webpki::Error::CertNotValidYet { not_before, .. })
                    if not_before > at
                        && possible
                            .not_after_ms
                            .is_none_or(|latest| not_before <= unix_time(latest)) =>
                {
                    at = not_before;
                }
                Err(error) => return Err(error),
            }
        }
        Err(webpki::Error::MaximumPathDepthExceeded)
    }
}

fn unix_time(ms: i64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_millis(u64::try_from(ms).unwrap_or_default()))
}

impl ServerCertVerifier for AuthorityVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        // The phone's wall clock proves nothing; the possible moments are ours.
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let refused = |error| Error::InvalidCertificate(error);
        let leaf = webpki::EndEntityCert::try_from(end_entity)
            .map_err(|_| refused(CertificateError::BadEncoding))?;
        self.chain(&leaf, intermediates).map_err(|error| {
            refused(match error {
                webpki::Error::CertExpired { .. } => CertificateError::Expired,
                webpki::Error::CertNotValidYet { .. } => CertificateError::NotValidYet,
                _ => CertificateError::UnknownIssuer,
            })
        })?;
        leaf.verify_is_valid_for_subject_name(server_name)
            .map_err(|_| refused(CertificateError::NotValidForName))?;
        let pin = sha256(leaf.subject_public_key_info().as_ref());
        if self.pins.contains(&pin) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(refused(CertificateError::ApplicationVerificationFailure))
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not spoken".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
