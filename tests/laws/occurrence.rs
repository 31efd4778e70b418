//! The generated cases reach everything: most give a result, and each kind of rule, baseline, source and shortage really
//! has an effect somewhere. Without this the laws could hold because nothing ever happened.

use super::case::{Case, cases};
use super::inside::Inside;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use verdeelsleutel::calc::claims::Worth;
use verdeelsleutel::calc::outcome::Outcome;
use verdeelsleutel::calc::trace::{Division, GuaranteeStep, Place, Recorded, ReserveStep, Source, Step};
use verdeelsleutel::domain::dossier::EventKind;
use verdeelsleutel::domain::fraction::Fraction;
use verdeelsleutel::domain::model::guarantee::{BaselineKind, CorridorRest, GuaranteeLevel, ShortageRule};
use verdeelsleutel::domain::model::rule::{Rule, Scope};
use verdeelsleutel::domain::model::shift::ShiftBalance;
use verdeelsleutel::domain::model::slice::{SliceKind, SliceTarget};
use verdeelsleutel::domain::problem::ProblemCode;
use verdeelsleutel::domain::run::{Basis, RunKind};

/// How often each thing happened.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, u32>);

impl Tally {
    fn note(&mut self, what: &'static str, happened: bool) {
        *self.0.entry(what).or_default() += u32::from(happened);
    }
}

/// Whether a division gave different amounts to at least two.
fn really(division: &Division) -> bool {
    division.shares.iter().filter(|share| **share != 0).count() > 1
}

fn of_rules(case: &Case, trace: &Recorded, tally: &mut Tally) {
    for step in &trace.steps {
        match step {
            Step::Entered { claim, worth, .. } => {
                tally.note("claim by tariff", matches!(worth, Worth::ByTariff { .. }));
                tally.note("negative claim", matches!(worth, Worth::ByEvent(amount) if amount.0 < 0));
                tally.note("severity", case.dossier.claims.severity[claim.at()].0 > 0);
            }
            Step::Taken { slice, taken, .. } => {
                let percentage = matches!(case.model.top_slices[*slice].kind, SliceKind::Percentage(_));
                tally.note(if percentage { "percentage" } else { "per claim" }, !taken.is_zero());
            }
            Step::Paid { part, amount, .. } => {
                tally.note("fixed prices", !amount.is_zero());
                tally.note("fixed prices in a blend", *part != Fraction::ONE && !amount.is_zero());
            }
            Step::Pooled { .. } => {}
            Step::Valued { part, value, .. } => {
                tally.note("value of a part of a shifted delivery", *part != Fraction::ONE && !value.is_zero());
            }
            Step::Reserved { amount, source, .. } => {
                let claim = matches!(source, Source::Claim(_));
                tally.note(if claim { "rule reserve" } else { "adjustment to reserve" }, !amount.is_zero());
            }
            Step::Divided { place, division } => {
                let happened = really(division);
                match place {
                    Place::Rule { source, node, discipline } => {
                        let rule = &case.model.node(*node).rule;
                        let kind = match (source, rule) {
                            (Source::Claim(_), Rule::Proportional { .. }) => "proportional in a claim",
                            (Source::Claim(_), Rule::DisciplineShares { .. }) if discipline.is_some() => {
                                "discipline shares in a claim"
                            }
                            (Source::Claim(_), Rule::DisciplineShares { .. }) => "discipline shares",
                            (Source::Claim(_), Rule::ParticipantShares { .. }) => "participant shares",
                            (Source::Claim(_), _) => "blend",
                            (Source::Adjustment(_), Rule::DisciplineShares { .. }) => "adjustment by discipline shares",
                            (Source::Adjustment(_), Rule::ParticipantShares { .. }) => {
                                "adjustment by participant shares"
                            }
                            (Source::Adjustment(_), _) => "adjustment by blend",
                        };
                        tally.note(kind, happened);
                    }
                    Place::Pool { key, adjustment, widened } => {
                        let rule = &case.model.node(key.node).rule;
                        tally.note("widened pool", happened && *widened);
                        tally.note("pool of an adjustment", happened && adjustment.is_some());
                        let kind = match rule {
                            Rule::Proportional { scope: Scope::Claim, .. } => "pool of a claim without values",
                            Rule::Proportional { .. } => "proportional in the run",
                            _ => "discipline shares in the run",
                        };
                        tally.note(kind, happened && adjustment.is_none());
                    }
                    Place::Ceiling(_) => tally.note("ceiling", happened),
                    Place::Slice(_) => tally.note("budget", happened),
                    Place::ShiftBalance(_) => tally.note("shift balance", happened),
                    Place::Fund(_) => tally.note("fund", happened),
                    Place::Reserve(ReserveStep::Minimum) => tally.note("reserve minimum", happened),
                    Place::Reserve(ReserveStep::Maximum) => tally.note("reserve maximum", happened),
                    Place::Reserve(ReserveStep::Carried) => tally.note("repaid above the maximum", happened),
                    Place::Guarantee(GuaranteeStep::Carried) => tally.note("repaid by the guarantee", happened),
                    Place::Guarantee(GuaranteeStep::Levy) => tally.note("several gainers", happened),
                    Place::Guarantee(GuaranteeStep::Insurer) => tally.note("several insurers", happened),
                    Place::Guarantee(GuaranteeStep::Cap(_)) => tally.note("excess in a discipline", happened),
                    Place::Guarantee(GuaranteeStep::Floor(_)) => tally.note("top-up in a discipline", happened),
                    Place::Guarantee(GuaranteeStep::Gain(_)) => tally.note("levy in a discipline", happened),
                    Place::Guarantee(GuaranteeStep::TopUp | GuaranteeStep::Back) => {}
                }
            }
        }
    }
}

