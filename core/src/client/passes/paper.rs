//! A pass for those who go without their phone: on paper, or as a text message (`PROTOCOL.md §11.8`).

use super::Passes;
use crate::client::Client;
use crate::client::account::Account;
use crate::client::core::Conversation;
use crate::client::exchange::json;
use crate::client::refusal::Refusal;
use crate::client_error::ClientError;
use crate::documents::{encode_text, message_text, pass_claims};
use crate::error::{Code, CoreError};
use crate::model::{PassId, PersonId, TypedCode, from_base64url, to_base64url};
use crate::paper::Sheet;
use crate::pass::{Paper, Pass, PassState, is_paper};
use crate::qr::QrMatrix;
use crate::registration::{Keys, Registration};
use crate::requests::{PaperReply, PaperRequest, Route, read};
use crate::state::Change;
use crate::time::milliseconds;
use crate::views::PassEntry;

/// A pass that is shown without a phone, in every form it is given away in.
#[derive(Clone, PartialEq, Eq)]
pub struct OnPaper {
    /// The text of the code.
    pub text: String,
    /// The same as it goes by text message, with a check by which damage is known: at most two
    /// segments in GSM's own alphabet.
    pub sms: String,
    /// The code as it is printed, with the correction that paper needs.
    pub qr: QrMatrix,
    /// The whole page, SVG of A4.
    pub page: String,
    /// What can be read out where nothing can be scanned, in groups of four.
    pub typed_code: Option<String>,
    /// The pass that it stands for.
    pub pass: PassEntry,
}

/// What a request for paper needs, and what an answer must fit.
struct Wanted {
    row: i64,
    pass: Pass,
    keys: Keys,
}

impl Client {
    /// A pass without its phone: of this name, or the one that ends last. It is fetched once and
    /// then known without a network; a second one is the same.
    ///
    /// # Errors
    /// [`ClientError`]: `pass-unknown`, `pass-over`, `holder-mark-missing` for a pass that names
    /// nothing to compare with a document, `no-paper` where the rules give none, `not-registered`,
    /// `key-closed`, `pass-unusable`, and those of network and vault.
    pub async fn paper(
        &self,
        person: PersonId,
        id: Option<PassId>,
    ) -> Result<OnPaper, ClientError> {
        self.unlocked(person)?;
        let _told = self.core.tell_at_end();
        let paper = Passes::of(&self.core, person).paper(id).await;
        paper.map_err(|error| self.core.say(&error))
    }
}

