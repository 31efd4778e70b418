//! A scenario document: every kind of change is read, and everything that is wrong is told at once.

use crate::village::{MODEL, broken_anywhere, told, village, with_models};
use verdeelsleutel::domain::problem::ProblemCode::{
    DisciplineMismatch, InvalidScenario, InvalidToml, NotUtf8Or1252, UnknownActivity, UnknownDiscipline,
    UnknownInsurer, UnknownParticipant, UnknownPerformance, UnknownShift,
};
use verdeelsleutel::domain::problem::{Problem, ProblemCode};
use verdeelsleutel::domain::scenario::{ChangeKind, Moving, NewPrice};
use verdeelsleutel::intake::scenario::{problems, read};

const FILE: &str = "scenarios/proef.toml";

#[track_caller]
fn assert_told(found: &[Problem], expected: &[(ProblemCode, u64, &str)]) {
    let told: Vec<(ProblemCode, u64, &str)> =
        found.iter().map(|problem| (problem.code, problem.line, problem.column.as_str())).collect();
    assert_eq!(told, expected, "{found:#?}");
    for problem in found {
        assert!(problem.file == FILE && problem.message_nl.ends_with('.') && problem.message_en.ends_with('.'));
        assert!(problem.message_nl != problem.message_en, "{problem:?}");
    }
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let dossier = village(&[]);
    let found = read(FILE, include_bytes!("mistakes.toml"), &dossier.reference).unwrap_err().errors;
    assert_told(
        &found,
        &[
            (InvalidScenario, 0, "name"),
            (InvalidScenario, 1, "naam"),
            (InvalidScenario, 2, "years[2]"),
            (InvalidScenario, 2, "years[3]"),
            (InvalidScenario, 3, "base_year"),
            (InvalidScenario, 4, "models[2]"),
            (InvalidScenario, 4, "models[3]"),
            (InvalidScenario, 6, "change[1].kind"),
            (UnknownPerformance, 9, "change[2].performance"),
            (UnknownInsurer, 10, "change[2].insurer"),
            (UnknownParticipant, 11, "change[2].participant"),
            (UnknownDiscipline, 12, "change[2].discipline"),
            (InvalidScenario, 13, "change[2].factor"),
            (InvalidScenario, 14, "change[2].van"),
            (InvalidScenario, 15, "change[3].factor"),
            (DisciplineMismatch, 19, "change[4].activity"),
            (InvalidScenario, 19, "change[4].factor"),
            (DisciplineMismatch, 24, "change[5].from_activity"),
            (UnknownActivity, 29, "change[5].to_activity"),
            (InvalidScenario, 30, "change[5].performances"),
            (InvalidScenario, 31, "change[5].starts"),
            (InvalidScenario, 32, "change[5].share[1].share"),
            (InvalidScenario, 32, "change[5].share[2].year"),
            (InvalidScenario, 36, "change[6].to_activity"),
            (InvalidScenario, 37, "change[6].share"),
            (InvalidScenario, 40, "change[7].share"),
            (InvalidScenario, 43, "change[8].set"),
            (InvalidScenario, 47, "change[9].deliveries_to"),
            (InvalidScenario, 47, "change[9].deliveries_to"),
            (DisciplineMismatch, 47, "change[9].deliveries_to"),
            (InvalidScenario, 52, "change[10].deliveries_to"),
        ],
    );
}

#[test]
fn every_kind_is_read_in_its_order() {
    let dossier = village(&[]);
    let reference = &dossier.reference;
    let text = "name = \"alles\"\nbase_year = 2026\nyears = [2026, 2027]\nmodels = [\"models/dorp.toml\"]\n\
         [[change]]\nkind = \"volume\"\nperformance = \"PRE\"\ninsurer = \"WAAL\"\nfactor = \"1.03\"\nfrom = 2027\n\
         [[change]]\nkind = \"integral_tariff\"\ninsurer = \"*\"\namount = \"12.34\"\n\
         [[change]]\nkind = \"shadow_tariff\"\ndiscipline = \"midwifery\"\nfactor = \"1.143\"\n\
         [[change]]\nkind = \"care_shift\"\nshift = \"CTG\"\nshare = [{year = 2028, share = 50}, {year = 2027, share = \"30\"}]\n\
         [[change]]\nkind = \"retariff\"\nshare = \"50\"\n\
         [[change]]\nkind = \"model\"\nset = {interim_share = \"80\"}\n\
         [[change]]\nkind = \"participant\"\nparticipant = \"V1\"\ndeliveries_to = {V2 = \"60\", V3 = \"40\"}\n";
    let scenario = read(FILE, text.as_bytes(), reference).unwrap();
    let words: Vec<(&str, u64)> = scenario.changes.iter().map(|change| (change.what.word(), change.line)).collect();
    assert_eq!(
        words,
        [
            ("volume", 5),
            ("integral_tariff", 11),
            ("shadow_tariff", 15),
            ("care_shift", 19),
            ("retariff", 23),
            ("model", 26),
            ("participant", 29)
        ]
    );
    let ChangeKind::Volume(volume) = &scenario.changes[0].what else { panic!() };
    let insurers: Vec<&str> = volume.insurers.iter().flatten().map(|at| reference.insurer_code(*at)).collect();
    assert_eq!((insurers, volume.from), (vec!["3311", "3312"], Some(2027)));
    let ChangeKind::IntegralTariff(tariff) = &scenario.changes[1].what else { panic!() };
    assert!(
        tariff.insurers.is_none() && matches!(tariff.price, NewPrice::Amount(price) if price.to_string() == "12.34")
    );
    let ChangeKind::CareShift(shift) = &scenario.changes[3].what else { panic!() };
    let shares = [2026, 2027, 2028, 2040].map(|year| shift.share_in(year).to_string());
    assert_eq!(shares, ["0", "30", "50", "50"]);
    assert!(matches!(&shift.what, Moving::Named(name) if name == "CTG"));
    let prepared = with_models(&dossier, scenario, &[MODEL]).unwrap();
    assert_eq!(prepared.models[0].changed.interim_share.to_string(), "80");
    assert_eq!(prepared.models[0].base.interim_share.to_string(), "100");
    assert!(prepared.models[0].is_changed);
}

