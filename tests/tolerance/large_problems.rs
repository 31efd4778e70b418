//! Problems of large files: their lines, their order, their number, and those that concern rows far apart.

use crate::given::{Files, places};
use crate::large::Large;
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn problems_of_every_part_are_told_at_their_lines() {
    let mut large = Large::deliveries();
    let [first, middle, last] = large.spread();
    large.change(first, "MI01", "XX").change(middle, ",1,", ",veel,").change(last, "2026-02-01", "2026-02-30");
    let told = large.told();
    let found: Vec<_> = told.errors.iter().map(|error| (error.line, error.code)).collect();
    let line = Large::line;
    assert_eq!(found, [(line(first), UnknownParticipant), (line(middle), InvalidNumber), (line(last), InvalidDate)]);
}

#[test]
fn warnings_of_every_part_are_told_at_their_lines() {
    let mut large = Large::deliveries();
    let spread = large.spread();
    for at in spread {
        large.change(at, "MI01", "8012345");
    }
    let found: Vec<_> = large.told().warnings.iter().map(|warning| (warning.line, warning.code)).collect();
    assert_eq!(found, spread.map(|at| (Large::line(at), LeadingZeroRestored)));
}

#[test]
fn an_identical_row_far_away_is_left_out() {
    let mut large = Large::deliveries();
    let [first, _, last] = large.spread();
    let before = large.with(large.text()).dossier().deliveries.id.len();
    large.put(last, format!("\"L{first:06}\",T{first},1-2-2026,MI01,V1,1.0,,,"));
    let files = large.with(large.text());
    files.warned(&[(Large::line(last), DuplicateIgnored, "delivery_id", &format!("L{first:06}"))]);
    let told = files.told().warnings;
    assert_eq!(told[0].message_nl, format!("Deze regel is gelijk aan regel {} en is overgeslagen.", first + 2));
    assert_eq!(files.dossier().deliveries.id.len(), before - 1);
}

#[test]
fn a_row_of_the_same_key_far_away_is_a_conflict() {
    let mut large = Large::deliveries();
    let [first, middle, last] = large.spread();
    let id = format!("L{first:06}");
    large
        .put(middle, format!("{id},T3,2026-02-01,MI01,V1,2,,,"))
        .put(last, format!("{id},T3,2026-02-01,MI01,V1,1,,,te laat"));
    let files = large.with(large.text());
    files.refused(&[
        (Large::line(middle), DuplicateConflict, "delivery_id", &id),
        (Large::line(last), DuplicateConflict, "delivery_id", &id),
    ]);
    let sentence = format!("'{id}' staat ook op regel {}, met andere inhoud.", first + 2);
    assert!(files.told().errors.iter().all(|error| error.message_nl == sentence));
}

#[test]
fn a_correction_may_stand_in_another_part_than_what_it_mends() {
    let mut large = Large::deliveries();
    let [first, middle, last] = large.spread();
    let corrects = |large: &mut Large, at: usize, other: usize| {
        large.put(at, format!("L{at:06},T0,2026-02-01,MI01,V1,0,,L{other:06},terug"));
    };
    corrects(&mut large, last, first);
    corrects(&mut large, first, middle);
    assert!(large.told().is_clean());
    let deliveries = large.with(large.text()).dossier().deliveries;
    assert_eq!(deliveries.replaces[last].at(), first);
    assert_eq!(deliveries.replaces[first].at(), middle);
    assert_eq!(deliveries.replaces.iter().filter(|at| at.some().is_some()).count(), 2);

    // Round and round through all parts: told once, at the first row of the round.
    corrects(&mut large, middle, last);
    let told = large.told();
    let at =
        ("deliveries.csv".to_owned(), Large::line(first), ReplaceCycle, "replaces".to_owned(), format!("L{middle:06}"));
    assert_eq!(places(&told.errors), [at]);
    assert!(told.errors[0].message_nl.starts_with("Deze correcties leiden terug naar hun begin: L"));
}

#[test]
fn a_correction_of_what_is_nowhere_is_told_among_the_others_of_its_line() {
    let mut large = Large::deliveries();
    let [first, middle, last] = large.spread();
    large.put(last, format!("L{last:06},T0,2026-02-01,MI01,V1,0,,NERGENS,"));
    large.put(first, format!("L{first:06},T0,2026-02-01,MI01,V1,0,,NIETS,")).change(middle, "MI01", "XX");
    let found: Vec<_> = large.told().errors.iter().map(|error| (error.line, error.code)).collect();
    let line = Large::line;
    assert_eq!(
        found,
        [(line(first), UnknownDelivery), (line(middle), UnknownParticipant), (line(last), UnknownDelivery)]
    );
}

