//! A phone for somebody who has none, from the form at the desk to an empty phone.

use std::path::Path;
use std::{fs, io};

use doorstep::client::{LoanStep, OrderDecision};
use doorstep::events::Cause;
use doorstep::loan::LoanState;
use doorstep::model::PersonId;
use doorstep::qr::{Correction, encode};
use doorstep::quarantine::watch::Mode;
use doorstep::views::{LoanView, OrderState};

use super::living::{Life, Place, wake};
use super::ordering::issue_for_loan;
use super::scene::{Act, Figure, Played, Screen};
use super::stage::{Stage, VAULT, needed};
use crate::admin::trouble;
use crate::reply::{ErrorInfo, Status};

/// On its form, and all that the authority knows of whoever has the phone.
const NUMBER: &str = "L-0042";
const DAY_S: i64 = 86_400;

pub async fn loan(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.use_lent_phone()?;
    let order = issue_for_loan(stage, NUMBER).await?;
    let made = stage.admin.make_loan(NUMBER, None).await.map_err(trouble)?;
    let form = needed(encode(&made.qr, Correction::Medium))?;
    let taken = of(stage.phone.client.take_loan(&made.qr).await?)?;
    act.expect(
        taken.state == LoanState::Taken,
        "the phone is lent by a scan, without a phone number",
    );
    stage.sync().await?;
    stage.phone.client.decide_order(PersonId::FIRST, &OrderDecision::Seen)?;
    stage.phone.client.decide_order(PersonId::FIRST, &OrderDecision::Begin)?;
    stage.pass_time(DAY_S).await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    act.expect(stage.phone.client.plan().location == Mode::Off, "on the desk nobody looks");
    let parts = vec!["charger".to_owned(), "case".to_owned()];
    let running = of(stage.phone.client.hand_over_loan(Some(87), parts).await?)?;
    act.expect(running.state == LoanState::Running, "both sides have signed the handover");
    stage.pass_time(10).await?;
    wake(&stage.phone.client, Cause::Alarm, true);
    let mut life = Life::begin(stage, "The first day with a lent phone")?;
    life.go_on(stage, DAY_S, Place::at_home).await?;
    life.tell_all(stage).await?;
    let runs = needed(stage.phone.client.order(PersonId::FIRST)?)?;
    act.expect(
        runs.id == order && runs.state == OrderState::Running,
        "the order runs from then on",
    );
    act.tell(
        "Whoever has no phone gets one at the desk. A scan of the form makes its keys: it needs no phone \
         number, and the authority knows its user by the number on the form alone.",
    );
    act.tell(
        "Nothing is asked before it was handed over, which both sides sign, with its battery and what came \
         with it. From then on it is a phone as any other, and says at every moment how it goes back and \
         whom to call.",
    );
    act.show(Figure::Picture { caption: "The code on the form, for one phone", code: form });
    act.show(screen(stage, "A lent phone", &needed(stage.phone.client.loan())?));
    act.show(life.watched);
    stage.order = Some(order);
    Ok(act)
}

pub async fn wiped(stage: &mut Stage) -> Played {
    let mut act = Act::default();
    stage.admin.release_order(&stage.order()?, None).await.map_err(trouble)?;
    stage.pass_time(60).await?;
    stage.sync().await?;
    let done = needed(stage.phone.client.loan())?;
    act.expect(done.state == LoanState::Returning, "there is nothing left to do but bring it back");
    act.show(screen(stage, "The order has ended", &done));
    let home = stage.lent_home();
    let [before, keys] = [files(&home)?, files(&home.join(VAULT))?];
    stage.phone.network.take_away();
    let returned = stage.phone.client.return_loan().await?;
    act.expect(!returned.told, "there is no network to tell anybody");
    let wiped = needed(stage.phone.client.loan())?;
    act.expect(
        wiped.state == LoanState::Wiped && wiped.number.is_none(),
        "the phone knows nothing",
    );
    let left = files(&home)?;
    let is_gone = |key: &Vec<u8>| !left.contains(key);
    act.expect(!keys.is_empty() && keys.iter().all(is_gone), "none of its keys is left");
    let entry = stage.admin.return_loan(&returned.certificate).await.map_err(trouble)?;
    act.expect(entry.state == "returned", "the desk takes it back by what it shows");
    act.tell(
        "After the order the phone sends what waits, destroys its keys and writes over every file. Killed \
         anywhere, it goes on; then it shows a certificate that the desk scans, with or without a network.",
    );
    act.tell(
        "What the authority keeps is the number on the form, and what it signed for. The next user gets an \
         empty phone.",
    );
    act.show(Screen {
        offline: true,
        code: encode(&returned.certificate, Correction::Medium),
        ..screen(stage, "Given back", &wiped)
    });
    act.show(Figure::Facts(vec![
        ("On the phone before", size(&before)),
        ("On the phone after", size(&left)),
        ("At the desk", format!("{} · {}", entry.number, entry.state)),
    ]));
    Ok(act)
}

fn of(step: LoanStep) -> Result<LoanView, ErrorInfo> {
    match step {
        LoanStep::Done(loan) => Ok(*loan),
        LoanStep::WaitingToSend { why, .. } => Err(why.into()),
    }
}

fn screen(stage: &Stage, heading: &str, loan: &LoanView) -> Screen {
    let mut screen = stage.screen(heading);
    if let Some(number) = &loan.number {
        screen.lines.push((number.clone(), "number on the form".to_owned()));
    }
    screen.lines.push((loan.emergency_text.text.clone(), String::new()));
    let said: Vec<_> = loan.give_back.iter().map(|said| said.text.as_str()).collect();
    screen.note = Some(said.join(" "));
    screen
}

/// Every one under a folder.
fn files(folder: &Path) -> Result<Vec<Vec<u8>>, ErrorInfo> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).map_err(|error| unread(&error))? {
            let path = entry.map_err(|error| unread(&error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(fs::read(&path).map_err(|error| unread(&error))?);
            }
        }
    }
    Ok(found)
}

fn size(files: &[Vec<u8>]) -> String {
    let bytes: usize = files.iter().map(Vec::len).sum();
    format!("{} files, {} KiB", files.len(), bytes.div_ceil(1024))
}

fn unread(error: &io::Error) -> ErrorInfo {
    ErrorInfo::new(
        Status::CouldNotRun,
        "file-not-read",
        format!("The lent phone's files cannot be read: {}.", error.kind()),
        "Start the tour in a folder that can be read.",
    )
}
