//! Where a large file is cut: quotes, line ends and marks of numbers that only the whole file explains.

use crate::large::Large;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use verdeelsleutel::domain::problem::ProblemCode::*;

/// What a cell may have between its quotes that looks like the end of something.
const PIECES: [&str; 9] = ["\n", "\r\n", "\r", ",", ";", "\"\"", "woord", "é", "\"\",\n\"\""];

/// A reason of a chance length, between quotes, as it stands in the file. Every word in it is another: were it read as
/// rows, then no two of them would be alike, which alone would have the file read whole.
fn reason(dice: &mut ChaCha8Rng) -> String {
    let pieces = usize::try_from(dice.next_u32() % 20).unwrap();
    let piece = |_| {
        let piece = PIECES[usize::try_from(dice.next_u32()).unwrap() % PIECES.len()];
        format!("{piece}{:x}", dice.next_u64())
    };
    format!("\"{}\"", (0..pieces).map(piece).collect::<String>())
}

/// Deliveries with such reasons, and what the reasons are.
fn with_reasons(seed: u64) -> (Large, Vec<String>) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut large = Large::deliveries();
    let mut reasons = Vec::new();
    for at in 0..large.rows() {
        let reason = reason(&mut dice);
        large.put(at, format!("L{at:06},T{},2026-02-01,MI01,V1,1,,,{reason}", at % 700));
        reasons.push(reason[1..reason.len() - 1].replace("\"\"", "\""));
    }
    (large, reasons)
}

/// Lines that a text begins, counted in the plainest way.
fn lines(text: &str) -> u64 {
    u64::try_from(text.replace("\r\n", "\n").matches(['\n', '\r']).count()).unwrap()
}

#[test]
fn quotes_are_whole_wherever_the_file_is_cut() {
    for seed in 1..=2 {
        let (mut large, _) = with_reasons(seed);
        let last = large.rows() - 1;
        large.put(last, format!("L{last:06},T0,2026-02-01,MI01,V1,1,,,"));
        assert!(large.told().is_clean());
        let deliveries = large.with(large.text()).dossier().deliveries;
        assert_eq!(deliveries.id.len(), large.rows());
        for (at, id) in deliveries.id.iter().enumerate() {
            assert_eq!(id, format!("L{at:06}"));
        }
    }
}

#[test]
fn quoted_cells_are_read_as_they_are_wherever_the_file_is_cut() {
    let (large, reasons) = with_reasons(4);
    let deliveries = large.with(large.text()).dossier().deliveries;
    let differing = deliveries.reason.iter().zip(&reasons).position(|(found, reason)| found != reason);
    assert_eq!((differing, deliveries.reason.len()), (None, reasons.len()));
}

#[test]
fn lines_behind_quoted_line_ends_are_counted_wherever_the_file_is_cut() {
    let (mut large, _) = with_reasons(5);
    let spread = large.spread();
    for at in spread {
        large.put(at, format!("L{at:06},T0,2026-02-01,XX,V1,1,,,"));
    }
    let last = large.rows() - 1;
    large.put(last, format!("L{last:06},T0,2026-02-01,MI01,V1,1,,,"));
    let text = large.text();
    let line = |at: usize| 1 + lines(&text[..text.find(&format!("L{at:06},")).unwrap()]);
    let found: Vec<u64> = large.told().errors.iter().map(|error| error.line).collect();
    assert_eq!(found, spread.map(line));
}

#[test]
fn every_line_end_is_cut_at_as_it_should_be() {
    for line_end in ["\r\n", "\r", "\n\r\n", "\r\r\n"] {
        let mut large = Large::deliveries();
        let spread = large.spread();
        for at in spread {
            large.change(at, "MI01", "XX");
        }
        let text = large.text().replace('\n', line_end);
        let told = large.told_of(&text, line_end);
        let each = lines(line_end);
        let found: Vec<u64> = told.errors.iter().map(|error| error.line).collect();
        assert_eq!(found, spread.map(|at| 1 + each * (u64::try_from(at).unwrap() + 1)), "{line_end:?}");
    }
}

