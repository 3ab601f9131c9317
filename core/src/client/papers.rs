//! A pass for those who go without their phone: on paper, or as a text message.

use super::Client;
use super::exchange::json;
use crate::client_error::ClientError;
use crate::documents::{encode_text, message_text, pass_claims};
use crate::error::{Code, CoreError};
use crate::model::{PassId, PersonId, TypedCode, from_base64url, to_base64url};
use crate::paper::Sheet;
use crate::pass::{Paper, Pass, PassState, is_paper};
use crate::qr::QrMatrix;
use crate::registration::{Keys, Registration};
use crate::requests::{PaperReply, PaperRequest, Route};
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
        let _told = self.tell_at_end();
        self.paper_of(person, id).await.map_err(|fault| self.say(&fault))
    }

    async fn paper_of(&self, person: PersonId, id: Option<PassId>) -> Result<OnPaper, CoreError> {
        let wanted = self.wanted_paper(person, id)?;
        if let Some(paper) = self.good_paper(&wanted.pass) {
            return self.on_paper(&wanted.pass, &paper);
        }
        let _gate = self.gate.lock().await;
        // Another tap, or an erase, may have come while this one waited.
        let wanted = self.wanted_paper(person, id)?;
        let paper = match self.good_paper(&wanted.pass) {
            Some(paper) => paper,
            None => self.fetch_paper(person, &wanted).await?,
        };
        self.on_paper(&wanted.pass, &paper)
    }

    /// The paper that is kept, unless the key that signed it was withdrawn.
    fn good_paper(&self, pass: &Pass) -> Option<Paper> {
        let paper = pass.paper.clone()?;
        let bytes = from_base64url(&paper.signed)?;
        is_paper(&bytes, &self.lock().lists, pass).then_some(paper)
    }

    /// Checks what can be checked here: a no is told before anything is sent.
    fn wanted_paper(&self, person: PersonId, id: Option<PassId>) -> Result<Wanted, CoreError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now = state.time.at(&reading);
        let person_state = state.person(person)?;
        let keys = match &person_state.registration {
            Registration::Registered { keys, .. } => keys.clone(),
            Registration::Closed { reason, .. } => return Err(CoreError::closed(reason)),
            _ => return Err(state.not_registered(person).into()),
        };
        let of_name = |(_, pass): &&(i64, Pass)| id.is_none_or(|id| id == pass.id);
        let found = person_state.passes.iter().filter(of_name).max_by_key(|(_, pass)| pass.exp);
        let Some((row, pass)) = found else {
            let ended = state.ended(person)?;
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

    async fn fetch_paper(&self, person: PersonId, wanted: &Wanted) -> Result<Paper, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let request = PaperRequest { pass: wanted.pass.signed.clone() };
        let body = json(&request)?;
        let route = Route::Paper(wanted.pass.id);
        let reply = self.signed(route, &body, std::slice::from_ref(&wanted.keys.dev), None).await?;
        let problem = reply.problem();
        match reply.status {
            201 => {}
            403 if problem.code == "key-closed" => {
                return Err(self.hear_of_end(person, problem.key_closed.as_deref()).await?);
            }
            404 => return Err(Code::PassUnknown.into()),
            400 | 409..=499 if reply.status != 429 => {
                // Whatever this phone does not know yet: it looks, and goes on from there.
                if let Err(trouble) = self.refresh().await {
                    log::debug!("refresh-after-refusal code={}", trouble.code.name());
                }
                return Err(problem.error(reply.retry_after_s, self.now_ms()));
            }
            _ => return Err(CoreError::busy(reply.retry_after_s)),
        }
        let reply: PaperReply = serde_json::from_slice(&reply.body).map_err(|_| unusable())?;
        let bytes = from_base64url(&reply.pass).ok_or_else(unusable)?;
        let fits = || is_paper(&bytes, &self.lock().lists, &wanted.pass);
        if !fits() {
            // Keys may be newer than this phone's: it looks once more with the newest.
            self.refresh().await?;
            if !fits() {
                return Err(unusable());
            }
        }
        let code = reply.code.and_then(|code| TypedCode::read(&code).ok());
        let paper = Paper { signed: to_base64url(&bytes), code };
        self.keep_paper(person, wanted, &paper);
        Ok(paper)
    }

    /// Keeps paper beside its pass. On a full disk it is fetched again another time.
    fn keep_paper(&self, person: PersonId, wanted: &Wanted, paper: &Paper) {
        let mut state = self.lock();
        let Ok(person_state) = state.person(person) else { return };
        let current = person_state.passes.iter().find(|(row, _)| *row == wanted.row);
        // Erased, or ended, while the answer was on its way.
        let Some(pass) = current.map(|(_, pass)| pass).filter(|pass| pass.id == wanted.pass.id)
        else {
            return;
        };
        let pass = Pass { paper: Some(paper.clone()), ..pass.clone() };
        if let Err(fault) = state.change_pass(person, wanted.row, pass) {
            log::warn!("paper-not-kept code={}", fault.code.name());
        }
    }

    fn on_paper(&self, pass: &Pass, paper: &Paper) -> Result<OnPaper, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let text = encode_text(&from_base64url(&paper.signed).ok_or_else(unusable)?);
        let typed_code = paper.code.map(|code| code.grouped());
        let reading = self.ports.clock.read();
        let state = self.lock();
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
