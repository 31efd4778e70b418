//! The attacker of a simulation: everything a role can get of it, laid side by side. Nobody else's figure may follow, in no
//! year, model, scenario or point, not from a base and not from what two of them differ by.

use crate::side_by_side::Attack;
use crate::{runs, story};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::index::{DisciplineIx, ParticipantIx};
use verdeelsleutel::domain::reference::Reference;
use verdeelsleutel::domain::scenario::Prepared;
use verdeelsleutel::domain::simulation::sweep::{
    ParameterOf, Point, PointRow, PointTotal, PointYear, SweepFound, SweptModel,
};
use verdeelsleutel::domain::simulation::{Answer, Case, Figures, Found, Simulation, YearFigures};
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};
use verdeelsleutel::report::view::Viewer;
use verdeelsleutel::report::view::simulation::{Look, named, part};
use verdeelsleutel::simulate::ask::ask;
use verdeelsleutel::simulate::studio::{Studio, Unwatched};

fn viewers(reference: &Reference) -> Vec<Viewer> {
    let everyone: Vec<ParticipantIx> = (0..reference.participants.len()).map(ParticipantIx::of).collect();
    let mut viewers = vec![Viewer::Board { own: Vec::new() }];
    for who in &everyone {
        viewers.push(Viewer::Participant { own: vec![*who] });
    }
    viewers.extend(everyone.first().map(|who| Viewer::Board { own: vec![*who] }));
    viewers.extend(everyone.windows(2).step_by(3).map(|pair| Viewer::Board { own: pair.to_vec() }));
    for at in 0..reference.disciplines.len() {
        viewers.push(Viewer::Discipline { own: DisciplineIx::of(at) });
        let members = everyone.iter().filter(|who| reference.participants[who.at()].discipline.at() == at);
        viewers.push(Viewer::Board { own: members.skip(1).copied().collect() });
    }
    viewers
}

struct Told<'a> {
    dossier: &'a Dossier,
    prepared: &'a [Prepared],
    simulation: &'a Simulation,
    place: String,
}

impl Told<'_> {
    fn document(&self, viewer: &Viewer) -> Value {
        let reference = &self.dossier.reference;
        let of = |one: &Prepared| (one.scenario.sha256.clone(), named(&one.scenario));
        let named = self.prepared.iter().map(of).collect();
        let look = Look { reference, viewer, named: &named, key: b"a key that nobody is told", id: "simulation-1" };
        serde_json::to_value(part(self.simulation, &look).unwrap()).unwrap()
    }

    /// Every viewer attacks; how many sums they are shown together.
    fn attacked(&self) -> usize {
        let reference = &self.dossier.reference;
        let mut shown = 0;
        for viewer in viewers(reference) {
            let document = self.document(&viewer);
            self.names_nobody(&viewer, &document);
            shown += Attack::new((self.simulation, &document), reference, &viewer, self.place.clone()).check();
        }
        shown
    }

    /// Rows and codes are the viewer's own, and sentences name nobody.
    fn names_nobody(&self, viewer: &Viewer, document: &Value) {
        let text = document.to_string();
        for word in ["standing", "losers", "gainers_against", "input_sha256", "toml"] {
            assert!(!text.contains(word), "{word}, {}", self.place);
        }
        let board = matches!(viewer, Viewer::Board { .. });
        assert!(board || (!text.contains("pseudonym") && !text.contains("\"reserve\"")), "{}", self.place);
        for (at, row) in self.dossier.reference.participants.iter().enumerate() {
            if viewer.may_open(ParticipantIx::of(at)) {
                continue;
            }
            let is_told = text.contains(&format!("\"{}\"", row.code));
            assert!(!is_told, "{} is told to {viewer:?}, {}", row.code, self.place);
            let sentences = document["cases"].as_array().unwrap().iter().chain(document["answers"].as_array().unwrap());
            for sentence in sentences.flat_map(|case| case["assumptions"].as_array().unwrap()) {
                let text = sentence.to_string();
                assert!(!text.contains(&row.code) && !text.contains(&row.name), "{text}, {}", self.place);
            }
        }
    }
}

