//! Claims looked up, by who may see all of them.

use super::{Ground, Moment, Selected, Sheet, code, in_period, is_old, page, sheet};
use crate::app::App;
use crate::app::ask::Ask;
use crate::app::dossiers::aside;
use crate::app::fault::Fault;
use crate::app::rights::{Operation, require};
use crate::domain::date::Date;
use crate::domain::index::{ClaimIx, PerformanceIx};
use crate::domain::language::Language;
use crate::report::rows::claims::ClaimRow;
use crate::store::Page;
use serde_json::{Value, json};
use std::sync::Arc;

/// Which claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Code of an insurer or of a concern.
    pub insurer: Option<String>,
    pub performance: Option<String>,
    pub episode: Option<String>,
    pub claim: Option<String>,
    /// One of [`crate::calc::claims::WORDS`].
    pub state: Option<&'static str>,
    /// At least so many days old.
    pub min_age: Option<i32>,
}

impl ClaimFilter {
    /// For the log, which never tells of one row.
    fn told(&self, rows: Value) -> Value {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        json!({
            "from": day(self.from), "to": day(self.to), "insurer": self.insurer, "performance": self.performance,
            "state": self.state, "min_age": self.min_age, "by_id": self.episode.is_some() || self.claim.is_some(),
            "rows": rows,
        })
    }
}

impl App {
    /// A part of the claims that are in a filter, with their cursors.
    pub async fn claim_rows(
        &self,
        ask: &Ask,
        (filter, moment): (ClaimFilter, Moment),
        part: Page,
        language: Language,
    ) -> Result<Vec<(i64, ClaimRow)>, Fault> {
        let rows = self.claims(ask, filter, moment, language).await?;
        // Of a national year, all rows may have to be gone through to find few.
        let (found, told) = aside(move || {
            let found = page(&rows, part)?.into_iter().map(|(cursor, at)| Ok((cursor, rows.row(at)?)));
            let found = found.collect::<Result<Vec<_>, Fault>>()?;
            let told = rows.filter.told(json!(found.len()));
            Ok((found, told))
        })
        .await?;
        self.note(ask, "claims.read", ask.organisation(), &told).await?;
        Ok(found)
    }

    /// All of them as a CSV.
    pub async fn claim_sheet(
        &self,
        ask: &Ask,
        (filter, moment): (ClaimFilter, Moment),
        language: Language,
    ) -> Result<Sheet, Fault> {
        let rows = self.claims(ask, filter, moment, language).await?;
        self.note(ask, "claims.read", ask.organisation(), &rows.filter.told(json!("all"))).await?;
        sheet(rows, ClaimRow::header(language))
    }

    async fn claims(&self, ask: &Ask, filter: ClaimFilter, moment: Moment, language: Language) -> Result<Rows, Fault> {
        require(ask, Operation::ReadClaims)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let ground = self.ground(&mut view, &moment).await?;
        Rows::new(ground, filter, moment.day(ask), language)
    }
}

struct Rows {
    ground: Arc<Ground>,
    filter: ClaimFilter,
    /// By insurer, whether it is asked for.
    insurers: Vec<bool>,
    performance: Option<PerformanceIx>,
    on: Date,
    language: Language,
}

impl Rows {
    fn new(ground: Arc<Ground>, filter: ClaimFilter, on: Date, language: Language) -> Result<Rows, Fault> {
        let reference = &ground.dossier.reference;
        let insurer = filter.insurer.as_deref();
        code("insurer", insurer, |code| reference.is_insurer_or_concern(code).then_some(()))?;
        let is_asked = |one: &crate::domain::reference::Insurer| insurer.is_none_or(|code| one.goes_by(code));
        let insurers = reference.insurers.iter().map(is_asked).collect();
        let performance = code("performance", filter.performance.as_deref(), |code| reference.find_performance(code))?;
        Ok(Rows { insurers, performance, ground, filter, on, language })
    }

    fn row(&self, at: usize) -> Result<ClaimRow, Fault> {
        Ok(ClaimRow::of(self.ground.told(self.on, self.language, true), ClaimIx::of(at))?)
    }
}

impl Selected for Rows {
    fn count(&self) -> usize {
        self.ground.dossier.claims.id.len()
    }

    fn id(&self, at: usize) -> &str {
        self.ground.dossier.claims.id.get(at)
    }

    fn is_in(&self, at: usize) -> bool {
        let (dossier, filter) = (&self.ground.dossier, &self.filter);
        let claims = &dossier.claims;
        in_period(claims.date[at], filter.from, filter.to)
            && self.insurers[claims.insurer[at].at()]
            && self.performance.is_none_or(|performance| claims.performance[at] == performance)
            && is_old(claims.date[at], self.on, filter.min_age)
            && filter.claim.as_deref().is_none_or(|id| claims.id.get(at) == id)
            && filter.episode.as_deref().is_none_or(|id| dossier.episode_ids.get(claims.episode[at].at()) == id)
            && filter.state.is_none_or(|state| self.ground.stock.word(ClaimIx::of(at)) == state)
    }

    fn cells(&self, at: usize) -> Result<Vec<String>, Fault> {
        Ok(Vec::from(self.row(at)?.cells(self.language)))
    }
}
