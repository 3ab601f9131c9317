//! What an app ships with, which here is given once on the command line and kept in the home.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use doorstep::client::Setup;
use doorstep::documents::TrustFile;
use doorstep::error::Code;
use doorstep::model::{from_base64url, to_base64url};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde::{Deserialize, Serialize};

use crate::command_line::DeviceOptions;
use crate::files;
use crate::reply::{ErrorInfo, Status};

const FILE: &str = "settings.json";
const TRUST_BESIDE_CA: &str = "trust.json";

/// An authority, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Its address.
    pub url: String,
    /// Certification authorities, DER.
    pub roots: Vec<Vec<u8>>,
    /// What the app ships with.
    pub trust: TrustFile,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    authority: String,
    roots: Vec<String>,
    trust: serde_json::Value,
}

impl Settings {
    /// What was kept, with what this call gives in its place. Kept at the first use alone: a slip
    /// later on is one call's.
    ///
    /// # Errors
    /// [`ErrorInfo`]: `setup-missing`, `file-unreadable`, `ca-file-invalid`, `trust-file-invalid`,
    /// and those of the storage.
    pub fn of(home: &Path, options: &DeviceOptions, language: &str) -> Result<Self, ErrorInfo> {
        let kept = Self::read(home);
        let roots = options.ca.as_deref().map(read_roots).transpose()?;
        let trust = match (&options.trust, &options.ca) {
            (Some(trust), _) => Some(read_trust(trust, language)?),
            (None, Some(ca)) => Some(read_trust(&ca.with_file_name(TRUST_BESIDE_CA), language)?),
            (None, None) => None,
        };
        let url = match (&options.authority, &trust) {
            (Some(url), _) => Some(url.trim_end_matches('/').to_owned()),
            // An address that was kept is not given up for the one a trust file happens to name.
            (None, Some(trust)) if kept.is_none() => Some(trust.url.clone()),
            (None, _) => None,
        };
        let settings = match (&kept, url, roots, trust) {
            (Some(kept), url, roots, trust) => Self {
                url: url.unwrap_or_else(|| kept.url.clone()),
                roots: roots.unwrap_or_else(|| kept.roots.clone()),
                trust: trust.unwrap_or_else(|| kept.trust.clone()),
            },
            (None, Some(url), Some(roots), Some(trust)) => Self { url, roots, trust },
            (None, ..) => return Err(missing()),
        };
        if kept.is_none() {
            settings
                .write(home)
                .map_err(|error| ErrorInfo::known(storage_code(&error), language))?;
        }
        Ok(settings)
    }

    /// What the core is set up with.
    pub fn setup(self, home: &Path) -> Setup {
        Setup {
            folder: home.to_owned(),
            trust_file: self.trust,
            url: self.url,
            shipped_roots: self.roots,
            region: super::REGION.to_owned(),
        }
    }

    /// What is kept. A file that cannot be read is as good as none: it is given once more.
    fn read(home: &Path) -> Option<Self> {
        let kept: Kept =
            serde_json::from_slice(&files::read(&home.join(FILE), files::MOST_OF_A_DOCUMENT).ok()?)
                .ok()?;
        Some(Self {
            url: kept.authority,
            roots: kept.roots.iter().map(|root| from_base64url(root)).collect::<Option<_>>()?,
            trust: TrustFile::read(kept.trust.to_string().as_bytes()).ok()?,
        })
    }

    fn write(&self, home: &Path) -> io::Result<()> {
        let kept = Kept {
            authority: self.url.clone(),
            roots: self.roots.iter().map(|root| to_base64url(root)).collect(),
            trust: serde_json::from_str(&self.trust.to_json())?,
        };
        fs::create_dir_all(home)?;
        write_whole(&home.join(FILE), &serde_json::to_vec_pretty(&kept)?)
    }
}

/// Writes a file so that it is the old one or the new one, never half of it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = fs::File::create(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&aside, path)
    };
    let written = write();
    if written.is_err() {
        // On a full disk the draft is what is in the way.
        let _ = fs::remove_file(&aside);
    }
    written
}

pub fn storage_code(error: &io::Error) -> Code {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::StorageFull,
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::AlreadyExists => Code::StorageReadOnly,
        _ => Code::StorageFailed,
    }
}

fn read_trust(path: &Path, language: &str) -> Result<TrustFile, ErrorInfo> {
    let json = read(path, "--trust")?;
    TrustFile::read(&json).map_err(|_| ErrorInfo::known(Code::TrustFileInvalid, language))
}

/// The certificates of a PEM file, DER.
pub fn read_roots(path: &Path) -> Result<Vec<Vec<u8>>, ErrorInfo> {
    let pem = read(path, "--ca")?;
    let roots: Option<Vec<Vec<u8>>> =
        CertificateDer::pem_slice_iter(&pem).map(|root| Some(root.ok()?.to_vec())).collect();
    roots.filter(|roots| !roots.is_empty()).ok_or_else(|| {
        ErrorInfo::new(
            Status::WrongUse,
            "ca-file-invalid",
            format!("{} holds no certificate.", path.display()),
            "Give the authority's ca.pem with --ca.",
        )
    })
}

fn read(path: &Path, option: &str) -> Result<Vec<u8>, ErrorInfo> {
    files::read(path, files::MOST_OF_A_DOCUMENT).map_err(|error| {
        ErrorInfo::new(
            Status::WrongUse,
            "file-unreadable",
            format!("{} cannot be read: {}.", path.display(), error.kind()),
            format!("Give a file that exists with {option}."),
        )
    })
}

fn missing() -> ErrorInfo {
    ErrorInfo::new(
        Status::WrongUse,
        "setup-missing",
        "This home knows no authority yet.",
        "Give --authority URL and --ca FILE once, and --trust FILE unless it is trust.json beside \
         the CA. `doorstep authority` prints all three.",
    )
}
