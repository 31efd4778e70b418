//! Uploads: one file at a time, whole or not at all (spec 4, "Resources").

use super::App;
use super::ask::Ask;
use super::chance;
use super::dossiers::{Inputs, aside};
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Access, Operation, forbidden, require};
use crate::domain::batch::BatchKind;
use crate::domain::decimal::{parse_scaled, scaled_text};
use crate::domain::language::Language;
use crate::domain::problem::{Problem, ProblemCode, Refusal, Refused};
use crate::intake::convention::Conventions;
use crate::intake::upload::{Totals, Upload, Volume, examine};
use crate::store::batches::{self, Batch, NewBatch, Withdrawn};
use crate::store::{Hash, Page, Time, View, audit, runs, years};
use crate::tabular::batches::{load, store_addition};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A file, and what its sender says of it.
pub struct UploadWish {
    pub kind: BatchKind,
    pub bytes: Vec<u8>,
    pub conventions: Conventions,
    /// Only check it.
    pub dry_run: bool,
    pub expected: Expected,
    /// Of the warnings in the answer.
    pub language: Language,
}

/// Control totals: the file is refused where it differs from them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ControlTotals)]
pub struct Expected {
    pub rows: Option<u64>,
    /// A decimal.
    pub quantity: Option<String>,
    /// In euro.
    pub amount: Option<String>,
}

/// An upload as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UploadLine {
    /// None of a dry run.
    pub id: Option<String>,
    pub kind: String,
    /// Rows that were added.
    pub rows: i64,
    /// What they add up to; none of files that came with an import.
    #[schema(value_type = Option<UploadTotals>)]
    pub totals: Value,
    /// What its sender expected.
    #[schema(value_type = Option<Expected>)]
    pub control_totals: Value,
    /// Of the bytes as they were sent.
    pub upload_sha256: String,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn: Option<Time>,
    /// Only in the answer to the upload itself.
    pub warnings: Vec<WarningLine>,
}

/// A warning: the row was taken all the same, or left out because it was there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WarningLine {
    pub line: u64,
    pub column: String,
    pub value: String,
    pub code: String,
    pub message: String,
}

impl App {
    /// Takes a file, or with `dry_run` only says what taking it would do.
    pub async fn upload(&self, ask: &Ask, wish: UploadWish) -> Result<Reply, Fault> {
        let access = require(ask, Operation::Upload)?;
        if access == Access::Own && wish.kind != BatchKind::Deliveries {
            return Err(forbidden(Operation::Upload));
        }
        self.once(ask, async |tx| {
            let inputs = Inputs::current(tx).await?;
            let dossier = self.dossiers.get(tx, &inputs).await?;
            let (kind, bytes, conventions) = (wish.kind, wish.bytes.clone(), wish.conventions.clone());
            let (upload, batch) = aside(move || {
                let upload = examine(kind, bytes, &conventions, &dossier);
                let upload = upload.map_err(|problems| Fault::problems(&FILE, problems))?;
                let batch = store_addition(&dossier, &upload.addition);
                Ok((upload, batch.map_err(|fault| Fault::internal(fault.to_string()))?))
            })
            .await?;
            if access == Access::Own {
                only_own(ask, &upload)?;
            }
            wish.expected.hold(&upload)?;
            let about = NewBatch {
                id: chance::id("upload")?,
                kind: wish.kind.word().to_owned(),
                upload_sha256: Hash::of(&wish.bytes),
                rows: i64::try_from(upload.new.rows).unwrap_or(i64::MAX),
                totals: json!(UploadTotals::of(&upload)).to_string(),
                control_totals: Some(json!(wish.expected).to_string()),
            };
            let warnings = upload.warnings.iter().map(|warning| warning_line(warning, wish.language)).collect();
            if wish.dry_run {
                let dry =
                    Batch { position: 0, about, sha256: Hash::of(&batch.columns), made: ask.stamp(), withdrawn: None };
                return Ok(Made::ok(UploadLine { id: None, warnings, ..line(dry) }));
            }
            let made = batches::add(tx, &about, &batch.columns, &ask.stamp()).await?;
            let details = json!({
                "kind": about.kind, "rows": about.rows, "upload_sha256": about.upload_sha256.to_string(),
                "sha256": made.sha256.to_string(),
            });
            audit::append(tx, &ask.entry("upload.accepted", &about.id, &details)).await?;
            let location = format!("/api/v1/organisations/{}/uploads/{}", ask.organisation(), about.id);
            Ok(Made::created(location, UploadLine { warnings, ..line(made) }))
        })
        .await
    }