#[test]
fn of_more_than_a_thousand_errors_the_first_are_shown_and_the_others_counted() {
    let mut large = Large::deliveries();
    let step = large.rows() / 3_000;
    let wrong: Vec<usize> = (0..2_500).map(|n| n * step).collect();
    for at in &wrong {
        large.change(*at, "MI01", "XX");
    }
    let told = large.told();
    assert_eq!((told.errors.len(), told.not_shown), (1_000, 1_500));
    let lines: Vec<u64> = told.errors.iter().map(|error| error.line).collect();
    assert_eq!(lines, wrong[..1_000].iter().map(|at| Large::line(*at)).collect::<Vec<u64>>());
}

#[test]
fn of_more_than_a_thousand_warnings_the_first_are_shown_and_the_others_counted() {
    let mut large = Large::deliveries();
    let wrong: Vec<usize> = (0..2_500).map(|n| n * (large.rows() / 3_000)).collect();
    for at in &wrong {
        large.change(*at, "MI01", "8012345");
    }
    let warnings = large.with(large.text()).told().warnings;
    assert_eq!(warnings.len(), 1_001);
    assert_eq!(warnings[999].line, Large::line(wrong[999]));
    assert_eq!(warnings[1_000].message_nl, "En nog 1500 waarschuwingen in dit bestand.");
}

#[test]
fn a_row_that_is_too_long_is_told_in_whatever_part_it_is() {
    let mut large = Large::deliveries();
    let [_, middle, last] = large.spread();
    large.put(middle, format!("L{middle:06},T0,2026-02-01,MI01,V1,1,,,{}", "x".repeat(70_000)));
    // A quote that is never closed makes one row of the rest of the file, if there is enough of it.
    large.put(last - 2_000, "\"L,T0,2026-02-01,MI01,V1,1,,,");
    let found: Vec<_> = large.with(large.text()).told().errors.iter().map(|error| (error.line, error.code)).collect();
    assert_eq!(found, [(Large::line(middle), RowTooLong), (Large::line(last - 2_000), RowTooLong)]);
}

#[test]
fn what_refers_to_a_row_of_another_part_finds_it() {
    let large = Large::deliveries();
    let [first, middle, last] = large.spread();
    let settled = format!("delivery_id,year\nL{last:06},2024\nL{first:06},2023\nL{middle:06},2022\n");
    let deliveries = large.with(large.text()).and("settled.csv", settled).dossier().deliveries;
    let years: Vec<(usize, i32)> = (0..).zip(deliveries.settled).filter(|(_, year)| *year > 0).collect();
    assert_eq!(years, [(first, 2023), (middle, 2022), (last, 2024)]);
    let unknown = "delivery_id,year\nL999999,2024\n";
    large.with(large.text()).and("settled.csv", unknown).refused(&[(2, UnknownDelivery, "delivery_id", "L999999")]);
}

#[test]
fn service_numbers_are_found_where_only_the_last_part_has_them_and_where_every_part_has_one() {
    let numbers = ["111222333", "123456782", "100000009"];
    let mut large = Large::deliveries();
    let last = large.rows() - 5;
    let [first, middle, _] = large.spread();
    for places in [[last, last + 1, last + 2], [first, middle, last]] {
        let mut large = Large::deliveries();
        for (at, number) in places.into_iter().zip(numbers) {
            large.put(at, format!("L{at:06},{number},2026-02-01,MI01,V1,1,,,"));
        }
        // Nothing else is said of the file, and nothing quotes it.
        large.change(first + 1, "MI01", "XX");
        large.with(large.text()).refused(&[(0, BsnSuspected, "episode_id", "")]);
    }
    // The same one in every part is one.
    for at in [first, middle, last] {
        large.put(at, format!("L{at:06},{},2026-02-01,MI01,V1,1,,,", numbers[0]));
    }
    assert!(large.told().is_clean());
}

#[test]
fn a_claim_of_a_large_file_is_known_to_its_events() {
    let row = |n: usize| format!("C{n:06},T{},2026-03-01,3311,PRE,,1\n", n % 900);
    let claims = "claim_id,episode_id,date,insurer,performance,severity,quantity\n".to_owned()
        + &(0..100_000).map(row).collect::<String>();
    let events = "event_id,claim_id,date,kind,amount\nE1,C000000,2026-04-01,paid,1\nE2,C099999,2026-04-01,paid,2\n";
    let dossier = Files::with("claims.csv", claims).and("claim_events.csv", events).dossier();
    let of_events: Vec<&str> = dossier.events.claim.iter().map(|at| dossier.claims.id.get(at.at())).collect();
    assert_eq!(of_events, ["C000000", "C099999"]);
}
