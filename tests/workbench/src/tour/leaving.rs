//! Asking for a pass.

use doorstep::client::PassRequestResult;
use doorstep::error::Code;
use doorstep::model::PersonId;
use doorstep::pass::PassState;

use super::scene::{Act, Played};
use super::stage::Stage;

pub async fn purposes(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let phone = &stage.phone.client;
    let purposes = phone.purposes(PersonId::FIRST)?;
    let free = purposes.iter().find(|purpose| !purpose.pass_needed && !purpose.emergency);
    act.expect(free.is_some(), "a purpose that needs no pass is named");
    act.tell(
        "Quota, hours and length stand beside each purpose before anything is asked, and what \
         needs no pass says so with its legal reference.",
    );
    let mut screen = stage.screen("Where to?");
    for purpose in &purposes {
        let more = match &purpose.note {
            Some(note) => note.text.clone(),
            None => format!("{} min", purpose.minutes),
        };
        screen.lines.push((purpose.label.clone(), more));
    }
    if let Some(free) = free {
        let asked = phone.request_pass(PersonId::FIRST, &free.key, None).await;
        let refused = asked.is_err_and(|error| error.code == Code::NoPassNeeded);
        act.expect(refused, "nobody gets a pass that nobody needs");
    }
    act.show(screen);
    Ok(act)
}

pub async fn request(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    let phone = &stage.phone.client;
    let (first, second) = tokio::join!(
        phone.request_pass(PersonId::FIRST, "groceries", None),
        phone.request_pass(PersonId::FIRST, "groceries", None),
    );
    let PassRequestResult::Pass(pass) = first? else {
        act.expect(false, "the pass was issued at once");
        return Ok(act);
    };
    let same = matches!(second?, PassRequestResult::Pass(again) if again.id == pass.id);
    act.expect(same, "a double tap gets one pass");
    act.expect(pass.state == PassState::Valid, "the pass counts");
    act.tell(
        "The pass was tapped twice and issued once. It has a key of its own, so that two exits of \
         one person cannot be linked by those who inspect them.",
    );
    let mut screen = stage.screen("Your passes");
    screen.lines.push((pass.label.clone(), pass.text.text.clone()));
    act.show(screen);
    stage.pass = Some(pass);
    Ok(act)
}
