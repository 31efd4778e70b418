//! The attacker: everything a role can get of a run, as linear equations. Nobody else's figure may follow.

use crate::equations::Equations;
use crate::{runs, story};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use verdeelsleutel::calc::flows::Recipient;
use verdeelsleutel::calc::outcome::{Outcome, ParticipantOutcome};
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::index::{DisciplineIx, ParticipantIx};
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::report::result::json;
use verdeelsleutel::report::view::Viewer;
use verdeelsleutel::report::view::document::seen;
use verdeelsleutel::report::view::pseudonym::Pseudonyms;
use verdeelsleutel::report::view::withhold::gives_away;

/// Columns of a line: the names they are shown under.
const COLUMNS: [&str; 6] = ["mono_baseline", "allocated", "shifts", "guarantee", "funds_and_reserve", "entitlement"];
const MONO: usize = 0;
const ALLOCATED: usize = 1;
const ENTITLEMENT: usize = 5;

fn columns(row: &ParticipantOutcome) -> [i128; 6] {
    let of = |cents: verdeelsleutel::domain::money::Cents| i128::from(cents.0);
    let shifts = of(row.shift_credit) + of(row.shift_balance) - of(row.shift_charge);
    let guarantee = of(row.cap_back) + of(row.top_up) + of(row.repaid) - of(row.cap_excess) - of(row.levy);
    let other = of(row.funds) - of(row.reserve_levy);
    [of(row.mono_baseline), of(row.allocated), shifts, guarantee, other, of(row.entitlement)]
}

fn payee(dossier: &Dossier, who: ParticipantIx) -> String {
    let row = &dossier.reference.participants[who.at()];
    row.payee.map_or_else(|| row.code.clone(), |payee| dossier.reference.payee_code(payee).to_owned())
}

/// Fewer than three payees with something in it, or one with more than four fifths.
fn tells(amounts: &[(String, i128)]) -> bool {
    let mut by_payee: BTreeMap<&str, i128> = BTreeMap::new();
    amounts.iter().for_each(|(payee, amount)| *by_payee.entry(payee).or_default() += amount.abs());
    let total: i128 = by_payee.values().sum();
    if total == 0 {
        return by_payee.len() < 3;
    }
    by_payee.values().filter(|amount| **amount > 0).count() < 3 || by_payee.values().any(|one| 5 * one > 4 * total)
}

pub struct Case<'a> {
    pub dossier: &'a Dossier,
    pub model: &'a Model,
    pub outcome: &'a Outcome,
    pub place: String,
}

