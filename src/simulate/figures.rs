//! Two outcomes of one year beside each other, as figures.

use super::work::{Known, Work};
use crate::calc::outcome::{Outcome, ParticipantOutcome};
use crate::domain::decimal::scaled_text;
use crate::domain::dossier::Dossier;
use crate::domain::index::ParticipantIx;
use crate::domain::money::{Cents, Overflow, round_ratio};
use crate::domain::simulation::{
    DisciplineFigures, Figure, Figures, GuaranteeFigures, Hours, ParticipantFigures, ReserveFigures, Standing,
    TotalFigures, YearFigures,
};
use std::cmp::Reverse;

/// One year with or without the changes.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub outcome: &'a Outcome,
    pub work: &'a [Work],
}

/// A year with the changes beside the same year without them.
pub struct Sides<'a> {
    pub dossier: &'a Dossier,
    pub base: Side<'a>,
    pub value: Side<'a>,
}

impl Sides<'_> {
    pub fn figures(&self) -> Result<YearFigures, Overflow> {
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
