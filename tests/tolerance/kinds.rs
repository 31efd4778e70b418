//! What the columns of a dossier hold, as spec 1 has them, and how Dutch Excel shows that.

use std::path::Path;

/// What a person has the cells of a column for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// A number with decimals or that one calculates with.
    Number,
    Date,
}

pub fn holds(column: &str) -> Holds {
    match column {
        "amount" | "tariff" | "quantity" | "weight" | "ceiling" | "support_limit" | "variable_cost" | "hours"
        | "year" | "episodes" | "children" => Holds::Number,
        "date" | "valid_from" | "valid_to" | "start" | "due" | "end" | "active_from" | "active_to" | "merged_on" => {
            Holds::Date
        }
        _ => Holds::Text,
    }
}

/// Dutch names of columns with the English ones (spec 1, "Dutch aliases").
pub const NAMES: [(&str, &str); 22] = [
    ("deelnemer", "participant"),
    ("naam", "name"),
    ("verzekeraar", "insurer"),
    ("uzovi", "insurer"),
    ("prestatie", "performance"),
    ("zorgzwaarte", "severity"),
    ("activiteit", "activity"),
    ("aantal", "quantity"),
    ("datum", "date"),
    ("tarief", "tariff"),
    ("bedrag", "amount"),
    ("geldig_van", "valid_from"),
    ("geldig_tot", "valid_to"),
    ("declaratie_id", "claim_id"),
    ("traject_id", "episode_id"),
    ("levering_id", "delivery_id"),
    ("bundel", "bundle"),
    ("vervangt", "replaces"),
    ("reden", "reason"),
    ("soort", "kind"),
    ("betaaladres", "payee"),
    ("jaar", "year"),
];

/// Dutch words for the kinds of claim events with the English ones.
pub const WORDS: [(&str, &str); 4] =
    [("toegekend", "accepted"), ("afgewezen", "rejected"), ("betaald", "paid"), ("ingetrokken", "withdrawn")];

fn dutch<'w>(words: &'w [(&str, &str)], english: &'w str) -> &'w str {
    words.iter().find(|(_, word)| *word == english).map_or(english, |(dutch, _)| dutch)
}

/// A cell as Dutch Excel shows it.
pub struct Shown {
    pub text: String,
    pub holds: Holds,
}

/// The table of a CSV of ours, header row first, as it looks in Dutch Excel.
pub fn in_dutch(csv: &Path) -> Vec<Vec<Shown>> {
    let mut reader = csv::Reader::from_path(csv).unwrap();
    let names = reader.headers().unwrap().clone();
    let of_name = |name: &str| Shown { text: dutch(&NAMES, name).to_owned(), holds: Holds::Text };
    let mut table = vec![names.iter().map(of_name).collect()];
    for row in reader.records() {
        let row = row.unwrap();
        table.push(names.iter().zip(&row).map(|(name, cell)| cell_in_dutch(name, cell)).collect());
    }
    table
}

fn cell_in_dutch(column: &str, cell: &str) -> Shown {
    let holds = holds(column);
    let text = match holds {
        Holds::Date if !cell.is_empty() => date(cell),
        Holds::Number if column != "year" => number(cell),
        _ if column == "kind" => dutch(&WORDS, cell).to_owned(),
        _ => cell.to_owned(),
    };
    Shown { text, holds }
}

/// `2026-03-01` as `1-3-2026`.
fn date(day: &str) -> String {
    let [year, month, day] = day.split('-').collect::<Vec<&str>>()[..] else { panic!("{day}") };
    format!("{}-{}-{year}", day.trim_start_matches('0'), month.trim_start_matches('0'))
}

/// `-12340.50` as `-12.340,50`.
fn number(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, after)| (whole, Some(after)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped},{fraction}"))
}

#[test]
fn numbers_and_dates_are_shown_as_dutch_excel_does() {
    let shown = |column, cell| cell_in_dutch(column, cell).text;
    assert_eq!(
        ["7", "850.25", "1000", "-12340.50", "1234567.8"].map(|n| shown("amount", n)),
        ["7", "850,25", "1.000", "-12.340,50", "1.234.567,8"]
    );
    assert_eq!(shown("date", "2026-03-01"), "1-3-2026");
    assert_eq!(shown("year", "2026"), "2026");
    assert_eq!(shown("insurer", "0101"), "0101");
    assert_eq!((shown("kind", "paid"), shown("date", "")), ("betaald".to_owned(), String::new()));
}
