//! Decisions by consent: a version of a model becomes active only by one (spec 4, "Decisions").

use super::App;
use super::ask::Ask;
use super::chance;
use super::dossiers::Inputs;
use super::fault::Fault;
use super::models;
use super::reply::{Made, Reply};
use super::rights::{Operation, require, require_own};
use crate::domain::date::Date;
use crate::domain::problem::ProblemCode;
use crate::store::decisions::{self, Answer, Decision, Proposal, State, Word};
use crate::store::{Hash, Page, Time, View, audit, models as stored, simulations};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// Days between a proposal and its meeting, at least.
pub const NOTICE_DAYS: i32 = 7;

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalWish {
    #[schema(example = "glide")]
    pub model: String,
    #[schema(minimum = 1, example = 1)]
    pub version: i64,
    /// ISO 8601; at least 7 days ahead.
    #[schema(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2099-06-15")]
    pub meeting: String,
    /// First day on which the model is active (ISO 8601).
    #[schema(format = Date, pattern = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "2099-07-01")]
    pub active_from: String,
    /// Names of the papers, each with its SHA-256.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// SHA-256 of the result of the simulation that was looked at (`result_sha256`); it is one that is kept.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    #[serde(default)]
    pub simulation_sha256: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub name: String,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
}

/// What a discipline answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerWish {
    #[schema(example = "midwifery")]
    pub discipline: String,
    pub answer: AnswerWord,
    /// Needed with an objection.
    #[serde(default)]
    pub argument: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWord {
    Consent,
    Objection,
}

