//! What a patient agrees to, point by point, before anything is asked of the phone's system.

use super::{OrderView, Viewed};
use crate::model::Sentence;
use crate::words::{ConsentText, OrderText};

/// A point of what a patient agrees to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    pub title: Sentence,
    pub text: Vec<Sentence>,
}

impl Viewed<'_> {
    /// Who gets it, what, for how long, and whom to complain to. Made from the order: it names nothing that
    /// is not asked.
    pub fn consent(&self, order: &OrderView) -> Vec<ConsentView> {
        let point = |title: ConsentText<'_>, text: Vec<Sentence>| ConsentView {
            title: self.say(&title),
            text,
        };
        let say = |text: ConsentText<'_>| vec![self.say(&text)];
        let (interval_s, batch_s) = (order.interval_s, order.batch_s);
        let place = match order.tells_coordinates {
            true => OrderText::TellsCoordinates { interval_s, batch_s },
            false => OrderText::TellsPresence { interval_s, batch_s },
        };
        let how_long = match order.photo {
            true => ConsentText::HowLongPhotos,
            false => ConsentText::HowLong,
        };
        let authority = self.authority();
        let who = authority.iter().flat_map(|it| {
            [Some(self.say(&ConsentText::Who { name: &it.name })), it.contact.clone()]
        });
        let who = who.flatten().collect();
        let complaints = authority.iter().flat_map(|it| it.complaints.clone());
        let appeal = order.appeal.as_deref().zip(order.appeal_days);
        let appeal = appeal.map(|(how, days)| self.say(&OrderText::Object { how, days }));
        let mut points = vec![
            point(ConsentText::WhoTitle, who),
            point(ConsentText::PlaceTitle, vec![self.say(&place)]),
            point(ConsentText::AnswersTitle, say(ConsentText::Answers)),
        ];
        if order.photo && !order.child {
            points.push(point(ConsentText::PhotosTitle, say(ConsentText::Photos)));
        }
        points.extend([
            point(ConsentText::PhoneTitle, say(ConsentText::Phone)),
            point(ConsentText::OnPhoneTitle, say(ConsentText::OnPhone)),
            point(ConsentText::HowLongTitle, say(how_long)),
            point(ConsentText::FreedomTitle, say(ConsentText::Freedom)),
            point(ConsentText::ComplaintsTitle, appeal.into_iter().chain(complaints).collect()),
        ]);
        points.retain(|point| !point.text.is_empty());
        points
    }
}
