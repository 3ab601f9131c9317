//! The stage: an authority, a phone and an inspector's device in fresh folders, with clocks that
//! the scenes move.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use doorstep::client::{Client, Evidence, Ports, Setup, Shown};
use doorstep::crypto::SystemRandom;
use doorstep::documents::{Challenge, TrustFile};
use doorstep::error::Code;
use doorstep::inspector::{Inspected, Inspector};
use doorstep::model::{MS, PersonId};
use doorstep::outbox::Urgency;
use doorstep::ports::Clock as _;
use doorstep::qr::QrMatrix;
use doorstep::testing::{SoftwareVault, VirtualClock};
use doorstep::views::{PassEntry, PersonView};
use doorstep_authority::admin::Admin;
use doorstep_authority::{Authority, ClockSource, Settings, start};

use super::network::Network;
use super::scene::{Card, Screen};
use crate::device::REGION;
use crate::reply::{ErrorInfo, Status};
use crate::{admin, authority, device};

/// Noon of a day in autumn at the region, Unix seconds.
const BEGINNING: i64 = 1_795_510_800;
/// How far the region's clocks are ahead of UTC, in seconds.
pub const REGION_AHEAD: i32 = 3 * 3600;

/// Where a device keeps its keys, in its home.
pub const VAULT: &str = "vault";

/// A device with what the scenes need of it.
pub struct Device {
    pub client: Arc<Client>,
    pub clock: Arc<VirtualClock>,
    pub network: Arc<Network>,
}

/// Everything that plays.
pub struct Stage {
    pub folder: PathBuf,
    pub authority: Authority,
    pub admin: Admin,
    pub phone: Device,
    pub inspector: Inspector,
    pub inspecting: Device,
    pub now: i64,
    /// The pass that the resident got.
    pub pass: Option<PassEntry>,
    /// The picture that was taken of it.
    pub picture: Option<PathBuf>,
    /// The text in that picture, and its modules.
    pub text: Option<String>,
    pub code: Option<QrMatrix>,
    /// The order that the resident is under, by its id.
    pub order: Option<String>,
    /// What the phone wrote of it when it was over.
    pub evidence: Option<Evidence>,
}

impl Stage {
    /// Sets it.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the authority and the devices.
    pub async fn set(folder: &Path) -> Result<Self, ErrorInfo> {
        let homes = folder.join("homes");
        let settings = Settings {
            home: homes.join("authority"),
            listen: None,
            clock: ClockSource::StoppedAt(BEGINNING),
            strict_budgets: false,
            region: None,
        };
        let running = start(settings).await.map_err(authority::trouble)?;
        let admin = Admin::of(&homes.join("authority")).map_err(admin::trouble)?;
        let phone = device(&homes.join("phone"), &running, BEGINNING)?;
        let inspecting = device(&homes.join("inspector"), &running, BEGINNING)?;
        Ok(Self {
            folder: folder.to_owned(),
            authority: running,
            admin,
            phone,
            inspector: Inspector::of(Arc::clone(&inspecting.client)),
            inspecting,
            now: BEGINNING,
            pass: None,
            picture: None,
            text: None,
            code: None,
            order: None,
            evidence: None,
        })
    }

    /// From here on the phone is one that the authority lends, fresh from its box.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the device.
    pub fn use_lent_phone(&mut self) -> Result<(), ErrorInfo> {
        self.phone = device(&self.lent_home(), &self.authority, self.now)?;
        Ok(())
    }

    pub fn lent_home(&self) -> PathBuf {
        self.folder.join("homes/lent")
    }

    /// Ends the authority.
    pub async fn close(self) {
        self.authority.stop().await;
    }

    /// Lets time pass for everybody.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the authority, whose clock is told.
    pub async fn pass_time(&mut self, seconds: i64) -> Result<(), ErrorInfo> {
        self.pass_time_apart(seconds);
        self.meet().await
    }

    /// The same while nobody asks the authority anything: it is told when they meet.
    pub fn pass_time_apart(&mut self, seconds: i64) {
        self.now = self.now.saturating_add(seconds);
        self.phone.clock.advance_ms(seconds.saturating_mul(MS));
        self.inspecting.clock.advance_ms(seconds.saturating_mul(MS));
    }

    /// The authority's clock shows what the others show.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the authority.
    pub async fn meet(&self) -> Result<(), ErrorInfo> {
        self.admin.clock(self.now).await.map_err(admin::trouble)
    }

    /// The time at the region, as people read it.
    pub fn clock(&self) -> String {
        region_time(self.now, "%H:%M:%S")
    }

    /// The order that an earlier scene has given.
    ///
    /// # Errors
    /// [`ErrorInfo`] if it has not.
    pub fn order(&self) -> Result<String, ErrorInfo> {
        needed(self.order.clone())
    }

