//! A scenario with its questions, bound to the reference data of a small dossier and to one model.

use super::model::DOSSIER;
use super::told::well_told;
use std::collections::BTreeMap;
use verdeelsleutel::intake::scenario::{ModelText, prepare, read};

const MODEL: &[u8] = include_bytes!("../corpus/model/example");

/// There is a scenario with at least one question, or it is told why not at lines of it, also where the model has not what
/// it asks; the same once more.
pub fn scenario(data: &[u8]) {
    let file = "scenarios/test.toml";
    let reference = &DOSSIER.reference;
    let read_it = || {
        let scenario = read(file, data, reference)?;
        assert!(!scenario.questions.is_empty() && !scenario.years.is_empty());
        prepare(file, scenario, &[ModelText { file: "models/test.toml", bytes: MODEL }], reference)
    };
    match (read_it(), read_it()) {
        (Ok(one), Ok(other)) => assert_eq!(format!("{one:?}"), format!("{other:?}")),
        (Err(problems), Err(again)) => {
            assert!(!problems.is_clean());
            well_told(&problems, &BTreeMap::from([(file.to_owned(), data.to_vec())]));
            assert_eq!(problems, again);
        }
        (one, other) => panic!("read twice: {one:?}, {other:?}"),
    }
}
