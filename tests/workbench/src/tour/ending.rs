//! How it ends: a pass is revoked, the act ends, the resident leaves.

use doorstep::client::PassRequestResult;
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep::model::PersonId;
use doorstep::pass::PassState;
use doorstep::registration::Step;

use super::scene::{Act, Played};
use super::stage::{Stage, needed};
use crate::admin::trouble;

/// Longer than any way home, in seconds.
const AFTER_THE_WAY_HOME: i64 = 3 * 3600 + 60;

pub async fn revoke(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let pass = needed(stage.pass.clone())?;
    stage.pass_time(600).await?;
    stage.admin.revoke(&pass.id.to_string()).await.map_err(trouble)?;
    stage.refresh().await?;
    stage.sync().await?;
    stage.phone.network.take_away();
    let shown = stage.present(None)?;
    let state = shown.pass.as_ref().map(|pass| pass.state);
    act.expect(state == Some(PassState::ReturnHomeOnly), "its holder is told");
    let (inspected, card) = stage.inspect(&shown.text)?;
    act.expect(inspected.answer.verdict == Verdict::ReturnHomeOnly, "the way home is allowed");
    act.show(stage.code_screen(&shown));
    act.show(card);
    stage.pass_time(AFTER_THE_WAY_HOME).await?;
    stage.refresh().await?;
    let (after, card) = stage.inspect(&stage.present(None)?.text)?;
    let over = matches!(after.answer.verdict, Verdict::Revoked | Verdict::Expired);
    act.expect(over, "after that it counts no more");
    act.tell(
        "Whoever is outside already may go home with it. After that, and in no case after its own \
         end, it counts no more.",
    );
    act.show(card);
    Ok(act)
}

pub async fn act_ends(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.phone.network.give_back();
    let phone = &stage.phone.client;
    let PassRequestResult::Pass(pass) =
        phone.request_pass(PersonId::FIRST, "pharmacy", None).await?
    else {
        act.expect(false, "another pass was issued before the act ended");
        return Ok(act);
    };
    stage.pass = Some(pass);
    stage.admin.act_ended().await.map_err(trouble)?;
    stage.pass_time(60).await?;
    stage.sync().await?;
    let asked = stage.phone.client.request_pass(PersonId::FIRST, "groceries", None).await;
    let refused = asked.as_ref().is_err_and(|error| error.code == Code::NotInForce);
    act.expect(refused, "no pass is issued any more");
    stage.refresh().await?;
    let shown = stage.present(None)?;
    let (inspected, card) = stage.inspect(&shown.text)?;
    act.expect(inspected.answer.verdict == Verdict::NotInForce, "the stored one is not needed");
    let emergency = needed(stage.phone.client.emergency(PersonId::FIRST, None).shown)?;
    let (urgent, _) = stage.inspect(&emergency.text)?;
    let open = urgent.answer.verdict == Verdict::SelfDeclaredEmergency;
    act.expect(open, "an emergency needs no act");
    let said = asked.err().map(|error| error.text.text).unwrap_or_default();
    act.tell(format!("The phone says: “{said}” The stored pass stays visible and says the same."));
    act.show(stage.code_screen(&shown));
    act.show(card);
    Ok(act)
}

pub async fn erase(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.phone.client.erase(PersonId::FIRST)?;
    let view = needed(stage.resident())?;
    act.expect(view.passes.is_empty(), "nothing is left on the phone");
    stage.sync().await?;
    let view = needed(stage.resident())?;
    act.expect(view.registration.step == Step::NotRegistered, "the authority was told");
    let accounts = stage.admin.accounts().await.map_err(trouble)?;
    let named = accounts.iter().any(|account| account.phone.is_some());
    act.expect(!named, "the authority has closed the account");
    act.tell(
        "The keys are destroyed first, so what is left on the disk is noise. The authority forgets \
         the account too and keeps nothing but a counter that ends with the quota's day.",
    );
    let mut screen = stage.screen("Erased");
    screen.note = Some(view.registration.text.text);
    act.show(screen);
    Ok(act)
}