/// How a proposal without outcome ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConclusionWish {
    pub state: Conclusion,
    /// The text of the arbitration, when there is one.
    #[serde(default)]
    pub arbitration: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    Stuck,
    Withdrawn,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionLine {
    pub id: String,
    pub model: String,
    pub version: i64,
    pub state: String,
    pub meeting: String,
    pub active_from: String,
    pub shadow_tariffs_sha256: String,
    pub reference_income_sha256: String,
    pub simulation_sha256: Option<String>,
    /// Id of the simulation with that result.
    pub simulation: Option<String>,
    #[schema(value_type = Vec<Paper>)]
    pub papers: Value,
    pub arbitration: Option<String>,
    pub proposed_by: String,
    #[schema(value_type = String, format = DateTime)]
    pub proposed_at: Time,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub concluded_at: Option<Time>,
    pub answers: Vec<AnswerLine>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerLine {
    pub discipline: String,
    pub answer: String,
    pub argument: String,
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

impl App {
    pub async fn propose(&self, ask: &Ask, wish: ProposalWish) -> Result<Reply, Fault> {
        require(ask, Operation::Propose)?;
        let meeting = day("meeting", &wish.meeting)?;
        day("active_from", &wish.active_from)?;
        let first = Date(today(ask.at).0.saturating_add(NOTICE_DAYS));
        if meeting < first {
            return Err(Fault::new(
                ProblemCode::NoticeTooShort,
                format!(
                    "Tussen voorstel en vergadering liggen ten minste {NOTICE_DAYS} dagen: op zijn vroegst {first}."
                ),
                format!("A meeting is at least {NOTICE_DAYS} days after the proposal: {first} at the earliest."),
            ));
        }
        let simulation = wish.simulation_sha256.as_deref().map(|text| hash("simulation_sha256", text)).transpose()?;
        for paper in &wish.papers {
            hash("papers.sha256", &paper.sha256)?;
        }
        self.once(ask, async |tx| {
            if stored::version(tx, &wish.model, wish.version).await?.is_none() {
                return Err(models::unknown());
            }
            if let Some(sha256) = &simulation
                && simulations::of_result(tx, sha256).await?.is_none()
            {
                return Err(no_simulation(sha256));
            }
            let adopted = Adopted::of(&Inputs::current(tx).await?)?;
            let proposal = Proposal {
                id: chance::id("decision")?,
                model: wish.model.clone(),
                version: wish.version,
                shadow_tariffs_sha256: adopted.shadow_tariffs,
                reference_income_sha256: adopted.reference_income,
                simulation_sha256: simulation,
                papers: json!(wish.papers).to_string(),
                meeting: wish.meeting.clone(),
                active_from: wish.active_from.clone(),
            };
            decisions::propose(tx, &proposal, &ask.stamp()).await?;
            let details = json!({"model": wish.model, "version": wish.version, "meeting": wish.meeting});
            audit::append(tx, &ask.entry("decision.proposed", &proposal.id, &details)).await?;
            let location = format!("/api/v1/organisations/{}/decisions/{}", ask.organisation(), proposal.id);
            Ok(Made::created(location, whole(tx, &proposal.id).await?))
        })
        .await
    }

    /// A discipline answers; with the consent of all the model is adopted, with an objection it is returned.
    pub async fn answer_decision(&self, ask: &Ask, id: &str, wish: AnswerWish) -> Result<Reply, Fault> {
        require_own(ask, Operation::AnswerDecision, &wish.discipline)?;
        if wish.answer == AnswerWord::Objection && wish.argument.trim().is_empty() {
            return Err(Fault::field(
                "argument",
                "",
                "Bij een bezwaar hoort een argument.",
                "An objection needs an argument.",
            ));
        }
        self.once(ask, async |tx| {
            let decision = decisions::get(tx, id).await?.ok_or_else(unknown)?;
            if decision.state != State::Proposed {
                return Err(over(&decision));
            }
            let inputs = Inputs::current(tx).await?;
            let dossier = self.dossiers.get(tx, &inputs).await?;
            let disciplines: Vec<String> =
                dossier.reference.disciplines.iter().map(|discipline| discipline.code.clone()).collect();
            if !disciplines.contains(&wish.discipline) {
                return Err(Fault::not_found("Deze discipline", "discipline"));
            }
            let word = match wish.answer {
                AnswerWord::Consent => Word::Consent,
                AnswerWord::Objection => Word::Objection,
            };
            let (discipline, argument) = (wish.discipline.clone(), wish.argument.clone());
            let answer = Answer { discipline, word, argument, made: ask.stamp() };
            decisions::answer(tx, id, &answer).await?;
            let details = json!({"discipline": wish.discipline, "answer": word.as_str()});
            audit::append(tx, &ask.entry("decision.answered", id, &details)).await?;
            let answers = decisions::answers(tx, id).await?;
            let last = |discipline: &String| answers.iter().rev().find(|answer| answer.discipline == *discipline);
            let outcome = if word == Word::Objection {
                Some((State::Returned, "decision.returned"))
            } else if disciplines.iter().all(|one| last(one).is_some_and(|answer| answer.word == Word::Consent)) {
                Some((State::Adopted, "decision.adopted"))
            } else {
                None
            };
            if let Some((state, action)) = outcome {
                decisions::conclude(tx, id, State::Proposed, state, None, &ask.stamp()).await?;
                audit::append(tx, &ask.entry(action, id, &json!({}))).await?;
            }
            Ok(Made::ok(whole(tx, id).await?))
        })
        .await
    }

    pub async fn conclude(&self, ask: &Ask, id: &str, wish: ConclusionWish) -> Result<Reply, Fault> {
        require(ask, Operation::Conclude)?;
        self.once(ask, async |tx| {
            let decision = decisions::get(tx, id).await?.ok_or_else(unknown)?;
            let (state, action) = match wish.state {
                Conclusion::Stuck => (State::Stuck, "decision.stuck"),
                Conclusion::Withdrawn => (State::Withdrawn, "decision.withdrawn"),
            };
            let text = wish.arbitration.as_deref();
            if !decisions::conclude(tx, id, State::Proposed, state, text, &ask.stamp()).await? {
                return Err(over(&decision));
            }
            audit::append(tx, &ask.entry(action, id, &json!({"arbitration": wish.arbitration}))).await?;
            Ok(Made::ok(whole(tx, id).await?))
        })
        .await
    }

    pub async fn decisions(&self, ask: &Ask, page: Page) -> Result<Vec<(i64, DecisionLine)>, Fault> {
        require(ask, Operation::ReadDecisions)?;
        let mut view = self.store.read(ask.organisation()).await?;
        let mut lines = Vec::new();
        for decision in decisions::list(&mut view, page).await? {
            let position = decision.position;
            lines.push((position, with_all(&mut view, decision).await?));
        }
        Ok(lines)
    }

    pub async fn decision(&self, ask: &Ask, id: &str) -> Result<DecisionLine, Fault> {
        require(ask, Operation::ReadDecisions)?;
        let mut view = self.store.read(ask.organisation()).await?;
        whole(&mut view, id).await
    }
}

/// What a decision adopts beside the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub shadow_tariffs: Hash,
    pub reference_income: Hash,
}

impl Adopted {
    /// Of what there is; a file that is not there is one of no bytes.
    pub fn of(inputs: &Inputs) -> Result<Adopted, Fault> {
        let of = |kind: &str| match inputs.documents.get(kind) {
            None => Ok(Hash::of(b"")),
            Some(text) => Hash::parse(text).ok_or_else(|| Fault::internal("a hash is no hash")),
        };
        Ok(Adopted { shadow_tariffs: of("shadow_tariffs.csv")?, reference_income: of("reference.csv")? })
    }
}

/// The version that a settlement of a year uses; refused when what it was judged on has changed since.
pub async fn active_for(view: &mut View, inputs: &Inputs, year: i32) -> Result<(String, i64), Fault> {
    let Some(decision) = decisions::active(view, &format!("{year:04}-12-31")).await? else {
        return Err(Fault::new(
            ProblemCode::NoActiveModel,
            format!("Voor {year} is geen model bij besluit vastgesteld."),
            format!("No decision adopted a model for {year}."),
        ));
    };
    let (now, then) = (Adopted::of(inputs)?, decision.proposal);
    let is_same =
        now.shadow_tariffs == then.shadow_tariffs_sha256 && now.reference_income == then.reference_income_sha256;
    if !is_same {
        return Err(Fault::new(
            ProblemCode::InputsNotAdopted,
            "De schaduwtarieven of de referentie-inkomens zijn anders dan die waarop besloten is.",
            "The shadow tariffs or the reference income differ from those that were decided on.",
        ));
    }
    Ok((then.model, then.version))
}

/// The calendar day of a moment, in UTC.
pub fn today(at: Time) -> Date {
    Date(i32::try_from(at.millis().div_euclid(86_400_000)).unwrap_or(i32::MAX))
}

/// A day of a request.
pub fn day(field: &str, text: &str) -> Result<Date, Fault> {
    Date::parse(text)
        .ok_or_else(|| Fault::field(field, text, "Schrijf een dag als 2026-09-30.", "Write a day as 2026-09-30."))
}

fn hash(field: &str, text: &str) -> Result<Hash, Fault> {
    Hash::parse(text).ok_or_else(|| {
        Fault::field(field, text, "Een SHA-256 heeft 64 tekens 0-9 en a-f.", "A SHA-256 has 64 characters 0-9 and a-f.")
    })
}

async fn whole(view: &mut View, id: &str) -> Result<DecisionLine, Fault> {
    let decision = decisions::get(view, id).await?.ok_or_else(unknown)?;
    with_all(view, decision).await
}

/// A decision with its answers and the simulation that it cites.
async fn with_all(view: &mut View, decision: Decision) -> Result<DecisionLine, Fault> {
    let answers = decisions::answers(view, &decision.proposal.id).await?;
    let simulation = match &decision.proposal.simulation_sha256 {
        Some(sha256) => simulations::of_result(view, sha256).await?,
        None => None,
    };
    Ok(line(decision, answers, simulation.map(|found| found.simulation.id)))
}

fn no_simulation(sha256: &Hash) -> Fault {
    Fault::field(
        "simulation_sha256",
        &sha256.to_string(),
        "Er is geen bewaarde simulatie met deze uitkomst. Neem result_sha256 van een simulatie.",
        "No simulation that is kept has this result. Take result_sha256 of a simulation.",
    )
}

fn unknown() -> Fault {
    Fault::not_found("Dit besluit", "decision")
}

fn over(decision: &Decision) -> Fault {
    let state = decision.state.as_str();
    Fault::state(
        format!("Over dit voorstel is al beslist ({state})."),
        format!("This proposal was concluded before ({state})."),
    )
}

fn line(decision: Decision, answers: Vec<Answer>, simulation: Option<String>) -> DecisionLine {
    let Decision { proposal, state, arbitration, made, ended, .. } = decision;
    DecisionLine {
        id: proposal.id,
        model: proposal.model,
        version: proposal.version,
        state: state.as_str().to_owned(),
        meeting: proposal.meeting,
        active_from: proposal.active_from,
        shadow_tariffs_sha256: proposal.shadow_tariffs_sha256.to_string(),
        reference_income_sha256: proposal.reference_income_sha256.to_string(),
        simulation_sha256: proposal.simulation_sha256.map(|hash| hash.to_string()),
        simulation,
        papers: serde_json::from_str(&proposal.papers).unwrap_or(Value::Null),
        arbitration,
        proposed_by: made.holder,
        proposed_at: made.at,
        concluded_at: ended.map(|stamp| stamp.at),
        answers: answers
            .into_iter()
            .map(|answer| AnswerLine {
                discipline: answer.discipline,
                answer: answer.word.as_str().to_owned(),
                argument: answer.argument,
                by: answer.made.holder,
                at: answer.made.at,
            })
            .collect(),
    }
}