impl Case<'_> {
    pub fn document(&self, viewer: &Viewer) -> Value {
        let pseudonyms = Pseudonyms { key: b"a key that nobody is told", run: &self.place };
        let seen = seen(self.dossier, self.model, self.outcome, "hash", viewer, &pseudonyms).unwrap();
        serde_json::from_str(&json(&seen)).unwrap()
    }

    fn viewers(&self) -> Vec<Viewer> {
        let mut viewers = vec![Viewer::Board { own: Vec::new() }];
        for (who, ..) in &self.outcome.participants {
            viewers.push(Viewer::Participant { own: vec![*who] });
            viewers.push(Viewer::Board { own: vec![*who] });
        }
        // Who answers for two neighbours, and for all of a discipline but one.
        for pair in self.outcome.participants.windows(2) {
            viewers.push(Viewer::Participant { own: vec![pair[0].0, pair[1].0] });
        }
        for at in 0..self.dossier.reference.disciplines.len() {
            viewers.push(Viewer::Discipline { own: DisciplineIx::of(at) });
            let members = self.outcome.participants.iter().filter(|(_, of, _)| of.at() == at).map(|(who, ..)| *who);
            viewers.push(Viewer::Board { own: members.skip(1).collect() });
        }
        viewers
    }

    /// Everything that a viewer gets, as equations; how many sums it was shown.
    fn learn(&self, document: &Value) -> (Equations, usize) {
        let rows = &self.outcome.participants;
        let mut equations = Equations::new(rows.len() * 6);
        for at in 0..rows.len() {
            // Everybody knows what an entitlement consists of.
            let parts = (ALLOCATED..ENTITLEMENT).map(|column| (at * 6 + column, 1));
            equations.learn(&parts.chain([(at * 6 + ENTITLEMENT, -1)]).collect::<Vec<_>>());
        }
        for own in document["participants"].as_array().unwrap() {
            let code = own["participant"].as_str().unwrap();
            let at = rows.iter().position(|row| self.dossier.reference.participant_code(row.0) == code).unwrap();
            (0..6).for_each(|column| equations.learn(&[(at * 6 + column, 1)]));
        }
        let mut shown = 0;
        let sum = |discipline: &str, column: usize| -> Vec<(usize, i128)> {
            let of = rows.iter().enumerate().filter(|(_, (_, of, _))| {
                discipline == "*" || self.dossier.reference.discipline_code(*of) == discipline
            });
            of.map(|(at, _)| (at * 6 + column, 1)).collect()
        };
        let lines = document["disciplines"].as_array().unwrap().iter().chain([&document["all"]]);
        for line in lines {
            for column in (0..6).filter(|column| !line[COLUMNS[*column]].is_null()) {
                shown += 1;
                equations.learn(&sum(line["discipline"].as_str().unwrap(), column));
            }
        }
        if !document["money"].is_null() {
            // Conservation gives the entitlements, and without a guarantee what the rules gave.
            [MONO, ALLOCATED, ENTITLEMENT].iter().for_each(|column| equations.learn(&sum("*", *column)));
        }
        (equations, shown)
    }

    fn check(&self, viewer: &Viewer) -> usize {
        let document = self.document(viewer);
        let place = format!("{viewer:?} of {}", self.place);
        let (equations, shown) = self.learn(&document);
        let rows = &self.outcome.participants;
        let foreign: Vec<usize> = (0..rows.len()).filter(|at| !viewer.may_open(rows[*at].0)).collect();
        let told: BTreeSet<&str> = document["participants"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["participant"].as_str().unwrap())
            .collect();
        for at in &foreign {
            let code = self.dossier.reference.participant_code(rows[*at].0);
            assert!(!told.contains(code), "the row of {code}, {place}");
            for (column, name) in COLUMNS.iter().enumerate() {
                assert!(!equations.give(&[(at * 6 + column, 1)]), "{name} of {code} follows, {place}");
            }
        }
        // Every sum over whole disciplines, of every amount that has a meaning: what is left of the others in it.
        let count = self.dossier.reference.disciplines.len();
        for disciplines in 1u32..1 << count {
            for columns_in in 1u32..32 {
                let (mono, parts) = (columns_in & 1, columns_in >> 1);
                if mono == 1 && parts != 0 && parts & 1 == 0 {
                    continue;
                }
                let coefficient = |column: usize| match column {
                    MONO => -i128::from(mono),
                    ENTITLEMENT => 0,
                    part => i128::from(parts >> (part - 1) & 1),
                };
                let members: Vec<usize> =
                    foreign.iter().copied().filter(|at| disciplines & (1 << rows[*at].1.at()) != 0).collect();
                let wanted: Vec<(usize, i128)> = members
                    .iter()
                    .flat_map(|at| (0..5).map(move |column| (at * 6 + column, column)))
                    .map(|(unknown, column)| (unknown, coefficient(column)))
                    .collect();
                if members.is_empty() || !equations.give(&wanted) {
                    continue;
                }
                let amount = |at: usize| -> i128 {
                    columns(&rows[at].2).iter().enumerate().map(|(column, cents)| coefficient(column) * cents).sum()
                };
                let amounts: Vec<(String, i128)> =
                    members.iter().map(|at| (payee(self.dossier, rows[*at].0), amount(*at))).collect();
                assert!(!tells(&amounts), "disciplines {disciplines:b} columns {columns_in:b} {amounts:?}, {place}");
            }
        }
        self.check_money(viewer, &document, &place);
        shown
    }

    /// Revenue of a performance or insurer that mainly one other gets is not shown.
    fn check_money(&self, viewer: &Viewer, document: &Value, place: &str) {
        let text = document.to_string();
        assert!(!text.contains("flows") && !text.contains("input_sha256") && !text.contains("payees"), "{place}");
        if document["money"].is_null() {
            return;
        }
        let mut sources: BTreeMap<String, Vec<(String, i128)>> = BTreeMap::new();
        for flow in &self.outcome.flows {
            let Recipient::Participant(who) = flow.recipient else { continue };
            if !viewer.may_open(who) {
                let amount = (payee(self.dossier, who), i128::from(flow.amount.0));
                sources.entry(format!("performance {:?}", flow.performance)).or_default().push(amount.clone());
                sources.entry(format!("insurer {:?}", flow.insurer)).or_default().push(amount);
            }
        }
        let told: Vec<&String> = sources.iter().filter(|(_, amounts)| tells(amounts)).map(|(name, _)| name).collect();
        assert!(told.is_empty(), "{told:?}, {place}");
    }
}

