//! The order of rows and columns has no meaning.

use crate::folder::Folder;
use verdeelsleutel::domain::dossier::Dossier;

/// The same dossier with rows and columns of every file the other way round.
fn reversed() -> Folder {
    let mut folder = Folder::valid();
    for file in Folder::files().filter(|file| file.ends_with(".csv")) {
        let text = folder.text(file);
        let turn = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(",");
        let mut lines = text.lines();
        let header = turn(lines.next().unwrap());
        let rows: Vec<String> = lines.rev().map(turn).collect();
        folder = folder.write(file, format!("{header}\n{}\n", rows.join("\n")));
    }
    let organisation = folder.text("organisation.toml");
    let parts: Vec<&str> = organisation.split("\n[[").collect();
    let turned = format!("{}\n[[{}\n[[{}", parts[0], parts[2], parts[1]);
    folder.write("organisation.toml", turned)
}

/// Claims, events and deliveries by their ids; what stands at positions is written out.
fn rows_by_id(dossier: &Dossier) -> Vec<String> {
    let Dossier { reference, claims, events, deliveries, episode_ids, .. } = dossier;
    let claim = |at: usize| {
        let codes = (reference.insurer_code(claims.insurer[at]), reference.performance_code(claims.performance[at]));
        let severity = &reference.severities[claims.severity[at].at()];
        let episode = episode_ids.get(claims.episode[at].at());
        let (id, date) = (claims.id.get(at), claims.date[at]);
        format!("{id} {episode} {date} {codes:?} {severity:?} {}", claims.quantity[at])
    };
    let event = |at: usize| {
        let (id, claim) = (events.id.get(at), claims.id.get(events.claim[at].at()));
        let (date, kind, amount) = (events.date[at], events.kind[at], events.amount[at]);
        format!("{id} {claim} {date} {kind:?} {amount:?} {:?}", events.reason.get(at))
    };
    let delivery = |at: usize| {
        let by = reference.participant_code(deliveries.participant[at]);
        let activity = reference.activity_code(deliveries.activity[at]);
        let replaces = deliveries.replaces[at].some().map(|replaced| deliveries.id.get(replaced.at()));
        let episode = episode_ids.get(deliveries.episode[at].at());
        let (id, date, quantity) = (deliveries.id.get(at), deliveries.date[at], deliveries.quantity[at]);
        let (bundle, settled, reason) = (deliveries.bundle[at], deliveries.settled[at], deliveries.reason.get(at));
        format!("{id} {episode} {date} {by} {activity} {quantity} {bundle:?} {replaces:?} {settled} {reason:?}")
    };
    let mut rows: Vec<String> = (0..claims.id.len()).map(claim).collect();
    rows.extend((0..events.id.len()).map(event));
    rows.extend((0..deliveries.id.len()).map(delivery));
    rows.sort();
    rows
}

#[test]
fn reference_data_and_the_small_lists_do_not_depend_on_the_order_of_rows_and_columns() {
    let (one, other) = (Folder::valid().dossier(), reversed().dossier());
    assert_eq!(format!("{:#?}", one.reference), format!("{:#?}", other.reference));
    assert_eq!(format!("{:#?}", one.adjustments), format!("{:#?}", other.adjustments));
    assert_eq!(format!("{:#?}", one.reference_income), format!("{:#?}", other.reference_income));
    assert_eq!(format!("{:#?}", one.other_income), format!("{:#?}", other.other_income));
    assert_eq!(format!("{:#?}", one.scores), format!("{:#?}", other.scores));
    assert_eq!(format!("{:#?}", one.balances), format!("{:#?}", other.balances));
    assert_eq!(format!("{:#?}", one.advances), format!("{:#?}", other.advances));
    let ids = |dossier: &Dossier| -> Vec<String> {
        dossier.episodes.iter().map(|episode| dossier.episode_ids.get(episode.id.at()).to_owned()).collect()
    };
    assert_eq!(ids(&one), ids(&other));
}

#[test]
fn claims_events_and_deliveries_say_the_same_in_any_order() {
    assert_eq!(rows_by_id(&Folder::valid().dossier()), rows_by_id(&reversed().dossier()));
}

#[test]
fn lists_are_sorted_by_code_and_no_severity_comes_first() {
    let reference = Folder::valid().dossier().reference;
    let participants: Vec<&str> = reference.participants.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(participants, ["08012345", "HO01", "MI01", "MI02"]);
    let disciplines: Vec<&str> = reference.disciplines.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(disciplines, ["hospital", "midwifery"]);
    assert_eq!(reference.severities, ["", "Z"]);
}
