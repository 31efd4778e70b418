//! A model, bound to the reference data of a small dossier.

use super::sections::Files;
use super::told::well_told;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use verdeelsleutel::calc::receipt::hex;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::intake::dossier::examine;
use verdeelsleutel::intake::model::{read, refusal};
use verdeelsleutel::intake::source::Source;

pub static DOSSIER: LazyLock<Dossier> = LazyLock::new(|| {
    let files = Files::valid();
    examine(Source::Memory(&files.files), &files.conventions).dossier().expect("the files are in order").clone()
});

/// There is a model, which carries the hash of its own text, or it is told why not at lines of it; the same once more.
pub fn model(data: &[u8]) {
    let file = "models/test.toml";
    let reference = &DOSSIER.reference;
    let found = read(file, data, reference);
    let again = read(file, data, reference);
    match (found, again) {
        (Ok(model), Ok(again)) => {
            // Byte order marks are no part of the text.
            let text = std::str::from_utf8(data).unwrap().trim_start_matches('\u{feff}');
            assert_eq!(model.sha256, hex(&Sha256::digest(text)));
            assert_eq!(format!("{model:?}"), format!("{again:?}"));
        }
        (Err(problems), Err(again)) => {
            assert!(!problems.is_clean());
            well_told(&problems, &BTreeMap::from([(file.to_owned(), data.to_vec())]));
            assert_eq!(problems, again);
            let told = problems.errors.len();
            assert_eq!(refusal(problems).problems.len(), told);
        }
        (found, again) => panic!("read twice: {found:?}, {again:?}"),
    }
}
