//! The example against what was published (`BMJ Open Quality` 2024): with all CTGs before birth at the midwives
//! reimbursement falls by 30.15 million a year while real cost rises by 1.25 million; at a quarter by 7.54 and 0.31.

use crate::runs;
use crate::village::asked;
use crate::village::with_models;
use std::fs;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::intake::scenario::read;

/// What so much of the CTGs of a whole year does to the mono value of care and to its real cost.
fn moved(dossier: &Dossier, share: &str) -> (Cents, Cents) {
    let text = format!(
        "name = \"CTG\"\nyears = [2026, 2027]\n[[change]]\nkind = \"care_shift\"\nshift = \"CTG in de eerste lijn\"\n\
         share = [{{year = 2026, share = \"{share}\"}}]\n"
    );
    let of = |name: &str| fs::read_to_string(runs::repository("fixtures/voorbeeld/models").join(name)).unwrap();
    let scenario = read("scenarios/proef.toml", text.as_bytes(), &dossier.reference).unwrap();
    let prepared = with_models(dossier, scenario, &[&of("mono.toml"), &of("glide.toml")]).unwrap_or_else(|_| panic!());
    let found = asked(dossier, &[prepared]);
    let total = &found.cases[0].years[1].total;
    // Everyone is paid its mono value, so that is what everyone gets less of.
    assert_eq!(total.figures.entitlement.difference, total.figures.mono.difference);
    (total.figures.mono.difference, total.figures.variable_cost.unwrap().difference)
}

#[test]
fn ctgs_at_the_midwives_cost_less_in_tariffs_and_more_in_truth_in_the_published_proportion() {
    let dossier = runs::dossier(&runs::repository("fixtures/voorbeeld"));
    let (mono, cost) = moved(&dossier, "100");
    assert!(mono.0 < 0 && cost.0 > 0, "{mono} {cost}");
    // 1.25 / 30.15 is 4.1%; 7.54 / 30.15 is a quarter.
    let per_mille = cost.0 * 1000 / -mono.0;
    assert!((40..=43).contains(&per_mille), "{per_mille}");
    let (quarter, quarter_cost) = moved(&dossier, "25");
    assert!(
        (240..=260).contains(&(quarter.0 * 1000 / mono.0)) && (240..=260).contains(&(quarter_cost.0 * 1000 / cost.0))
    );
}
