//! The rows of reference data, one by one: the same that a revision of a kind says as a file (spec 4, "Resources").

use super::App;
use super::ask::Ask;
use super::documents::{DocumentLine, line, operation};
use super::dossiers::{self, Inputs, aside};
use super::fault::Fault;
use super::rights::{Operation, require};
use crate::domain::date::Date;
use crate::domain::problem::DOSSIER;
use crate::intake::convention::Conventions;
use crate::intake::dossier::examine_without_rows;
use crate::intake::listed::{Given, Listed, ListedRow, list};
use crate::intake::source::Source;
use crate::store::Page;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// None is the current one.
    pub revision: Option<i64>,
    /// Rows that hold on this day.
    pub on: Option<Date>,
    /// What stands in the key column: the first of the kind.
    pub key: Option<String>,
}

/// A row: what stands in each column of its kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = Object)]
pub struct RowLine(pub Map<String, Value>);

/// Rows of a revision, each with its cursor.
pub type DocumentRows = (DocumentLine, Vec<(i64, RowLine)>);

/// The part of a cursor that counts rows; the revision is above it.
const SEEN: i64 = 0xFFFF_FFFF;

impl App {
    /// A part of the rows of a kind.
    pub async fn document_rows(
        &self,
        ask: &Ask,
        kind: &str,
        filter: RowFilter,
        page: Page,
    ) -> Result<DocumentRows, Fault> {
        require(ask, operation(kind))?;
        let mut view = self.store.read(ask.organisation()).await?;
        let (document, bytes) = self.revision(&mut view, kind, filter.revision).await?;
        let (revision, seen) = (page.after >> 32, page.after & SEEN);
        if page.after > 0 && revision != document.revision {
            return Err(Fault::field(
                "cursor",
                "",
                "Er is intussen een nieuwe versie; begin de lijst opnieuw, of vraag de eerdere met revision.",
                "There is a new revision meanwhile; begin the list anew, or ask for the earlier one with revision.",
            ));
        }
        let inputs = Inputs::current(&mut view).await?;
        let mut files = dossiers::files(&mut view, &inputs).await?;
        drop(view);
        let of_kind = kind.to_owned();
        let listed = aside(move || {
            let examined = examine_without_rows(Source::Memory(&files), &Conventions::default());
            let reference = examined.dossier().map(|dossier| dossier.reference.clone()).unwrap_or_default();
            files.insert(of_kind.clone(), bytes);
            let listed = list(Source::Memory(&files), &of_kind, &reference);
            let listed = listed.ok_or_else(|| Fault::not_found("Dit soort bestand", "kind of document"))?;
            listed.map_err(|problems| Fault::problems(&DOSSIER, problems))
        })
        .await?;
        let rows = part(&listed, &filter, usize::try_from(seen).unwrap_or(usize::MAX), page.limit)?;
        if operation(kind) == Operation::ReadReference {
            self.note(ask, "reference.read", kind, &json!({"revision": document.revision, "rows": rows.len()})).await?;
        }
        let at = |row: usize| (document.revision << 32) | i64::try_from(row + 1).unwrap_or(SEEN);
        let rows = rows.into_iter().map(|(row, cells)| (at(row), cells)).collect();
        Ok((line(document), rows))
    }
}

fn part(listed: &Listed, filter: &RowFilter, seen: usize, limit: u32) -> Result<Vec<(usize, RowLine)>, Fault> {
    if let Some(on) = filter.on.filter(|_| !listed.has_validity) {
        return Err(Fault::field(
            "on",
            &on.to_string(),
            "Regels van dit soort hebben geen geldigheid.",
            "Rows of this kind have no validity.",
        ));
    }
    let is_in = |row: &&(usize, &ListedRow)| {
        filter.key.as_deref().is_none_or(|key| row.1.key == key)
            && filter.on.is_none_or(|day| row.1.validity.is_some_and(|validity| validity.holds(day)))
    };
    let rows = listed.rows.iter().enumerate().skip(seen);
    let rows = rows.filter(|row| is_in(&row)).take(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows.map(|(at, row)| (at, cells(row))).collect())
}

fn cells(row: &ListedRow) -> RowLine {
    let value = |given: &Given| match given {
        Given::Nothing => Value::Null,
        Given::Text(text) => json!(text),
        Given::Whole(number) => json!(number),
        Given::Texts(texts) => json!(texts),
    };
    RowLine(row.cells.iter().map(|(name, given)| ((*name).to_owned(), value(given))).collect())
}
