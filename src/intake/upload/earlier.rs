//! Rows of a file beside those of the same keys that were accepted before: compared by what they say, column by column.

use crate::domain::dossier::{Dossier, EventKind};
use crate::intake::cell::Value;
use crate::intake::columns::{claim_events, claims, deliveries, episodes, settled};
use crate::intake::interner::Interner;
use crate::intake::kinds::Earlier;
use crate::intake::report::Report;
use crate::intake::row::Row;
use crate::intake::sentences;

/// Tells of a row whose key was accepted before. `differs` is whether a cell of it says something else; when the others
/// have an error, that was told.
fn tell(row: &Row<'_>, differs: bool, report: &mut Report) {
    let key = row.key_column();
    if differs {
        row.wrong(key, report, || sentences::accepted_otherwise(row.text(key)));
    } else if row.is_whole {
        report.warning(row.line(), row.name(key), row.text(key), sentences::accepted_before);
    }
}

/// An optional value as a cell has it.
fn cell<T>(value: Option<T>, of: impl Fn(T) -> Value) -> Value {
    value.map_or(Value::Absent, of)
}

pub struct EarlierClaims<'d> {
    pub accepted: &'d Dossier,
    pub ids: &'d Interner,
}

impl Earlier for EarlierClaims<'_> {
    fn has(&self, row: &Row<'_>, report: &mut Report) -> bool {
        use claims as at;
        let Dossier { claims, episode_ids, reference, .. } = self.accepted;
        let Some(place) = self.ids.find(row.text(at::claim_id)).map(|place| place as usize) else { return false };
        let differs = row.differs_from_text(at::episode_id, episode_ids.get(claims.episode[place].at()))
            || row.differs(at::date, Value::Date(claims.date[place]))
            || row.differs(at::insurer, Value::At(claims.insurer[place].0))
            || row.differs(at::performance, Value::At(claims.performance[place].0))
            || row.differs_from_text(at::severity, &reference.severities[claims.severity[place].at()])
            || row.differs(at::quantity, Value::Number(claims.quantity[place].0));
        tell(row, differs, report);
        true
    }
}

pub struct EarlierEvents<'d> {
    pub accepted: &'d Dossier,
    pub ids: &'d Interner,
}

impl Earlier for EarlierEvents<'_> {
    fn has(&self, row: &Row<'_>, report: &mut Report) -> bool {
        use claim_events as at;
        let events = &self.accepted.events;
        let Some(place) = self.ids.find(row.text(at::event_id)).map(|place| place as usize) else { return false };
        let differs = row.differs(at::claim_id, Value::At(events.claim[place].0))
            || row.differs(at::date, Value::Date(events.date[place]))
            || row.choice(at::kind).is_some_and(|word| EventKind::ALL.get(word) != Some(&events.kind[place]))
            || row.differs(at::amount, cell(events.amount[place], |amount| Value::Number(amount.0)))
            || row.differs_from_text(at::reason, events.reason.get(place));
        tell(row, differs, report);
        true
    }
}

pub struct EarlierDeliveries<'d> {
    pub accepted: &'d Dossier,
    pub ids: &'d Interner,
}

impl Earlier for EarlierDeliveries<'_> {
    fn has(&self, row: &Row<'_>, report: &mut Report) -> bool {
        use deliveries as at;
        let Dossier { deliveries, episode_ids, reference, .. } = self.accepted;
        let Some(place) = self.ids.find(row.text(at::delivery_id)).map(|place| place as usize) else { return false };
        let replaces = deliveries.replaces[place].some().map_or("", |replaced| deliveries.id.get(replaced.at()));
        // An empty bundle is that of the activity.
        let done = row.at(at::activity).and_then(|activity| reference.activities.get(activity as usize));
        let other_bundle = if row.text(at::bundle).is_empty() {
            done.is_some_and(|activity| activity.bundle != deliveries.bundle[place])
        } else {
            row.differs(at::bundle, Value::At(deliveries.bundle[place].0))
        };
        let differs = other_bundle
            || row.differs_from_text(at::episode_id, episode_ids.get(deliveries.episode[place].at()))
            || row.differs(at::date, Value::Date(deliveries.date[place]))
            || row.differs(at::participant, Value::At(deliveries.participant[place].0))
            || row.differs(at::activity, Value::At(deliveries.activity[place].0))
            || row.differs(at::quantity, Value::Number(deliveries.quantity[place].0))
            || row.differs_from_text(at::replaces, replaces)
            || row.differs_from_text(at::reason, deliveries.reason.get(place));
        tell(row, differs, report);
        true
    }
}

pub struct EarlierEpisodes<'d> {
    pub accepted: &'d Dossier,
    /// In the order of the accepted episodes.
    pub ids: &'d Interner,
}

impl Earlier for EarlierEpisodes<'_> {
    fn has(&self, row: &Row<'_>, report: &mut Report) -> bool {
        use episodes as at;
        let place = self.ids.find(row.text(at::episode_id));
        let Some(before) = place.and_then(|place| self.accepted.episodes.get(place as usize)) else { return false };
        let differs = row.differs(at::start, cell(before.start, Value::Date))
            || row.differs(at::due, cell(before.due, Value::Date))
            || row.differs(at::end, cell(before.end, Value::Date))
            || row.differs_from_text(at::end_reason, &before.end_reason)
            || row.differs(at::children, cell(before.children, |children| Value::Number(i64::from(children))))
            || row.differs(at::lead_participant, cell(before.lead_participant, |lead| Value::At(lead.0)));
        tell(row, differs, report);
        true
    }
}

pub struct EarlierSettled<'d> {
    pub accepted: &'d Dossier,
}

impl Earlier for EarlierSettled<'_> {
    fn has(&self, row: &Row<'_>, report: &mut Report) -> bool {
        use settled as at;
        let years = &self.accepted.deliveries.settled;
        let year = row.at(at::delivery_id).and_then(|place| years.get(place as usize)).filter(|year| **year != 0);
        let Some(year) = year else { return false };
        tell(row, row.differs(at::year, Value::Number(i64::from(*year))), report);
        true
    }
}
