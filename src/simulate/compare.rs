//! `compare`: scenarios under models over years, always beside the base and the mono baseline (spec 3, question 1).

use super::course::Carried;
use super::projection::base::Base;
use super::projection::year::ProjectedYear;
use super::projection::{Changes, project};
use super::work::{Work, work};
use crate::calc::outcome::{Outcome, ParticipantOutcome};
use crate::calc::receipt::ENGINE_VERSION;
use crate::domain::decimal::scaled_text;
use crate::domain::dossier::Dossier;
use crate::domain::index::ParticipantIx;
use crate::domain::money::{Cents, Overflow, round_ratio};
use crate::domain::problem::Refusal;
use crate::domain::scenario::{ComparedModel, Prepared, Scenario};
use crate::domain::simulation::{
    Assumption, Case, Comparison, DisciplineFigures, Figure, Figures, GuaranteeFigures, Hours, ModelOfCase,
    NamedDocument, ParticipantFigures, ReserveFigures, Standing, TotalFigures, YearFigures, assume,
};
use std::cmp::Reverse;

/// Every scenario under each of its models. `input_sha256` is that of the dossier.
pub fn compare(dossier: &Dossier, prepared: &[Prepared], input_sha256: &str) -> Result<Comparison, Refusal> {
    let mut cases = Vec::new();
    for Prepared { scenario, models } in prepared {
        cases.extend(of_scenario(dossier, scenario, models)?);
    }
    Ok(Comparison {
        organisation: dossier.reference.organisation.code.clone(),
        input_sha256: input_sha256.to_owned(),
        engine_version: ENGINE_VERSION,
        cases,
    })
}

fn of_scenario(dossier: &Dossier, scenario: &Scenario, models: &[ComparedModel]) -> Result<Vec<Case>, Refusal> {
    let last = scenario.years.last().copied().unwrap_or_default();
    let base = Base::of(dossier, scenario.base_year, last)?;
    let named = models.iter().map(|model| &model.changed).chain(models.iter().map(|model| &model.base));
    let changes = Changes::of(scenario, named)?;
    let mut assumptions = base.assumptions.clone();
    let (opening, assumption) = Carried::opening(&base, scenario.years.first().copied().unwrap_or_default());
    assumptions.extend(assumption);
    let mut carried: Vec<(Carried, Carried)> = vec![(opening.clone(), opening); models.len()];
    let mut years: Vec<Vec<YearFigures>> = vec![Vec::new(); models.len()];
    for (at, year) in scenario.years.iter().enumerate() {
        // The same care and prices under every model: made once, and not kept.
        let mut today = project(&base, &Changes::none(), *year)?;
        let mut changed = project(&base, &changes, *year)?;
        let (today_work, changed_work) = (work(&today)?, work(&changed)?);
        changed.assumptions.iter().for_each(|one| add(&mut assumptions, one));
        if at + 1 == scenario.years.len() {
            without_cost(&changed).iter().for_each(|one| add(&mut assumptions, one));
        }
        for ((model, (before, after)), found) in models.iter().zip(&mut carried).zip(&mut years) {
            let sides = Sides {
                dossier,
                base: Side { outcome: &before.settle(&mut today, &model.base)?, work: &today_work },
                value: Side { outcome: &after.settle(&mut changed, &model.changed)?, work: &changed_work },
            };
            found.push(sides.figures()?);
        }
    }
    let case = |(model, years): (&ComparedModel, Vec<YearFigures>)| Case {
        scenario: NamedDocument { name: scenario.name.clone(), sha256: scenario.sha256.clone() },
        model: ModelOfCase {
            name: model.changed.name.clone(),
            sha256: model.base.sha256.clone(),
            changed: model.is_changed,
            changed_sha256: model.changed.sha256.clone(),
        },
        base_year: base.year,
        assumptions: assumptions.clone(),
        years,
    };
    Ok(models.iter().zip(years).map(case).collect())
}

fn add(assumptions: &mut Vec<Assumption>, one: &Assumption) {
    if !assumptions.contains(one) {
        assumptions.push(one.clone());
    }
}

