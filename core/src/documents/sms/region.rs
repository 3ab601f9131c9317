//! One version of a region's table.

use super::field::Confidence;
use super::form::SmsForm;
use super::purpose::SmsPurpose;
use super::reply::SmsReply;
use super::vector::{ReplyVector, WrittenVector};
use super::{at_most, literal, name, name_of, named};
use crate::documents::fields::maybe;
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::limit;
use crate::documents::texts::{read_texts, texts_item};
use crate::documents::zone::Zone;

/// What a person may do whom nobody has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoReply {
    /// The region has not said: the other channels are named, and nothing more.
    NotSaid,
    MayLeave,
    MustWait,
    /// Ask by another channel.
    UseFallback,
}

const NO_REPLY: [(NoReply, &str); 4] = [
    (NoReply::NotSaid, "not-said"),
    (NoReply::MayLeave, "may-leave"),
    (NoReply::MustWait, "must-wait"),
    (NoReply::UseFallback, "use-fallback"),
];

impl NoReply {
    /// The stable name, kebab-case.
    pub fn name(self) -> &'static str {
        name_of(&NO_REPLY, self)
    }

    /// What this name means.
    pub fn from_name(word: &str) -> Option<Self> {
        named(&NO_REPLY, &Item::text(word))
    }
}

/// A number to call instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceLine {
    /// As people dial it.
    pub number: String,
    /// Minutes of the local day in which somebody answers, `[from, to)`; nothing where nobody has said.
    pub hours: Option<(u64, u64)>,
}

/// What else there is, for whom no reply reaches or whose SIM cannot send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    pub voice: Vec<VoiceLine>,
    /// What a paper is called that stands in for it, by language tag; empty where there is none. The fields of
    /// a request stand on it in their order.
    pub paper: Vec<(String, String)>,
    /// How long a reply is waited for, in seconds.
    pub after_s: u64,
    pub no_reply: NoReply,
}

/// A region's table from one moment to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsRegion {
    /// Region and number, such as `cy-8998`.
    pub id: String,
    /// First second at which it holds.
    pub from: u64,
    /// First second at which it holds no more; nothing where no end is established.
    pub until: Option<u64>,
    pub zone: Zone,
    /// Where messages are sent to.
    pub number: String,
    /// What replies call themselves, beside the number.
    pub senders: Vec<String>,
    /// Country codes of mobile networks (MCC) from which the number is reached, and how sure that is; empty
    /// where nobody has said.
    pub home_networks: Vec<String>,
    pub networks_confidence: Confidence,
    pub forms: Vec<SmsForm>,
    pub purposes: Vec<SmsPurpose>,
    pub replies: Vec<SmsReply>,
    pub fallback: Fallback,
    pub written: Vec<WrittenVector>,
    pub read: Vec<ReplyVector>,
}

impl SmsRegion {
    /// The form of this name.
    pub fn form(&self, name: &str) -> Option<&SmsForm> {
        self.forms.iter().find(|form| form.name == name)
    }

    /// The forms as people are shown them: what is written in the shortest way first, after it what nobody knows
    /// how to write, and last what a shorter one stands for.
    pub fn forms_shortest_first(&self) -> Vec<&SmsForm> {
        let place = |form: &SmsForm| (form.shorter.is_some(), form.template.is_none());
        let places = [(false, false), (false, true), (true, false), (true, true)];
        let at = |wanted| self.forms.iter().filter(move |form| place(form) == wanted);
        places.into_iter().flat_map(at).collect()
    }

    /// The purpose of this code.
    pub fn purpose(&self, code: &str) -> Option<&SmsPurpose> {
        self.purposes.iter().find(|purpose| purpose.code == code)
    }

