//! `calibrate`: shares that reproduce the mono mix of a period, as the honest start of a negotiation (spec 3, question 6).
//!
//! It looks at the dossier itself, not at projected care: at the claims dated in the period that count on a basis, and the
//! care of each as it was delivered, whoever it was shifted from. Shares are allocate(100 with the asked decimals, values,
//! `calibrate␟performance`), keys the codes of disciplines or participants, so that they sum to exactly 100; `*` is the
//! performance of all of them together.

mod text;

use super::care::Valuing;
use super::compare::named;
use super::studio::{Studio, Unanswered};
use crate::calc::allocate::{Salt, allocate};
use crate::calc::assignment::assign;
use crate::calc::claims::states;
use crate::calc::members::Members;
use crate::calc::prices::PriceBook;
use crate::domain::date::{Validity, first_day, last_day};
use crate::domain::dossier::Dossier;
use crate::domain::index::{ClaimIx, DisciplineIx, ParticipantIx, PerformanceIx, TableIx};
use crate::domain::model::Model;
use crate::domain::money::{Cents, Overflow};
use crate::domain::problem::{ProblemCode, Refusal};
use crate::domain::question::calibrate::{Calibrate, SharesOf, Values};
use crate::domain::run::Basis;
use crate::domain::scenario::{ComparedModel, Prepared};
use crate::domain::simulation::calibrate::{CalibrateFound, Calibrated, CalibratedShare};
use crate::domain::simulation::{Answer, Found};
use std::collections::{BTreeMap, BTreeSet};

/// The calibrated shares.
///
/// Refuses a period without claims, or whose care has no value (`invalid_scenario`), care without a price
/// (`price_missing`) and a price table that no model has (`unknown_price_table`).
pub fn calibrate(studio: &Studio, prepared: &Prepared, question: &Calibrate) -> Result<Answer, Unanswered> {
    let scenario = &prepared.scenario;
    let period = match question.period {
        Some(period) => period,
        None => {
            let last = scenario.years.last().copied().unwrap_or_default();
            let year = studio.base(scenario.base_year, last)?.year;
            Validity { from: first_day(year), to: last_day(year) }
        }
    };
    let blank = Model::blank();
    let (model, table) = table(&prepared.models, &blank, &question.values)?;
    let dossier = &*studio.dossier;
    let looked = Looked { dossier, period, basis: question.basis, model, table };
    let mix = looked.mix()?;
    let Some(last) = mix.last_year else { return Err(without_care(period, question.basis).into()) };
    let keys = Keys { dossier, of: question.shares, members: Members::of_year(&dossier.reference, last) };
    let (performances, all) = keys.calibrated(&mix, question.decimals)?;
    if all.shares.is_empty() {
        return Err(without_care(period, question.basis).into());
    }
    let mut found = CalibrateFound {
        shares_of: match question.shares {
            SharesOf::Disciplines => "discipline",
            SharesOf::Participants => "participant",
        }
        .to_owned(),
        from: period.from,
        to: period.to,
        basis: question.basis.as_str().to_owned(),
        values: model.table_name(table).to_owned(),
        model: (table != TableIx::SHADOW).then(|| model.name.clone()),
        decimals: question.decimals,
        performances,
        all,
        toml: String::new(),
    };
    found.toml = text::toml(&found, &dossier.reference);
    Ok(Answer {
        scenario: named(scenario),
        base_year: period.from.year(),
        assumptions: Vec::new(),
        found: Found::Calibrate(found),
    })
}

/// The first model with a price table of the name, as the scenario leaves it.
fn table<'m>(models: &'m [ComparedModel], blank: &'m Model, values: &Values) -> Result<(&'m Model, TableIx), Refusal> {
    let Values::Table(name) = values else { return Ok((blank, TableIx::SHADOW)) };
    let of = |model: &'m Model| {
        let at = model.price_tables.iter().position(|table| table.name == *name)?;
        Some((model, TableIx::of(at + 1)))
    };
    models.iter().find_map(|model| of(&model.changed)).ok_or_else(|| {
        Refusal::new(
            ProblemCode::UnknownPriceTable,
            format!("Geen van de modellen heeft een prijslijst '{name}'."),
            format!("None of the models has a price table '{name}'."),
        )
    })
}

fn without_care(period: Validity, basis: Basis) -> Refusal {
    let Validity { from, to } = period;
    let (nl, en) = match basis {
        Basis::Claimed => ("gedeclareerde", "claimed"),
        Basis::Accepted => ("toegekende", "accepted"),
        Basis::Paid => ("betaalde", "paid"),
    };
    Refusal::new(
        ProblemCode::InvalidScenario,
        format!(
            "Van {from} tot en met {to} is er geen {nl} zorg die iets waard is; kies een andere periode of grondslag."
        ),
        format!(
            "From {from} up to and including {to} there is no {en} care of any value; choose another period or basis."
        ),
    )
}

/// What is looked at.
struct Looked<'a> {
    dossier: &'a Dossier,
    period: Validity,
    basis: Basis,
    model: &'a Model,
    table: TableIx,
}

/// Claims of each performance, and the value of care by performance and who delivered it.
#[derive(Default)]
struct Mix {
    claims: BTreeMap<PerformanceIx, u64>,
    values: BTreeMap<(PerformanceIx, ParticipantIx), Cents>,
    /// With a claim in the period.
    last_year: Option<i32>,
}