#[test]
fn a_document_that_is_no_document_is_told_as_such() {
    let dossier = village(&[]);
    let of = |bytes: &[u8]| read(FILE, bytes, &dossier.reference).unwrap_err().errors;
    assert_told(&of(b"name = \"x\nyears = [2026]\n"), &[(InvalidToml, 1, "")]);
    assert_eq!(of(b"name = \"\xff\"\n")[0].code, NotUtf8Or1252);
    assert_told(&of(b""), &[(InvalidScenario, 0, "name"), (InvalidScenario, 0, "years")]);
    assert_told(&of(b"name = \"x\"\nyears = []\n"), &[(InvalidScenario, 2, "years")]);
    let base = of(b"name = \"x\"\nyears = [2025]\nbase_year = 2026\n");
    assert_told(&base, &[(InvalidScenario, 0, "years")]);
}

#[test]
fn what_a_change_does_to_a_model_is_told_at_the_change() {
    let dossier = village(&[]);
    let of = |changes: &str| told(&dossier, "2027", changes, &[MODEL]).unwrap_err().errors;
    let set = |set: &str| format!("[[change]]\nkind = \"model\"\nset = {set}\n");
    assert_told(
        &of(&set("{guarantee = {years = [{year = 2027, cap = \"80\"}], hairkut = \"1\"}}")),
        &[
            (InvalidScenario, 3, "change[1].set.guarantee.hairkut"),
            (InvalidScenario, 3, "change[1].set.guarantee.years[2].cap"),
        ]
        .map(|(_, line, column)| (ProblemCode::InvalidModel, line, column)),
    );
    // An entry that is not there yet is added, and has to be whole.
    let added = of(&set("{shift = [{name = \"Echo\"}]}"));
    assert!(added.len() == 9 && added.iter().all(|problem| problem.column.starts_with("change[1].set.shift[2].")));
}

#[test]
fn a_shift_that_no_model_has_is_told_with_those_that_they_have() {
    let dossier = village(&[]);
    let change = "[[change]]\nkind = \"care_shift\"\nshift = \"Echo\"\nshare = [{year = 2027, share = \"50\"}]\n";
    let found = told(&dossier, "2027", change, &[MODEL]).unwrap_err().errors;
    assert_told(&found, &[(UnknownShift, 3, "change[1].shift")]);
    assert!(found[0].message_en.contains("Known are: CTG."), "{}", found[0].message_en);
}

#[test]
fn a_model_that_is_not_there_is_told_where_it_is_named() {
    let dossier = village(&[]);
    let text = b"name = \"x\"\nyears = [2026]\nmodels = [\n\"models/dorp.toml\",\n\"models/weg.toml\"]\n";
    let model = |path: &str| (path == "models/dorp.toml").then(|| MODEL.as_bytes().to_vec());
    let found = problems(FILE, text, &dossier.reference, model);
    assert_told(&found.errors, &[(InvalidScenario, 5, "models[2]")]);
}

/// Entries that are known by something are merged with their own; another kind of rule takes the place of the whole rule.
#[test]
fn fields_of_a_model_are_merged() {
    let dossier = village(&[]);
    let set = "{guarantee = {haircut = \"50\", years = [{year = 2027, cap = \"110\"}, {year = 2028, floor = \"80\"}]}, \
         shift = [{name = \"CTG\", compensation = \"99.00\"}], rule = [{rule = {kind = \"proportional\", prices = \"shadow\"}}]}";
    let changes = format!("[[change]]\nkind = \"model\"\nset = {set}\n");
    let prepared = told(&dossier, "2027", &changes, &[MODEL]).unwrap_or_else(|found| panic!("{:#?}", found.errors));
    let by_hand = MODEL
        .replace(
            "rule = {kind = \"fixed_prices\", prices = \"shadow\", remainder = {kind = \"reserve\"}}",
            "rule = {kind = \"proportional\", prices = \"shadow\"}",
        )
        .replace(
            "{year = 2027, floor = \"90\"}]",
            "{year = 2027, floor = \"90\", cap = \"110\"}, {year = 2028, floor = \"80\"}]\nhaircut = \"50\"",
        )
        .replace("compensation = \"25.00\"", "compensation = \"99.00\"");
    let expected = verdeelsleutel::intake::model::parse("models/dorp.toml", &by_hand, &dossier.reference).unwrap();
    let mut changed = prepared.models[0].changed.clone();
    changed.sha256.clone_from(&expected.sha256);
    assert_eq!(format!("{changed:?}"), format!("{expected:?}"));
}

/// Whatever stands there, it is read or told about: cut off anywhere, and with any sign in the place of another.
#[test]
fn whatever_stands_there_is_read_or_told_about() {
    let dossier = village(&[]);
    let whole = include_str!("mistakes.toml").as_bytes();
    let told = |bytes: &[u8]| match read(FILE, bytes, &dossier.reference) {
        Ok(scenario) => assert!(!scenario.years.is_empty()),
        Err(problems) => assert!(!problems.errors.is_empty()),
    };
    broken_anywhere(whole, told);
}
