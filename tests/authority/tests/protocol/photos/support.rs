//! Photos as a phone sends them.

use doorstep::crypto::hpke::seal_to;
use doorstep::crypto::sha256;
use doorstep::documents::KeyUse;
use doorstep::model::{CheckId, PhotoId, PublicKey};
use doorstep::quarantine::journal::Asked;
use doorstep::quarantine::photos::{Binding, SEALED_FOR, SealedPhoto};
use doorstep::requests::{MediaType, PhotoReply, Route};
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};

use crate::journal::{Journal, at};
use crate::reports::town;
use crate::support::{Answer, Draft, Phone, Rig, random};

/// Bytes of the shortest sealed photo.
pub const SHORTEST: usize = 64 * 1024 + 81;
/// Most bytes of a part.
pub const PART: usize = 32 * 1024;

/// The check that most photos here answer.
pub const CHECK: CheckId = CheckId::new(*b"check-01");

/// Sealed bytes with their name.
#[derive(Clone)]
pub struct Photo {
    pub id: PhotoId,
    pub bytes: Vec<u8>,
}

impl Photo {
    pub fn of(bytes: Vec<u8>) -> Self {
        Self { id: PhotoId::new(sha256(&bytes)), bytes }
    }

    /// What nobody opens.
    pub fn blind(size: usize) -> Self {
        let salt: [u8; 32] = random();
        Self::of((0..size).map(|at| salt[at % 32] ^ u8::try_from(at % 251).unwrap()).collect())
    }

    pub fn whole<'p>(&self, phone: &'p Phone) -> Draft<'p> {
        draft(phone, Route::Photo(self.id), self.bytes.clone())
    }

    pub fn ask<'p>(&self, phone: &'p Phone) -> Draft<'p> {
        draft(phone, Route::PhotoReceived(self.id), Vec::new())
    }

    pub fn part<'p>(&self, phone: &'p Phone, from: usize, to: usize) -> Draft<'p> {
        let bytes = self.bytes[from..to.min(self.bytes.len())].to_vec();
        Draft { offset: Some(from), ..draft(phone, Route::PhotoPart(self.id), bytes) }
    }
}

fn draft(phone: &Phone, route: Route, body: Vec<u8>) -> Draft<'_> {
    let media_type = MediaType::OctetStream;
    Draft { media_type, body, key: None, ..Draft::new(route, &(), phone.dev()) }
}

/// What an answer says of a photo.
pub fn told(answer: &Answer) -> (u64, Option<String>) {
    let reply: PhotoReply = answer.is(200).json();
    assert!(!reply.time.is_empty());
    (reply.received, reply.receipt)
}

/// An authority, a phone with an order, its journal, and a photo that an answer in it names.
pub async fn town_with_photo() -> (Rig, Phone, Journal, Photo) {
    let (rig, phone, mut journal) = town().await;
    let photo = Photo::blind(SHORTEST);
    journal.answer(Asked::Check(CHECK), photo.id);
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    (rig, phone, journal, photo)
}

/// A picture of waves, of which each seed has others.
pub fn jpeg(seed: u32, quality: u8) -> Vec<u8> {
    let wave = |x: u32, length: u32| (f64::from(x) / f64::from(9 + length)).sin();
    let picture = GrayImage::from_fn(160, 120, |x, y| {
        let grey = 127.0 + 90.0 * wave(x + 40 * seed, seed * 7 % 31) * wave(y, seed * 11 % 23);
        Luma([grey as u8])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&picture).unwrap();
    bytes
}

/// A picture as it is before it is sealed.
pub fn padded(jpeg: &[u8]) -> Vec<u8> {
    let mut padded = u32::try_from(jpeg.len()).unwrap().to_be_bytes().to_vec();
    padded.extend_from_slice(jpeg);
    padded.resize(64 * 1024, 0);
    padded
}

/// The key that phones seal to now: of those in the trust list that of the newest.
pub async fn photo_key(rig: &Rig) -> PublicKey {
    let trust = rig.trust().await;
    let now = trust.iat;
    let keys: Vec<_> = trust.keys_for(KeyUse::Photo).collect();
    let current = keys.iter().find(|key| key.sign_until > now).unwrap();
    current.key.clone()
}

/// What an answer of this journal says that comes next.
pub fn next_answer(journal: &Journal, check: Asked) -> Binding {
    Binding {
        check,
        order: journal.order,
        chain: journal.chain,
        at: at(journal.last() + 1).within,
        key: journal.key,
    }
}

/// A photo of this picture, sealed with this.
pub async fn sealed(rig: &Rig, jpeg: &[u8], binding: &Binding) -> Photo {
    let sealed = SealedPhoto::new(
        seal_to(&photo_key(rig).await, SEALED_FOR, &binding.aad(), &padded(jpeg)).unwrap(),
    );
    Photo { id: sealed.id, bytes: sealed.bytes }
}

/// Answers by this photo, reports that, and sends it.
pub async fn answered(
    rig: &Rig,
    phone: &Phone,
    journal: &mut Journal,
    check: Asked,
    photo: &Photo,
) {
    let seq = journal.answer(check, photo.id);
    journal.draft(phone, seq, seq).send(rig).await.is(200);
    assert!(told(&photo.whole(phone).send(rig).await).1.is_some());
}