pub fn settlement(year: i32) -> RunSpec {
    RunSpec { year, to: last_day(year), as_of: None, basis: Basis::Accepted, kind: RunKind::Settlement }
}

#[test]
fn of_the_example_nothing_follows_and_sums_are_left() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    for name in ["glide", "mono", "shares", "points"] {
        let model = runs::model(&folder, name, &dossier).unwrap();
        let outcome = run(&dossier, &model, &settlement(2026), &mut Silent).unwrap();
        let case = Case { dossier: &dossier, model: &model, outcome: &outcome, place: name.to_owned() };
        let mut shown = 0;
        for viewer in case.viewers() {
            shown += case.check(&viewer);
        }
        assert!(shown > 400, "{name}: only {shown} sums are shown");
        board_of_the_example(&case.document(&Viewer::Board { own: Vec::new() }));
    }
}

/// One hospital, two ultrasound centres and a cooperative of most midwives are withheld; maternity care is not.
fn board_of_the_example(document: &Value) {
    for line in document["disciplines"].as_array().unwrap() {
        let is_shown = line["discipline"] == "maternity_care";
        assert_eq!(line["entitlement"].is_string(), is_shown, "{line}");
    }
    let others = document["others"].as_array().unwrap();
    assert_eq!(others.len(), 4, "the maternity-care organisations, in bands");
    let pseudonyms: Vec<&str> = others.iter().map(|line| line["pseudonym"].as_str().unwrap()).collect();
    assert!(pseudonyms.is_sorted() && pseudonyms.iter().all(|name| name.len() == 12 && !name.contains("KZ")));
    assert!(document["participants"].as_array().unwrap().is_empty());
}

#[test]
fn three_payees_none_above_four_fifths_whatever_the_sign() {
    let told =
        |amounts: &[(&'static str, i64)]| gives_away(amounts.iter().map(|(payee, cents)| (*payee, Cents(*cents))));
    assert!(!told(&[("A", 800), ("B", 100), ("C", 100)]), "exactly 80%");
    assert!(told(&[("A", 801), ("B", 100), ("C", 99)]));
    assert!(told(&[("A", 500), ("B", 500)]), "two payees");
    assert!(told(&[("A", 500), ("B", 500), ("C", 0)]), "the third has nothing in it");
    assert!(told(&[("A", 300), ("A", 300), ("B", 300)]), "two participants of one payee");
    assert!(told(&[("A", -900), ("B", 100), ("C", 100)]), "a large amount below zero");
    assert!(told(&[("A", 900), ("A", -900), ("B", 100), ("C", 100)]), "of both signs");
    assert!(!told(&[("A", 0), ("B", 0), ("C", 0)]), "nobody has anything");
}

#[test]
fn pseudonyms_are_of_one_run_and_one_key() {
    let one = Pseudonyms { key: b"one key of enough bytes", run: "R1" };
    let next = Pseudonyms { key: b"one key of enough bytes", run: "R2" };
    let other = Pseudonyms { key: b"another key, as long", run: "R1" };
    assert_eq!(one.of("VP01"), one.of("VP01"));
    let all: BTreeSet<String> = [one.of("VP01"), one.of("VP02"), next.of("VP01"), other.of("VP01")].into();
    assert_eq!(all.len(), 4);
}

#[test]
fn of_no_story_and_no_vector_does_a_figure_follow() {
    let mut runs_tried = 0;
    for story in story::stories().into_iter().chain(story::vectors()) {
        let dossier = runs::dossier(&story.folder);
        let Ok(model) = runs::model(&story.folder, "model", &dossier) else { continue };
        for one in &story.runs {
            let Ok(outcome) = run(&dossier, &model, &one.spec, &mut Silent) else { continue };
            let place = format!("{} {}", story.name, one.line);
            let case = Case { dossier: &dossier, model: &model, outcome: &outcome, place };
            for viewer in case.viewers() {
                case.check(&viewer);
            }
            runs_tried += 1;
        }
    }
    assert!(runs_tried > 60, "only {runs_tried} runs were attacked");
}
