//! Tables as people read them: amounts to the right, in the notation of the language.

use crate::domain::language::Language;
use crate::domain::money::{Cents, round_ratio};
use comfy_table::{Cell, CellAlignment, LineStyle, Row, Table, TableStyle};

/// A line above, below and under the header; none between rows, so that a board's table fits on a screen.
const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// `1.234.567,89` in Dutch, `1,234,567.89` in English.
pub fn amount(cents: Cents, language: Language) -> String {
    number(&cents.to_string(), language)
}

/// A plain decimal (`-1234.5`) in the notation of the language: `-1.234,5`.
pub fn number(plain: &str, language: Language) -> String {
    let (thousands, decimal) = language.pick(('.', ','), (',', '.'));
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push(decimal);
        grouped.push_str(fraction);
    }
    grouped
}

/// `part` as a percentage of `whole` with one decimal and its sign: `+2,4%`. Nothing where there is no whole.
pub fn percentage(part: Cents, whole: Cents, language: Language) -> String {
    if !whole.is_positive() {
        return String::new();
    }
    let Ok(tenths) = round_ratio(i128::from(part.0) * 1000, i128::from(whole.0)) else { return String::new() };
    let sign = if tenths < 0 { "-" } else { "+" };
    let decimal = language.pick(',', '.');
    format!("{sign}{}{decimal}{}%", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// A cell of a table.
pub enum Column<'a> {
    Text(&'a str),
    Amount(Cents),
    /// Shown as `·` when zero, so that what happened stands out.
    Change(Cents),
    Right(String),
}

/// A table with a header; amounts and right columns are aligned right.
pub struct Lines {
    table: Table,
    language: Language,
}

impl Lines {
    pub fn new(language: Language, header: &[&str]) -> Lines {
        let mut table = Table::new();
        table.load_style(STYLE);
        table.set_header(header.iter().enumerate().map(|(at, title)| {
            let side = if at == 0 { CellAlignment::Left } else { CellAlignment::Right };
            Cell::new(title).set_alignment(side)
        }));
        Lines { table, language }
    }

    pub fn row(&mut self, columns: &[Column<'_>]) {
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let cells = columns.iter().map(|column| match column {
            Column::Text(text) => Cell::new(text),
            Column::Amount(cents) => right(amount(*cents, self.language)),
            Column::Change(cents) if cents.is_zero() => right("·".to_owned()),
            Column::Change(cents) => right(amount(*cents, self.language)),
            Column::Right(text) => right(text.clone()),
        });
        let row: Row = Row::from(cells.collect::<Vec<Cell>>());
        self.table.add_row(row);
    }
}

impl std::fmt::Display for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.table)
    }
}
