//! Rows that were accepted before are left out.

use crate::files::FILES;
use crate::given::{Igo, places};
use verdeelsleutel::domain::batch::BatchKind::{self, *};
use verdeelsleutel::domain::problem::ProblemCode::*;
use verdeelsleutel::tabular::batches::load;

#[test]
fn a_row_that_was_accepted_is_left_out_at_its_line() {
    let igo = Igo::filled();
    let upload = igo
        .examine(Claims, Igo::file(Claims, "C8,T8,2026-03-01,3311,PRE,,1\n\"C2\",T2,02-03-2026,0101,PRE,Z,1.5000"))
        .unwrap();
    assert_eq!(places(&upload.warnings), [(3, DuplicateIgnored, "claim_id", "C2")]);
    assert_eq!(upload.warnings[0].message_nl, "Deze regel is eerder al aangenomen en is overgeslagen.");
    assert_eq!((upload.addition.len(), upload.new.rows, upload.accepted_before.rows), (1, 1, 1));
}

#[test]
fn a_default_bundle_is_the_bundle_that_was_accepted() {
    let rows = "D1,T1,2026-02-01,MI01,V1,1,prenatal,,\nD2,T2,2026-02-02,HO01,H1,0.5,,,";
    let upload = Igo::filled().examine(Deliveries, Igo::file(Deliveries, rows)).unwrap();
    assert!(upload.addition.is_empty());
}

#[test]
fn a_file_that_was_accepted_adds_nothing_and_says_so() {
    let igo = Igo::filled();
    for kind in BatchKind::ALL {
        let (_, text) = FILES.iter().find(|(file, _)| *file == kind.file()).unwrap();
        let rows = u64::try_from(text.lines().count() - 1).unwrap();
        let upload = igo.examine(kind, text).unwrap();
        assert!(upload.addition.is_empty(), "{}", kind.word());
        assert_eq!(upload.accepted_before.rows, rows);
        let (last, others) = upload.warnings.split_last().unwrap();
        assert_eq!(u64::try_from(others.len()).unwrap(), rows);
        assert!(others.iter().all(|told| told.code == DuplicateIgnored && told.line > 1));
        let sentence = format!("All rows of this file ({rows}) were accepted earlier; nothing was added.");
        assert_eq!((last.line, last.message_en.as_str()), (0, sentence.as_str()));
    }
}

#[test]
fn a_file_without_rows_adds_nothing() {
    let upload = Igo::filled().examine(Settled, "delivery_id,year\n").unwrap();
    assert!(upload.addition.is_empty() && upload.warnings.is_empty());
}

#[test]
fn an_episode_that_claims_have_named_is_still_to_be_described() {
    let mut igo = Igo::filled();
    igo.accept(Episodes, Igo::file(Episodes, "T2,2025-08-01,,,,,\nT77,,,,,,"));
    let ids: Vec<_> = igo.dossier.episodes.iter().map(|row| igo.dossier.episode_ids.get(row.id.at())).collect();
    assert_eq!(ids, ["T1", "T2", "T77", "T9"]);
}

#[test]
fn batches_that_were_not_examined_beside_each_other_are_never_counted_twice() {
    for (at, id) in ["C1", "E1", "D1", "T1", "D2"].into_iter().enumerate() {
        let mut igo = Igo::filled();
        igo.batches.push(igo.batches[at].clone());
        let fault = load(&mut Igo::new(&igo.small).dossier, igo.batches).unwrap_err();
        assert_eq!(fault.to_string(), format!("'{id}' is stored twice"));
    }
}

#[test]
fn a_severity_that_only_claims_have_is_kept_in_its_place() {
    let mut igo = Igo::filled();
    igo.accept(Claims, Igo::file(Claims, "C8,T1,2026-03-01,3311,PRE,A,1\nC9,T1,2026-03-01,3311,PRE,ZZ,1"));
    igo.accept(Claims, Igo::file(Claims, "C10,T1,2026-03-01,3311,PRE,A,1\nC11,T1,2026-03-01,3311,PRE,B,1"));
    for dossier in [&igo.dossier, &igo.reloaded()] {
        assert_eq!(dossier.reference.severities, ["", "A", "B", "Z", "ZZ"]);
        let of = |at: usize| dossier.reference.severities[dossier.claims.severity[at].at()].as_str();
        assert_eq!((0..7).map(of).collect::<Vec<_>>(), ["", "Z", "", "A", "ZZ", "A", "B"]);
        let tariffs = dossier.reference.integral_tariffs.iter();
        let of_tariffs: Vec<_> = tariffs.map(|row| dossier.reference.severities[row.severity.at()].as_str()).collect();
        assert_eq!(of_tariffs, ["", "", "Z"]);
    }
}