    /// What the phone's own clock says, which somebody may have set to anything.
    pub fn wall_clock(&self) -> String {
        region_time(self.phone.clock.read().wall_ms.div_euclid(MS), "%-d %b, %H:%M:%S")
    }

    /// The authority's root, as everybody has it.
    ///
    /// # Errors
    /// [`ErrorInfo`] if its file cannot be read.
    pub fn trust_file(&self) -> Result<TrustFile, ErrorInfo> {
        trust_file(&self.authority)
    }

    /// What the phone knows about its resident.
    pub fn resident(&self) -> Option<PersonView> {
        self.phone.client.snapshot().people.into_iter().next()
    }

    /// A screen of the phone, as the clock at its top shows it.
    pub fn screen(&self, heading: impl Into<String>) -> Screen {
        Screen { clock: self.clock(), heading: heading.into(), ..Screen::default() }
    }

    /// The screen of a live code.
    pub fn code_screen(&self, shown: &Shown) -> Screen {
        let (heading, note) = match &shown.pass {
            Some(pass) => (pass.label.clone(), pass.text.text.clone()),
            None => ("Emergency medical care".to_owned(), shown.until.text.clone()),
        };
        Screen {
            offline: true,
            code: Some(shown.qr.clone()),
            note: Some(note),
            lines: shown.hint.iter().map(|hint| (hint.text.clone(), String::new())).collect(),
            ..self.screen(heading)
        }
    }

    /// A frame of the pass, for an inspector's number if there is one.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the core.
    pub fn present(&self, challenge: Option<Challenge>) -> Result<Shown, ErrorInfo> {
        let id = self.pass.as_ref().map(|pass| pass.id);
        Ok(self.phone.client.present(PersonId::FIRST, id, challenge)?)
    }

    /// What the inspector's device says to a text.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the core.
    pub fn inspect(&self, text: &str) -> Result<(Inspected, Card), ErrorInfo> {
        let inspected = self.inspector.inspect(text, None);
        let card = Card::of(&inspected, self.clock());
        Ok((inspected, card))
    }

    /// Gives the phone a network and lets it do what is due.
    ///
    /// # Errors
    /// [`ErrorInfo`] of whatever could not be done.
    pub async fn sync(&self) -> Result<(), ErrorInfo> {
        self.phone.network.give_back();
        match self.phone.client.sync(Urgency::Person, None).await.problem {
            Some(problem) => Err(problem.into()),
            None => Ok(()),
        }
    }

    /// Gives the inspector a network for one refresh.
    ///
    /// # Errors
    /// [`ErrorInfo`] of the core.
    pub async fn refresh(&self) -> Result<(), ErrorInfo> {
        self.inspecting.network.give_back();
        let refreshed = self.inspector.refresh().await;
        self.inspecting.network.take_away();
        Ok(refreshed.map(|_| ())?)
    }
}

/// What a scene needs of an earlier one.
pub fn needed<T>(of_earlier: Option<T>) -> Result<T, ErrorInfo> {
    of_earlier.ok_or_else(|| {
        ErrorInfo::new(
            Status::Refused,
            "skipped",
            "A step before this one has failed.",
            "Look at that one.",
        )
    })
}

pub fn region_time(second: i64, form: &str) -> String {
    let utc = DateTime::from_timestamp(second, 0).unwrap_or_default();
    match FixedOffset::east_opt(REGION_AHEAD) {
        Some(offset) => utc.with_timezone(&offset).format(form).to_string(),
        None => utc.format(form).to_string(),
    }
}

fn trust_file(running: &Authority) -> Result<TrustFile, ErrorInfo> {
    std::fs::read(&running.ready().trust_file)
        .ok()
        .and_then(|json| TrustFile::read(&json).ok())
        .ok_or_else(|| ErrorInfo::known(Code::TrustFileInvalid, "en"))
}

/// A device that has heard of nothing but what ships with the app.
fn device(home: &Path, running: &Authority, now: i64) -> Result<Device, ErrorInfo> {
    let ready = running.ready();
    let trust_file = trust_file(running)?;
    let setup = Setup {
        folder: home.to_owned(),
        trust_file,
        url: ready.url.clone(),
        shipped_roots: device::read_roots(&ready.ca_file)?,
        region: REGION.to_owned(),
    };
    let clock = Arc::new(VirtualClock::at(now.saturating_mul(MS)));
    let network = Arc::new(Network::there());
    let ports = Ports {
        clock: clock.clone(),
        vault: Arc::new(SoftwareVault::new(&home.join(VAULT))),
        random: Arc::new(SystemRandom::default()),
        transport: network.clone(),
    };
    let client = Arc::new(Client::open(setup, ports, "en")?);
    Ok(Device { client, clock, network })
}