fn prepared(folder: &Path, dossier: &Dossier, models: &[&str], texts: &[String]) -> Option<Vec<Prepared>> {
    let files: Vec<String> = models.iter().map(|name| format!("models/{name}.toml")).collect();
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| fs::read(folder.join(file)).unwrap()).collect();
    let models: Vec<ModelText<'_>> = files.iter().zip(&bytes).map(|(file, bytes)| ModelText { file, bytes }).collect();
    let of = |text: &String| {
        let scenario = read("scenario.toml", text.as_bytes(), &dossier.reference).ok()?;
        prepare("scenario.toml", scenario, &models, &dossier.reference).ok()
    };
    texts.iter().map(of).collect()
}

fn asked(dossier: &Dossier, prepared: &[Prepared]) -> Option<Simulation> {
    ask(&Studio::new(Arc::new(dossier.clone()), "0"), prepared, &Unwatched).ok()
}

/// Scenarios that compare, and behind them those that ask for one figure, chance, tariffs, shares or causes. Curves are
/// attacked below.
fn example_texts() -> Vec<String> {
    let folder = runs::repository("fixtures/voorbeeld/scenarios");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    texts.retain(|text| !text.contains("kind = \"sweep\""));
    texts.sort_by_key(|text| text.contains("[[question]]"));
    texts
}

fn of_one(kind: &str) -> String {
    format!("name = \"een\"\nyears = [2026, 2027]\n[[change]]\n{kind}\n")
}

#[test]
fn of_every_scenario_of_the_example_nothing_follows_and_sums_are_left() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let mut left = 0;
    for text in example_texts() {
        let prepared = prepared(&folder, &dossier, &["glide"], std::slice::from_ref(&text)).unwrap();
        let simulation = asked(&dossier, &prepared).unwrap();
        let place = prepared[0].scenario.name.clone();
        let shown =
            Told { dossier: &dossier, prepared: &prepared, simulation: &simulation, place: place.clone() }.attacked();
        println!("{place}: {shown} sums");
        left += shown;
    }
    assert!(left > 1000, "only {left} sums are shown");
}

#[test]
fn of_scenarios_and_models_side_by_side_nothing_follows() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let mut texts: Vec<String> = example_texts().into_iter().take(3).collect();
    texts.push(of_one("kind = \"volume\"\nparticipant = \"KZ02\"\nfactor = \"1.2\""));
    texts.push(of_one("kind = \"volume\"\ndiscipline = \"maternity_care\"\nfactor = \"0.8\""));
    texts.push(of_one("kind = \"participant\"\nparticipant = \"KZ03\"\nfrom = 2027\ndeliveries_to = {KZ01 = \"100\"}"));
    let prepared = prepared(&folder, &dossier, &["glide", "mono"], &texts).unwrap();
    let simulation = asked(&dossier, &prepared).unwrap();
    let told =
        Told { dossier: &dossier, prepared: &prepared, simulation: &simulation, place: "side by side".to_owned() };
    let viewers = viewers(&dossier.reference);
    let mut shown = 0;
    for viewer in viewers.iter().step_by(4) {
        let document = told.document(viewer);
        told.names_nobody(viewer, &document);
        shown += Attack::new((&simulation, &document), &dossier.reference, viewer, told.place.clone()).check();
    }
    println!("{shown} sums");
    assert!(shown > 100, "only {shown} sums are shown");
}

