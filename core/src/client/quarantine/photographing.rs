//! A person photographs themselves for a check (`PROTOCOL.md §23.1`).

use super::Patient;
use super::watching::Happening;
use crate::client::{Client, Core};
use crate::client_error::ClientError;
use crate::crypto::hpke::seal_to;
use crate::crypto::sha256;
use crate::error::{Code, CoreError};
use crate::model::{PersonId, PhotoHint, PhotoId, PublicKey, Sentence, Thumbprint};
use crate::photo::{Judgement, PaddedPhoto, intake, preview};
use crate::ports::FaceFinder;
use crate::quarantine::checks::{Answer, AnsweringPhoto, AskedChecks, NotAsked};
use crate::quarantine::journal::Asked;
use crate::quarantine::photos::{Attempts, Binding, KeptPhoto, SEALED_FOR, SealedPhoto};
use crate::state::Quarantine;
use crate::state::quarantine::PhotoBytes;
use crate::views::PhotoView;
use crate::words::{PhotoText, Say as _};

/// What a photo is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoFor {
    /// The check that is asked now.
    AskedNow,
    /// The check of this name.
    Check(String),
    /// To be compared with others, once an order.
    Reference,
}

/// What becomes of a photo once it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoUse {
    /// Its person is told what could be better, and nothing is kept.
    Look,
    /// It is sealed and answers, unless something should be better.
    Send,
    /// The same, and after three tries it goes whatever could be better.
    SendAnyway,
}

/// What came of a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoAttempt {
    /// The check, or `reference`.
    pub check: String,
    /// How many files were tried for it, this one too.
    pub number: u32,
    /// What should be better; empty of a good one.
    pub hints: Vec<PhotoHint>,
    /// What could be better, and is the person's own affair.
    pub warnings: Vec<PhotoHint>,
    /// All of it in words, what matters most first; that it is good, if there are no hints.
    pub text: Vec<Sentence>,
    /// Hints keep nobody from sending it any more.
    pub may_send_anyway: bool,
    /// The name of the sealed photo that answers now; none if it was only looked at.
    pub photo: Option<PhotoId>,
}

impl Client {
    /// Takes a file as a camera wrote it, and says what could be better about it. What is sent answers the
    /// check, and is durable when this returns; no network is opened. Decoding takes a moment: no lock is
    /// held meanwhile.
    ///
    /// # Errors
    /// [`ClientError`]: `photo-not-jpeg`, `photo-damaged`, `photo-too-large`, `photo-too-small`;
    /// `no-check`, `check-unknown`, `check-closed-for-photos`, `no-order`; `no-photo-key` while no trust
    /// list names one; `person-unknown`, and those of the store.
    pub fn photo_taken(
        &self,
        person: PersonId,
        wanted: &PhotoFor,
        jpeg: &[u8],
        finder: Option<&dyn FaceFinder>,
        photo_use: PhotoUse,
    ) -> Result<PhotoAttempt, ClientError> {
        let patient = Patient::of(&self.core, person);
        self.done(patient.photo_taken(wanted, jpeg, finder, photo_use))
    }

    /// What could be better about a frame of the camera's preview, in words, what matters most first; that
    /// it is good, if there is nothing. Nothing of it is kept, and it is no try.
    ///
    /// # Errors
    /// [`ClientError`]: `photo-not-jpeg`, `photo-damaged`, `photo-too-large`, `photo-too-small`.
    pub fn preview_hints(
        &self,
        jpeg: &[u8],
        finder: Option<&dyn FaceFinder>,
    ) -> Result<Vec<Sentence>, ClientError> {
        let judgement = preview(jpeg, finder).map_err(|error| self.core.say(&error.into()))?;
        Ok(self.core.in_words(&judgement))
    }

    /// From now on sealed photos stay on the phone when they have come, so that evidence can hold them, or they
    /// go, also those that stayed so far. They are sealed to the authority: nobody else opens them.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if there never was one, `person-unknown`, and those of the store.
    pub fn keep_photos(&self, person: PersonId, keeps: bool) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Patient::of(&self.core, person).keep_photos(keeps))
    }

    /// The photos that answered checks, oldest first.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn photos(&self, person: PersonId) -> Result<Vec<PhotoView>, ClientError> {
        self.unlocked(person)?;
        let state = self.core.lock();
        let known = state.people.get(&person).ok_or(Code::PersonUnknown);
        let photos = known.map(|known| {
            let kept = known.quarantine.iter().flat_map(|known| known.photos.iter());
            kept.map(|(_, kept)| PhotoView::of(kept)).collect()
        });
        drop(state);
        photos.map_err(|code| self.core.say(&code.into()))
    }
}

impl Core {
    fn in_words(&self, judgement: &Judgement) -> Vec<Sentence> {
        let Judgement { hints, warnings } = judgement;
        let language = self.lock().language;
        let praise = match (hints.is_empty(), warnings.is_empty()) {
            (true, true) => Some(PhotoText::Good),
            (true, false) => Some(PhotoText::GoodEnough),
            (false, _) => None,
        };
        let told = hints.iter().chain(warnings).map(|hint| PhotoText::Hint(*hint));
        praise.into_iter().chain(told).map(|text| text.sentence(language)).collect()
    }
}

/// A photo that goes, and what it took.
struct Taken {
    photo: PaddedPhoto,
    tries: u32,
    hints: Vec<PhotoHint>,
}

/// To whom a photo is sealed, and by which phone.
struct Sealing {
    to: PublicKey,
    key: Thumbprint,
}

