//! Where the values of a column come from: a column of the export, a text around several, or the mapping itself.

use super::told;
use crate::intake::fields::Place;
use crate::intake::report::Report;

/// The columns of an export that a mapping names, each once.
#[derive(Debug, Default)]
pub struct Sources {
    pub names: Vec<String>,
}

impl Sources {
    /// The position of a column.
    pub fn position(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }
}

#[derive(Debug)]
pub enum Origin {
    /// The cells of a column of the export.
    Column(usize),
    /// A text with cells in it; empty where one of them is.
    Text(Vec<Piece>),
    /// Always this text, as a file of ours would have it.
    Value(String),
}

#[derive(Debug)]
pub enum Piece {
    Literal(String),
    Column(usize),
}

impl Origin {
    /// The columns of the export that it takes.
    pub fn sources(&self) -> Vec<usize> {
        match self {
            Origin::Column(source) => vec![*source],
            Origin::Text(pieces) => pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Column(source) => Some(*source),
                    Piece::Literal(_) => None,
                })
                .collect(),
            Origin::Value(_) => Vec::new(),
        }
    }

    /// The text that a row has there; `cell` gives the cells of the export.
    pub fn text<'r>(&'r self, cell: impl Fn(usize) -> &'r str, made: &'r mut String) -> &'r str {
        match self {
            Origin::Column(source) => cell(*source),
            Origin::Value(text) => text,
            Origin::Text(pieces) => {
                made.clear();
                for piece in pieces {
                    match piece {
                        Piece::Literal(text) => made.push_str(text),
                        Piece::Column(source) if cell(*source).is_empty() => return "",
                        Piece::Column(source) => made.push_str(cell(*source)),
                    }
                }
                made
            }
        }
    }
}

/// Reads which one of the three a column has.
pub fn read(place: &Place<'_>, sources: &mut Sources, report: &mut Report) -> Option<Origin> {
    const WAYS: [&str; 3] = ["from", "text", "value"];
    let given: Vec<&str> = WAYS.into_iter().filter(|way| place.has(way)).collect();
    let [way] = given.as_slice() else {
        let (line, path) = (place.line, place.path_of(""));
        report.error(line, path.trim_end_matches('.'), "", || told::one_origin(given.is_empty()));
        return None;
    };
    let text = place.required(way, report)?;
    match *way {
        "from" => Some(Origin::Column(sources.position(text))),
        "value" => Some(Origin::Value(text.to_owned())),
        _ => {
            let pieces = pieces(text, sources);
            if pieces.is_none() {
                place.wrong(way, text, report, || told::no_template(text));
            }
            pieces.map(Origin::Text)
        }
    }
}

/// The pieces of `VP01-{Jaar}-{Volgnummer}`; `None` when the braces do not match or there are none.
fn pieces(mut text: &str, sources: &mut Sources) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    while let Some((literal, rest)) = text.split_once('{') {
        let (name, rest) = rest.split_once('}')?;
        if literal.contains('}') || name.contains('{') || name.trim().is_empty() {
            return None;
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal.to_owned()));
        }
        pieces.push(Piece::Column(sources.position(name)));
        text = rest;
    }
    if pieces.is_empty() || text.contains('}') {
        return None;
    }
    if !text.is_empty() {
        pieces.push(Piece::Literal(text.to_owned()));
    }
    Some(pieces)
}
