//! The promise of a simulation: a projected year is what `compute` gives for a dossier with the changes written into its
//! files, to the cent. For every kind of change, on the example and on every dossier of the golden vectors.

use crate::files::written_and_read;
use crate::runs;
use crate::small;
use crate::village::{computed, settled, with_models};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::index::{DisciplineIx, ParticipantIx};
use verdeelsleutel::domain::problem::Refusal;
use verdeelsleutel::intake::scenario::read;

/// Computes the last so many years of a scenario both ways; how many there are, or why it is refused.
fn both_ways(dossier: &Dossier, scenario: &str, model: &str, last: usize) -> Result<usize, Refusal> {
    let read = read("scenarios/proef.toml", scenario.as_bytes(), &dossier.reference);
    let scenario = read.unwrap_or_else(|problems| panic!("{scenario}\n{:#?}", problems.errors));
    let prepared = with_models(dossier, scenario, &[model]).unwrap_or_else(|problems| panic!("{:#?}", problems.errors));
    let years = computed(dossier, &prepared)?;
    let changed = &prepared.models[0].changed;
    let before = years.len().saturating_sub(last);
    for (at, (projected, document)) in years.iter().enumerate().skip(before) {
        let written = written_and_read(projected);
        assert_eq!(input_sha256(&written), input_sha256(projected), "the files say what was projected");
        let by_file = settled(&written, changed, prepared.scenario.years[at]).unwrap();
        assert_eq!(by_file, *document);
    }
    Ok(years.len())
}

/// A change of every kind, in the codes of a dossier; without those for which it has nobody.
fn changes(dossier: &Dossier, year: i32) -> BTreeMap<&'static str, String> {
    let reference = &dossier.reference;
    let (performance, insurer) = (&reference.performances[0].code, &reference.insurers[0].code);
    let head = |kind: &str| format!("[[change]]\nkind = \"{kind}\"\n");
    let of = |at: DisciplineIx| reference.activities.iter().find(|row| row.disciplines.contains(&at));
    let mut all = BTreeMap::from([
        ("volume", head("volume") + &format!("performance = \"{performance}\"\nfactor = \"1.037\"\n")),
        (
            "volume of a discipline",
            head("volume") + &format!("discipline = \"{}\"\nfactor = \"0.333333\"\n", reference.disciplines[0].code),
        ),
        ("integral_tariff", head("integral_tariff") + &format!("insurer = \"{insurer}\"\nfactor = \"0.9801\"\n")),
        (
            "shadow_tariff",
            head("shadow_tariff")
                + &format!("discipline = \"{}\"\nfactor = \"1.143\"\nfrom = {year}\n", reference.disciplines[0].code),
        ),
        ("model", head("model") + "set = {reserve = {minimum = \"0\", maximum = \"1000.00\"}}\n"),
    ]);
    // Everything of one discipline to another, so that something moves in every dossier.
    let mut shift = String::new();
    for from in (0..reference.disciplines.len()).map(DisciplineIx::of) {
        for to in (0..reference.disciplines.len()).map(DisciplineIx::of).filter(|to| *to != from) {
            if let (Some(given), Some(taken)) = (of(from), of(to)) {
                shift += &format!(
                    "{}from_discipline = \"{}\"\nfrom_activity = \"{}\"\nto_discipline = \"{}\"\nto_activity = \"{}\"\n\
                     share = [{{year = {}, share = \"33.3333\"}}]\n",
                    head("care_shift"),
                    reference.discipline_code(from),
                    given.code,
                    reference.discipline_code(to),
                    taken.code,
                    year - 1,
                );
            }
        }
    }
    all.insert("retariff", format!("{shift}{}share = \"80\"\n", head("retariff")));
    all.insert("care_shift", shift);
    let pair = reference.participants.iter().enumerate().find_map(|(at, leaver)| {
        let mut others = reference.participants.iter().filter(|row| row.discipline == leaver.discipline);
        let taker = others.find(|row| row.code != leaver.code)?;
        Some((ParticipantIx::of(at), &taker.code))
    });
    if let Some((leaver, taker)) = pair {
        let code = reference.participant_code(leaver);
        let leaving = format!("participant = \"{code}\"\nfrom = {year}\ndeliveries_to = {{{taker} = \"100\"}}\n");
        all.insert("participant", head("participant") + &leaving);
    }
    all
}

fn vectors() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(runs::repository("tests/vectors")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("run.txt").is_file());
    folders.sort();
    folders
}

#[test]
fn every_kind_of_change_is_computed_as_if_it_were_written_into_the_files_of_every_vector() {
    let mut computed: BTreeMap<&str, usize> = BTreeMap::new();
    for folder in vectors() {
        let Ok(dossier) = runs::read(&folder) else { continue };
        let model = fs::read_to_string(folder.join("models/model.toml")).unwrap();
        for (kind, change) in changes(&dossier, 2027) {
            let scenario = format!("name = \"proef\"\nbase_year = 2026\nyears = [2026, 2027, 2028]\n{change}");
            if let Ok(years) = both_ways(&dossier, &scenario, &model, 3) {
                *computed.entry(kind).or_default() += years;
            }
        }
    }
    assert_eq!(computed.len(), 8, "{computed:?}");
    assert!(computed.values().all(|years| *years >= 15), "too few that are not refused: {computed:?}");
}

#[test]
fn every_scenario_of_the_example_is_computed_as_if_it_were_written_into_its_files() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    let mut seen = 0;
    for entry in fs::read_dir(folder.join("scenarios")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let scenario = read("scenarios/proef.toml", text.as_bytes(), &dossier.reference).unwrap();
        let model = fs::read_to_string(folder.join(&scenario.models[0].path)).unwrap();
        // What the years before came to is in the balances that the last one opens with.
        seen += both_ways(&dossier, &text, &model, 1).unwrap_or_else(|refusal| panic!("{refusal:#?}"));
    }
    assert!(seen >= 20, "{seen}");
}

/// The first year of a scenario without changes is the settlement of that year, whatever else the dossier has.
#[test]
fn the_base_year_is_what_it_is_without_a_simulation() {
    let folder = runs::repository("fixtures/voorbeeld");
    let dossier = runs::dossier(&folder);
    for name in ["glide", "mono", "points", "shares"] {
        let text = fs::read_to_string(folder.join(format!("models/{name}.toml"))).unwrap();
        let model = small::read(&dossier, &text);
        let scenario = read("scenarios/proef.toml", b"name = \"proef\"\nyears = [2026]", &dossier.reference).unwrap();
        let prepared = with_models(&dossier, scenario, &[&text]).unwrap();
        let (_, mut projected) = computed(&dossier, &prepared).unwrap().remove(0);
        let mut today = settled(&dossier, &model, 2026).unwrap();
        for document in [&mut projected, &mut today] {
            let fields = document.as_object_mut().unwrap();
            fields.remove("input_sha256");
            // Of care that goes on in 2027, which is not of the base year.
            fields.remove("awaiting_claim");
        }
        assert_eq!(projected, today);
    }
}
