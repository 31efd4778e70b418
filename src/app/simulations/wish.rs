//! What is asked of a simulation, and what it says it was asked.

use crate::app::fault::Fault;
use crate::domain::problem::{Problem, ProblemCode, Problems};
use crate::store::Hash;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// Scenarios that can be asked at once.
pub const MOST_SCENARIOS: usize = 20;
/// Characters of a name and of a note.
const MOST_NAME: usize = 200;
const MOST_NOTE: usize = 2000;

/// What is asked of a simulation: one scenario, or up to 20 beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Wat kost 8% minder geboorten?",
    "scenario": "name = \"8% minder geboorten\"\nyears = [2026, 2027, 2028]\n[[change]]\nkind = \"volume\"\nfactor = \"0.92\"\n",
    "models": [{"model": "glide", "version": 1}]
}))]
pub struct SimulationWish {
    /// One scenario (TOML), instead of `scenarios`.
    #[serde(default)]
    pub scenario: Option<String>,
    /// Scenarios (TOML). In problems the first is called `scenarios/1.toml`.
    #[schema(min_items = 1, max_items = 20)]
    #[serde(default)]
    pub scenarios: Option<Vec<String>>,
    /// The models that every scenario is computed under; none are those that a scenario names (`glide` or
    /// `models/glide.toml`: the last version), and where it names none the last version of every model.
    #[schema(max_items = 20)]
    #[serde(default)]
    pub models: Vec<SimulatedModel>,
    /// None is that of the scenarios.
    #[schema(max_length = 200)]
    #[serde(default)]
    pub name: Option<String>,
    /// Read by everyone who may see the simulation.
    #[schema(max_length = 2000)]
    #[serde(default)]
    pub note: Option<String>,
    /// Whether it is kept. One that is not is answered at once and cannot be found again, for whoever tries values.
    #[serde(default = "yes")]
    pub keep: bool,
}

/// A version of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimulatedModel {
    #[schema(example = "glide")]
    pub model: String,
    /// None is the last one.
    #[schema(minimum = 1, example = 1)]
    #[serde(default)]
    pub version: Option<i64>,
}

fn yes() -> bool {
    true
}

impl SimulationWish {
    /// The texts of the scenarios, under the names that problems carry.
    pub fn texts(&self) -> Result<Vec<(String, &str)>, Fault> {
        match (&self.scenario, &self.scenarios) {
            (Some(one), None) => Ok(vec![("scenario.toml".to_owned(), one)]),
            (None, Some(several)) if (1..=MOST_SCENARIOS).contains(&several.len()) => {
                let numbered = several.iter().enumerate();
                Ok(numbered.map(|(at, text)| (format!("scenarios/{}.toml", at + 1), text.as_str())).collect())
            }
            (None, Some(several)) => Err(Fault::field(
                "scenarios",
                &several.len().to_string(),
                format!("Vraag 1 tot en met {MOST_SCENARIOS} scenario's tegelijk."),
                format!("Ask 1 up to and including {MOST_SCENARIOS} scenarios at once."),
            )),
            (None, None) | (Some(_), Some(_)) => Err(Fault::field(
                "scenario",
                "",
                "Stuur één scenario als scenario, of meer als scenarios.",
                "Send one scenario as scenario, or several as scenarios.",
            )),
        }
    }

    /// What the log tells of it.
    pub fn told(&self) -> Result<Value, Fault> {
        let texts = self.texts()?;
        let hashes: Vec<String> = texts.iter().map(|(_, text)| Hash::of(text.as_bytes()).to_string()).collect();
        Ok(json!({"name": self.name, "scenarios": hashes, "models": self.models, "keep": self.keep}))
    }

    /// Refuses what can be refused without looking at anything.
    pub fn check(&self) -> Result<(), Fault> {
        self.texts()?;
        for (field, text, most) in [("name", &self.name, MOST_NAME), ("note", &self.note, MOST_NOTE)] {
            if text.as_ref().is_some_and(|text| text.chars().count() > most) {
                return Err(Fault::field(
                    field,
                    "",
                    format!("Hier passen hoogstens {most} tekens."),
                    format!("At most {most} characters fit here."),
                ));
            }
        }
        let twice = self.models.iter().enumerate().find(|(at, model)| self.models[..*at].contains(model));
        match twice {
            Some((_, model)) => {
                Err(Fault::field("models", &model.model, "Dit model staat er twee keer.", "This model is there twice."))
            }
            None if self.models.len() > MOST_SCENARIOS => Err(Fault::field(
                "models",
                &self.models.len().to_string(),
                format!("Vraag hoogstens {MOST_SCENARIOS} modellen tegelijk."),
                format!("Ask at most {MOST_SCENARIOS} models at once."),
            )),
            None => Ok(()),
        }
    }
}

/// A scenario as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AskedScenario {
    pub name: String,
    pub sha256: String,
    /// Its text: not for who may not see every participant, because a text can name them with figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toml: Option<String>,
}

impl AskedScenario {
    pub fn of(name: &str, toml: &str) -> AskedScenario {
        let sha256 = Hash::of(toml.as_bytes()).to_string();
        AskedScenario { name: name.to_owned(), sha256, toml: Some(toml.to_owned()) }
    }
}

/// A version of a model that was computed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UsedModel {
    pub model: String,
    pub version: i64,
    pub sha256: String,
    /// `adopted` by a decision by the time of the simulation, else `draft`.
    pub state: String,
}

/// A scenario that names a model that is not there.
pub fn no_model(file: &str, line: u64, at: usize, path: &str, known: &[String]) -> Problems {
    let known = known.join(", ");
    let problem = Problem {
        code: ProblemCode::InvalidScenario,
        file: file.to_owned(),
        line,
        column: format!("models[{}]", at + 1),
        value: path.to_owned(),
        message_nl: format!("Dit model is er niet. Er zijn: {known}."),
        message_en: format!("This model is not there. There are: {known}."),
    };
    Problems { errors: vec![problem], ..Problems::default() }
}
