//! Calibrated shares as the rules of a model: what a negotiation begins with (spec 2.11).

use crate::domain::reference::Reference;
use crate::domain::simulation::calibrate::{CalibrateFound, Calibrated};
use std::fmt::Write;

/// A `[[rule]]` for each performance; one for those that had no care in the period, and an `[[adjustment]]` for income that
/// is no claim, by the shares of all.
pub fn toml(found: &CalibrateFound, reference: &Reference) -> String {
    let CalibrateFound { from, to, basis, values, .. } = found;
    let mut text = format!(
        "# Aandelen naar de waarde van de zorg ({values}) in declaraties van {from} tot en met {to} ({basis}).\n\
         # Shares by the value of the care ({values}) in claims from {from} up to and including {to} ({basis}).\n"
    );
    for row in &found.performances {
        rule(&mut text, &[&row.performance], found, row);
    }
    let others: Vec<&str> = reference
        .performances
        .iter()
        .filter(|row| !row.claimed_by_participant)
        .map(|row| row.code.as_str())
        .filter(|code| found.performances.iter().all(|row| row.performance != *code))
        .collect();
    if !others.is_empty() {
        text.push_str(
            "\n# Zonder zorg in de periode: de aandelen van alle prestaties samen.\n\
             # Without care in the period: the shares of all performances together.",
        );
        rule(&mut text, &others, found, &found.all);
    }
    text.push_str(
        "\n# Bijstellingen: de aandelen van alle prestaties samen.\n\
         # Adjustments: the shares of all performances together.\n[[adjustment]]\nkinds = [\"*\"]\n",
    );
    division(&mut text, found, &found.all);
    text
}

fn rule(text: &mut String, performances: &[&str], found: &CalibrateFound, row: &Calibrated) {
    let codes = performances.iter().map(|code| quoted(code)).collect::<Vec<_>>().join(", ");
    put(text, format_args!("\n[[rule]]\nperformances = [{codes}]\n"));
    division(text, found, row);
}

fn division(text: &mut String, found: &CalibrateFound, row: &Calibrated) {
    let is_nothing = |share: &str| share.bytes().all(|sign| matches!(sign, b'0' | b'.'));
    let shares: Vec<String> = row
        .shares
        .iter()
        .filter(|share| !is_nothing(&share.share))
        .map(|share| format!("{} = \"{}\"", key(&share.code), share.share))
        .collect();
    let shares = shares.join(", ");
    match found.shares_of.as_str() {
        "participant" => put(text, format_args!("rule = {{kind = \"participant_shares\", shares = {{{shares}}}}}\n")),
        _ => {
            let within = quoted(&found.values);
            put(
                text,
                format_args!("rule = {{kind = \"discipline_shares\", within = {within}, shares = {{{shares}}}}}\n"),
            );
        }
    }
}

/// Writing into a text cannot fail.
fn put(text: &mut String, more: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(more);
}

/// A code as a key: bare where TOML lets it be.
fn key(code: &str) -> String {
    let is_bare = !code.is_empty() && code.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"_-".contains(&sign));
    if is_bare { code.to_owned() } else { quoted(code) }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(sign);
            }
            sign if sign.is_control() => put(&mut quoted, format_args!("\\u{:04X}", u32::from(sign))),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
