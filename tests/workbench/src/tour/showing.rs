//! Showing the pass with no network, and everything that is no live pass.

use doorstep::documents::numbers::limit;
use doorstep::documents::{Sign1, decode_text, encode_text};
use doorstep::inspection::{Reason, Verdict};
use doorstep::model::PersonId;
use doorstep::qr::{Correction, encode};

use super::scene::{Act, Figure, Played, Screen};
use super::stage::{Stage, needed};
use crate::inspector::spaced;
use crate::picture;

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

pub async fn offline(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.phone.network.take_away();
    let shown = stage.present(None)?;
    let png = needed(picture::png(&shown.qr))?;
    let path = stage.folder.join("live-code.png");
    let written = std::fs::write(&path, png).is_ok()
        && std::fs::write(stage.folder.join("live-code.svg"), picture::svg(&shown.qr)).is_ok();
    act.expect(written, "the pictures are written");
    act.expect(shown.next_frame_in_ms == Some(5_000), "a new frame comes every five seconds");
    act.tell(
        "Every five seconds the pass's key signs a new frame. This one was photographed: \
         target/tour/live-code.png.",
    );
    act.show(stage.code_screen(&shown));
    stage.picture = Some(path);
    stage.text = Some(shown.text);
    stage.code = Some(shown.qr);
    Ok(act)
}

pub async fn inspect(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.refresh().await?;
    let path = needed(stage.picture.as_ref())?;
    let png = needed(std::fs::read(path).ok())?;
    let codes = picture::read(&png, image::ImageFormat::Png).unwrap_or_default();
    let text = needed(codes.into_iter().next())?;
    let (inspected, card) = stage.inspect(&text)?;
    act.expect(inspected.answer.verdict == Verdict::Valid, "the live code is accepted");
    act.expect(inspected.answer.sub.as_deref() == Some("AK4417"), "the mark is shown");
    act.tell(
        "The inspector's device fetched the signed lists once and has no network now. It read the \
         code from the picture's pixels and keeps no count of whom it saw.",
    );
    show_picture(stage, &mut act, "The picture, just taken");
    act.show(card);
    Ok(act)
}

fn show_picture(stage: &Stage, act: &mut Act, caption: &'static str) {
    if let Some(code) = stage.code.clone() {
        act.show(Figure::Picture { caption, code });
    }
}

pub async fn screenshot(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.pass_time(45).await?;
    let (inspected, card) = stage.inspect(needed(stage.text.as_deref())?)?;
    let answer = &inspected.answer;
    act.expect(answer.verdict == Verdict::StaleFrame, "the screenshot is refused");
    act.expect(answer.reason == Reason::Old, "because it is old");
    act.tell("The pass in it is as good as before. The frame is not: nobody is accused of that.");
    show_picture(stage, &mut act, "The same picture, 45 seconds old");
    act.show(card);
    Ok(act)
}

pub async fn number_check(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let challenge = stage.inspector.challenge()?;
    let shown = stage.present(Some(challenge.bytes))?;
    let (inspected, card) = stage.inspect(&shown.text)?;
    act.expect(inspected.answer.verdict == Verdict::Valid, "the answer to the number is accepted");
    let (again, _) = stage.inspect(&shown.text)?;
    act.expect(again.answer.verdict == Verdict::StaleFrame, "a number serves once");
    act.tell(
        "The inspector reads eight digits out, the resident types them, the phone signs them. No \
         clock is needed, and each number serves once.",
    );
    act.show(Figure::Digits(spaced(&challenge.digits)));
    act.show(stage.code_screen(&shown));
    act.show(card);
    Ok(act)
}

pub async fn cut_out(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let shown = stage.present(None)?;
    let bytes = needed(decode_text(&shown.text).ok())?;
    let live = needed(Sign1::read(&bytes, limit::PASS, limit::DEPTH_PASS).ok())?;
    let bare = needed(live.header().kcwt.as_ref())?.to_bytes();
    let text = encode_text(&bare);
    let (inspected, card) = stage.inspect(&text)?;
    let answer = &inspected.answer;
    act.expect(answer.verdict == Verdict::StaleFrame, "the bare pass is refused");
    act.expect(answer.reason == Reason::NotLive, "because its live part is missing");
    act.tell(
        "Somebody copied the signed pass out of the live code. The authority's signature is real, \
         and still it counts for nothing without the phone that holds its key.",
    );
    let code = needed(encode(&text, Correction::Low))?;
    act.show(Figure::Picture { caption: "The bare pass as a code", code });
    act.show(card);
    Ok(act)
}

pub async fn wrong_clock(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.phone.clock.set_wall_error_ms(DAY_MS);
    let shown = stage.present(None)?;
    let (wrong, card) = stage.inspect(&shown.text)?;
    act.expect(wrong.answer.verdict == Verdict::Valid, "a wrong clock does not matter");
    act.show(Screen { clock: stage.wall_clock(), ..stage.code_screen(&shown) });
    act.show(card);
    // Started anew as well, the phone knows the time no more; a number needs none.
    stage.phone.clock.reboot();
    let challenge = stage.inspector.challenge()?;
    let shown = stage.present(Some(challenge.bytes))?;
    let (restarted, _) = stage.inspect(&shown.text)?;
    act.expect(restarted.answer.verdict == Verdict::Valid, "the number check needs no clock");
    act.tell(
        "Somebody set the phone's clock a day ahead; it goes by the authority's signed time and \
         its own steady clock. Restarted without a network it says so, and the number check still \
         works.",
    );
    stage.phone.clock.set_wall_error_ms(0);
    stage.sync().await?;
    stage.phone.network.take_away();
    Ok(act)
}

pub async fn emergency(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let shown = needed(stage.phone.client.emergency(PersonId::FIRST, None).shown)?;
    let (inspected, card) = stage.inspect(&shown.text)?;
    let declared = inspected.answer.verdict == Verdict::SelfDeclaredEmergency;
    act.expect(declared, "the emergency lets its holder pass");
    act.tell(
        "No reason is asked, no quota counts, no act is needed and no network. It is marked as the \
         holder's own word.",
    );
    act.show(stage.code_screen(&shown));
    act.show(card);
    Ok(act)
}
