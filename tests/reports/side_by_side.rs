//! What a role gets of a simulation as linear equations, situation by situation and beside each other.

use crate::equations::Equations;
use serde_json::Value;
use std::collections::BTreeMap;
use verdeelsleutel::domain::index::ParticipantIx;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::reference::Reference;
use verdeelsleutel::domain::simulation::sweep::PointRow;
use verdeelsleutel::domain::simulation::{Figure, Figures, Found, Hours, Simulation};
use verdeelsleutel::report::view::Viewer;

/// Columns of which all others are made, under the names they are shown by.
const COLUMNS: [&str; 8] = [
    "entitlement",
    "mono",
    "shifts",
    "guarantee_received",
    "guarantee_paid",
    "carried_forward",
    "variable_cost",
    "hours",
];
type Row = [i128; 8];

/// Amounts that mean something: the entitlement with any steps, mono and cost taken off, those steps alone, and every
/// column by itself.
fn looks() -> Vec<Row> {
    let mut looks: Vec<Row> = (0..8).map(|at| std::array::from_fn(|column| i128::from(column == at))).collect();
    for bits in 1i128..64 {
        let has = |bit: u32| bits >> bit & 1;
        let steps = (bits >> 1) & 7;
        if has(0) == 0 && (has(4) + has(5) > 0) && !(steps == 0 && has(4) + has(5) == 2) {
            continue;
        }
        let mono = if has(0) == 0 { has(4) } else { -has(4) };
        looks.push([has(0), mono, -has(1), -has(2), has(3), 0, -has(5), 0]);
    }
    looks.push([0, 0, 0, 1, 0, 1, 0, 0]);
    looks
}

fn columns(figures: &Figures) -> [Row; 2] {
    let cents = |of: fn(&Figure<Cents>) -> Cents, hours: fn(&Figure<Hours>) -> Hours| -> Row {
        let of = |figure: Figure<Cents>| i128::from(of(&figure).0);
        [
            of(figures.entitlement),
            of(figures.mono),
            of(figures.shifts),
            of(figures.guarantee_received),
            of(figures.guarantee_paid),
            of(figures.carried_forward),
            figures.variable_cost.map_or(0, of),
            figures.hours.map_or(0, |figure| hours(&figure).0),
        ]
    };
    [cents(|figure| figure.value, |figure| figure.value), cents(|figure| figure.base, |figure| figure.base)]
}

/// Fewer than three payees with something in it, or one with more than four fifths.
fn tells(amounts: &[(&str, i128)]) -> bool {
    let mut by_payee: BTreeMap<&str, i128> = BTreeMap::new();
    amounts.iter().for_each(|(payee, amount)| *by_payee.entry(payee).or_default() += amount.abs());
    let total: i128 = by_payee.values().sum();
    if total == 0 {
        return by_payee.len() < 3;
    }
    by_payee.values().filter(|amount| **amount > 0).count() < 3 || by_payee.values().any(|one| 5 * one > 4 * total)
}

fn payee(reference: &Reference, who: usize) -> &str {
    let row = &reference.participants[who];
    row.payee.map_or(row.code.as_str(), |payee| reference.payee_code(payee))
}

/// One side of one situation: the columns of everyone in it, and the line of the document that tells of it.
struct Side {
    rows: BTreeMap<usize, Row>,
    line: Value,
    name: &'static str,
    /// Of the whole, where it is told.
    money: bool,
}

/// Column, discipline, and the amounts of the others in it.
type Met = (usize, usize, Vec<(usize, i128)>);

pub struct Attack<'a> {
    reference: &'a Reference,
    viewer: &'a Viewer,
    place: String,
    sides: Vec<Side>,
    /// Sums of the others by situation, column and discipline, as unknowns: the same where all amounts are the same.
    atoms: Vec<Vec<Vec<usize>>>,
    knowledge: Vec<Equations>,
    shown: usize,
}

