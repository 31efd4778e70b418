//! Scale is irrelevant where only a ratio counts: the weights of a blend, the prices of a proportional division.

use super::case::{Case, cases, cases_without_fixed_prices, tries};
use proptest::prelude::*;
use verdeelsleutel::domain::decimal::{Price, Quantity, Rate};
use verdeelsleutel::domain::index::TableIx;
use verdeelsleutel::domain::model::rule::{BlendPart, Rule};
use verdeelsleutel::domain::model::schedule::Schedule;

fn with_weights_times(case: &Case, factor: i64) -> Case {
    let mut scaled = case.clone();
    for node in &mut scaled.model.nodes {
        let Rule::Blend { parts } = &mut node.rule else { continue };
        for BlendPart { weights, .. } in parts {
            let entries = weights.entries().iter().map(|(from, weight)| (*from, Rate(weight.0 * factor)));
            *weights = Schedule::new(entries.collect());
        }
    }
    scaled
}

/// Quantities without decimals and prices of whole cents: no value is rounded.
fn with_whole_values(mut case: Case) -> Case {
    for quantity in &mut case.dossier.deliveries.quantity {
        *quantity = Quantity(quantity.0 / 10_000 * 10_000);
    }
    for table in &mut case.model.price_tables {
        table.rows.iter_mut().for_each(|row| row.price = Price(row.price.0 / 100 * 100));
    }
    case.model.shifts.clear();
    case
}

proptest! {
    #![proptest_config(tries(256))]

    /// Spec 2.4: a blend divides by allocate over its weights, and its fixed prices pay weight / Σ weights; in both a
    /// common factor falls away.
    #[test]
    fn a_common_factor_of_the_weights_of_blends_is_irrelevant(
        case in cases(), factor in prop_oneof![Just(10i64), Just(3), 1i64..1000],
    ) {
        prop_assert_eq!(with_weights_times(&case, factor).answer(), case.answer());
    }

    /// Spec 2.4: where values are only weights, a price table ten times as dear divides the same. That needs values
    /// that are not rounded (2.2 rounds each delivery's value to the cent before anything is divided, so with odd
    /// quantities a finer table can divide otherwise), and no rule that pays the prices themselves.
    #[test]
    fn a_price_table_ten_times_as_dear_divides_the_same(case in cases_without_fixed_prices()) {
        let case = with_whole_values(case);
        let mut dearer = case.clone();
        for table in &mut dearer.model.price_tables {
            table.rows.iter_mut().for_each(|row| row.price = Price(row.price.0 * 10));
        }
        prop_assert_eq!(dearer.answer(), case.answer());
    }

    /// Spec 2.4: a table that is the shadow tariffs themselves, written out under a name of the model's own, divides
    /// and pays as they do.
    #[test]
    fn the_shadow_tariffs_under_another_name_are_the_shadow_tariffs(case in cases()) {
        let mut renamed = case.clone();
        let rows = case.dossier.reference.shadow_tariffs.iter();
        renamed.model.price_tables[0].rows = rows
            .map(|row| verdeelsleutel::domain::model::PriceRow {
                activity: row.activity,
                participant: row.participant,
                validity: row.validity,
                price: row.tariff,
            })
            .collect();
        let mut shadow = renamed.clone();
        for node in &mut shadow.model.nodes {
            match &mut node.rule {
                Rule::Proportional { prices: table, .. }
                | Rule::DisciplineShares { within: table, .. }
                | Rule::FixedPrices { prices: table, .. } => {
                    if *table == TableIx(1) {
                        *table = TableIx::SHADOW;
                    }
                }
                Rule::ParticipantShares { .. } | Rule::Blend { .. } | Rule::Reserve => {}
            }
        }
        let document = |case: &Case| case.run().map(|mut outcome| {
            // What is held names the table whose price is missing.
            outcome.held.clear();
            case.document(&outcome)
        });
        match (document(&renamed), document(&shadow)) {
            (Err(one), Err(two)) => prop_assert_eq!(one.code, two.code),
            (one, two) => prop_assert_eq!(one, two),
        }
    }
}