#[test]
fn of_no_story_and_no_vector_does_a_figure_follow() {
    let mut tried = 0;
    for story in story::stories().into_iter().chain(story::vectors()) {
        let dossier = runs::dossier(&story.folder);
        if runs::model(&story.folder, "model", &dossier).is_err() {
            continue;
        }
        let Some(year) = story.runs.first().map(|run| run.spec.year) else { continue };
        let discipline = dossier.reference.disciplines[0].code.clone();
        let texts = ["factor = \"0.9\"".to_owned(), format!("factor = \"1.1\"\ndiscipline = \"{discipline}\"")];
        let texts = texts.map(|what| {
            format!("name = \"x\"\nyears = [{year}, {}]\n[[change]]\nkind = \"volume\"\n{what}\n", year + 1)
        });
        let Some(prepared) = prepared(&story.folder, &dossier, &["model"], &texts) else { continue };
        let Some(simulation) = asked(&dossier, &prepared) else { continue };
        Told { dossier: &dossier, prepared: &prepared, simulation: &simulation, place: story.name.clone() }.attacked();
        tried += 1;
    }
    println!("{tried} dossiers");
    assert!(tried > 60, "only {tried} dossiers were attacked");
}

/// The years of cases as the points of a curve.
fn swept(cases: &[Case]) -> Simulation {
    let row = |code: &str, figures: &Figures| PointRow {
        code: code.to_owned(),
        name: String::new(),
        entitlement: figures.entitlement,
        against_mono: figures.against_mono,
        margin: figures.margin,
    };
    let year = |year: &YearFigures| PointYear {
        year: year.year,
        organisation: PointTotal {
            revenue: year.total.revenue,
            entitlement: year.total.figures.entitlement,
            against_mono: year.total.figures.against_mono,
            margin: year.total.figures.margin,
            guarantee: year.guarantee.need,
            reserve: year.reserve.end,
        },
        disciplines: year.disciplines.iter().map(|one| row(&one.discipline, &one.figures)).collect(),
        participants: year.participants.iter().map(|one| row(&one.participant, &one.figures)).collect(),
    };
    let point = |case: &Case| Point { values: vec!["1".to_owned()], years: case.years.iter().map(year).collect() };
    let values = cases.iter().map(|_| "1".to_owned()).collect();
    let (parameter, name_nl, name_en) = ("births".to_owned(), "VP03".to_owned(), "VP03".to_owned());
    let found = SweepFound {
        parameters: vec![ParameterOf { parameter, name_nl, name_en, is_percentage: false, values }],
        models: vec![SweptModel { model: cases[0].model.clone(), points: cases.iter().map(point).collect() }],
    };
    let answer = Answer {
        scenario: cases[0].scenario.clone(),
        base_year: 2026,
        assumptions: cases[0].assumptions.clone(),
        found: Found::Sweep(found),
    };
    Simulation {
        organisation: "x".to_owned(),
        input_sha256: "0".repeat(64),
        engine_version: "0".to_owned(),
        cases: Vec::new(),
        answers: vec![answer],
    }
}

#[test]
fn of_a_curve_nothing_follows() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let texts: Vec<String> = ["0.9", "0.95", "1.05", "1.1"]
        .iter()
        .map(|factor| {
            format!("name = \"{factor}\"\nyears = [2026, 2027]\n[[change]]\nkind = \"volume\"\nfactor = \"{factor}\"\n")
        })
        .collect();
    let prepared = prepared(&folder, &dossier, &["glide"], &texts).unwrap();
    let simulation = swept(&asked(&dossier, &prepared).unwrap().cases);
    let told = Told { dossier: &dossier, prepared: &prepared, simulation: &simulation, place: "curve".to_owned() };
    let shown = told.attacked();
    println!("{shown} sums");
    assert!(shown > 100, "only {shown} sums are shown");
    let document = told.document(&Viewer::Participant { own: vec![ParticipantIx(0)] });
    assert_eq!(document["answers"][0]["sweep"]["parameters"][0]["name_nl"], "births");
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let prepared = prepared(&folder, &dossier, &["glide"], &example_texts()[..2]).unwrap();
    let mut simulation = asked(&dossier, &prepared).unwrap();
    simulation.answers = swept(&simulation.cases).answers;
    let text = serde_json::to_string(&simulation).unwrap();
    let back: Simulation = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
    assert!(serde_json::from_str::<Simulation>(&text.replace("\"value\":\"", "\"value\":\"x")).is_err());
    let codes: BTreeSet<&str> =
        back.cases[0].years[0].participants.iter().map(|row| row.participant.as_str()).collect();
    assert!(codes.contains("VP03"));
}