impl<'a> Attack<'a> {
    pub fn new(
        (simulation, document): (&Simulation, &Value),
        reference: &'a Reference,
        viewer: &'a Viewer,
        place: String,
    ) -> Attack<'a> {
        let at = |code: &str| reference.find_participant(code).unwrap().at();
        let mut sides = Vec::new();
        for (case, shown) in simulation.cases.iter().zip(document["cases"].as_array().unwrap()) {
            for (year, line) in case.years.iter().zip(shown["years"].as_array().unwrap()) {
                let of = |side: usize| {
                    let rows = year.participants.iter();
                    rows.map(|row| (at(&row.participant), columns(&row.figures)[side])).collect()
                };
                for (side, name) in [(0, "value"), (1, "base")] {
                    sides.push(Side { rows: of(side), line: line.clone(), name, money: !line["money"].is_null() });
                }
            }
        }
        for (answer, shown) in simulation.answers.iter().zip(document["answers"].as_array().unwrap()) {
            // Another answer has to be attacked too, and does not compile until it is.
            let found = match &answer.found {
                Found::Sweep(found) => found,
                // Of these nothing is shown but that they were asked.
                Found::BreakEven(_)
                | Found::MonteCarlo(_)
                | Found::Tariffs(_)
                | Found::Calibrate(_)
                | Found::Variance(_) => {
                    let fields: Vec<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
                    assert_eq!(fields, ["assumptions", "base_year", "left_out", "question", "scenario", "sweep"]);
                    assert!(shown["sweep"].is_null() && !shown["left_out"].as_array().unwrap().is_empty(), "{shown}");
                    continue;
                }
            };
            for (model, shown) in found.models.iter().zip(shown["sweep"]["models"].as_array().unwrap()) {
                for (point, shown) in model.points.iter().zip(shown["points"].as_array().unwrap()) {
                    for (year, line) in point.years.iter().zip(shown["years"].as_array().unwrap()) {
                        let of = |side: usize| {
                            let rows = year.participants.iter();
                            rows.map(|row| (at(&row.code), columns(&whole(row))[side])).collect()
                        };
                        for (side, name) in [(0, "value"), (1, "base")] {
                            sides.push(Side { rows: of(side), line: line.clone(), name, money: false });
                        }
                    }
                }
            }
        }
        let mut attack = Attack { reference, viewer, place, sides, atoms: Vec::new(), knowledge: Vec::new(), shown: 0 };
        attack.learn();
        attack
    }

    fn disciplines(&self) -> usize {
        self.reference.disciplines.len()
    }

    /// The others of a discipline in a situation.
    fn others(&self, side: usize, discipline: usize) -> Vec<(usize, Row)> {
        let participants = &self.reference.participants;
        let rows = self.sides[side].rows.iter();
        rows.filter(|(who, _)| {
            participants[**who].discipline.at() == discipline && !self.viewer.may_open(ParticipantIx::of(**who))
        })
        .map(|(who, row)| (*who, *row))
        .collect()
    }

    fn learn(&mut self) {
        let mut known: BTreeMap<Met, usize> = BTreeMap::new();
        for side in 0..self.sides.len() {
            let mut of_column = |column: usize| -> Vec<usize> {
                let of_discipline = |discipline: usize| {
                    let count = known.len();
                    let others = self.others(side, discipline);
                    let amounts = others.into_iter().map(|(who, row)| (who, row[column])).collect();
                    *known.entry((column, discipline, amounts)).or_insert(count)
                };
                (0..self.disciplines()).map(of_discipline).collect()
            };
            let atoms = (0..8).map(&mut of_column).collect();
            self.atoms.push(atoms);
        }
        self.knowledge = (0..8).map(|_| Equations::new(known.len())).collect();
        for side in 0..self.sides.len() {
            let Side { line, name, money, .. } = &self.sides[side];
            let (line, name, money) = (line.clone(), *name, *money);
            let atoms = self.atoms[side].clone();
            let all = |column: usize| -> Vec<(usize, i128)> { atoms[column].iter().map(|atom| (*atom, 1)).collect() };
            for sum in line["disciplines"].as_array().unwrap().iter().chain([&line["all"]]) {
                let code = sum["discipline"].as_str().unwrap();
                let at = self.reference.disciplines.iter().position(|row| row.code == code);
                for (column, field) in COLUMNS.iter().enumerate().filter(|(_, field)| sum[**field][name].is_string()) {
                    self.shown += 1;
                    assert!(sum[*field]["difference"].is_string());
                    self.knowledge[column].learn(&at.map_or_else(|| all(column), |at| vec![(atoms[column][at], 1)]));
                }
                // What is made of two columns is shown beside both.
                for (made, parts) in
                    [("against_mono", ["entitlement", "mono"]), ("margin", ["entitlement", "variable_cost"])]
                {
                    let both = parts.iter().all(|part| sum[*part].is_object());
                    assert!(sum[made].is_null() || both, "{made} of {code}, {}", self.place);
                }
                let share = sum["surplus_share"].is_string() || sum["surplus_share_base"].is_string();
                let both = sum["against_mono"].is_object() && line["all"]["against_mono"].is_object();
                assert!(!share || both, "the share of {code}, {}", self.place);
            }
            if money {
                // Conservation gives the entitlements; what the rules gave and the guarantee follow from the model.
                (0..6).for_each(|column| self.knowledge[column].learn(&all(column)));
            }
        }
    }

    /// Whether a sum over disciplines of an amount follows, of one situation or of what two differ by.
    fn follows(&self, disciplines: u32, look: &Row, side: usize, less: Option<usize>) -> bool {
        look.iter().enumerate().filter(|(_, sign)| **sign != 0).all(|(column, _)| {
            let mut wanted: BTreeMap<usize, i128> = BTreeMap::new();
            for at in (0..self.disciplines()).filter(|at| disciplines & (1 << at) != 0) {
                *wanted.entry(self.atoms[side][column][at]).or_default() += 1;
                if let Some(less) = less {
                    *wanted.entry(self.atoms[less][column][at]).or_default() -= 1;
                }
            }
            let wanted: Vec<(usize, i128)> = wanted.into_iter().filter(|(_, count)| *count != 0).collect();
            self.knowledge[column].give(&wanted)
        })
    }

    /// What follows tells of nobody; how many sums are shown.
    pub fn check(&self) -> usize {
        let looks = looks();
        for disciplines in 1u32..1 << self.disciplines() {
            for side in 0..self.sides.len() {
                let others = (0..side).map(Some).chain([None]);
                for less in others {
                    self.look_at(disciplines, side, less, &looks);
                }
            }
        }
        self.shown
    }

    /// An amount of each of the others of some disciplines.
    fn amounts(&self, disciplines: u32, side: usize, less: Option<usize>, look: &Row) -> BTreeMap<usize, i128> {
        let mut amounts: BTreeMap<usize, i128> = BTreeMap::new();
        for discipline in (0..self.disciplines()).filter(|at| disciplines & (1 << at) != 0) {
            for (side, sign) in [(Some(side), 1), (less, -1)] {
                for (who, row) in side.map(|side| self.others(side, discipline)).unwrap_or_default() {
                    let amount: i128 = look.iter().zip(&row).map(|(sign, cents)| sign * cents).sum();
                    *amounts.entry(who).or_default() += sign * amount;
                }
            }
        }
        amounts
    }

    fn look_at(&self, disciplines: u32, side: usize, less: Option<usize>, looks: &[Row]) {
        let followed: Vec<bool> = (0..8)
            .map(|at| self.follows(disciplines, &std::array::from_fn(|column| i128::from(column == at)), side, less))
            .collect();
        for look in looks.iter().filter(|look| (0..8).all(|at| look[at] == 0 || followed[at])) {
            // What is the same in both differs by nothing, which is no news: asked of the other disciplines alone.
            let of_look = |at: usize| (0..8).filter(|column| look[*column] != 0).map(move |column| (column, at));
            let is_same = |(column, at): (usize, usize), less: usize| {
                self.atoms[less][column][at] == self.atoms[side][column][at]
            };
            let mut asked = (0..self.disciplines()).filter(|at| disciplines & (1 << at) != 0);
            if less.is_some_and(|less| asked.any(|at| of_look(at).all(|one| is_same(one, less)))) {
                continue;
            }
            let amounts = self.amounts(disciplines, side, less, look);
            let amounts: Vec<(&str, i128)> =
                amounts.iter().map(|(who, amount)| (payee(self.reference, *who), *amount)).collect();
            assert!(
                amounts.is_empty() || !tells(&amounts),
                "{look:?} of disciplines {disciplines:b}, situation {side} less {less:?}: {amounts:?}, {:?} of {}",
                self.viewer,
                self.place
            );
        }
    }
}

/// A row of a curve has fewer figures.
fn whole(row: &PointRow) -> Figures {
    let (entitlement, against_mono) = (row.entitlement, row.against_mono);
    let mono = entitlement.minus(against_mono).unwrap();
    let variable_cost = row.margin.map(|margin| entitlement.minus(margin).unwrap());
    Figures { entitlement, mono, variable_cost, ..Figures::default() }
}
