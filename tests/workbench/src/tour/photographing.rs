//! A check that asks for a photo, from the camera's file to what an officer says.

use std::path::PathBuf;

use doorstep::client::{OrderDecision, PhotoAttempt, PhotoFor, PhotoUse};
use doorstep::documents::PhotoMatch;
use doorstep::events::Cause;
use doorstep::model::PersonId;
use doorstep::model::patient::{AnswerMode, CheckOutcome};
use doorstep::photo::InCoreFinder;
use doorstep::ports::FaceFinder;
use doorstep::views::{CheckView, PhotoProgress};
use jpeg_encoder::{ColorType, Encoder};

use super::asking::{checks, until_asked};
use super::living::{Life, Place, wake};
use super::ordering::issue_with_photos;
use super::scene::{Act, Figure, Played};
use super::stage::{Stage, needed};
use crate::admin::trouble;
use crate::files::{self, MOST_OF_A_DOCUMENT};
use crate::reply::{ErrorInfo, Status};

/// Somebody's portrait, among the data of third parties.
const PORTRAIT: &str = "faces/grace_hopper.jpg";
const SOME_MINUTES_S: i64 = 300;

pub async fn photo(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let order = issue_with_photos(stage).await?;
    stage.order = Some(order);
    stage.pass_time(60).await?;
    stage.sync().await?;
    stage.phone.client.decide_order(PersonId::FIRST, &OrderDecision::Seen)?;
    stage.phone.client.decide_order(PersonId::FIRST, &OrderDecision::Begin)?;
    stage.pass_time(10).await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    let mut life = Life::begin(stage, "Presence until a photo is asked for")?;
    let asked = needed(until_asked(stage, &mut life).await?)?;
    life.lose_network(stage);
    let taken = Taken::portrait()?;
    let sent = taken.tried(stage, PhotoUse::Send)?;
    let photo = needed(sent.photo)?;
    let answered = check(stage, &asked.id)?;
    act.expect(answered.outcome == CheckOutcome::Answered, "it answers without a network");
    let how = answered.answer.as_ref().map(|answer| answer.how);
    act.expect(how == Some(AnswerMode::Photo), "as a photo");
    life.go_on(stage, SOME_MINUTES_S, Place::at_home).await?;
    life.find_network(stage).await?;
    life.tell_all(stage).await?;
    let came = |stage: &Stage| needed(stage.phone.client.photos(PersonId::FIRST)?.pop());
    let received = came(stage)?;
    act.expect(received.progress == PhotoProgress::Received, "the authority has signed for it");
    let name = photo.to_string();
    let opened = stage.admin.open_photo(&name).await.map_err(trouble)?;
    let binding = opened.listed.get("binding");
    let is_good = binding == Some(&"good".into()) && opened.jpeg.is_some();
    act.expect(is_good, "it is of this check, this order, this phone and this minute");
    stage.admin.judge_photo(&name, PhotoMatch::Match).await.map_err(trouble)?;
    stage.pass_time(SOME_MINUTES_S).await?;
    stage.sync().await?;
    act.expect(came(stage)?.verdict == Some(PhotoMatch::Match), "the verdict is on the phone");
    act.tell(
        "The phone looks at the picture before anybody else does: light, sharpness, and whether there is one \
         face. What a camera writes beside the pixels, such as the place, never leaves it.",
    );
    act.tell(format!(
        "It is sealed in the same moment in which it answers, and only an officer who holds the photos' key \
         opens it: {} bytes, one of four lengths, so that its size says nothing. It goes when there is a \
         network, and the authority signs for it.",
        received.bytes
    ));
    act.tell(
        "An officer says “match” or “people must talk”; there is no third word. This one said that it matches.",
    );
    if taken.finder.is_none() {
        act.tell("Skipped: a face in it (there is no folder with photos of people).");
    }
    act.show(taken.figure(&sent));
    act.show(life.watched);
    Ok(act)
}