impl Passes<'_> {
    async fn paper(self, id: Option<PassId>) -> Result<OnPaper, CoreError> {
        let wanted = self.wanted_paper(id)?;
        if let Some(paper) = self.good_paper(&wanted.pass) {
            return self.on_paper(&wanted.pass, &paper);
        }
        let conversation = self.core.converse().await;
        // Another tap, or an erase, may have come while this one waited.
        let wanted = self.wanted_paper(id)?;
        let paper = match self.good_paper(&wanted.pass) {
            Some(paper) => paper,
            None => self.fetch_paper(&conversation, &wanted).await?,
        };
        self.on_paper(&wanted.pass, &paper)
    }

    /// The paper that is kept, unless the key that signed it was withdrawn.
    fn good_paper(self, pass: &Pass) -> Option<Paper> {
        let paper = pass.paper.clone()?;
        let bytes = from_base64url(&paper.signed)?;
        is_paper(&bytes, &self.core.lock().lists, pass).then_some(paper)
    }

    /// Checks what can be checked here: a no is told before anything is sent.
    fn wanted_paper(self, id: Option<PassId>) -> Result<Wanted, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let now = state.time.at(&reading);
        let person_state = state.person(self.person)?;
        let keys = match &person_state.registration {
            Registration::Registered { keys, .. } => keys.clone(),
            Registration::Closed { reason, .. } => return Err(CoreError::closed(reason)),
            _ => return Err(state.not_registered(self.person).into()),
        };
        let of_name = |(_, pass): &&(i64, Pass)| id.is_none_or(|id| id == pass.id);
        let found = person_state.passes.iter().filter(of_name).max_by_key(|(_, pass)| pass.exp);
        let Some((row, pass)) = found else {
            let ended = state.ended(self.person)?;
            let known = ended.iter().any(|(_, pass)| id.is_none_or(|id| id == pass.id));
            return Err(if known { Code::PassOver } else { Code::PassUnknown }.into());
        };
        let claims = pass_claims(&pass.bytes()).ok_or(Code::PassUnusable)?;
        if claims.sub.is_absent() {
            return Err(Code::HolderMarkMissing.into());
        }
        let rules = state.lists.rules();
        match pass.state(&now, rules) {
            PassState::Valid | PassState::NotYetValid | PassState::TimeUnknown => {}
            PassState::NotInForce => return Err(Code::NotInForce.into()),
            PassState::Expired
            | PassState::OtherAct
            | PassState::ReturnHomeOnly
            | PassState::Revoked
            | PassState::KeyWithdrawn => {
                return Err(Code::PassOver.into());
            }
        }
        let purpose = rules.and_then(|rules| rules.known_purpose(pass.purpose));
        if pass.paper.is_none() && purpose.is_some_and(|purpose| !purpose.on_paper) {
            return Err(Code::NoPaper.into());
        }
        Ok(Wanted { row: *row, pass: pass.clone(), keys })
    }

    async fn fetch_paper(
        self,
        conversation: &Conversation<'_>,
        wanted: &Wanted,
    ) -> Result<Paper, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let body = json(&PaperRequest { pass: wanted.pass.signed.clone() })?;
        let route = Route::Paper(wanted.pass.id);
        let account = Account::of(self.core, self.person);
        let reply = account.ask(conversation, route, body.as_bytes(), &wanted.keys.dev).await?;
        match reply.status {
            201 => {}
            404 => return Err(Code::PassUnknown.into()),
            400 | 409..=499 if reply.status != 429 => {
                // Whatever this phone does not know yet: it looks, and goes on from there.
                conversation.refresh_after_refusal().await;
                return Err(Refusal::of(&reply).error(self.core));
            }
            _ => return Err(CoreError::busy(reply.retry_after_s)),
        }
        let reply: PaperReply = read(&reply.body).ok_or_else(unusable)?;
        let bytes = from_base64url(&reply.pass).ok_or_else(unusable)?;
        let fits = || is_paper(&bytes, &self.core.lock().lists, &wanted.pass);
        if !fits() {
            // Keys may be newer than this phone's: it looks once more with the newest.
            conversation.refresh().await?;
            if !fits() {
                return Err(unusable());
            }
        }
        let code = reply.code.and_then(|code| TypedCode::read(&code).ok());
        let paper = Paper { signed: to_base64url(&bytes), code };
        self.keep_paper(wanted, &paper);
        Ok(paper)
    }

    /// Keeps paper beside its pass. On a full disk it is fetched again another time.
    fn keep_paper(self, wanted: &Wanted, paper: &Paper) {
        let mut state = self.core.lock();
        let Ok(person_state) = state.person(self.person) else { return };
        let current = person_state.passes.iter().find(|(row, _)| *row == wanted.row);
        // Erased, or ended, while the answer was on its way.
        let Some(pass) = current.map(|(_, pass)| pass).filter(|pass| pass.id == wanted.pass.id)
        else {
            return;
        };
        let pass = Pass { paper: Some(paper.clone()), ..pass.clone() };
        let mut edit = state.edit();
        edit.set(self.person, Change::Pass(wanted.row, pass));
        if let Err(error) = state.commit(edit) {
            log::warn!("paper-not-kept code={}", error.code.name());
        }
    }

    fn on_paper(self, pass: &Pass, paper: &Paper) -> Result<OnPaper, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let text = encode_text(&from_base64url(&paper.signed).ok_or_else(unusable)?);
        let typed_code = paper.code.map(|code| code.grouped());
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let entry = viewed.pass_entry(pass);
        let when = |second: u64| viewed.when_whole(milliseconds(second));
        let sheet = Sheet {
            text: &text,
            purpose: &entry.label,
            from: when(pass.nbf),
            until: when(pass.exp),
            typed_code: typed_code.as_deref(),
        };
        let qr = sheet.code().ok_or_else(unusable)?;
        let page = sheet.page(&qr, state.language);
        let sms = message_text(&text);
        Ok(OnPaper { page, qr, text, sms, typed_code, pass: entry })
    }
}

// Whoever has it can show the pass.
impl std::fmt::Debug for OnPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OnPaper({:?})", self.qr)
    }
}
