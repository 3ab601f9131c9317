//! Photos at the loopback endpoint, and the client's half of that, which alone has the keys that open them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::post;
use doorstep::crypto::sha256;
use doorstep::documents::PhotoMatch;
use doorstep::model::{PhotoId, from_base64url, to_base64url};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::endpoint::{AdminRefusal, EndpointResult, json, read};
use super::orders::at_desk;
use super::{Admin, AdminError};
use crate::commands::Service;
use crate::orders::OrderError;
use crate::photo_opening::{Photo, PhotoKeys, look_of, open, set_apart};
use crate::photos::{self, Candidates, Handed, PhotosShown, Seen};
use crate::store::{Opened, StoredPhoto, Transaction};

/// Of which order photos are listed.
#[derive(Serialize, Deserialize)]
struct Listed {
    order: Option<String>,
}

/// Which photo is meant.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Named {
    Photo(String),
    /// By its number.
    N(i64),
}

/// A photo with all that is tried with it. Bytes are base64url.
#[derive(Serialize, Deserialize)]
struct HandedWire {
    n: i64,
    sealed: String,
    answers: Vec<(i64, CandidatesWire)>,
}

/// What may be authenticated with it.
#[derive(Serialize, Deserialize)]
struct CandidatesWire {
    said: Vec<String>,
    other_checks: Vec<String>,
    other_devices: Vec<String>,
}

/// What was seen in a photo.
#[derive(Serialize, Deserialize)]
struct SeenWire {
    n: i64,
    answers: Vec<(i64, Opened)>,
    /// SHA-256 of the picture, base64url, and its look.
    picture: Option<(String, Option<u64>)>,
}

/// What an officer says of a photo.
#[derive(Serialize, Deserialize)]
struct Judged {
    photo: String,
    verdict: String,
}

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/photos", post(list))
        .route("/photos/show", post(show))
        .route("/photos/sealed", post(hand_over))
        .route("/photos/seen", post(note_seen))
        .route("/photos/verdict", post(judge))
}

async fn list(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let Listed { order } = read(request).await?;
    json(&at_desk(service, move |_, tx| photos::list(tx, order.as_deref())).await?)
}

async fn show(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let named: Named = read(request).await?;
    json(&at_desk(service, move |_, tx| photos::show(tx, meant(tx, &named)?.id)).await?)
}

async fn hand_over(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let named: Named = read(request).await?;
    let handed = at_desk(service, move |_, tx| photos::hand_over(tx, meant(tx, &named)?)).await?;
    json(&HandedWire::of(&handed))
}

async fn note_seen(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let seen: SeenWire = read(request).await?;
    let seen = seen.read().ok_or(AdminRefusal::Malformed)?;
    json(&at_desk(service, move |_, tx| photos::note_seen(tx, &seen)).await?)
}

async fn judge(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let Judged { photo, verdict } = read(request).await?;
    let verdict = PhotoMatch::from_name(&verdict).ok_or(AdminRefusal::Malformed)?;
    json(&at_desk(service, move |desk, tx| photos::judge(desk, tx, &photo, verdict)).await?)
}

fn meant(tx: &Transaction<'_>, named: &Named) -> Result<StoredPhoto, OrderError> {
    let photo = match named {
        Named::Photo(id) => {
            let id: PhotoId = id.parse().map_err(|_| OrderError::Unknown)?;
            tx.first_photo(id)?
        }
        Named::N(n) => tx.photo(*n)?,
    };
    photo.ok_or(OrderError::Unknown)
}

impl HandedWire {
    fn of(handed: &Handed) -> Self {
        let texts = |all: &[Vec<u8>]| all.iter().map(|aad| to_base64url(aad)).collect();
        let candidates = |candidates: &Candidates| CandidatesWire {
            said: texts(&candidates.said),
            other_checks: texts(&candidates.other_checks),
            other_devices: texts(&candidates.other_devices),
        };
        let answers = handed.answers.iter().map(|(n, tried)| (*n, candidates(tried)));
        Self { n: handed.n, sealed: to_base64url(&handed.sealed), answers: answers.collect() }
    }

    fn read(self) -> Option<Handed> {
        let bytes = |all: Vec<String>| -> Option<Vec<Vec<u8>>> {
            all.iter().map(|text| from_base64url(text)).collect()
        };
        let candidates = |wire: CandidatesWire| {
            Some(Candidates {
                said: bytes(wire.said)?,
                other_checks: bytes(wire.other_checks)?,
                other_devices: bytes(wire.other_devices)?,
            })
        };
        let answers = self.answers.into_iter().map(|(n, tried)| Some((n, candidates(tried)?)));
        let sealed = from_base64url(&self.sealed)?;
        Some(Handed { n: self.n, sealed, answers: answers.collect::<Option<_>>()? })
    }
}