fn of_guarantee(case: &Case, outcome: &Outcome, tally: &mut Tally) {
    let (Some(terms), Some(found)) = (&case.model.guarantee, &outcome.guarantee) else { return };
    let topped_up = found.covered.iter().any(|covered| covered.top_up.is_positive());
    let baseline = match terms.baseline {
        BaselineKind::Mono => "mono",
        BaselineKind::MonoBaseYear { .. } => "mono_base_year",
        BaselineKind::Fixed => "fixed",
        BaselineKind::FixedPerEpisode => "fixed_per_episode",
    };
    tally.note(baseline, topped_up);
    tally.note(
        "no base price",
        topped_up && outcome.warnings.iter().any(|warning| warning.code == ProblemCode::NoBasePrice),
    );
    tally.note("level discipline", topped_up && terms.level == GuaranteeLevel::Discipline);
    tally.note("not everyone covered", topped_up && terms.disciplines.is_some());
    tally.note("corridor", found.corridor.is_positive());
    tally.note("reserve", found.reserve.is_positive());
    tally.note("gainers", found.gainers.is_positive());
    tally.note("insurer", found.insurer.is_positive());
    let part = found.uncovered.is_positive() && topped_up;
    let several = part && found.covered.iter().filter(|covered| covered.own.short.is_positive()).count() > 1;
    let shortage = match terms.shortage {
        ShortageRule::Proportional => "proportional shortage",
        ShortageRule::EqualAwards => "equal awards",
        ShortageRule::EqualLosses => "equal losses",
        ShortageRule::Refuse => "refused shortage",
    };
    tally.note(shortage, several);
    tally.note("nothing to top up with", found.uncovered.is_positive() && !topped_up);
    tally.note("haircut", found.gainers.is_positive() && terms.haircut.0 < 100_000_000);
    let back = found.covered.iter().any(|covered| covered.back.is_positive());
    tally.note("corridor back", back);
    tally.note(
        "corridor rest to the reserve",
        terms.corridor_rest == CorridorRest::Reserve && found.reserve_change.0 > 0,
    );
    let others = outcome.participants.iter().any(|(.., row)| row.other_income.is_positive());
    tally.note("other income tested", topped_up && others);
    tally.note("interim guarantee", topped_up && case.spec.kind == RunKind::Interim);
}

fn of_care(case: &Case, outcome: &Outcome, tally: &mut Tally) {
    let (dossier, inside) = (&case.dossier, Inside::of(case));
    for (shift, settled) in case.model.shifts.iter().zip(&outcome.shifts) {
        let part = settled.volume.part;
        tally.note("part of the units shifted", !part.is_zero() && part != Fraction::ONE);
        tally.note("all units shifted", part == Fraction::ONE);
        tally.note("no unit shifted", part.is_zero() && settled.volume.units > 0);
        let kind = match shift.balance {
            ShiftBalance::Everyone => "balance of everyone",
            ShiftBalance::Reserve => "balance of the reserve",
            ShiftBalance::FromDiscipline => "balance of the discipline",
        };
        tally.note(kind, !settled.balance.is_zero());
    }
    let rows = &dossier.deliveries;
    for (delivery, _) in inside.counted() {
        let at = delivery.at();
        let who = rows.participant[at];
        tally.note("delivered by who merged", !inside.members.lives(who));
        let next = inside.members.successor(who);
        let direct = dossier.reference.participants[who.at()].merger.map(|merger| merger.into);
        tally.note("delivered by who merged twice", !inside.members.lives(who) && direct != Some(next));
        tally.note("correction that counts", rows.replaces[at].some().is_some());
        tally.note("settled in this year", rows.settled[at] == case.spec.year);
        let usual = dossier.reference.activities[rows.activity[at].at()].bundle;
        tally.note("delivery in another bundle", rows.bundle[at] != usual);
    }
    let moment = |event: &usize| Some(dossier.events.date[*event]) == case.spec.as_of;
    let answered =
        (0..dossier.events.id.len()).filter(moment).any(|event| dossier.events.kind[event] != EventKind::Paid);
    tally.note("answer on the day of as_of", answered);
    let basis = match case.spec.basis {
        Basis::Claimed => "basis claimed",
        Basis::Accepted => "basis accepted",
        Basis::Paid => "basis paid",
    };
    tally.note(basis, outcome.totals.revenue.is_positive());
    tally.note("interim", case.spec.kind == RunKind::Interim && outcome.totals.revenue.is_positive());
    tally.note("settlement", case.spec.kind == RunKind::Settlement && outcome.totals.revenue.is_positive());
    tally.note("held claim", !outcome.held.is_empty());
    tally.note("awaiting a claim", outcome.awaiting.deliveries > 0);
    tally.note("unallocated", !outcome.totals.unallocated.is_zero());
    tally.note("fund held", outcome.totals.funds_held.is_positive());
    let funds = case.model.top_slices.iter().zip(&outcome.top_slices);
    tally.note(
        "fund filled",
        funds.clone().any(|(slice, took)| slice.to != SliceTarget::Organisation && took.amount.0 > 0),
    );
    tally.note("short budget", outcome.top_slices.iter().any(|slice| slice.short.is_positive()));
    tally.note("negative outcome of the rules", outcome.participants.iter().any(|(.., row)| row.allocated.0 < 0));
    let carried = |row: &verdeelsleutel::calc::outcome::ParticipantOutcome| {
        row.reserve_levy.is_positive() && row.carried_forward.0 > row.carried_opening.0 - row.repaid.0
    };
    tally.note("levy carried forward", outcome.participants.iter().any(|(.., row)| carried(row)));
}

