//! Files of several megabytes, which are read in parts: nothing that is read or told depends on where they were cut.

use crate::given::{Files, clean};
use verdeelsleutel::domain::problem::{Problem, Problems};

/// A part is a megabyte; a file of three has a cut within, and a part that is neither the first nor the last.
const LEAST: usize = 3 << 20;

/// A file of many rows, of which a test replaces some.
pub struct Large {
    file: &'static str,
    header: String,
    rows: Vec<String>,
}

impl Large {
    pub fn deliveries() -> Large {
        let row = |n: usize| format!("L{n:06},T{},2026-02-01,MI01,V1,1,,,", n % 700);
        Large::of("deliveries.csv", row)
    }

    /// Payments for one claim.
    pub fn claim_events(amount: &str) -> Large {
        Large::of("claim_events.csv", |n| format!("R{n:06},C1,2026-05-01,paid,{amount},bericht van de verzekeraar"))
    }

    fn of(file: &'static str, row: impl Fn(usize) -> String) -> Large {
        let header = clean(file).lines().next().unwrap().to_owned();
        let rows: Vec<String> = (0..=LEAST / row(0).len()).map(row).collect();
        Large { file, header, rows }
    }

    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Positions of rows in the first part, in the middle and in the last part.
    pub fn spread(&self) -> [usize; 3] {
        [3, self.rows() / 2, self.rows() - 5]
    }

    pub fn put(&mut self, at: usize, row: impl Into<String>) -> &mut Large {
        self.rows[at] = row.into();
        self
    }

    pub fn change(&mut self, at: usize, from: &str, to: &str) -> &mut Large {
        assert!(self.rows[at].contains(from), "{}", self.rows[at]);
        let row = self.rows[at].replacen(from, to, 1);
        self.put(at, row)
    }

    /// The line of a row, where every row before it has one.
    pub fn line(at: usize) -> u64 {
        u64::try_from(at).unwrap() + 2
    }

    pub fn text(&self) -> String {
        let text = format!("{}\n{}\n", self.header, self.rows.join("\n"));
        assert!(text.len() > LEAST);
        text
    }

    pub fn with(&self, text: impl AsRef<[u8]>) -> Files {
        // What refers to rows that this file no longer has is left out.
        Files::with(self.file, text).and("settled.csv", "delivery_id,year\n")
    }

    /// What is told of the file; as it was read in parts and, because of a last row that comes twice, as it was read
    /// whole.
    #[track_caller]
    pub fn told(&self) -> Problems {
        self.told_of(&self.text(), "\n")
    }

    #[track_caller]
    pub fn told_of(&self, text: &str, line_end: &str) -> Problems {
        let (apart, whole) = (self.with(text), self.with(self.with_last_row_twice(text, line_end)));
        let (told, mut of_whole) = (apart.told(), whole.told());
        let twice = of_whole.warnings.pop().expect("the row that comes twice is told");
        assert!(twice.message_nl.ends_with(" en is overgeslagen."), "{twice:?}");
        assert_same(&told.errors, &of_whole.errors);
        assert_same(&told.warnings, &of_whole.warnings);
        assert_eq!(told.not_shown, of_whole.not_shown);
        if told.is_clean() {
            assert_eq!(apart.hash(), whole.hash());
        }
        told
    }

    fn with_last_row_twice(&self, text: &str, line_end: &str) -> String {
        let last = text.trim_end().rsplit(line_end).next().unwrap();
        format!("{text}{last}{line_end}")
    }
}

/// The first difference is shown alone: a thousand problems are a long read.
#[track_caller]
fn assert_same(one: &[Problem], other: &[Problem]) {
    let differing = one.iter().zip(other).find(|(one, other)| one != other);
    assert_eq!(differing, None);
    assert_eq!(one.len(), other.len());
}

#[test]
fn the_rows_are_those_of_the_file_in_their_order() {
    let large = Large::deliveries();
    assert!(large.told().is_clean());
    let deliveries = large.with(large.text()).dossier().deliveries;
    assert_eq!(deliveries.id.len(), large.rows());
    let ids = deliveries.id.iter().enumerate();
    assert_eq!(ids.filter(|(at, id)| *id != format!("L{at:06}")).count(), 0);
}

#[test]
fn a_large_file_says_what_its_rows_say_in_small_files() {
    let large = Large::deliveries();
    let dossier = large.with(large.text()).dossier();
    let lines: Vec<String> = large.text().lines().skip(1).map(str::to_owned).collect();
    for (part, rows) in lines.chunks(1 << 14).enumerate() {
        let text = format!("{}\n{}\n", large.header, rows.join("\n"));
        let small = large.with(text).dossier();
        for at in (0..rows.len()).step_by(97) {
            let of_large = part * (1 << 14) + at;
            assert_eq!(dossier.deliveries.id.get(of_large), small.deliveries.id.get(at));
            let (one, other) = (dossier.deliveries.episode[of_large], small.deliveries.episode[at]);
            assert_eq!(dossier.episode_ids.get(one.at()), small.episode_ids.get(other.at()));
        }
    }
}
