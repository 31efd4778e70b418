//! Deliveries looked up: all of them, or by a participant its own.

use super::{Ground, Moment, Selected, Sheet, code, in_period, is_old, page, sheet};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::decisions::today;
use crate::app::dossiers::aside;
use crate::app::fault::Fault;
use crate::app::rights::{Access, Operation, require, require_own};
use crate::calc::members::Members;
use crate::calc::standing::DeliveryStanding;
use crate::domain::date::Date;
use crate::domain::index::{ActivityIx, BundleIx, DeliveryIx, ParticipantIx, PerformanceIx};
use crate::domain::language::Language;
use crate::domain::reference::{Insurer, Reference};
use crate::report::rows::deliveries::DeliveryRow;
use crate::store::Page;
use serde_json::{Value, json};
use std::sync::Arc;

/// Which deliveries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryFilter {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub participant: Option<String>,
    pub activity: Option<String>,
    pub bundle: Option<String>,
    /// Of the claim that they belong to.
    pub performance: Option<String>,
    /// Of the claim that they belong to: an insurer or a concern.
    pub insurer: Option<String>,
    pub episode: Option<String>,
    pub delivery: Option<String>,
    /// One of [`crate::calc::stock::DELIVERY_WORDS`].
    pub state: Option<&'static str>,
    /// At least so many days old.
    pub min_age: Option<i32>,
}

impl DeliveryFilter {
    /// For the log, which never tells of one row.
    fn told(&self, rows: Value) -> Value {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        json!({
            "from": day(self.from), "to": day(self.to), "participant": self.participant, "activity": self.activity,
            "bundle": self.bundle, "performance": self.performance, "insurer": self.insurer, "state": self.state,
            "min_age": self.min_age, "by_id": self.episode.is_some() || self.delivery.is_some(), "rows": rows,
        })
    }
}

impl App {
    /// A part of the deliveries that are in a filter, with their cursors; for a participant only its own.
    pub async fn delivery_rows(
        &self,
        ask: &Ask,
        (filter, moment): (DeliveryFilter, Moment),
        part: Page,
        language: Language,
    ) -> Result<Vec<(i64, DeliveryRow)>, Fault> {
        let rows = self.deliveries(ask, filter, moment, language).await?;
        let (found, told) = aside(move || {
            let found = page(&rows, part)?.into_iter().map(|(cursor, at)| (cursor, rows.row(at)));
            let found: Vec<(i64, DeliveryRow)> = found.collect();
            let told = rows.filter.told(json!(found.len()));
            Ok((found, told))
        })
        .await?;
        self.note(ask, "deliveries.read", ask.organisation(), &told).await?;
        Ok(found)
    }

    /// All of them as a CSV.
    pub async fn delivery_sheet(
        &self,
        ask: &Ask,
        (filter, moment): (DeliveryFilter, Moment),
        language: Language,
    ) -> Result<Sheet, Fault> {
        let rows = self.deliveries(ask, filter, moment, language).await?;
        self.note(ask, "deliveries.read", ask.organisation(), &rows.filter.told(json!("all"))).await?;
        sheet(rows, DeliveryRow::header(language))
    }

    async fn deliveries(
        &self,
        ask: &Ask,
        filter: DeliveryFilter,
        moment: Moment,
        language: Language,
    ) -> Result<Rows, Fault> {
        let access = require(ask, Operation::ReadDeliveries)?;
        if let Some(participant) = &filter.participant {
            require_own(ask, Operation::ReadDeliveries, participant)?;
        }
        let mut view = self.store.read(ask.organisation()).await?;
        let ground = self.ground(&mut view, &moment).await?;
        // Whose rows they are is of today, whatever day is asked for: a merger that is still to come opens nothing yet.
        let own = (access != Access::All).then(|| own(&ground.dossier.reference, &ask.caller.scope, today(ask.at)));
        Rows::new(ground, filter, own, moment.day(ask), language)
    }
}

