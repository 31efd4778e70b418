//! Coded columns: a position per row, and the texts the positions stand for.

use super::BlobFault;
use crate::domain::text::Texts;
use polars::prelude::{Column, DataFrame};
use std::collections::HashMap;

/// Texts as a frame of one column.
pub fn texts_frame(texts: &Texts) -> Result<DataFrame, BlobFault> {
    let values: Vec<&str> = texts.iter().collect();
    Ok(DataFrame::new(values.len(), vec![Column::new("text".into(), values)])?)
}

/// The dictionary of a column of positions: only the texts that occur, renumbered in the order of their first row, so
/// that a blob does not depend on what else the dossier knows.
pub struct Coded {
    pub positions: Vec<u32>,
    pub texts: Texts,
}

impl Coded {
    pub fn new<'t>(positions: impl Iterator<Item = u32>, text: impl Fn(u32) -> &'t str) -> Coded {
        let mut known: HashMap<u32, u32> = HashMap::new();
        let mut coded = Coded { positions: Vec::with_capacity(positions.size_hint().0), texts: Texts::new() };
        for position in positions {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let place = *known.entry(position).or_insert_with(|| {
                coded.texts.push(text(position));
                next
            });
            coded.positions.push(place);
        }
        coded
    }
}

/// Reads a coded column back: each text is looked up once.
pub fn resolve(
    positions: impl Iterator<Item = u32>,
    texts: &DataFrame,
    mut find: impl FnMut(&str) -> Option<u32>,
) -> Result<Vec<u32>, BlobFault> {
    let mut places = Vec::new();
    for text in texts.column("text")?.str()?.iter() {
        let text = text.unwrap_or_default();
        let place = find(text).ok_or_else(|| BlobFault(format!("unknown code in a stored batch: '{text}'")))?;
        places.push(place);
    }
    let outside = || BlobFault("a stored row points outside its dictionary".to_owned());
    positions.map(|at| places.get(at as usize).copied().ok_or_else(outside)).collect()
}
