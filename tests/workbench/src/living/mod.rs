//! `doorstep phone run`: a phone whose system is played lives in the world that a script tells.

mod network;
mod script;
pub mod system;
mod told;
pub mod world;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use doorstep::client::{CheckAnswer, Client, PhotoFor, PhotoUse, Ports};
use doorstep::crypto::SystemRandom;
use doorstep::error::Code;
use doorstep::events::{Cause, Facts, Moved, NetworkKind};
use doorstep::model::patient::CheckOutcome;
use doorstep::model::{MS, PersonId};
use doorstep::quarantine::watch::ArrivingFix;
use doorstep::testing::SoftwareVault;
use doorstep_authority::ClockFile;
use doorstep_authority::admin::Admin;

use crate::command_line::{CommandLine, DeviceOptions, PhoneAction, RunOptions};
use crate::device::clock::DeviceClock;
use crate::device::{self, facts};
use crate::reply::{ErrorInfo, Reply, Status};
use network::CountedNetwork;
use script::{Line, ScriptUnfit};
use system::{Course, Done, Played};
use told::Told;
use world::{Answering, World};

/// A person answers so long after they were asked, in milliseconds.
const ANSWERS_AFTER_MS: i64 = 5 * 60 * MS;

/// A phone that lives by a script.
struct Living<'a> {
    options: &'a DeviceOptions,
    person: PersonId,
    home: PathBuf,
    clock: Arc<DeviceClock>,
    network: Arc<CountedNetwork>,
    /// None while the system has ended the app.
    app: Option<Client>,
    /// Whoever has to be told the time before a sync.
    shared: Shared,
    world: World,
    told: Told,
    course: Course,
    /// When the person answers the check of this name.
    answers: Vec<(i64, String)>,
    /// Checks to which the person has had their say.
    said: Vec<String>,
}

/// How the authority learns what time it is.
enum Shared {
    File(ClockFile),
    Town(Admin),
    Nobody,
}

/// Lives a script.
///
/// # Errors
/// [`ErrorInfo`]: `script-unfit` with its line, `file-unreadable`, and the core's own.
pub async fn run(
    options: &DeviceOptions,
    clock_file: Option<&Path>,
    person: PersonId,
    run: &RunOptions,
) -> Result<Reply, ErrorInfo> {
    let home = device::home_of(options.home.as_deref(), "phone")?;
    let clock = Arc::new(DeviceClock::start(&home, options));
    let now_ms = clock.true_ms();
    let lines = script::read(&text_of(&run.script)?, now_ms).map_err(unfit)?;
    let url = device::url_of(options)?;
    let network = CountedNetwork::before(&url).await.map_err(|error| no_relay(&error))?;
    network.set_gone(options.offline || facts::read(&home).network == NetworkKind::Offline);
    let network = Arc::new(network);
    let client = open(options, &home, &clock, &network)?;
    let shared = match (clock_file, &run.town) {
        (Some(file), _) => Shared::File(ClockFile::at(file)),
        (None, Some(town)) => Shared::Town(Admin::of(town).map_err(crate::admin::trouble)?),
        (None, None) => Shared::Nobody,
    };
    let mut living = Living {
        options,
        person,
        world: World::new(run.seed),
        told: Told::begin(now_ms),
        home,
        clock,
        network,
        app: Some(client),
        shared,
        course: Course::begin(now_ms),
        answers: Vec::new(),
        said: Vec::new(),
    };
    living.through(&lines).await?;
    living.share().await?;
    living.clock.keep(&living.home);
    let value = living.told.value(living.app()?, person, &living.network, living.course.now_ms);
    let text = living.told.text();
    Ok(Reply::done(value, text))
}