impl Looked<'_> {
    fn mix(&self) -> Result<Mix, Refusal> {
        let claims = &self.dossier.claims;
        let states = states(claims, &self.dossier.events, None)?;
        let counts = |claim: usize| self.period.holds(claims.date[claim]) && states[claim].counts_on(self.basis);
        let mut mix = Mix::default();
        let mut years = BTreeSet::new();
        for claim in (0..claims.id.len()).filter(|claim| counts(*claim)) {
            *mix.claims.entry(claims.performance[claim]).or_default() += 1;
            years.insert(claims.date[claim].year());
        }
        let prices = PriceBook::new(&self.dossier.reference, self.model);
        for year in &years {
            let of_year = |claim: ClaimIx| claims.date[claim.at()].year() == *year && counts(claim.at());
            // As a run of the year would see them: what was settled in another year counts nowhere.
            let claim_of = assign(self.dossier, &states, *year).claim;
            let name = self.model.table_name(self.table);
            let valuing = Valuing { dossier: self.dossier, year: *year, prices: &prices, table: self.table, name };
            valuing.each(&claim_of, of_year, |worth| {
                let cell = (claims.performance[worth.claim.at()], worth.participant);
                mix.values.entry(cell).or_default().add(worth.value)
            })?;
        }
        mix.last_year = years.last().copied();
        Ok(mix)
    }
}

/// Whose shares they are.
struct Keys<'a> {
    dossier: &'a Dossier,
    of: SharesOf,
    /// Mergers up to the last year of the period followed.
    members: Members,
}

impl Keys<'_> {
    fn calibrated(&self, mix: &Mix, decimals: u32) -> Result<(Vec<Calibrated>, Calibrated), Overflow> {
        let reference = &self.dossier.reference;
        let mut by_performance: BTreeMap<PerformanceIx, BTreeMap<u32, Cents>> = BTreeMap::new();
        let mut of_all: BTreeMap<u32, Cents> = BTreeMap::new();
        for ((performance, who), value) in mix.values.iter().filter(|(_, value)| value.is_positive()) {
            let key = self.key(*who);
            by_performance.entry(*performance).or_default().entry(key).or_default().add(*value)?;
            of_all.entry(key).or_default().add(*value)?;
        }
        let mut performances = Vec::new();
        for (performance, values) in &by_performance {
            let row = &reference.performances[performance.at()];
            let claims = mix.claims.get(performance).copied().unwrap_or_default();
            performances.push(self.shares((&row.code, &row.name), claims, values, decimals)?);
        }
        let all = self.shares(("*", ""), mix.claims.values().sum(), &of_all, decimals)?;
        Ok((performances, all))
    }

    /// Position of the discipline or participant that care counts for.
    fn key(&self, who: ParticipantIx) -> u32 {
        let who = self.members.successor(who);
        match self.of {
            SharesOf::Disciplines => self.members.discipline(who).0,
            SharesOf::Participants => who.0,
        }
    }

    fn named(&self, key: u32) -> (&str, &str) {
        let reference = &self.dossier.reference;
        match self.of {
            SharesOf::Disciplines => {
                let row = &reference.disciplines[DisciplineIx(key).at()];
                (&row.code, &row.name)
            }
            SharesOf::Participants => {
                let row = &reference.participants[ParticipantIx(key).at()];
                (&row.code, &row.name)
            }
        }
    }

    fn shares(
        &self,
        (performance, name): (&str, &str),
        claims: u64,
        values: &BTreeMap<u32, Cents>,
        decimals: u32,
    ) -> Result<Calibrated, Overflow> {
        let keys: Vec<u32> = values.keys().copied().collect();
        let weights: Vec<i64> = values.values().map(|value| value.0).collect();
        let total = Cents::sum(values.values().copied())?;
        let code = |at: usize| self.named(keys[at]).0;
        let salt = Salt(&["calibrate", performance]);
        let hundred = 100 * 10i64.pow(decimals);
        let shares = allocate(hundred, &weights, code, salt)?.unwrap_or_default();
        let by_share = allocate(total.0, &shares, code, salt)?.unwrap_or_default();
        let rows = keys.iter().zip(values.values()).zip(shares.iter().zip(&by_share));
        let share = |((key, value), (share, by_share)): ((&u32, &Cents), (&i64, &i64))| {
            let (code, name) = self.named(*key);
            Ok(CalibratedShare {
                code: code.to_owned(),
                name: name.to_owned(),
                share: fixed(*share, decimals),
                value: *value,
                by_share: Cents(*by_share),
                error: Cents(*by_share).minus(*value)?,
            })
        };
        Ok(Calibrated {
            performance: performance.to_owned(),
            name: name.to_owned(),
            claims,
            value: total,
            shares: rows.map(share).collect::<Result<_, Overflow>>()?,
        })
    }
}

/// A share that is not negative, with all of its decimals: `15.0`.
fn fixed(share: i64, decimals: u32) -> String {
    let scale = 10i64.pow(decimals);
    match decimals {
        0 => share.to_string(),
        _ => format!("{}.{:0width$}", share / scale, share % scale, width = decimals as usize),
    }
}
