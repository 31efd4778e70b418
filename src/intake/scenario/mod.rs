//! From the text of a scenario to [`Scenario`], bound to the reference data of a dossier (spec 3), and to the models it
//! is computed under.
//!
//! As with a model, every reader reports what it finds and goes on: a scenario is taken whole or not at all, and refused
//! with everything that is wrong with it. What only the models can tell comes when they are there ([`prepare`]).

mod changes;
mod filters;
mod merge;
mod questions;

use super::model::context::{Context, Place, Say, say};
use super::model::section::{Item, Section};
use super::model::{self, read as values, sha256, syntax, text_of};
use crate::domain::model::Model;
use crate::domain::problem::{Problem, ProblemCode, Problems, Refused};
use crate::domain::question::Parameter;
use crate::domain::reference::Reference;
use crate::domain::scenario::{Change, ChangeKind, ComparedModel, ModelChange, Moving, NamedModel, Prepared, Scenario};
use crate::intake::sentences::quoted;

/// A scenario that is refused for its problems.
pub const SCENARIO: Refused = Refused {
    code: ProblemCode::InvalidScenario,
    nl: ("Het scenario", "doorgerekend"),
    en: ("The scenario", "computed"),
};

/// Most years of one projection: beyond a generation nothing that is repeated still says anything.
pub const MOST_YEARS: usize = 30;

/// Reads a scenario from the bytes of its file. `file` is the name that problems carry: `scenarios/ctg-50.toml`.
pub fn read(file: &str, bytes: &[u8], reference: &Reference) -> Result<Scenario, Problems> {
    let text = text_of(file, bytes)?;
    let mut context = Context::new(file, &text, reference);
    context.general = ProblemCode::InvalidScenario;
    let scenario = syntax::document(&context, &text)
        .and_then(|table| scenario(Section::new(&context, &table, Place::document()), &text));
    let mut problems = context.into_problems();
    match scenario {
        Some(scenario) if problems.is_clean() => Ok(scenario),
        _ => {
            if problems.is_clean() {
                problems.errors.push(at(file, 0, "", "", ProblemCode::InvalidScenario, UNEXPLAINED));
            }
            Err(problems)
        }
    }
}

/// Readers report whatever they refuse; should one ever forget, the scenario is still refused and never half applied.
const UNEXPLAINED: (&str, &str) = ("Het scenario kon niet worden gelezen.", "The scenario could not be read.");

fn scenario(mut document: Section<'_>, text: &str) -> Option<Scenario> {
    let name = document.need("name", values::name);
    let base_year = document.maybe("base_year", values::year);
    let years = document.need("years", years);
    if let (Some(Some(base)), Some(first)) = (base_year, years.as_ref().and_then(|years| years.first()))
        && *first < base
    {
        document.wrong(
            "years",
            say(
                format!("De jaren beginnen in {first}, vóór het basisjaar {base}."),
                format!("The years begin in {first}, before the base year {base}."),
            ),
        );
    }
    let models = document.or("models", Vec::new(), models);
    let blocks = document.item("change").map_or(Some(Vec::new()), |item| item.list());
    let changes = blocks.map(|blocks| blocks.iter().map(changes::change).collect::<Vec<Option<Change>>>());
    let asked = document.or("question", Vec::new(), questions::questions);
    if let (Some(asked), Some(years)) = (&asked, &years) {
        questions::within(&document, asked, years);
    }
    document.finish();
    Some(Scenario {
        name: name?.text,
        sha256: sha256(text),
        base_year: base_year?,
        years: years?,
        models: models?,
        changes: changes?.into_iter().collect::<Option<Vec<_>>>()?,
        questions: questions::or_compare(asked?),
    })
}

/// The projected years. A gap would leave a reserve without a year to come from.
fn years(item: &Item<'_>) -> Option<Vec<i32>> {
    let list = item.list()?;
    if list.is_empty() || list.len() > MOST_YEARS {
        item.wrong(say(
            format!("Hier horen 1 tot {MOST_YEARS} jaren te staan."),
            format!("Between 1 and {MOST_YEARS} years belong here."),
        ));
        return None;
    }
    let mut years: Vec<i32> = Vec::new();
    let mut sound = true;
    for entry in &list {
        let Some(year) = values::year(entry) else {
            sound = false;
            continue;
        };
        if let Some(before) = years.last().filter(|before| **before + 1 != year) {
            entry.wrong(say(
                format!(
                    "Na {before} hoort {} te komen: elk jaar begint met de reserve van het jaar ervoor.",
                    before + 1
                ),
                format!("After {before} comes {}: every year begins with the reserve of the year before.", before + 1),
            ));
        }
        years.push(year);
    }
    sound.then_some(years)
}

