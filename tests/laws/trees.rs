//! Rule trees: every kind in every place, up to four deep, resolved into the nodes of a model.

use super::pick::{Draw, below, draw, of, one_in, rate};
use super::world::INSURER_CODES;
use proptest::prelude::*;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::decimal::Rate;
use verdeelsleutel::domain::index::{
    DisciplineIx, InsurerIx, NodeIx, ParticipantIx, PerformanceIx, SeverityIx, TableIx,
};
use verdeelsleutel::domain::model::PerformanceFilter;
use verdeelsleutel::domain::model::rule::{AdjustmentEntry, BlendPart, Node, Rule, RuleEntry, Scope};
use verdeelsleutel::domain::model::schedule::Schedule;
use verdeelsleutel::domain::reference::Reference;

/// Tables that models here have beside `shadow`.
pub const OWN_TABLES: usize = 2;

/// A rule as drawn: numbers instead of positions.
#[derive(Clone, Debug, Default)]
pub enum Tree {
    #[default]
    Reserve,
    Proportional {
        table: u16,
        run: bool,
    },
    Disciplines {
        points: Draw<4>,
        table: u16,
        claim: bool,
    },
    Participants {
        points: Draw<6>,
    },
    Fixed {
        table: u16,
        remainder: Box<Tree>,
    },
    Blend {
        parts: Vec<(Draw<3>, Tree)>,
    },
}

pub fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        3 => (any::<u16>(), any::<bool>()).prop_map(|(table, run)| Tree::Proportional { table, run }),
        3 => (draw(), any::<u16>(), any::<bool>())
            .prop_map(|(points, table, claim)| Tree::Disciplines { points, table, claim }),
        1 => draw().prop_map(|points| Tree::Participants { points }),
        1 => Just(Tree::Reserve),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            1 => (any::<u16>(), inner.clone())
                .prop_map(|(table, remainder)| Tree::Fixed { table, remainder: Box::new(remainder) }),
            1 => prop::collection::vec((draw(), inner), 1..=3).prop_map(|parts| Tree::Blend { parts }),
        ]
    })
}

/// Which rules a tree may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Any rule.
    Claims,
    /// Rules of adjustments: no fixed prices, scope run (spec 2.7).
    Adjustments,
    /// Rules that divide and do not pay by the piece: only the ratio of prices counts, and the sign passes through.
    Ratios,
}

/// Grows a tree into nodes, each root before what hangs under it.
pub fn grow(tree: &Tree, reference: &Reference, year: i32, how: Use, path: String, nodes: &mut Vec<Node>) -> NodeIx {
    if let (Tree::Fixed { remainder, .. }, Use::Adjustments | Use::Ratios) = (tree, how) {
        return grow(remainder, reference, year, how, path, nodes);
    }
    let at = nodes.len();
    nodes.push(Node { rule: Rule::Reserve, path: path.clone(), article: None });
    let scope = |claim: bool| if claim && how != Use::Adjustments { Scope::Claim } else { Scope::Run };
    let table = |number: u16| TableIx::of(below(number, OWN_TABLES + 1));
    nodes[at].rule = match tree {
        Tree::Reserve => Rule::Reserve,
        Tree::Proportional { table: number, run } => Rule::Proportional { prices: table(*number), scope: scope(!*run) },
        Tree::Disciplines { points, table: number, claim } => Rule::DisciplineShares {
            shares: shares(points).into_iter().map(|(at, share)| (DisciplineIx::of(at), share)).collect(),
            within: table(*number),
            scope: scope(*claim),
        },
        Tree::Participants { points } => {
            let count = reference.participants.len();
            let shares = shares(&points[..count]);
            let shares = shares.into_iter().map(|(at, share)| (ParticipantIx::of(at), share)).collect();
            Rule::ParticipantShares { shares }
        }
        Tree::Fixed { table: number, remainder } => Rule::FixedPrices {
            prices: table(*number),
            remainder: grow(remainder, reference, year, how, format!("{path}.remainder"), nodes),
        },
        Tree::Blend { parts } => {
            let weights = blend_weights(parts.iter().map(|(numbers, _)| numbers), year);
            let parts = parts.iter().zip(weights).enumerate().map(|(number, ((_, tree), weights))| {
                let name = ["mono", "aandelen", "rest"][number].to_owned();
                let rule = grow(tree, reference, year, how, format!("{path}.{name}"), nodes);
                BlendPart { name, weights, rule }
            });
            Rule::Blend { parts: parts.collect() }
        }
    };
    NodeIx::of(at)
}

