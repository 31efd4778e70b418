//! Columns of a batch, written to frames and read back: texts, numbers, days, and codes with their dictionary.
//!
//! A column of texts is two: the byte at which each ends, among the rows, and a frame of its own with all of them as one
//! text. So a national year of ids is two copies of memory, and not a text a row.

use super::BlobFault;
use super::blob::{decode, encode};
use crate::domain::date::Date;
use crate::domain::index::position_of;
use crate::domain::text::Texts;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};

/// The frame of what there is for every row.
const ROWS: &str = "rows";

/// The frame with all texts of a column or dictionary.
fn text_of(name: &str) -> String {
    format!("{name} text")
}

/// The frame with the byte at which each text of a dictionary ends.
fn ends_of(name: &str) -> String {
    format!("{name} ends")
}

/// A column of positions with its dictionary: only the texts that occur, renumbered in the order of their first row, so
/// that a blob does not depend on what else the dossier knows.
pub struct Coded {
    positions: Vec<u32>,
    texts: Texts,
}

impl Coded {
    pub fn new<'t>(positions: impl Iterator<Item = u32>, text: impl Fn(u32) -> &'t str) -> Coded {
        const UNSEEN: u32 = u32::MAX;
        let mut places: Vec<u32> = Vec::new();
        let mut coded = Coded { positions: Vec::with_capacity(positions.size_hint().0), texts: Texts::new() };
        for position in positions {
            let at = position as usize;
            if at >= places.len() {
                places.resize(at + 1, UNSEEN);
            }
            if places[at] == UNSEEN {
                places[at] = position_of(coded.texts.len());
                coded.texts.push(text(position));
            }
            coded.positions.push(places[at]);
        }
        coded
    }
}

/// Columns under construction.
pub struct Rows {
    height: usize,
    columns: Vec<Column>,
    /// What is not as long as the rows.
    beside: Vec<(String, DataFrame)>,
}

impl Rows {
    pub fn new(height: usize) -> Rows {
        Rows { height, columns: Vec::new(), beside: Vec::new() }
    }

    pub fn texts(&mut self, name: &str, texts: &Texts) -> Result<(), BlobFault> {
        let (all, ends) = texts.parts();
        self.columns.push(Column::new(name.into(), ends));
        self.beside(text_of(name), Column::new("text".into(), [all.as_bytes()]))
    }

    pub fn integers(&mut self, name: &str, integers: impl Iterator<Item = i64>) {
        self.columns.push(Column::new(name.into(), integers.collect::<Vec<i64>>()));
    }

    pub fn numbers(&mut self, name: &str, numbers: Vec<u32>) {
        self.columns.push(Column::new(name.into(), numbers));
    }

    pub fn dates(&mut self, name: &str, dates: &[Date]) -> Result<(), BlobFault> {
        let days: Vec<i32> = dates.iter().map(|date| date.0).collect();
        self.columns.push(Series::new(name.into(), days).cast(&DataType::Date)?.into());
        Ok(())
    }

    pub fn coded(&mut self, name: &str, coded: Coded) -> Result<(), BlobFault> {
        self.columns.push(Column::new(name.into(), coded.positions));
        let (all, ends) = coded.texts.parts();
        self.beside(text_of(name), Column::new("text".into(), [all.as_bytes()]))?;
        self.beside(ends_of(name), Column::new("end".into(), ends))
    }

    fn beside(&mut self, name: String, column: Column) -> Result<(), BlobFault> {
        self.beside.push((name, DataFrame::new(column.len(), vec![column])?));
        Ok(())
    }

    pub fn encode(self) -> Result<Vec<u8>, BlobFault> {
        let rows = DataFrame::new(self.height, self.columns)?;
        encode([(ROWS.to_owned(), rows)].into_iter().chain(self.beside).collect())
    }
}

/// The frames of a blob.
pub struct Frames {
    frames: Vec<(String, DataFrame)>,
}

impl Frames {
    /// The blob is let go when its frames are made.
    pub fn decode(bytes: Vec<u8>) -> Result<Frames, BlobFault> {
        Ok(Frames { frames: decode(&bytes)? })
    }

    fn frame(&self, name: &str) -> Result<&DataFrame, BlobFault> {
        let found = self.frames.iter().find(|(known, _)| known == name).map(|(_, frame)| frame);
        found.ok_or_else(|| BlobFault(format!("a stored batch has no part '{name}'")))
    }

    fn column(&self, name: &str) -> Result<&Column, BlobFault> {
        Ok(self.frame(ROWS)?.column(name)?)
    }

    pub fn numbers(&self, name: &str) -> Result<&[u32], BlobFault> {
        Ok(self.column(name)?.u32()?.cont_slice()?)
    }

    pub fn integers(&self, name: &str) -> Result<impl Iterator<Item = i64> + '_, BlobFault> {
        Ok(self.column(name)?.i64()?.cont_slice()?.iter().copied())
    }

    pub fn dates(&self, name: &str) -> Result<Vec<Date>, BlobFault> {
        let days = self.column(name)?.cast(&DataType::Int32)?;
        Ok(days.i32()?.cont_slice()?.iter().map(|day| Date(*day)).collect())
    }

    pub fn texts(&self, name: &str) -> Result<Texts, BlobFault> {
        of_parts(self.text(name)?, self.numbers(name)?)
    }

    /// The texts that the positions of a column stand for.
    pub fn dictionary(&self, name: &str) -> Result<Texts, BlobFault> {
        of_parts(self.text(name)?, self.frame(&ends_of(name))?.column("end")?.u32()?.cont_slice()?)
    }

    /// All texts of a column, one after the other.
    fn text(&self, name: &str) -> Result<&[u8], BlobFault> {
        let text = self.frame(&text_of(name))?.column("text")?.binary()?;
        text.get(0).ok_or_else(|| BlobFault(format!("a stored batch has no text '{name}'")))
    }

    /// What each text of a dictionary is here.
    pub fn codes(&self, name: &str, find: impl Fn(&str) -> Option<u32>) -> Result<Vec<u32>, BlobFault> {
        let unknown = |text: &str| BlobFault(format!("unknown code in a stored batch: '{text}'"));
        self.dictionary(name)?.iter().map(|text| find(text).ok_or_else(|| unknown(text))).collect()
    }

    /// A column of positions, read by what each text of its dictionary is here.
    pub fn placed<'f>(&'f self, name: &str, places: &'f [u32]) -> Result<impl Iterator<Item = u32> + 'f, BlobFault> {
        let positions = self.numbers(name)?;
        if positions.iter().any(|at| *at as usize >= places.len()) {
            return Err(BlobFault("a stored row points outside its dictionary".to_owned()));
        }
        Ok(positions.iter().map(|at| places[*at as usize]))
    }
}

fn of_parts(text: &[u8], ends: &[u32]) -> Result<Texts, BlobFault> {
    let text = String::from_utf8(text.to_vec()).ok();
    text.and_then(|text| Texts::of_parts(text, ends.to_vec()))
        .ok_or_else(|| BlobFault("a stored column of texts does not hold together".to_owned()))
}