    /// Whether it holds at this second.
    pub fn in_force(&self, at: u64) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let number = item.get("number")?.as_text()?;
        let is_dialled = (2..=15).contains(&number.len())
            && number.bytes().all(|digit| digit.is_ascii_digit() || digit == b'+');
        let region = Self {
            id: name(item.get("id")?)?,
            from: item.get("from")?.as_uint()?,
            until: maybe(item.get("until"), Item::as_uint)?,
            zone: Zone::from_item(item.get("zone")?)?,
            number: is_dialled.then(|| number.to_owned())?,
            senders: at_most(item.get("senders")?, limit::SMS_VALUES, literal)?,
            home_networks: at_most(item.get("networks")?, limit::SMS_VALUES, literal)?,
            networks_confidence: Confidence::from_item(item.get("networks_sure")?)?,
            forms: at_most(item.get("forms")?, limit::SMS_FORMS, SmsForm::from_item)?,
            purposes: at_most(item.get("purposes")?, limit::SMS_PURPOSES, SmsPurpose::from_item)?,
            replies: at_most(item.get("replies")?, limit::SMS_VALUES, SmsReply::from_item)?,
            fallback: Fallback::from_item(item.get("fallback")?)?,
            written: at_most(item.get("written")?, limit::SMS_VECTORS, WrittenVector::from_item)?,
            read: at_most(item.get("read")?, limit::SMS_VECTORS, ReplyVector::from_item)?,
        };
        region.is_sound().then_some(region)
    }

    /// Whether names are names: of forms and of purposes each is one, and what is named is there.
    fn is_sound(&self) -> bool {
        let forms = &self.forms;
        let once = |form: &SmsForm| forms.iter().filter(|f| f.name == form.name).count() == 1;
        let named_once = |purpose: &SmsPurpose| {
            let same = |p: &&SmsPurpose| p.code == purpose.code || p.key == purpose.key;
            self.purposes.iter().filter(same).count() == 1
        };
        let purpose_is_there =
            |form: &SmsForm| form.purpose.as_ref().is_none_or(|code| self.purpose(code).is_some());
        let shorter_is_there =
            |form: &SmsForm| form.shorter.as_ref().is_none_or(|name| self.form(name).is_some());
        self.until.is_none_or(|until| self.from < until)
            && forms.iter().all(once)
            && self.purposes.iter().all(named_once)
            && forms.iter().all(purpose_is_there)
            && forms.iter().all(shorter_is_there)
    }

    pub(super) fn item(&self) -> Item<'static> {
        let texts = |texts: &[String]| Item::Array(texts.iter().map(|t| Item::text(t)).collect());
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("id".into(), Item::text(&self.id)),
            ("from".into(), Item::uint(self.from)),
            ("zone".into(), self.zone.item()),
            ("number".into(), Item::text(&self.number)),
            ("senders".into(), texts(&self.senders)),
            ("networks".into(), texts(&self.home_networks)),
            ("networks_sure".into(), Item::text(self.networks_confidence.name())),
            ("forms".into(), Item::Array(self.forms.iter().map(SmsForm::item).collect())),
            ("purposes".into(), Item::Array(self.purposes.iter().map(SmsPurpose::item).collect())),
            ("replies".into(), Item::Array(self.replies.iter().map(SmsReply::item).collect())),
            ("fallback".into(), self.fallback.item()),
            ("written".into(), Item::Array(self.written.iter().map(WrittenVector::item).collect())),
            ("read".into(), Item::Array(self.read.iter().map(ReplyVector::item).collect())),
        ];
        fields.extend(self.until.map(|until| ("until".into(), Item::uint(until))));
        Item::map(fields)
    }
}

impl Fallback {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            voice: at_most(item.get("voice")?, limit::SMS_VALUES, |line| {
                let (number, hours) = line.as_array()?.split_first()?;
                let hours = match hours {
                    [] => None,
                    [from, to] => Some((from.as_uint()?, to.as_uint()?)),
                    _ => return None,
                };
                Some(VoiceLine { number: literal(number)?, hours })
            })?,
            paper: read_texts(item.get("paper")?)?,
            after_s: item.get("after_s")?.as_uint()?,
            no_reply: named(&NO_REPLY, item.get("no_reply")?)?,
        })
    }

    fn item(&self) -> Item<'static> {
        let line = |line: &VoiceLine| {
            let hours = line.hours.into_iter().flat_map(|(from, to)| [from, to]).map(Item::uint);
            Item::Array(std::iter::once(Item::text(&line.number)).chain(hours).collect())
        };
        Item::map([
            ("voice".into(), Item::Array(self.voice.iter().map(line).collect())),
            ("paper".into(), texts_item(&self.paper)),
            ("after_s".into(), Item::uint(self.after_s)),
            ("no_reply".into(), Item::text(self.no_reply.name())),
        ])
    }
}
