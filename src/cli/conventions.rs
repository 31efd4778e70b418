//! How files are written, where that is stated rather than detected.

use crate::domain::language::Language;
use crate::intake::convention::{Convention, Conventions, DecimalMark, Encoding};
use clap::Args;

/// What may be said of the files of a dossier: for all of them, or as `FILE=VALUE` for one.
#[derive(Args, Default)]
pub struct ReadingArguments {
    /// Decimal mark of the numbers: `comma` or `point`, or `deliveries.csv=comma` for one file [default: detected].
    #[arg(long, value_name = "[FILE=]MARK", value_parser = said::<DecimalMark>)]
    pub decimal: Vec<Said<DecimalMark>>,
    /// Separator of the cells: `comma`, `semicolon` or `tab`; as `FILE=SEPARATOR` for one file [default: detected].
    #[arg(long, value_name = "[FILE=]SEPARATOR", value_parser = said::<Separator>)]
    pub separator: Vec<Said<Separator>>,
    /// Encoding: `utf-8` or `windows-1252`; as `FILE=ENCODING` for one file [default: detected].
    #[arg(long, value_name = "[FILE=]ENCODING", value_parser = said::<Encoding>)]
    pub encoding: Vec<Said<Encoding>>,
}

/// What may be said of one table that is no file of a dossier.
#[derive(Args, Default)]
pub struct TableArguments {
    /// Separator of the cells: `comma`, `semicolon` or `tab` [default: detected].
    #[arg(long, value_parser = word::<Separator>)]
    pub separator: Option<Separator>,
    /// Encoding: `utf-8` or `windows-1252` [default: detected].
    #[arg(long, value_parser = word::<Encoding>)]
    pub encoding: Option<Encoding>,
    /// Line of the header row, where titles stand above it.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub header_line: u64,
}

impl TableArguments {
    pub fn convention(&self) -> Convention {
        Convention { encoding: self.encoding, separator: self.separator.map(|separator| separator.0), decimal: None }
    }
}

/// A value for a file, or for all.
#[derive(Clone)]
pub struct Said<T> {
    file: Option<String>,
    value: T,
}

/// A sign between cells.
#[derive(Clone, Copy)]
pub struct Separator(u8);

/// A value by its word.
trait Word: Sized {
    const WORDS: &'static [&'static str];
    fn at(word: usize) -> Option<Self>;
}

impl Word for DecimalMark {
    const WORDS: &'static [&'static str] = &["comma", "point"];

    fn at(word: usize) -> Option<DecimalMark> {
        [DecimalMark::Comma, DecimalMark::Point].get(word).copied()
    }
}

impl Word for Separator {
    const WORDS: &'static [&'static str] = &["comma", "semicolon", "tab"];

    fn at(word: usize) -> Option<Separator> {
        [b',', b';', b'\t'].get(word).copied().map(Separator)
    }
}

impl Word for Encoding {
    const WORDS: &'static [&'static str] = &["utf-8", "windows-1252"];

    fn at(word: usize) -> Option<Encoding> {
        [Encoding::Utf8, Encoding::Windows1252].get(word).copied()
    }
}

#[allow(private_bounds, reason = "the words are known to this file alone")]
fn said<T: Word>(text: &str) -> Result<Said<T>, String> {
    let (file, word) = match text.rsplit_once('=') {
        Some((file, word)) => (Some(file.to_owned()), word),
        None => (None, text),
    };
    self::word(word).map(|value| Said { file, value })
}

#[allow(private_bounds, reason = "the words are known to this file alone")]
fn word<T: Word>(text: &str) -> Result<T, String> {
    let value = T::WORDS.iter().position(|known| *known == text).and_then(T::at);
    value.ok_or_else(|| format!("choose from {}", T::WORDS.join(", ")))
}

impl ReadingArguments {
    /// The conventions, or the name of a file that no dossier has.
    pub fn conventions(&self, language: Language) -> Result<Conventions, String> {
        let mut conventions = Conventions::default();
        for said in &self.decimal {
            of(&mut conventions, &said.file).decimal = Some(said.value);
        }
        for said in &self.separator {
            of(&mut conventions, &said.file).separator = Some(said.value.0);
        }
        for said in &self.encoding {
            of(&mut conventions, &said.file).encoding = Some(said.value);
        }
        match conventions.unknown_file() {
            None => Ok(conventions),
            Some(file) => Err(match language {
                Language::Nl => format!("'{file}' is geen tabel van een dossier, zoals deliveries.csv."),
                Language::En => format!("'{file}' is not a table of a dossier, such as deliveries.csv."),
            }),
        }
    }
}

fn of<'c>(conventions: &'c mut Conventions, file: &Option<String>) -> &'c mut Convention {
    match file {
        Some(file) => conventions.of_file.entry(file.clone()).or_default(),
        None => &mut conventions.general,
    }
}