fn models(item: &Item<'_>) -> Option<Vec<NamedModel>> {
    let mut models: Vec<NamedModel> = Vec::new();
    let mut sound = true;
    for entry in item.list()? {
        match values::text(&entry) {
            None => sound = false,
            Some(path) if models.iter().any(|known| known.path == path) => entry
                .wrong(say(format!("{} staat er al.", quoted(path)), format!("{} is already there.", quoted(path)))),
            Some(path) => models.push(NamedModel { line: entry.place.line, path: path.to_owned() }),
        }
    }
    sound.then_some(models)
}

/// What is wrong with a scenario, the models that it names taken along: `model` gives the bytes of one by its path.
///
/// What is wrong with a model itself is not told here, but where the models are looked at.
pub fn problems(file: &str, bytes: &[u8], reference: &Reference, model: impl Fn(&str) -> Option<Vec<u8>>) -> Problems {
    let scenario = match read(file, bytes, reference) {
        Ok(scenario) => scenario,
        Err(problems) => return problems,
    };
    let mut found = Problems::default();
    let mut texts = Vec::new();
    for (number, NamedModel { line, path }) in scenario.models.iter().enumerate() {
        match model(path) {
            Some(bytes) => texts.push((path.clone(), bytes)),
            None => found.errors.push(at(
                file,
                *line,
                &format!("models[{}]", number + 1),
                path,
                ProblemCode::InvalidScenario,
                (
                    &format!("Het model {} is er niet.", quoted(path)),
                    &format!("The model {} is not there.", quoted(path)),
                ),
            )),
        }
    }
    // Which shifts there are is only known where every model is; without any they come with the command.
    if found.is_clean() && !texts.is_empty() {
        let texts: Vec<ModelText<'_>> = texts.iter().map(|(file, bytes)| ModelText { file, bytes }).collect();
        if let Err(mut of_models) = prepare(file, scenario, &texts, reference) {
            of_models.errors.retain(|problem| problem.file == file);
            found.append(of_models);
        }
    }
    found
}

/// The text of a model's document, under the name that problems carry.
pub struct ModelText<'a> {
    pub file: &'a str,
    pub bytes: &'a [u8],
}

