//! The guarantee as it looked at one participant, and at its discipline where that is what is tested.

use super::Ground;
use super::part::{WeightUnit, key_name, part_of};
use super::settlement::{DivisionLine, mine};
use crate::calc::tested::{Position, Tested};
use crate::calc::trace::{GuaranteeStep, Key, Place, Step};
use crate::domain::index::DisciplineIx;
use crate::domain::model::guarantee::{BaselineKind, GuaranteeLevel};
use crate::domain::money::{Cents, Overflow};
use serde::Serialize;

/// The guarantee as it looked at the participant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = ExplainedGuarantee))]
pub struct GuaranteeLine {
    pub article: Option<String>,
    /// `mono`, `mono_base_year`, `fixed` or `fixed_per_episode`.
    pub baseline_kind: &'static str,
    pub baseline: Cents,
    pub floor_percentage: String,
    pub floor: Cents,
    pub cap_percentage: Option<String>,
    pub cap: Option<Cents>,
    pub allocated: Cents,
    pub other_income: Cents,
    pub tested: Cents,
    pub excess: Cents,
    pub short: Cents,
    /// What it is above both its floor and its baseline, after the cap.
    pub gain: Cents,
    /// Percentage of the gain that may be levied.
    pub haircut: String,
    pub back: Cents,
    pub levy: Cents,
    pub top_up: Cents,
    pub uncovered: Cents,
    pub repaid: Cents,
    /// At level discipline: the sums that were tested, and what came of them.
    pub discipline: Option<DisciplineTest>,
    /// The divisions it, or its discipline, had a part in.
    pub divisions: Vec<DivisionLine>,
}

/// The test of a whole discipline: sums over its covered participants.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct DisciplineTest {
    pub discipline: String,
    pub baseline: Cents,
    pub floor: Cents,
    pub cap: Option<Cents>,
    pub tested: Cents,
    pub excess: Cents,
    pub short: Cents,
    pub gain: Cents,
}

/// The guarantee, where the participant is covered or was repaid.
pub fn line(ground: &Ground<'_>) -> Result<Option<GuaranteeLine>, Overflow> {
    let (Some(outcome), Some(terms)) = (&ground.outcome.guarantee, &ground.model.guarantee) else { return Ok(None) };
    let who = ground.about.who();
    let own = outcome.tested.iter().zip(&outcome.covered).find(|(tested, _)| tested.who == who);
    let (Some(year), Some((tested, covered))) = (terms.year(ground.outcome.spec.year), own) else { return Ok(None) };
    let discipline = match terms.level {
        GuaranteeLevel::Participant => None,
        GuaranteeLevel::Discipline => Some(discipline_test(ground, &outcome.tested, tested.discipline)?),
    };
    Ok(Some(GuaranteeLine {
        article: terms.article.clone(),
        baseline_kind: match terms.baseline {
            BaselineKind::Mono => "mono",
            BaselineKind::MonoBaseYear { .. } => "mono_base_year",
            BaselineKind::Fixed => "fixed",
            BaselineKind::FixedPerEpisode => "fixed_per_episode",
        },
        baseline: tested.baseline,
        floor_percentage: year.floor.to_string(),
        floor: tested.floor,
        cap_percentage: year.cap.map(|cap| cap.to_string()),
        cap: tested.cap,
        allocated: tested.allocated,
        other_income: ground.row.other_income,
        tested: tested.tested,
        excess: covered.excess,
        short: covered.own.short,
        gain: covered.own.gain,
        haircut: terms.haircut.to_string(),
        back: covered.back,
        levy: covered.levy,
        top_up: covered.top_up,
        uncovered: covered.uncovered,
        repaid: ground.row.repaid,
        discipline,
        divisions: guarantee_divisions(ground, tested.discipline),
    }))
}

fn discipline_test(
    ground: &Ground<'_>,
    tested: &[Tested],
    discipline: DisciplineIx,
) -> Result<DisciplineTest, Overflow> {
    let members: Vec<&Tested> = tested.iter().filter(|member| member.discipline == discipline).collect();
    let position = Position::of(&members)?;
    let sum = |of: fn(&Tested) -> Cents| Cents::sum(members.iter().map(|member| of(member)));
    let caps: Option<Vec<Cents>> = members.iter().map(|member| member.cap).collect();
    Ok(DisciplineTest {
        discipline: ground.dossier.reference.discipline_code(discipline).to_owned(),
        baseline: sum(|member| member.baseline)?,
        floor: sum(|member| member.floor)?,
        cap: caps.map(Cents::sum).transpose()?,
        tested: sum(|member| member.tested)?,
        excess: position.excess,
        short: position.short,
        gain: position.gain,
    })
}

fn guarantee_divisions(ground: &Ground<'_>, discipline: DisciplineIx) -> Vec<DivisionLine> {
    let divided = ground.about.steps.iter().filter_map(|step| match step {
        Step::Divided { place: Place::Guarantee(of), division } => Some((of, division)),
        _ => None,
    });
    divided
        .filter_map(|(of, division)| {
            let name = match of {
                GuaranteeStep::Levy => "gainers",
                GuaranteeStep::Insurer => return None,
                GuaranteeStep::TopUp => "top_up",
                GuaranteeStep::Carried => "carried",
                GuaranteeStep::Back => "back",
                GuaranteeStep::Cap(_) => "cap",
                GuaranteeStep::Gain(_) => "gain",
                GuaranteeStep::Floor(_) => "floor",
            };
            let names = |key| key_name(ground.dossier, ground.model, None, key);
            let of_discipline = || part_of(division, Key::Discipline(discipline), WeightUnit::Euro, names);
            let part = mine(ground, division, WeightUnit::Euro).or_else(of_discipline)?;
            (!part.result.is_zero()).then(|| DivisionLine { name: name.to_owned(), part })
        })
        .collect()
}