pub async fn photo_bad(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let mut life = Life::begin(stage, "Presence until another photo is asked for")?;
    let asked = needed(until_asked(stage, &mut life).await?)?;
    for number in 1..=3_u32 {
        let taken = Taken::in_the_dark(number)?;
        let tried = taken.tried(stage, PhotoUse::Send)?;
        act.expect(
            tried.photo.is_none() && !tried.hints.is_empty(),
            "it is told what to do better",
        );
        act.expect(tried.number == number, "each file is a try");
        act.expect(tried.may_send_anyway == (number == 3), "three tries are enough");
    }
    let last = Taken::in_the_dark(3)?;
    let sent = last.tried(stage, PhotoUse::SendAnyway)?;
    act.expect(sent.photo.is_some(), "then it goes as it is");
    let answered = check(stage, &asked.id)?;
    act.expect(answered.outcome == CheckOutcome::Answered, "and it is an answer");
    life.tell_all(stage).await?;
    act.tell(
        "A room without light. The phone says what could be better, in words, and lets the person try again. \
         A filter that is wrong must not lock anybody out: after three tries the picture goes as it is, and an \
         officer looks. Who cannot take one says so, with a reason, and that is an answer too.",
    );
    act.show(last.figure(&sent));
    Ok(act)
}

/// A file as a camera wrote it, and who looks for faces in it.
struct Taken {
    jpeg: Vec<u8>,
    finder: Option<InCoreFinder>,
}

impl Taken {
    /// Of somebody; where there are no data of third parties, of nobody, and nobody looks for a face.
    fn portrait() -> Result<Self, ErrorInfo> {
        let data = std::env::var_os("DOORSTEP_DATA").map(PathBuf::from);
        let file = data.unwrap_or_else(|| PathBuf::from("../shared/data")).join(PORTRAIT);
        match files::read(&file, MOST_OF_A_DOCUMENT) {
            Ok(jpeg) => Ok(Self { jpeg, finder: Some(InCoreFinder::new()) }),
            Err(_) => Ok(Self { jpeg: grain(110, 1)?, finder: None }),
        }
    }

    fn in_the_dark(number: u32) -> Result<Self, ErrorInfo> {
        Ok(Self { jpeg: grain(0, number)?, finder: Some(InCoreFinder::new()) })
    }

    fn tried(&self, stage: &Stage, photo_use: PhotoUse) -> Result<PhotoAttempt, ErrorInfo> {
        let finder = self.finder.as_ref().map(|finder| finder as &dyn FaceFinder);
        let (client, me) = (&stage.phone.client, PersonId::FIRST);
        Ok(client.photo_taken(me, &PhotoFor::AskedNow, &self.jpeg, finder, photo_use)?)
    }

    fn figure(self, tried: &PhotoAttempt) -> Figure {
        let lines = tried.text.iter().map(|sentence| sentence.text.clone()).collect();
        Figure::Photo { jpeg: self.jpeg, lines }
    }
}

/// A picture of nobody with a grain of its own, so bright.
fn grain(brightness: u8, seed: u32) -> Result<Vec<u8>, ErrorInfo> {
    const SIDES: (u16, u16) = (640, 480);
    let mut state = seed;
    let pixels: Vec<u8> = (0..u32::from(SIDES.0) * u32::from(SIDES.1))
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            brightness.saturating_add(u8::try_from((state >> 8) % 40).unwrap_or_default())
        })
        .collect();
    let mut jpeg = Vec::new();
    let encoded = Encoder::new(&mut jpeg, 92).encode(&pixels, SIDES.0, SIDES.1, ColorType::Luma);
    encoded.map_err(|error| {
        let text = format!("The picture cannot be made: {error}.");
        ErrorInfo::new(Status::CouldNotRun, "file-not-written", text, "Try again.")
    })?;
    Ok(jpeg)
}

fn check(stage: &Stage, id: &str) -> Result<CheckView, ErrorInfo> {
    needed(checks(stage)?.into_iter().find(|check| check.id == id))
}