/// Reads the models that a scenario is computed under, as they are and as it changes them; `file` is the scenario's.
///
/// A shift that a change names has to be one of these models, before or after its changes.
pub fn prepare(
    file: &str,
    scenario: Scenario,
    texts: &[ModelText<'_>],
    reference: &Reference,
) -> Result<Prepared, Problems> {
    let mut problems = Problems::default();
    let mut models = Vec::new();
    for text in texts {
        match compared(file, &scenario, text, reference) {
            Ok(model) => models.push(model),
            Err(found) => problems.append(found),
        }
    }
    if problems.is_clean() {
        problems.errors.extend(unknown_shifts(file, &scenario, &models));
        problems.errors.extend(nothing_to_vary(file, &scenario, &models));
        problems.errors.extend(unknown_tables(file, &scenario, &models));
    }
    if problems.is_clean() { Ok(Prepared { scenario, models }) } else { Err(problems) }
}

fn compared(
    file: &str,
    scenario: &Scenario,
    text: &ModelText<'_>,
    reference: &Reference,
) -> Result<ComparedModel, Problems> {
    let base = model::read(text.file, text.bytes, reference)?;
    let mut merged = text_of(text.file, text.bytes)?;
    let sets = scenario.changes.iter().enumerate().filter_map(|(at, change)| match &change.what {
        ChangeKind::Model(what) => Some((at, change.line, what)),
        _ => None,
    });
    let mut changed = base.clone();
    let mut is_changed = false;
    for (number, line, ModelChange { remove, set }) in sets {
        for path in remove {
            merged = merge::without(&merged, path).ok_or_else(|| not_there(file, number + 1, line, path, text.file))?;
        }
        merged = merge::merged(&merged, set);
        is_changed = true;
        // Read after each change, so that what is wrong is told of the change that made it so.
        changed = model::parse(text.file, &merged, reference)
            .map_err(|problems| of_change(problems, file, number + 1, line, text.file))?;
    }
    Ok(ComparedModel { base, changed, is_changed })
}

/// A field that is taken out of a model that does not have it.
fn not_there(file: &str, number: usize, line: u64, path: &[String], model: &str) -> Problems {
    let path = quoted(&path.join("."));
    let place = format!("change[{number}].remove");
    let (nl, en) = (format!("{model} heeft geen veld {path}."), format!("{model} has no field {path}."));
    let mut problems = Problems::default();
    problems.errors.push(at(file, line, &place, &path, ProblemCode::InvalidScenario, (&nl, &en)));
    problems
}

/// What is wrong with a changed model, told at the change: the lines of the merged document are nobody's.
fn of_change(mut problems: Problems, file: &str, number: usize, line: u64, model: &str) -> Problems {
    for problem in &mut problems.errors {
        problem.file = file.to_owned();
        problem.line = line;
        problem.column = format!("change[{number}].set.{}", problem.column);
        problem.message_nl = format!("Met deze wijziging klopt {model} niet: {}", problem.message_nl);
        problem.message_en = format!("With this change {model} is not right: {}", problem.message_en);
    }
    problems
}

fn unknown_shifts(file: &str, scenario: &Scenario, models: &[ComparedModel]) -> Vec<Problem> {
    let names = || models.iter().flat_map(|model| model.base.shifts.iter().chain(&model.changed.shifts));
    let of_changes = scenario.changes.iter().zip(1..).filter_map(|(change, number)| match &change.what {
        ChangeKind::CareShift(shift) => Some((format!("change[{number}].shift"), change.line, &shift.what)),
        _ => None,
    });
    let of_questions = scenario.questions.iter().zip(1..).flat_map(|(question, number)| {
        let moving = question.what.parameters().into_iter().filter_map(|parameter| match parameter {
            Parameter::Uptake { what, .. } => Some(what),
            _ => None,
        });
        moving.map(move |what| (format!("question[{number}]"), question.line, what))
    });
    let unknown = of_changes.chain(of_questions).filter_map(|(place, line, what)| match what {
        Moving::Named(name) if names().all(|known| known.name != *name) => Some((place, line, name)),
        _ => None,
    });
    let of = |(place, line, name): (String, u64, &String)| {
        let known = known_shifts(models);
        let (nl, en) = if known.is_empty() {
            (" Die hebben er geen.".to_owned(), " They have none.".to_owned())
        } else {
            (format!(" Bekend zijn: {}.", known.join(", ")), format!(" Known are: {}.", known.join(", ")))
        };
        let name = quoted(name);
        at(
            file,
            line,
            &place,
            &name,
            ProblemCode::UnknownShift,
            (
                &format!("Geen van de modellen heeft een verschuiving {name}.{nl}"),
                &format!("None of the models has a shift {name}.{en}"),
            ),
        )
    };
    unknown.map(of).collect()
}

/// Parameters for which a model has nothing that could take their values.
fn nothing_to_vary(file: &str, scenario: &Scenario, models: &[ComparedModel]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (number, question) in (1..).zip(&scenario.questions) {
        for parameter in question.what.parameters() {
            let unable = models.iter().filter(|model| !parameter.is_in(&model.changed, &scenario.years));
            for ComparedModel { changed: Model { name, .. }, .. } in unable {
                let (word, name) = (parameter.word(), quoted(name));
                found.push(at(
                    file,
                    question.line,
                    &format!("question[{number}]"),
                    word,
                    ProblemCode::InvalidScenario,
                    (
                        &format!("Het model {name} heeft in deze jaren niets wat {word} kan zijn."),
                        &format!("The model {name} has nothing in these years that {word} could be."),
                    ),
                ));
            }
        }
    }
    found
}

fn unknown_tables(file: &str, scenario: &Scenario, models: &[ComparedModel]) -> Vec<Problem> {
    let of = |(question, name, sentence): (usize, String, Say)| {
        let line = scenario.questions[question].line;
        let column = format!("question[{}].values", question + 1);
        at(file, line, &column, &name, ProblemCode::UnknownPriceTable, (&sentence.nl, &sentence.en))
    };
    questions::calibrate::unknown_table(scenario, models).into_iter().map(of).collect()
}

fn known_shifts(models: &[ComparedModel]) -> Vec<&str> {
    let shifts = models.iter().flat_map(|model| &model.changed.shifts);
    let mut names: Vec<&str> = shifts.map(|shift| shift.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn at(file: &str, line: u64, column: &str, value: &str, code: ProblemCode, (nl, en): (&str, &str)) -> Problem {
    Problem {
        code,
        file: file.to_owned(),
        line,
        column: column.to_owned(),
        value: value.to_owned(),
        message_nl: nl.to_owned(),
        message_en: en.to_owned(),
    }
}