    pub async fn uploads(
        &self,
        ask: &Ask,
        kind: Option<BatchKind>,
        page: Page,
    ) -> Result<Vec<(i64, UploadLine)>, Fault> {
        let access = require(ask, Operation::ReadUploads)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let all = batches::list(&mut view, kind.map(BatchKind::word), page).await?;
        Ok(all
            .into_iter()
            .filter(|batch| may_see(ask, access, batch))
            .map(|batch| (batch.position, line(batch)))
            .collect())
    }

    pub async fn one_upload(&self, ask: &Ask, id: &str) -> Result<UploadLine, Fault> {
        let access = require(ask, Operation::ReadUploads)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let found = batches::get(&mut view, id).await?;
        found.filter(|batch| may_see(ask, access, batch)).map(line).ok_or_else(unknown)
    }

    /// Withdraws an upload while no settlement uses it and no other rows refer to its own.
    pub async fn withdraw_upload(&self, ask: &Ask, id: &str) -> Result<(), Fault> {
        let access = require(ask, Operation::Upload)?;
        let mut tx = self.store.write(ask.organisation()).await?;
        let found = batches::get(&mut tx, id).await?;
        if !found.is_some_and(|batch| may_see(ask, access, &batch)) {
            return Err(unknown());
        }
        if let Some(year) = settled_with(&mut tx, id).await? {
            return Err(Fault::new(
                ProblemCode::YearSettled,
                format!("De eindafrekening van {year} rust op deze levering."),
                format!("The settlement of {year} rests on this upload."),
            ));
        }
        match batches::withdraw(&mut tx, id, &ask.stamp()).await? {
            Withdrawn::Unknown => return Err(unknown()),
            Withdrawn::Before => return Ok(()),
            Withdrawn::Now => {}
        }
        let inputs = Inputs::current(&mut tx).await?;
        let files = super::dossiers::files(&mut tx, &inputs).await?;
        let columns = super::dossiers::columns(&mut tx, &inputs).await?;
        aside(move || {
            let mut rest = super::dossiers::assemble(&files, Vec::new())?;
            load(&mut rest, columns).map_err(|fault| {
                Fault::state(
                    format!("Andere leveringen verwijzen naar deze: {fault}. Trek die eerst in."),
                    format!("Other uploads refer to this one: {fault}. Withdraw those first."),
                )
            })
        })
        .await?;
        audit::append(&mut tx, &ask.entry("upload.withdrawn", id, &json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}

const FILE: Refused =
    Refused { code: ProblemCode::InvalidDossier, nl: ("Het bestand", "overgenomen"), en: ("The file", "taken over") };

/// Whether an upload is within what the role may see: all, or what came in with its own key.
fn may_see(ask: &Ask, access: Access, batch: &Batch) -> bool {
    access == Access::All || batch.made.key == ask.caller.key
}

/// The year whose settlement rests on a batch.
async fn settled_with(view: &mut View, id: &str) -> Result<Option<i32>, Fault> {
    for settlement in years::all(view).await? {
        if settlement.batch.as_deref() == Some(id) {
            return Ok(Some(settlement.year));
        }
        let Some(run) = runs::get(view, &settlement.run).await? else { continue };
        if Inputs::parse(&run.run.inputs)?.batches.iter().any(|batch| batch.id == id) {
            return Ok(Some(settlement.year));
        }
    }
    Ok(None)
}

/// A participant delivers for itself.
fn only_own(ask: &Ask, upload: &Upload) -> Result<(), Fault> {
    let volumes = upload.new.by_participant.iter().chain(&upload.accepted_before.by_participant);
    let is_own = |volume: &&Volume| ask.caller.scope.contains(&volume.code);
    if volumes.clone().all(|volume| is_own(&volume)) {
        return Ok(());
    }
    Err(Fault::new(
        ProblemCode::Forbidden,
        "Met deze sleutel kunnen alleen eigen leveringen worden aangeleverd.",
        "With this key only your own deliveries can be uploaded.",
    ))
}

impl Expected {
    /// Refuses a file that is not what its sender says: as the sender counts it, rows that were there before included.
    fn hold(&self, upload: &Upload) -> Result<(), Fault> {
        let (new, before) = (&upload.new, &upload.accepted_before);
        let sum = |one: Option<i128>, other: Option<i128>| one.unwrap_or(0) + other.unwrap_or(0);
        let (rows, quantity, amount) =
            (new.rows + before.rows, sum(new.quantity, before.quantity), sum(new.amount, before.amount));
        let mut wrong = Vec::new();
        if let Some(expected) = self.rows.filter(|expected| *expected != rows) {
            wrong.push(("expected_rows", expected.to_string(), rows.to_string()));
        }
        for (name, expected, found, places) in
            [("expected_quantity", &self.quantity, quantity, 4), ("expected_amount", &self.amount, amount, 2)]
        {
            let Some(text) = expected else { continue };
            let read = parse_scaled(text, places).map_err(|_| {
                Fault::field(name, text, "Schrijf een getal als 1234.50.", "Write a number as 1234.50.")
            })?;
            if i128::from(read) != found {
                wrong.push((name, text.clone(), scaled_text(found, places)));
            }
        }
        let Some((name, expected, found)) = wrong.first() else { return Ok(()) };
        let refusal = Refusal::new(
            ProblemCode::ControlTotal,
            format!("Verwacht werd {expected} ({name}), gevonden is {found}."),
            format!("Expected was {expected} ({name}), found is {found}."),
        );
        let problems = wrong.iter().map(|(name, expected, found)| Problem {
            code: ProblemCode::ControlTotal,
            file: String::new(),
            line: 0,
            column: (*name).to_owned(),
            value: expected.clone(),
            message_nl: format!("Gevonden is {found}."),
            message_en: format!("Found is {found}."),
        });
        Err(Refusal { problems: problems.collect(), ..refusal }.into())
    }
}

/// What the rows of an upload add up to.
#[derive(Serialize, ToSchema)]
struct UploadTotals {
    /// Rows that were added.
    new: UploadSums,
    /// Rows that were there before, and were left out.
    accepted_before: UploadSums,
}

#[derive(Serialize, ToSchema)]
struct UploadSums {
    rows: u64,
    /// Absent for kinds of file without quantities.
    quantity: Option<String>,
    /// In euro; absent for kinds of file without amounts.
    amount: Option<String>,
    by_participant: Vec<UploadVolume>,
    by_insurer: Vec<UploadVolume>,
    by_performance: Vec<UploadVolume>,
}

#[derive(Serialize, ToSchema)]
struct UploadVolume {
    code: String,
    rows: u64,
    quantity: String,
}

impl UploadTotals {
    fn of(upload: &Upload) -> UploadTotals {
        UploadTotals { new: UploadSums::of(&upload.new), accepted_before: UploadSums::of(&upload.accepted_before) }
    }
}

impl UploadSums {
    fn of(totals: &Totals) -> UploadSums {
        let volumes = |list: &[Volume]| -> Vec<UploadVolume> {
            let line = |volume: &Volume| UploadVolume {
                code: volume.code.clone(),
                rows: volume.rows,
                quantity: scaled_text(volume.quantity, 4),
            };
            list.iter().map(line).collect()
        };
        UploadSums {
            rows: totals.rows,
            quantity: totals.quantity.map(|quantity| scaled_text(quantity, 4)),
            amount: totals.amount.map(|amount| scaled_text(amount, 2)),
            by_participant: volumes(&totals.by_participant),
            by_insurer: volumes(&totals.by_insurer),
            by_performance: volumes(&totals.by_performance),
        }
    }
}

fn unknown() -> Fault {
    Fault::not_found("Deze levering", "upload")
}

fn warning_line(problem: &Problem, language: Language) -> WarningLine {
    WarningLine {
        line: problem.line,
        column: problem.column.clone(),
        value: problem.value.clone(),
        code: problem.code.to_string(),
        message: problem.message(language).to_owned(),
    }
}

fn line(batch: Batch) -> UploadLine {
    let read = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
    UploadLine {
        id: Some(batch.about.id),
        kind: batch.about.kind,
        rows: batch.about.rows,
        totals: read(&batch.about.totals),
        control_totals: batch.about.control_totals.as_deref().map_or(Value::Null, read),
        upload_sha256: batch.about.upload_sha256.to_string(),
        by: batch.made.holder,
        at: batch.made.at,
        withdrawn: batch.withdrawn.map(|stamp| stamp.at),
        warnings: Vec::new(),
    }
}