/// By participant, whether its rows are those of some codes: their own, and of whoever has merged into them, because what
/// they are paid for those stands on their statements (spec 1, `merged_into`).
fn own(reference: &Reference, codes: &[String], today: Date) -> Vec<bool> {
    let members = Members::of_year(reference, today.year());
    let is_of = |at: ParticipantIx| codes.iter().any(|code| code == reference.participant_code(at));
    (0..members.count()).map(ParticipantIx::of).map(|at| is_of(at) || is_of(members.successor(at))).collect()
}

struct Rows {
    ground: Arc<Ground>,
    filter: DeliveryFilter,
    /// By participant, whether it may be seen; none is everyone.
    own: Option<Vec<bool>>,
    participant: Option<ParticipantIx>,
    activity: Option<ActivityIx>,
    bundle: Option<BundleIx>,
    performance: Option<PerformanceIx>,
    /// By insurer, whether its claims are asked for.
    insurers: Option<Vec<bool>>,
    on: Date,
    language: Language,
}

impl Rows {
    fn new(
        ground: Arc<Ground>,
        filter: DeliveryFilter,
        own: Option<Vec<bool>>,
        on: Date,
        language: Language,
    ) -> Result<Rows, Fault> {
        let reference = &ground.dossier.reference;
        let insurer = filter.insurer.as_deref();
        code("insurer", insurer, |code| reference.is_insurer_or_concern(code).then_some(()))?;
        let by_code = |code: &str| reference.insurers.iter().map(|one: &Insurer| one.goes_by(code)).collect();
        Ok(Rows {
            insurers: insurer.map(by_code),
            participant: code("participant", filter.participant.as_deref(), |code| reference.find_participant(code))?,
            activity: code("activity", filter.activity.as_deref(), |code| reference.find_activity(code))?,
            bundle: code("bundle", filter.bundle.as_deref(), |code| reference.find_bundle(code))?,
            performance: code("performance", filter.performance.as_deref(), |code| reference.find_performance(code))?,
            ground,
            filter,
            own,
            on,
            language,
        })
    }

    fn row(&self, at: usize) -> DeliveryRow {
        DeliveryRow::of(self.ground.told(self.on, self.language, self.own.is_none()), DeliveryIx::of(at))
    }

    /// Whether the claim of a delivery is asked for, where a claim is.
    fn has_claim(&self, standing: DeliveryStanding) -> bool {
        if self.performance.is_none() && self.insurers.is_none() {
            return true;
        }
        let claims = &self.ground.dossier.claims;
        standing.claim().is_some_and(|claim| {
            self.performance.is_none_or(|performance| claims.performance[claim.at()] == performance)
                && self.insurers.as_ref().is_none_or(|asked| asked[claims.insurer[claim.at()].at()])
        })
    }
}

impl Selected for Rows {
    fn count(&self) -> usize {
        self.ground.dossier.deliveries.id.len()
    }

    fn id(&self, at: usize) -> &str {
        self.ground.dossier.deliveries.id.get(at)
    }

    fn is_in(&self, at: usize) -> bool {
        let (dossier, filter) = (&self.ground.dossier, &self.filter);
        let rows = &dossier.deliveries;
        let standing = self.ground.stock.standings.deliveries[at];
        self.own.as_ref().is_none_or(|own| own[rows.participant[at].at()])
            && in_period(rows.date[at], filter.from, filter.to)
            && self.participant.is_none_or(|participant| rows.participant[at] == participant)
            && self.activity.is_none_or(|activity| rows.activity[at] == activity)
            && self.bundle.is_none_or(|bundle| rows.bundle[at] == bundle)
            && is_old(rows.date[at], self.on, filter.min_age)
            && filter.state.is_none_or(|state| standing.word() == state)
            && self.has_claim(standing)
            && filter.delivery.as_deref().is_none_or(|id| rows.id.get(at) == id)
            && filter.episode.as_deref().is_none_or(|id| dossier.episode_ids.get(rows.episode[at].at()) == id)
    }

    fn cells(&self, at: usize) -> Result<Vec<String>, Fault> {
        Ok(Vec::from(self.row(at).cells(self.language)))
    }
}