/// Everything that spec 2 can do, and that these cases must therefore do, each at least a few times here.
const EVERYTHING: &[&str] = &[
    "claim by tariff",
    "negative claim",
    "severity",
    "percentage",
    "per claim",
    "budget",
    "short budget",
    "fixed prices",
    "fixed prices in a blend",
    "rule reserve",
    "proportional in a claim",
    "discipline shares in a claim",
    "discipline shares",
    "participant shares",
    "blend",
    "proportional in the run",
    "discipline shares in the run",
    "pool of a claim without values",
    "widened pool",
    "pool of an adjustment",
    "adjustment by discipline shares",
    "adjustment by participant shares",
    "adjustment by blend",
    "adjustment to reserve",
    "ceiling",
    "shift balance",
    "part of the units shifted",
    "all units shifted",
    "no unit shifted",
    "balance of everyone",
    "balance of the reserve",
    "balance of the discipline",
    "fund",
    "fund held",
    "fund filled",
    "mono",
    "mono_base_year",
    "no base price",
    "fixed",
    "fixed_per_episode",
    "level discipline",
    "not everyone covered",
    "corridor",
    "reserve",
    "gainers",
    "insurer",
    "several gainers",
    "several insurers",
    "haircut",
    "proportional shortage",
    "equal awards",
    "equal losses",
    "nothing to top up with",
    "corridor back",
    "corridor rest to the reserve",
    "other income tested",
    "interim guarantee",
    "excess in a discipline",
    "top-up in a discipline",
    "levy in a discipline",
    "repaid by the guarantee",
    "repaid above the maximum",
    "reserve minimum",
    "reserve maximum",
    "levy carried forward",
    "delivered by who merged",
    "delivered by who merged twice",
    "correction that counts",
    "settled in this year",
    "delivery in another bundle",
    "answer on the day of as_of",
    "basis claimed",
    "basis accepted",
    "basis paid",
    "interim",
    "settlement",
    "held claim",
    "awaiting a claim",
    "unallocated",
    "negative outcome of the rules",
];

/// Refusals that generated cases may meet; anything else would be a fault of a generator or of the calculation.
const REFUSALS: &[&str] = &[
    "held_claims",
    "tariff_provisional",
    "price_missing",
    "guarantee_unfunded",
    "reserve_below_minimum",
    "reference_missing",
];

#[test]
fn most_cases_give_a_result_and_everything_happens() {
    let mut runner = TestRunner::deterministic();
    let strategy = cases();
    let (mut tally, mut results, all) = (Tally::default(), 0, 3000);
    let mut refused: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..all {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        match case.recorded() {
            Ok((outcome, trace)) => {
                results += 1;
                of_rules(&case, &trace, &mut tally);
                of_guarantee(&case, &outcome, &mut tally);
                of_care(&case, &outcome, &mut tally);
            }
            Err(refusal) => *refused.entry(refusal.code.as_str()).or_default() += 1,
        }
    }
    assert!(results * 100 >= all * 70, "{results} of {all} give a result; refused: {refused:?}");
    for code in refused.keys() {
        assert!(REFUSALS.contains(code), "unexpected: {refused:?}");
    }
    let rare: Vec<_> = EVERYTHING
        .iter()
        .map(|what| (*what, tally.0.get(what).copied().unwrap_or(0)))
        .filter(|(_, n)| *n < 5)
        .collect();
    assert!(rare.is_empty(), "too rare: {rare:?}");
}
