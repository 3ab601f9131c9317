//! The tour: an authority, a resident, an inspector and an officer in one story over real HTTPS, told
//! step by step. Time is virtual, so nobody waits for anything.

mod asking;
mod ending;
mod leaving;
mod lending;
mod living;
mod network;
mod ordering;
mod page;
mod photographing;
mod proving;
mod registering;
mod scene;
mod sharing;
mod showing;
mod stage;
mod telling;
mod texting;
mod watching;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::reply::{ErrorInfo, Reply, Status};
use crate::terminal::Paint;
use scene::Scene;
use stage::Stage;
use telling::Telling;

/// Where everything goes, in the folder in which cargo builds.
const FOLDER: &str = "target/tour";

/// Plays the tour.
///
/// # Errors
/// [`ErrorInfo`] if it cannot begin, or its report cannot be written.
pub async fn run(json: bool) -> Result<Reply, ErrorInfo> {
    let folder = PathBuf::from(FOLDER);
    clear(&folder).map_err(|error| unwritten(&folder, &error))?;
    let told = Telling { to_people: !json, paint: Paint::of_stdout() };
    told.opening();
    let scenes = play(&folder, told).await?;
    let value = report(&scenes);
    let files = [("tour.json", format!("{value:#}\n")), ("index.html", page::page(&scenes))];
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| unwritten(&path, &error))?;
    }
    let good = scenes.iter().filter(|scene| scene.ok).count();
    let text = format!(
        "\nPictures and all: {FOLDER}/index.html\ntour: {good} of {} steps ok",
        scenes.len()
    );
    let status = if good == scenes.len() { Status::Done } else { Status::Refused };
    Ok(Reply { value, text, status })
}

/// Plays one scene after the other. One that fails stops nothing that can go on.
async fn play(folder: &Path, told: Telling) -> Result<Vec<Scene>, ErrorInfo> {
    let mut scenes: Vec<Scene> = Vec::new();
    let mut stage = Stage::set(folder).await?;
    macro_rules! play {
        ($($scene:path => $id:literal, $title:literal;)*) => {
            let of = [$($id),*].len();
            $(
                told.title(scenes.len() + 1, of, $title);
                let played = $scene(&mut stage).await;
                let scene = Scene::of($id, $title, played);
                told.scene(&scene);
                scenes.push(scene);
            )*
        };
    }
    play! {
        registering::authority => "authority", "The authority opens";
        registering::register => "register", "A resident registers by phone number";
        registering::confirm => "confirm", "The code arrives and is confirmed";
        leaving::purposes => "purposes", "The phone knows the rules before anything is asked";
        leaving::request => "pass", "One tap, one pass";
        showing::offline => "live-code", "The network is gone, the pass shows";
        showing::inspect => "inspection", "An inspector reads the picture, offline";
        showing::screenshot => "screenshot", "45 seconds later the same picture is refused";
        showing::number_check => "number-check", "Eight digits instead of a clock";
        showing::cut_out => "cut-out", "A pass without its phone counts for nothing";
        showing::wrong_clock => "wrong-clock", "The phone's clock is a day wrong";
        showing::emergency => "emergency", "An emergency never waits";
        ending::revoke => "revoked", "A revoked pass still brings its holder home";
        ending::act_ends => "act-ends", "The act ends, and so does the duty";
        ending::erase => "erase", "One action erases it all";
        ordering::order => "order", "An order to stay at home, in words";
        watching::first_day => "first-day", "The first hours at home";
        watching::wrong_fix => "wrong-fix", "The phone is wrong for an hour, and nobody is accused";
        asking::check => "check", "Somebody asks, and a tap is an answer";
        watching::no_network => "no-network", "Three days without a network";
        asking::hospital => "hospital", "One tap says: in hospital";
        asking::away => "away", "Somebody really leaves";
        ordering::release => "release", "The order ends, and so does the watching";
        proving::export => "evidence", "One file proves it all";
        proving::altered => "evidence-altered", "Nobody changes a word of it unseen";
        photographing::photo => "photo", "A photo answers, and only an officer opens it";
        photographing::photo_bad => "photo-bad", "Too dark three times, and nobody is locked out";
        sharing::family => "family", "A parent and a child share a phone";
        texting::sms_pass => "sms-pass", "A pass by text message, with no data and no guess";
        lending::loan => "loan", "A phone for somebody who has none";
        lending::wiped => "loan-wiped", "It goes back empty, and proves it";
    }
    stage.close().await;
    Ok(scenes)
}

/// What scripts see.
fn report(scenes: &[Scene]) -> Value {
    let steps: Vec<Value> = scenes
        .iter()
        .map(|scene| {
            let Scene { id, title, ok, detail, .. } = scene;
            json!({ "id": id, "title": title, "ok": ok, "detail": detail })
        })
        .collect();
    json!({ "ok": scenes.iter().all(|scene| scene.ok), "steps": steps })
}

/// Every tour begins with nobody registered anywhere.
fn clear(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::create_dir_all(folder)
}

fn unwritten(path: &Path, error: &std::io::Error) -> ErrorInfo {
    ErrorInfo::new(
        Status::CouldNotRun,
        "file-not-written",
        format!("{} cannot be written: {}.", path.display(), error.kind()),
        "Start the tour in a folder that can be written.",
    )
}