impl Living<'_> {
    async fn through(&mut self, lines: &[Line]) -> Result<(), ErrorInfo> {
        for line in lines {
            system::live_until(self, line.at_ms).await?;
            self.happens(line).await?;
            self.look()?;
            system::sync_if_asked(self).await?;
        }
        Ok(())
    }

    async fn happens(&mut self, line: &Line) -> Result<(), ErrorInfo> {
        if line.reboot || line.kill {
            self.start_again(line.reboot)?;
        }
        if !line.change.facts.is_empty() {
            let changes: Result<Vec<_>, _> =
                line.change.facts.iter().map(|fact| facts::FactChange::read(fact)).collect();
            let changes = changes.map_err(|why| unfit(ScriptUnfit { line: line.number, why }))?;
            let language = self.app()?.snapshot().language;
            let before = facts::read(&self.home).network;
            let now = facts::change(&self.home, &changes, &language)?;
            let is_gone = now.network == NetworkKind::Offline;
            self.network.set_gone(is_gone);
            let is_back = before == NetworkKind::Offline && !is_gone;
            if is_back {
                system::wake(self, Cause::Network)?;
            } else {
                self.app()?.facts_changed(now);
            }
        }
        self.world
            .change(&line.change)
            .map_err(|why| unfit(ScriptUnfit { line: line.number, why }))?;
        for verb in &line.verbs {
            self.does(verb).await.map_err(|error| named(line, verb, error))?;
        }
        Ok(())
    }

    /// A verb, as it would be typed after `doorstep phone`.
    async fn does(&self, verb: &str) -> Result<(), ErrorInfo> {
        let words = ["doorstep", "phone"].into_iter().chain(verb.split_whitespace());
        let action = CommandLine::phone_action(words).map_err(|_| wrong_verb())?;
        if matches!(action, PhoneAction::Run(_)) {
            return Err(wrong_verb());
        }
        crate::phone::act(self.app()?, &self.home, self.person, action).await.map(|_| ())
    }

    /// The system ends the app, or the phone is switched off and on; the app starts at its next event.
    fn start_again(&mut self, is_boot: bool) -> Result<(), ErrorInfo> {
        // The store is one process's at a time.
        self.app = None;
        if is_boot {
            self.clock.boot_anew();
        }
        self.app = Some(open(self.options, &self.home, &self.clock, &self.network)?);
        system::wake(self, if is_boot { Cause::Boot } else { Cause::Sticky })
    }

    /// What the person does with checks, some minutes after each.
    fn answer(&mut self) -> Result<(), ErrorInfo> {
        for check in self.app()?.checks(self.person, false)? {
            let is_new = check.outcome == CheckOutcome::Asking
                && !self.said.contains(&check.id)
                && !self.answers.iter().any(|(_, id)| *id == check.id);
            if is_new {
                self.answers.push((self.course.now_ms.saturating_add(ANSWERS_AFTER_MS), check.id));
            }
        }
        let now_ms = self.course.now_ms;
        let due: Vec<String> = self
            .answers
            .iter()
            .filter(|(at_ms, _)| *at_ms <= now_ms)
            .map(|(_, id)| id.clone())
            .collect();
        self.answers.retain(|(at_ms, _)| *at_ms > now_ms);
        for id in due {
            self.said.push(id.clone());
            let answering = self.world.answering();
            let shows_place = matches!(answering, Answering::Place | Answering::Photo(_));
            // A place goes with it, if the phone may look.
            if shows_place && self.app()?.plan().fix_every_s.is_some() {
                system::locate(self)?;
            }
            let answer = match answering {
                Answering::Place => CheckAnswer::Here,
                Answering::Cannot(reason) => CheckAnswer::Cannot { reason, text: None },
                Answering::Ignore => continue,
                Answering::Photo(file) => {
                    let (app, wanted) = (self.app()?, PhotoFor::Check(id));
                    let home = &self.home;
                    crate::phone::attempt(app, self.person, home, &wanted, &file, PhotoUse::Send)?;
                    continue;
                }
            };
            match self.app()?.answer_check(self.person, Some(&id), &answer) {
                Err(error) if error.code != Code::NoCheck => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    fn look(&mut self) -> Result<(), ErrorInfo> {
        let app = running(self.app.as_ref())?;
        self.told.look(app, self.person, self.course.now_ms);
        Ok(())
    }
}

impl Played for Living<'_> {
    fn app(&self) -> Result<&Client, ErrorInfo> {
        running(self.app.as_ref())
    }

    fn person(&self) -> PersonId {
        self.person
    }

    fn course(&mut self) -> &mut Course {
        &mut self.course
    }

    fn go_to(&mut self, now_ms: i64) {
        self.clock.go_to(now_ms);
    }

    fn facts(&self) -> Facts {
        facts::read(&self.home)
    }

    fn has_network(&self) -> bool {
        !self.network.is_gone()
    }

    fn moved(&mut self) -> Option<Moved> {
        self.world.moved()
    }

    fn fix(&mut self, home: (i64, i64), now_ms: i64) -> ArrivingFix {
        self.world.fix(home, now_ms)
    }

    fn acts_at(&self) -> Option<i64> {
        self.answers.iter().map(|(at_ms, _)| *at_ms).min()
    }

    fn acts(&mut self) -> Result<(), ErrorInfo> {
        self.answer()
    }

    async fn share(&self) -> Result<(), ErrorInfo> {
        let now_ms = self.course.now_ms;
        match &self.shared {
            Shared::File(file) => file.write_ms(now_ms).map_err(crate::clock::unreadable),
            Shared::Town(admin) => {
                admin.clock(now_ms.div_euclid(MS)).await.map_err(crate::admin::trouble)
            }
            Shared::Nobody => Ok(()),
        }
    }

    fn sees(&mut self, done: Done<'_>) -> Result<(), ErrorInfo> {
        match done {
            Done::Woke => self.told.wakes = self.told.wakes.saturating_add(1),
            Done::Located(_) => self.told.fixes = self.told.fixes.saturating_add(1),
            Done::Synced(report) => {
                self.told.syncs = self.told.syncs.saturating_add(1);
                self.network.hang_up();
                if let Some(problem) = &report.problem {
                    log::warn!("sync-problem code={}", problem.code.name());
                }
                self.look()?;
            }
            Done::Shown => self.look()?,
        }
        Ok(())
    }
}

/// A verb that failed, with its line.
fn named(line: &Line, verb: &str, error: ErrorInfo) -> ErrorInfo {
    ErrorInfo { text: format!("{} (line {}, `{verb}`)", error.text, line.number), ..error }
}

fn running(app: Option<&Client>) -> Result<&Client, ErrorInfo> {
    app.ok_or_else(|| ErrorInfo::known(Code::ClientClosed, "en"))
}

fn open(
    options: &DeviceOptions,
    home: &Path,
    clock: &Arc<DeviceClock>,
    network: &Arc<CountedNetwork>,
) -> Result<Client, ErrorInfo> {
    let ports = Ports {
        clock: clock.clone(),
        vault: Arc::new(SoftwareVault::new(&home.join("vault"))),
        random: Arc::new(SystemRandom::default()),
        transport: network.clone(),
    };
    device::open_with(options, home, ports)
}

fn text_of(script: &Path) -> Result<String, ErrorInfo> {
    let unreadable = |error: std::io::Error| {
        ErrorInfo::new(
            Status::CouldNotRun,
            "file-unreadable",
            format!("{} cannot be read: {}.", script.display(), error.kind()),
            "Give a file with one JSON object a line, or - for standard input.",
        )
    };
    if script == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        return Ok(text);
    }
    fs::read_to_string(script).map_err(unreadable)
}

fn unfit(ScriptUnfit { line, why }: ScriptUnfit) -> ErrorInfo {
    let next = "Mend that line.";
    let text = format!("Line {line} of the script does not fit: {why}.");
    ErrorInfo::new(Status::Refused, "script-unfit", text, next)
}

fn wrong_verb() -> ErrorInfo {
    let text = "That is no verb of `doorstep phone`.";
    ErrorInfo::new(Status::Refused, "script-unfit", text, "Write it as after `doorstep phone`.")
}

fn no_relay(error: &std::io::Error) -> ErrorInfo {
    let text = format!("No way to the authority can be counted: {}.", error.kind());
    let next = "The authority's address has to be an IP address with a port.";
    ErrorInfo::new(Status::CouldNotRun, "file-unreadable", text, next)
}