/// Percentages that sum to exactly 100, some of them zero; the ties of equal ones are wanted.
fn shares(numbers: &[u16]) -> Vec<(usize, Rate)> {
    let points: Vec<i64> = numbers.iter().map(|number| of(*number, &[1, 1, 0, 2, 3, 7])).collect();
    let total: i64 = points.iter().sum();
    if total == 0 {
        return vec![(0, Rate::HUNDRED)];
    }
    let mut shares: Vec<i64> = points.iter().map(|points| Rate::HUNDRED.0 * points / total).collect();
    let left = Rate::HUNDRED.0 - shares.iter().sum::<i64>();
    let first = points.iter().position(|points| *points > 0).unwrap();
    shares[first] += left;
    shares
        .into_iter()
        .map(Rate)
        .enumerate()
        .filter(|(at, share)| share.0 > 0 || numbers[*at].is_multiple_of(2))
        .collect()
}

/// Weights over three dates; at each of them some part has weight.
fn blend_weights<'a>(rows: impl Iterator<Item = &'a Draw<3>>, year: i32) -> Vec<Schedule<Rate>> {
    let dates = [(year - 1, 1), (year, 7), (year + 1, 1)].map(|(year, month)| Date::new(year, month, 1).unwrap());
    let choices = ["100", "50", "0", "33.333333", "0.000001", "100"].map(rate);
    let mut table: Vec<[Rate; 3]> = rows.map(|row| row.map(|number| of(number, &choices))).collect();
    for date in 0..3 {
        if table.iter().all(|row| row[date].0 == 0) {
            table[0][date] = rate("1");
        }
    }
    table.into_iter().map(|row| Schedule::new(dates.into_iter().zip(row).collect())).collect()
}

/// `[[rule]]` entries: some about a part of the claims, the last about all.
pub fn rules(
    drawn: &[(Draw<3>, Tree)],
    last: &Tree,
    reference: &Reference,
    year: i32,
    how: Use,
    nodes: &mut Vec<Node>,
) -> Vec<RuleEntry> {
    let mut rules: Vec<RuleEntry> = Vec::new();
    for (filters, tree) in drawn {
        let mut entry = filtered(filters, reference);
        // One that says the same as an earlier one can never match, which would make the model invalid.
        if rules.iter().any(|earlier| never_after(&entry, earlier)) {
            continue;
        }
        entry.root = grow(tree, reference, year, how, format!("rule[{}]", rules.len() + 1), nodes);
        rules.push(entry);
    }
    let root = grow(last, reference, year, how, format!("rule[{}]", rules.len() + 1), nodes);
    let performances = PerformanceFilter::All;
    rules.push(RuleEntry { performances, insurers: None, severities: None, root, article: None });
    rules
}

fn filtered(filters: &Draw<3>, reference: &Reference) -> RuleEntry {
    let [performances, insurers, severities] = *filters;
    let insurers = one_in(insurers, 2).then(|| {
        let code = of(insurers / 2, &INSURER_CODES);
        let all = reference.insurers.iter().enumerate();
        all.filter(|(_, insurer)| insurer.goes_by(code)).map(|(at, _)| InsurerIx::of(at)).collect()
    });
    let severities = one_in(severities, 3)
        .then(|| of(severities / 3, &[&[0][..], &[1], &[0, 2]]).iter().map(|at| SeverityIx(*at)).collect());
    // Never about everything: the last entry is.
    let performances = match performances {
        number if one_in(number, 4) && (insurers.is_some() || severities.is_some()) => PerformanceFilter::All,
        number if one_in(number / 4, 2) => PerformanceFilter::These(vec![PerformanceIx(1), PerformanceIx(5)]),
        number => PerformanceFilter::These(vec![PerformanceIx::of(below(number / 8, 7))]),
    };
    RuleEntry { performances, insurers, severities, root: NodeIx::NONE, article: None }
}

fn never_after(entry: &RuleEntry, earlier: &RuleEntry) -> bool {
    (0..4).map(InsurerIx).all(|insurer| {
        (0..7).map(PerformanceIx).all(|performance| {
            (0..3).map(SeverityIx).all(|severity| {
                !entry.matches(insurer, performance, severity) || earlier.matches(insurer, performance, severity)
            })
        })
    })
}

/// `[[adjustment]]` entries: one for a kind, one for the rest.
pub fn adjustments(
    drawn: &[Tree; 2],
    kind: &str,
    reference: &Reference,
    year: i32,
    nodes: &mut Vec<Node>,
) -> Vec<AdjustmentEntry> {
    let mut entry = |at: usize, kinds| {
        let root = grow(&drawn[at], reference, year, Use::Adjustments, format!("adjustment[{}]", at + 1), nodes);
        AdjustmentEntry { kinds, root, article: None }
    };
    vec![entry(0, Some(vec![kind.to_owned()])), entry(1, None)]
}