/// Care whose real cost or hours nobody has said, which then count for nothing.
fn without_cost(year: &ProjectedYear) -> Vec<Assumption> {
    let reference = &year.dossier.reference;
    let mut delivered = vec![false; reference.activities.len()];
    for row in (0..year.dossier.deliveries.id.len()).filter(|row| year.claim_in_run(*row).is_some()) {
        delivered[year.dossier.deliveries.activity[row].at()] = true;
    }
    let lacking = |lacks: &dyn Fn(usize) -> bool| {
        let codes = (0..delivered.len()).filter(|at| delivered[*at] && lacks(*at));
        codes.map(|at| reference.activities[at].code.as_str()).collect::<Vec<_>>().join(", ")
    };
    let known = Known::of(&year.dossier);
    let costs = lacking(&|at| reference.activities[at].variable_cost.is_none());
    let hours = lacking(&|at| reference.activities[at].hours.is_none());
    let mut said = Vec::new();
    if known.cost && !costs.is_empty() {
        said.push(assume(
            format!("Zonder variabele kosten, dus voor nul geteld: {costs}."),
            format!("Without variable cost, so counted as nothing: {costs}."),
        ));
    }
    if known.hours && !hours.is_empty() {
        said.push(assume(
            format!("Zonder uren, dus voor nul geteld: {hours}."),
            format!("Without hours, so counted as nothing: {hours}."),
        ));
    }
    said
}

/// What activities of the dossier say of themselves, any of them.
struct Known {
    cost: bool,
    hours: bool,
}

impl Known {
    fn of(dossier: &Dossier) -> Known {
        let activities = &dossier.reference.activities;
        Known {
            cost: activities.iter().any(|row| row.variable_cost.is_some()),
            hours: activities.iter().any(|row| row.hours.is_some()),
        }
    }
}

/// One year with or without the changes.
#[derive(Clone, Copy)]
struct Side<'a> {
    outcome: &'a Outcome,
    work: &'a [Work],
}

struct Sides<'a> {
    dossier: &'a Dossier,
    base: Side<'a>,
    value: Side<'a>,
}

