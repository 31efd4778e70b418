//! The table of `calibrate`: each share with what it rests on and what rounding it leaves.

use super::answers::Row;
use super::say;
use crate::domain::language::Language;
use crate::domain::money::{Cents, Overflow};
use crate::domain::simulation::calibrate::{CalibrateFound, Calibrated};
use crate::report::table::{Column, Lines, number};

pub fn table(found: &CalibrateFound, language: Language) -> Result<String, Overflow> {
    let mut text = heading(found, language);
    let of = match found.shares_of.as_str() {
        "participant" => language.pick("deelnemer", "participant"),
        _ => language.pick("discipline", "discipline"),
    };
    let worth = if found.model.is_none() { language.pick("mono", "mono") } else { language.pick("waarde", "value") };
    let header = language.pick(
        ["Prestatie", of, "aandeel %", worth, "volgens aandeel", "afronding"],
        ["Performance", of, "share %", worth, "by share", "rounding"],
    );
    let mut lines = Lines::new(language, &header);
    for row in found.performances.iter().chain([&found.all]) {
        block(&mut lines, row, language);
    }
    text.push_str(&lines.to_string());
    say(
        &mut text,
        format_args!(
            "\n{}\n\n{}\n",
            language.pick("Om in een model te plakken:", "To paste in a model:"),
            found.toml.trim_end()
        ),
    );
    Ok(text)
}

fn heading(found: &CalibrateFound, language: Language) -> String {
    let CalibrateFound { from, to, values, .. } = found;
    let counted = match found.basis.as_str() {
        "accepted" => language.pick("toegekende", "accepted"),
        "paid" => language.pick("betaalde", "paid"),
        _ => language.pick("gedeclareerde (niet nietige)", "claimed (not void)"),
    };
    let by = match (&found.model, language) {
        (None, Language::Nl) => "schaduwtarief (mono)".to_owned(),
        (None, Language::En) => "shadow tariffs (mono)".to_owned(),
        (Some(model), Language::Nl) => format!("de prijslijst {values} van {model}"),
        (Some(model), Language::En) => format!("the price table {values} of {model}"),
    };
    match language {
        Language::Nl => format!(
            "ijking\nAandelen die de zorg in {counted} prestaties van {from} tot en met {to} weergeven, gewaardeerd tegen \
             {by}. Gekeken is naar het dossier zelf, niet naar doorgerekende jaren, en naar wie de zorg leverde.\n\
             \"Volgens aandeel\" is wat de afgeronde aandelen van die waarde geven; \"afronding\" het verschil.\n"
        ),
        Language::En => format!(
            "calibration\nShares that render the care in {counted} performances from {from} up to and including {to}, \
             valued at {by}. The dossier itself was looked at, not projected years, and who delivered the care.\n\
             \"By share\" is what the rounded shares give of that value; \"rounding\" the difference.\n"
        ),
    }
}

fn block(lines: &mut Lines, row: &Calibrated, language: Language) {
    let name = match row.performance.as_str() {
        "*" => language.pick("══ Alle prestaties", "══ All performances").to_owned(),
        code => format!("{code} {}", row.name),
    };
    for (at, share) in row.shares.iter().enumerate() {
        lines.row(&[
            Column::Text(if at == 0 { &name } else { "" }),
            Column::Right(format!("{} {}", share.code, share.name)),
            Column::Right(number(&share.share, language)),
            Column::Amount(share.value),
            Column::Amount(share.by_share),
            Column::Change(share.error),
        ]);
    }
    lines.row(&[
        Column::Text(""),
        Column::Right(language.pick("── samen", "── together").to_owned()),
        Column::Right("100".to_owned()),
        Column::Amount(row.value),
        Column::Amount(row.value),
        Column::Change(Cents::ZERO),
    ]);
}

/// Of disciplines or participants; the code is that of the performance, a slash, and its own. The year is the
/// period, `2026-01-01/2026-12-31`.
pub fn rows(found: &CalibrateFound) -> Vec<Row> {
    let (model, year) = (found.model.clone().unwrap_or_default(), format!("{}/{}", found.from, found.to));
    let mut rows = Vec::new();
    for row in found.performances.iter().chain([&found.all]) {
        for share in &row.shares {
            let code = format!("{}/{}", row.performance, share.code);
            for (figure, value) in [
                ("share", share.share.clone()),
                ("value", share.value.to_string()),
                ("by_share", share.by_share.to_string()),
                ("error", share.error.to_string()),
            ] {
                let of = found.shares_of.to_owned();
                rows.push([model.clone(), year.clone(), of, code.clone(), figure.to_owned(), value]);
            }
        }
    }
    rows
}