impl Patient<'_> {
    fn photo_taken(
        self,
        wanted: &PhotoFor,
        jpeg: &[u8],
        finder: Option<&dyn FaceFinder>,
        photo_use: PhotoUse,
    ) -> Result<PhotoAttempt, CoreError> {
        let wanted = match wanted {
            PhotoFor::AskedNow => None,
            PhotoFor::Check(name) => {
                Some(Asked::Check(name.parse().map_err(|_| CoreError::from(Code::CheckUnknown))?))
            }
            PhotoFor::Reference => Some(Asked::Reference),
        };
        let sealing = self.sealing()?;
        let asked = self.happens(|it| it.asked_for(wanted))??;
        let taken = intake(jpeg, finder, |_| {})?;
        let attempts = self.note_attempt(asked, sha256(jpeg))?;
        let text = self.core.in_words(&taken.judgement);
        let Judgement { hints, warnings } = taken.judgement;
        let may_send_anyway = attempts.are_enough();
        let sends = match photo_use {
            PhotoUse::Look => false,
            PhotoUse::Send => hints.is_empty(),
            PhotoUse::SendAnyway => hints.is_empty() || may_send_anyway,
        };
        let photo = match sends {
            true => {
                let taken =
                    Taken { photo: taken.photo, tries: attempts.count, hints: hints.clone() };
                Some(self.happens(|it| it.answer_with(asked, taken, &sealing))??)
            }
            false => None,
        };
        Ok(PhotoAttempt {
            text,
            check: asked.to_string(),
            number: attempts.count,
            hints,
            warnings,
            may_send_anyway,
            photo,
        })
    }

    fn keep_photos(self, keeps: bool) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        known.quarantine.as_ref().and_then(Quarantine::journal).ok_or(Code::NoOrder)?;
        let mut writing = self.begin(&state)?;
        writing.edit.set_keeps_photos(keeps);
        self.commit(&mut state, writing)
    }

    fn sealing(self) -> Result<Sealing, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        let journal = known.quarantine.as_ref().and_then(Quarantine::journal);
        let key = journal.ok_or(Code::NoOrder)?.key;
        let at = state.time.at(&reading).best_s();
        let trust = state.lists.trust().ok_or(Code::NoPhotoKey)?;
        let to = trust.photo_key_at(state.lists.iss(), at).ok_or(Code::NoPhotoKey)?.clone();
        Ok(Sealing { to, key })
    }

    /// Lets time pass, and then this happen.
    fn happens<T>(self, happens: impl FnOnce(&mut Happening<'_, '_>) -> T) -> Result<T, CoreError> {
        let happened = self.watch(&self.core.facts_heard(), |it| {
            it.tick();
            happens(it)
        })?;
        happened.ok_or(Code::NoOrder.into())
    }

    fn note_attempt(self, asked: Asked, file: [u8; 32]) -> Result<Attempts, CoreError> {
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        let known = writing.edit.after.photo_attempts.as_ref();
        let attempts = Attempts::after(known, asked, file);
        if known != Some(&attempts) {
            writing.edit.set_photo_attempts(attempts.clone());
            self.commit(&mut state, writing)?;
        }
        Ok(attempts)
    }
}

impl Happening<'_, '_> {
    /// What a photo for this, or for what is asked now, answers.
    fn asked_for(&self, wanted: Option<Asked>) -> Result<Asked, CoreError> {
        let named = match wanted {
            None => None,
            Some(Asked::Check(id)) => Some(id),
            Some(Asked::Reference) if self.wants_reference() => return Ok(Asked::Reference),
            Some(Asked::Reference) => return Err(Code::CheckClosedForPhotos.into()),
        };
        self.checks.for_photo(named, self.now).map(Asked::Check).map_err(|why| match why {
            NotAsked::NoCheck => Code::NoCheck.into(),
            NotAsked::Unknown => Code::CheckUnknown.into(),
            NotAsked::ForNoPhoto => Code::CheckClosedForPhotos.into(),
        })
    }

    /// Once an order that asks for photos.
    fn wants_reference(&self) -> bool {
        let order = self.asking.order.id();
        let is_given = |(_, kept): &(i64, KeptPhoto)| kept.is_reference_of(order);
        self.asking.in_force.photo && !self.photos.iter().any(is_given)
    }

    /// Seals the photo, and answers with it what it was taken for: one event.
    fn answer_with(
        &mut self,
        asked: Asked,
        taken: Taken,
        sealing: &Sealing,
    ) -> Result<PhotoId, CoreError> {
        let binding = Binding {
            check: self.asked_for(Some(asked))?,
            order: self.asking.order.id(),
            chain: self.asking.order.newest().order.chain,
            at: self.now.moment.within,
            key: sealing.key,
        };
        let Taken { photo, tries, hints } = taken;
        let plain = sha256(photo.jpeg());
        // Once: sealing again would give another name.
        let sealed = seal_to(&sealing.to, SEALED_FOR, &binding.aad(), &photo.into_plaintext());
        let sealed = SealedPhoto::new(sealed.map_err(|_| CoreError::from(Code::NoRandomness))?);
        let photo = AnsweringPhoto { sealed: sealed.id, plain, tries, hints };
        match binding.check {
            Asked::Check(id) => {
                let answer = Answer::Photo { photo, proof: self.proof() };
                let answered =
                    self.checks.answer(Some(id), &answer, self.asking, self.now, self.pen);
                answered.map_err(|_| CoreError::from(Code::CheckUnknown))?;
                self.tell_watch();
            }
            Asked::Reference => AskedChecks::give_reference(&photo, self.now, self.pen),
        }
        let kept = KeptPhoto::sealed(&sealed, &binding);
        let photo = sealed.id;
        self.sealed.push((kept, PhotoBytes(sealed.bytes)));
        Ok(photo)
    }
}
