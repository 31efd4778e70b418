//! A dossier written to its files and read again is the same dossier.

use crate::given::{Files, Igo, files_of, small_dossier, whole};
use crate::{runs, story};
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::domain::batch::BatchKind::{self, *};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::report::files::write;

fn text(dossier: &Dossier, kind: BatchKind) -> String {
    let mut bytes = Vec::new();
    write(dossier, kind, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The small files as they are, the others written.
fn exported(files: &Files, dossier: &Dossier) -> Files {
    let mut exported = files.clone();
    for kind in BatchKind::ALL {
        exported.insert(kind.file(), text(dossier, kind).into_bytes());
    }
    exported
}

#[track_caller]
fn comes_back(name: &str, files: &Files) {
    let dossier = whole(files);
    let again = whole(&exported(files, &dossier));
    assert_eq!(input_sha256(&again), input_sha256(&dossier), "{name}");
    assert!(dossier.claims.id == again.claims.id && dossier.deliveries.id == again.deliveries.id, "{name}: order");
}

#[test]
fn every_dossier_comes_back() {
    comes_back("small", &small_dossier());
    comes_back("voorbeeld", &files_of(&runs::repository("fixtures/voorbeeld")));
    for story in story::stories().into_iter().chain(story::vectors()) {
        comes_back(&story.name, &files_of(&story.folder));
    }
}

#[test]
fn what_is_written_is_what_the_specification_has() {
    let dossier = Igo::filled().dossier;
    let expected = "delivery_id,episode_id,date,participant,activity,quantity,bundle,replaces,reason\n\
         D1,T1,2026-02-01,MI01,V1,1,prenatal,,\n\
         D2,T2,2026-02-02,HO01,H1,0.5,natal,,\n\
         D3,T1,2026-02-01,MI01,CTG,2,prenatal,D1,verkeerde code\n\
         D4,T3,2026-02-05,08012345,V1,1.2345,prenatal,,\n";
    assert_eq!(text(&dossier, Deliveries), expected);
    let expected = "event_id,claim_id,date,kind,amount,reason\nE1,C1,2026-04-01,accepted,,\n\
         E2,C1,2026-05-01,paid,1000.00,\nE3,C1,2026-06-01,paid,-10.00,terug\n";
    assert_eq!(text(&dossier, ClaimEvents), expected);
}

#[test]
fn awkward_texts_and_numbers_come_back() {
    let mut files = small_dossier();
    let deliveries = "delivery_id;episode_id;date;participant;activity;quantity;bundle;replaces;reason\n\
         \"D1\"\"\";T1;2026-02-01;MI01;V1;1,2340;;;\"met ; en , en\nregel\"\n\
         'D2,x;T1;2026-02-01;MI01;V1;1234,5670;;;\" \"\n D3 ;T\u{eb};2026-02-01;MI01;V1;0,1;;'D2,x;=1+1\n";
    files.insert("deliveries.csv".to_owned(), deliveries.as_bytes().to_vec());
    files.insert("settled.csv".to_owned(), b"delivery_id,year\n\"D1\"\"\",2025\n".to_vec());
    files.insert(
        "claims.csv".to_owned(),
        b"claim_id,episode_id,date,insurer,performance,severity,quantity\nC1,T1,2026-03-01,3311,PRE,,1.2340\n".to_vec(),
    );
    comes_back("awkward", &files);
    let written = text(&whole(&files), Claims);
    assert!(written.ends_with(",1.2340\n"), "{written}");
}
