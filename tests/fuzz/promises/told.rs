//! What holds for everything that is told, whatever is wrong.

use std::collections::BTreeMap;
use verdeelsleutel::domain::problem::{Problem, ProblemCode, Problems};

/// Characters that no sentence of ours needs: it quotes values, but cuts them.
const LONGEST: usize = 1000;

/// Holds problems to what is promised of each: a place that is there, and a sentence on one line.
pub fn well_told(problems: &Problems, files: &BTreeMap<String, Vec<u8>>) {
    for problem in problems.errors.iter().chain(&problems.warnings) {
        let lines = files.get(&problem.file).map_or(0, |bytes| lines(bytes));
        assert!(problem.line <= lines, "{lines} lines: {problem:?}");
        for sentence in [&problem.message_nl, &problem.message_en] {
            assert!(sentence.ends_with('.') && !sentence.contains(char::is_control), "{problem:?}");
            assert!(sentence.chars().count() <= LONGEST, "{problem:?}");
        }
    }
}

/// Physical lines of a text, the one after the last line end included. A workbook has the rows that a sheet can have.
fn lines(bytes: &[u8]) -> u64 {
    if bytes.starts_with(b"PK\x03\x04") {
        return 1 << 20;
    }
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + u64::try_from(ends.count()).unwrap()
}

/// Holds a refusal for service numbers to quoting none of them, in a problem of whatever file.
pub fn no_service_number_quoted(problems: &Problems, files: &BTreeMap<String, Vec<u8>>) {
    let suspects = problems.errors.iter().filter(|problem| problem.code == ProblemCode::BsnSuspected);
    for file in suspects.filter_map(|problem| files.get(&problem.file)) {
        let numbers: Vec<&[u8]> = service_numbers(file).collect();
        for problem in problems.errors.iter().chain(&problems.warnings) {
            let Problem { message_nl, message_en, value, column, .. } = problem;
            for text in [message_nl, message_en, value, column] {
                let quoted = service_numbers(text.as_bytes()).find(|number| numbers.contains(number));
                assert_eq!(quoted, None, "{problem:?}");
            }
        }
    }
}

/// Runs of digits that are as long as a service number and pass its test.
fn service_numbers(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| !byte.is_ascii_digit()).filter(|digits| matches!(digits.len(), 8 | 9) && passes(digits))
}

/// The eleven-test: 9, 8, … 2 times the digits and −1 times the last.
fn passes(digits: &[u8]) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let weights = &weights[weights.len() - digits.len()..];
    let sum: i32 = digits.iter().zip(weights).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
    sum % 11 == 0
}
