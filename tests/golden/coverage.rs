//! Which parts of the specification have a story. Matches are without wildcards: a new variant asks for its row here.

use crate::runs::{BASES, dossier, model};
use crate::story::{KINDS, Story, stories};
use std::collections::BTreeSet;
use verdeelsleutel::domain::model::guarantee::{
    BaselineKind, CorridorRest, FundingSource, Guarantee, GuaranteeLevel, ShortageRule,
};
use verdeelsleutel::domain::model::rule::{Rule, Scope};
use verdeelsleutel::domain::model::shift::ShiftBalance;
use verdeelsleutel::domain::model::slice::{SliceKind, SliceTarget};
use verdeelsleutel::domain::model::{Model, ReserveShortage};

/// Everything that must occur in a story.
const WANTED: &[(&str, &[&str])] = &[
    ("basis", &["claimed", "accepted", "paid"]),
    ("kind of run", &["interim", "settlement"]),
    ("slice", &["percentage", "per_claim", "budget"]),
    ("slice to", &["organisation", "a fund"]),
    (
        "rule",
        &[
            "proportional over the claim",
            "proportional over the run",
            "discipline_shares over the claim",
            "discipline_shares over the run",
            "participant_shares",
            "fixed_prices",
            "blend",
            "reserve",
        ],
    ),
    ("shift balance", &["everyone", "reserve", "from_discipline"]),
    ("baseline", &["mono", "mono_base_year", "fixed", "fixed_per_episode"]),
    ("guarantee of", &["participant", "discipline"]),
    ("funding in the model", &["corridor", "reserve", "gainers", "insurer"]),
    ("funding that paid", &["corridor", "reserve", "gainers", "insurer"]),
    ("shortage", &["proportional", "equal_awards", "equal_losses", "refuse"]),
    ("corridor rest", &["back", "reserve"]),
    ("reserve shortage", &["allocate", "refuse"]),
    (
        "refusal",
        &[
            "guarantee_unfunded",
            "held_claims",
            "price_missing",
            "reference_missing",
            "reserve_below_minimum",
            "schedule_gap",
            "shift_overlap",
            "tariff_provisional",
        ],
    ),
];

#[test]
fn every_part_of_the_specification_has_a_story() {
    let mut seen = Seen::default();
    stories().iter().for_each(|story| seen.story(story));
    let missing: Vec<String> = WANTED
        .iter()
        .flat_map(|(what, names)| names.iter().map(move |name| (*what, *name)))
        .filter(|pair| !seen.pairs.contains(&(pair.0, pair.1.to_owned())))
        .map(|(what, name)| format!("no story has {what}: {name}"))
        .collect();
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn the_table_of_coverage_knows_everything_that_occurs_in_a_story() {
    let mut seen = Seen::default();
    stories().iter().for_each(|story| seen.story(story));
    let unknown: Vec<_> = seen
        .pairs
        .iter()
        .filter(|(what, name)| !WANTED.iter().any(|(known, names)| known == what && names.contains(&name.as_str())))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(BASES.iter().all(|basis| WANTED[0].1.contains(&basis.as_str())));
    assert!(KINDS.iter().all(|kind| WANTED[1].1.contains(&kind.as_str())));
}

#[derive(Default)]
struct Seen {
    pairs: BTreeSet<(&'static str, String)>,
}

impl Seen {
    fn add(&mut self, what: &'static str, name: &str) {
        self.pairs.insert((what, name.to_owned()));
    }

    fn story(&mut self, story: &Story) {
        for run in &story.runs {
            self.add("basis", run.spec.basis.as_str());
            self.add("kind of run", run.spec.kind.as_str());
            if let Some(code) = run.expected.get("refused").and_then(|code| code.as_str()) {
                self.add("refusal", code);
            }
            for source in ["corridor", "reserve", "gainers", "insurer"] {
                if run.expected.pointer(&format!("/guarantee/{source}")).is_some_and(|paid| paid != "0.00") {
                    self.add("funding that paid", source);
                }
            }
        }
        // A model that is refused is a story too, about its refusal.
        if let Ok(model) = model(&story.folder, "model", &dossier(&story.folder)) {
            self.model(&model);
        }
    }

    fn model(&mut self, model: &Model) {
        for slice in &model.top_slices {
            self.add(
                "slice",
                match slice.kind {
                    SliceKind::Percentage(_) => "percentage",
                    SliceKind::PerClaim(_) => "per_claim",
                    SliceKind::Budget(_) => "budget",
                },
            );
            self.add(
                "slice to",
                match slice.to {
                    SliceTarget::Organisation => "organisation",
                    SliceTarget::Fund(_) => "a fund",
                },
            );
        }
        for node in &model.nodes {
            self.add("rule", rule(&node.rule));
        }
        for shift in &model.shifts {
            self.add(
                "shift balance",
                match shift.balance {
                    ShiftBalance::Everyone => "everyone",
                    ShiftBalance::Reserve => "reserve",
                    ShiftBalance::FromDiscipline => "from_discipline",
                },
            );
        }
        self.add(
            "reserve shortage",
            match model.reserve.shortage {
                ReserveShortage::Allocate => "allocate",
                ReserveShortage::Refuse => "refuse",
            },
        );
        if let Some(guarantee) = &model.guarantee {
            self.guarantee(guarantee);
        }
    }

    fn guarantee(&mut self, guarantee: &Guarantee) {
        self.add(
            "baseline",
            match guarantee.baseline {
                BaselineKind::Mono => "mono",
                BaselineKind::MonoBaseYear { .. } => "mono_base_year",
                BaselineKind::Fixed => "fixed",
                BaselineKind::FixedPerEpisode => "fixed_per_episode",
            },
        );
        self.add(
            "guarantee of",
            match guarantee.level {
                GuaranteeLevel::Participant => "participant",
                GuaranteeLevel::Discipline => "discipline",
            },
        );
        for source in &guarantee.funding {
            self.add(
                "funding in the model",
                match source {
                    FundingSource::Corridor => "corridor",
                    FundingSource::Reserve => "reserve",
                    FundingSource::Gainers => "gainers",
                    FundingSource::Insurer => "insurer",
                },
            );
        }
        self.add(
            "shortage",
            match guarantee.shortage {
                ShortageRule::Proportional => "proportional",
                ShortageRule::EqualAwards => "equal_awards",
                ShortageRule::EqualLosses => "equal_losses",
                ShortageRule::Refuse => "refuse",
            },
        );
        self.add(
            "corridor rest",
            match guarantee.corridor_rest {
                CorridorRest::Back => "back",
                CorridorRest::Reserve => "reserve",
            },
        );
    }
}

fn rule(rule: &Rule) -> &'static str {
    match rule {
        Rule::Proportional { scope: Scope::Claim, .. } => "proportional over the claim",
        Rule::Proportional { scope: Scope::Run, .. } => "proportional over the run",
        Rule::DisciplineShares { scope: Scope::Claim, .. } => "discipline_shares over the claim",
        Rule::DisciplineShares { scope: Scope::Run, .. } => "discipline_shares over the run",
        Rule::ParticipantShares { .. } => "participant_shares",
        Rule::FixedPrices { .. } => "fixed_prices",
        Rule::Blend { .. } => "blend",
        Rule::Reserve => "reserve",
    }
}
