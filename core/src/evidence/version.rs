//! Under which version of an order entries are hidden, and what of them is shown.

use crate::documents::{Item, MapKey, Report};
use crate::model::OrderId;
use crate::quarantine::journal::{Class, ClassSecret, ReportedUnder};

/// A version under which entries are hidden, with the secrets of the classes that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownVersion {
    pub under: ReportedUnder,
    pub secrets: Vec<(Class, ClassSecret)>,
}

impl ShownVersion {
    pub(super) fn secret(&self, class: Class) -> Option<&ClassSecret> {
        self.secrets.iter().find(|(of, _)| *of == class).map(|(_, secret)| secret)
    }

    /// `[order, version, report, {class: secret32}]`.
    pub(super) fn item(&self) -> Item<'_> {
        let secret = |(class, secret): &(Class, ClassSecret)| {
            (MapKey::from(class.name()), Item::bytes(secret.bytes()))
        };
        Item::Array(vec![
            Item::bytes(self.under.order.bytes()),
            Item::uint(self.under.version),
            Item::text(self.under.report.name()),
            Item::map(self.secrets.iter().map(secret)),
        ])
    }

    pub(super) fn read(item: &Item<'_>) -> Option<Self> {
        let [order, version, report, secrets] = item.as_array()? else { return None };
        let under = ReportedUnder {
            order: OrderId::new(order.as_fixed()?),
            version: version.as_uint()?,
            report: Report::from_name(report.as_text()?)?,
        };
        let secret = |(class, secret): &(Item<'_>, Item<'_>)| {
            Some((Class::of(class.as_text()?)?, ClassSecret::new(secret.as_fixed()?)))
        };
        let mut read: Vec<_> = secrets.as_map()?.iter().map(secret).collect::<Option<_>>()?;
        read.sort_by_key(|(class, _)| *class);
        Some(Self { under, secrets: read })
    }
}
