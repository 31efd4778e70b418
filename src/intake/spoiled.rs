//! What a spreadsheet leaves in a cell in place of what was meant. As text it would pass for an id, and what differs
//! would then be the same: all care whose id is `#N/A` would be one episode.

/// What Dutch and English Excel show where a formula has no result.
const ERRORS: [&str; 18] = [
    "#N/B",
    "#N/A",
    "#WAARDE!",
    "#VALUE!",
    "#VERW!",
    "#REF!",
    "#DEEL/0!",
    "#DIV/0!",
    "#NAAM?",
    "#NAME?",
    "#GETAL!",
    "#NUM!",
    "#LEEG!",
    "#NULL!",
    "#OVERLOOP!",
    "#SPILL!",
    "#BEREKEN!",
    "#CALC!",
];

/// Whether a cell shows that its formula has no result, or that its column was too narrow to show it.
pub fn is_error(text: &str) -> bool {
    text.starts_with('#') && (ERRORS.contains(&text) || (text.len() > 1 && text.bytes().all(|byte| byte == b'#')))
}

/// Whether a text is a long number as a spreadsheet shows it, `1,23457E+11`: the digits of the id are lost.
pub fn is_rounded(text: &str) -> bool {
    // Ids come by millions, and nearly none has a plus sign where an exponent would have it.
    if !text.bytes().rev().take(4).any(|byte| byte == b'+') {
        return false;
    }
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((number, exponent)) = text.split_once("E+") else { return false };
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, "0"));
    is_digits(exponent) && whole.len() == 1 && is_digits(whole) && is_digits(fraction)
}