impl SeenWire {
    fn of(seen: &Seen) -> Self {
        let picture = seen.picture.as_ref().map(|(jpeg, look)| (to_base64url(jpeg), *look));
        Self { n: seen.n, answers: seen.answers.clone(), picture }
    }

    fn read(self) -> Option<Seen> {
        let picture = match self.picture {
            Some((jpeg, look)) => Some((from_base64url(&jpeg)?.try_into().ok()?, look)),
            None => None,
        };
        Some(Seen { n: self.n, answers: self.answers, picture })
    }
}

/// A photo that was looked at.
pub struct OpenedPhoto {
    /// As it is listed.
    pub listed: Value,
    /// The picture; none if it does not open.
    pub jpeg: Option<Vec<u8>>,
}

// Nobody's face reaches a log through `{:?}`.
impl std::fmt::Debug for OpenedPhoto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedPhoto(…)")
    }
}

impl Admin {
    /// The photos that answers under an order name, or all of them, in the order in which they were named.
    /// Those that nobody has opened yet are opened, where the home has their keys.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn photos(&self, order: Option<&str>) -> Result<Vec<Value>, AdminError> {
        let listed = Listed { order: order.map(str::to_owned) };
        let shown: PhotosShown = self.ask_order("/photos", &listed).await?;
        let keys = self.photo_keys()?;
        if shown.unopened.is_empty() || keys.is_empty() {
            return Ok(shown.photos);
        }
        for n in shown.unopened {
            match self.look_into(&keys, &Named::N(n)).await {
                // Its bytes were deleted meanwhile.
                Ok(_) | Err(AdminError::PhotoUnknown) => {}
                Err(error) => return Err(error),
            }
        }
        let shown: PhotosShown = self.ask_order("/photos", &listed).await?;
        Ok(shown.photos)
    }

    /// Opens a photo.
    ///
    /// # Errors
    /// [`AdminError::PhotoUnknown`] also of one whose bytes are not there, or another [`AdminError`].
    pub async fn open_photo(&self, photo: &str) -> Result<OpenedPhoto, AdminError> {
        let named = Named::Photo(photo.to_owned());
        let jpeg = self.look_into(&self.photo_keys()?, &named).await?;
        let listed = self.ask_photo("/photos/show", &named).await?;
        Ok(OpenedPhoto { listed, jpeg })
    }

    /// Signs that a photo shows whom it should, or that people must talk, for the phone that it is of.
    ///
    /// # Errors
    /// [`AdminError::PhotoUnknown`], or another [`AdminError`].
    pub async fn judge_photo(&self, photo: &str, verdict: PhotoMatch) -> Result<(), AdminError> {
        let verdict = verdict.name().to_owned();
        self.ask_photo("/photos/verdict", &Judged { photo: photo.to_owned(), verdict }).await
    }

    /// Those of the home, also of one that an earlier version has prepared.
    fn photo_keys(&self) -> Result<PhotoKeys, AdminError> {
        set_apart(&self.home)?;
        Ok(PhotoKeys::read(&self.home)?)
    }

    /// Opens a photo and tells what was seen in it: the picture, if there is one.
    async fn look_into(
        &self,
        keys: &PhotoKeys,
        named: &Named,
    ) -> Result<Option<Vec<u8>>, AdminError> {
        let handed: HandedWire = self.ask_photo("/photos/sealed", named).await?;
        let handed = handed.read().ok_or(AdminError::Refused)?;
        let (seen, jpeg) = looked_at(keys, &handed);
        let () = self.ask_photo("/photos/seen", &SeenWire::of(&seen)).await?;
        Ok(jpeg)
    }

    async fn ask_photo<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, AdminError> {
        match self.ask_order(path, body).await {
            Err(AdminError::OrderUnknown) => Err(AdminError::PhotoUnknown),
            answered => answered,
        }
    }
}

/// What these keys see in a photo.
fn looked_at(keys: &PhotoKeys, handed: &Handed) -> (Seen, Option<Vec<u8>>) {
    let mut seen = Seen { n: handed.n, answers: Vec::new(), picture: None };
    let mut picture = None;
    for (answer, candidates) in &handed.answers {
        let (opened, photo) = open(keys, &handed.sealed, candidates);
        seen.answers.push((*answer, opened));
        picture = picture.or(photo);
    }
    let jpeg = picture.map(|Photo { jpeg }| jpeg).filter(|jpeg| !jpeg.is_empty());
    seen.picture = jpeg.as_ref().map(|jpeg| (sha256(jpeg), look_of(jpeg)));
    (seen, jpeg)
}