#[test]
fn a_large_file_may_be_windows_1252_with_semicolons() {
    let mut large = Large::deliveries();
    let spread = large.spread();
    for at in spread {
        large.put(at, format!("L{at:06},T{},2026-02-01,MI01,V1,1,,,\"één; \"\"twéé\"\"\"", at % 700));
    }
    let clean = large.with(large.text()).hash();
    let text = large.text().replace(',', ";").replace('\n', "\r\n");
    assert_eq!(large.with(&text).hash(), clean);
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    assert_eq!(large.with(bytes).hash(), clean);
    // A byte that is none, in the last part.
    let mut bytes = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let end = bytes.len() - 3;
    bytes[end] = 0x81;
    large.with(bytes).refused(&[(Large::line(large.rows() - 1), NotUtf8Or1252, "", "")]);
}

fn amounts(large: &Large, text: &str) -> Vec<i64> {
    large.with(text).dossier().events.amount.iter().map(|amount| amount.unwrap().0).collect()
}

#[test]
fn how_numbers_are_written_may_show_in_the_last_part_only() {
    for evidence in ["0,5", "1.234,56", "1.234.567"] {
        let mut large = Large::claim_events("1.234");
        let last = large.rows() - 5;
        large.change(last, "1.234", &format!("\"{evidence}\""));
        assert!(large.told().is_clean());
        let found = amounts(&large, &large.text());
        assert_eq!((found[0], found[large.rows() / 2], found[large.rows() - 1]), (123_400, 123_400, 123_400));
    }
    // What is to be explained may stand in the last part, and its explanation in the first.
    let mut large = Large::claim_events("7");
    let [first, _, last] = large.spread();
    large.change(first, ",7,", ",\"0,5\",").change(last, ",7,", ",1.234,");
    assert_eq!(amounts(&large, &large.text())[last], 123_400);
    // With a decimal point 1.234 has three decimals.
    let mut large = Large::claim_events("1.234");
    let last = large.rows() - 5;
    large.change(last, "1.234", "0.5");
    let told = large.with(large.text()).told();
    assert!(told.errors.iter().all(|error| error.code == TooManyDecimals));
    assert_eq!(told.not_shown, u64::try_from(large.rows()).unwrap() - 1_000 - 1);
}

#[test]
fn numbers_that_no_part_explains_are_refused_in_all() {
    let mut large = Large::claim_events("1234");
    let spread = large.spread();
    for at in spread {
        large.change(at, "1234", "1.234");
    }
    let found: Vec<_> = large.told().errors.iter().map(|error| (error.line, error.code)).collect();
    assert_eq!(found, spread.map(|at| (Large::line(at), AmbiguousNumber)));
}

#[test]
fn parts_that_contradict_each_other_are_read_by_the_most() {
    let mut large = Large::claim_events("12.50");
    let [first, middle, last] = large.spread();
    large.change(first, "12.50", "\"12,50\"").change(middle, "12.50", "1.234").change(last, "12.50", "\"1.234,56\"");
    let found: Vec<_> = large.told().errors.iter().map(|error| (error.line, error.code)).collect();
    let line = Large::line;
    assert_eq!(found, [(line(first), InvalidNumber), (line(middle), TooManyDecimals), (line(last), InvalidNumber)]);
}

#[test]
fn evidence_and_a_row_that_comes_twice_are_found_together() {
    let mut large = Large::claim_events("1.234");
    let [first, middle, last] = large.spread();
    let again = format!("R{first:06},C1,2026-05-01,paid,\"1234,00\",bericht van de verzekeraar");
    large.change(middle, "1.234", "\"0,5\"").put(last, again);
    large.with(large.text()).warned(&[(Large::line(last), DuplicateIgnored, "event_id", &format!("R{first:06}"))]);
}