impl Sides<'_> {
    fn figures(&self) -> Result<YearFigures, Overflow> {
        let participants = self.participants()?;
        let mut all = Figures::default();
        for row in &participants {
            all = all.plus(&row.figures)?;
        }
        let disciplines = self.disciplines(&participants, &all)?;
        Ok(YearFigures {
            year: self.value.outcome.spec.year,
            total: self.total(all)?,
            guarantee: self.guarantee()?,
            reserve: self.reserve()?,
            standing: standing(&participants),
            disciplines,
            participants,
        })
    }

    fn of(&self, cents: impl Fn(&Outcome) -> Cents) -> Result<Figure<Cents>, Overflow> {
        Figure::new(cents(self.value.outcome), cents(self.base.outcome))
    }

    /// Both sides have the same participants: who lives on in a year does not change with its care.
    fn participants(&self) -> Result<Vec<ParticipantFigures>, Overflow> {
        let known = Known::of(self.dossier);
        let pairs = self.value.outcome.participants.iter().zip(&self.base.outcome.participants);
        pairs
            .map(|((who, discipline, value), (_, _, base))| {
                let row = &self.dossier.reference.participants[who.at()];
                Ok(ParticipantFigures {
                    participant: row.code.clone(),
                    name: row.name.clone(),
                    discipline: self.dossier.reference.discipline_code(*discipline).to_owned(),
                    figures: self.figures_of(*who, value, base, &known)?,
                })
            })
            .collect()
    }

    fn figures_of(
        &self,
        who: ParticipantIx,
        value: &ParticipantOutcome,
        base: &ParticipantOutcome,
        known: &Known,
    ) -> Result<Figures, Overflow> {
        let both = |of: fn(&ParticipantOutcome) -> Result<Cents, Overflow>| Figure::new(of(value)?, of(base)?);
        let entitlement = both(|row| Ok(row.entitlement))?;
        let mono = both(|row| Ok(row.mono_baseline))?;
        let (work, work_base) = (self.value.work[who.at()], self.base.work[who.at()]);
        let cost = Figure::new(work.cost, work_base.cost)?;
        Ok(Figures {
            entitlement,
            mono,
            against_mono: entitlement.minus(mono)?,
            shifts: both(|row| row.shift_credit.plus(row.shift_balance)?.minus(row.shift_charge))?,
            guarantee_received: both(|row| row.top_up.plus(row.repaid))?,
            guarantee_paid: both(|row| row.cap_excess.plus(row.levy)?.minus(row.cap_back))?,
            carried_forward: both(|row| Ok(row.carried_forward))?,
            variable_cost: known.cost.then_some(cost),
            margin: if known.cost { Some(entitlement.minus(cost)?) } else { None },
            hours: if known.hours { Some(Figure::<Hours>::new(work.hours, work_base.hours)?) } else { None },
        })
    }

    fn disciplines(
        &self,
        participants: &[ParticipantFigures],
        all: &Figures,
    ) -> Result<Vec<DisciplineFigures>, Overflow> {
        let mut disciplines = Vec::new();
        for discipline in &self.dossier.reference.disciplines {
            let mut figures = Figures::default();
            let mut members = participants.iter().filter(|row| row.discipline == discipline.code).peekable();
            if members.peek().is_none() {
                continue;
            }
            for row in members {
                figures = figures.plus(&row.figures)?;
            }
            disciplines.push(DisciplineFigures {
                discipline: discipline.code.clone(),
                name: discipline.name.clone(),
                surplus_share: percentage(figures.against_mono.value, all.against_mono.value)?,
                surplus_share_base: percentage(figures.against_mono.base, all.against_mono.base)?,
                figures,
            });
        }
        Ok(disciplines)
    }

    fn total(&self, figures: Figures) -> Result<TotalFigures, Overflow> {
        Ok(TotalFigures {
            revenue: self.of(|outcome| outcome.totals.revenue)?,
            adjustments: self.of(|outcome| outcome.totals.adjustments)?,
            insurer_support: self.of(|outcome| outcome.totals.insurer_support)?,
            organisation: self.of(|outcome| outcome.totals.to_organisation)?,
            unallocated: self.of(|outcome| outcome.totals.unallocated)?,
            figures,
        })
    }

    fn guarantee(&self) -> Result<GuaranteeFigures, Overflow> {
        use crate::calc::guarantee::GuaranteeOutcome;
        let of = |cents: fn(&GuaranteeOutcome) -> Cents| {
            self.of(|outcome| outcome.guarantee.as_ref().map(cents).unwrap_or_default())
        };
        Ok(GuaranteeFigures {
            need: of(|guarantee| guarantee.need)?,
            corridor: of(|guarantee| guarantee.corridor)?,
            reserve: of(|guarantee| guarantee.reserve)?,
            gainers: of(|guarantee| guarantee.gainers)?,
            insurer: of(|guarantee| guarantee.insurer)?,
            uncovered: of(|guarantee| guarantee.uncovered)?,
        })
    }

    fn reserve(&self) -> Result<ReserveFigures, Overflow> {
        let opening = self.of(|outcome| outcome.totals.reserve_opening)?;
        let change = self.of(|outcome| outcome.totals.reserve_change)?;
        Ok(ReserveFigures { opening, change, end: opening.plus(change)? })
    }
}

/// A part of a surplus as a percentage with one decimal; nothing where there is no surplus.
fn percentage(part: Cents, whole: Cents) -> Result<Option<String>, Overflow> {
    if !whole.is_positive() {
        return Ok(None);
    }
    let tenths = round_ratio(i128::from(part.0) * 1000, i128::from(whole.0))?;
    Ok(Some(scaled_text(tenths, 1)))
}

fn standing(participants: &[ParticipantFigures]) -> Standing {
    let ordered = |of: fn(&Figures) -> Cents, losing: bool| {
        let mut rows: Vec<(i64, &str)> = participants
            .iter()
            .map(|row| (of(&row.figures).0, row.participant.as_str()))
            .filter(|(cents, _)| if losing { *cents < 0 } else { *cents > 0 })
            .collect();
        rows.sort_by_key(|(cents, code)| (Reverse(cents.unsigned_abs()), *code));
        rows.into_iter().map(|(_, code)| code.to_owned()).collect()
    };
    Standing {
        losers_against_mono: ordered(|figures| figures.against_mono.value, true),
        gainers_against_mono: ordered(|figures| figures.against_mono.value, false),
        losers_against_base: ordered(|figures| figures.entitlement.difference, true),
        gainers_against_base: ordered(|figures| figures.entitlement.difference, false),
    }
}
