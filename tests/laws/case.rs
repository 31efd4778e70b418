//! A whole case: a dossier, a model that is valid for it, and the run asked for.

use super::care::{self, CareDraw};
use super::ledger::{self, KINDS, LedgerDraw};
use super::pick::{Draw, below, day, draw, of, one_in, rate};
use super::terms::{self, TermsDraw};
use super::trees::{self, Tree, Use};
use super::world::{self, WorldDraw};
use proptest::prelude::*;
use proptest::test_runner::Config;
use verdeelsleutel::calc::outcome::Outcome;
use verdeelsleutel::calc::receipt::input_sha256;
use verdeelsleutel::calc::run::run;
use verdeelsleutel::calc::trace::{Recorded, Silent};
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::problem::Refusal;
use verdeelsleutel::domain::run::{Basis, RunKind, RunSpec};
use verdeelsleutel::report::result::ResultDocument;

#[derive(Clone, Debug)]
pub struct Case {
    pub dossier: Dossier,
    pub model: Model,
    pub spec: RunSpec,
}

impl Case {
    pub fn run(&self) -> Result<Outcome, Refusal> {
        run(&self.dossier, &self.model, &self.spec, &mut Silent)
    }

    pub fn recorded(&self) -> Result<(Outcome, Recorded), Refusal> {
        let mut trace = Recorded::default();
        let outcome = run(&self.dossier, &self.model, &self.spec, &mut trace)?;
        Ok((outcome, trace))
    }

    /// The bytes of the result document.
    pub fn document(&self, outcome: &Outcome) -> String {
        let sha256 = input_sha256(&self.dossier);
        ResultDocument::new(&self.dossier, &self.model, outcome, &sha256).unwrap().to_json()
    }

    /// The document, or why there is none.
    pub fn answer(&self) -> Result<String, Refusal> {
        self.run().map(|outcome| self.document(&outcome))
    }
}

/// How many cases each law is tried on, `LAWS_TIMES` times as many for a long search; failing ones are shrunk and shown,
/// not written to the repository.
pub fn tries(cases: u32) -> Config {
    let times: u32 = std::env::var("LAWS_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config { cases: cases * times, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() }
}

#[derive(Clone, Debug, Default)]
struct ModelDraw {
    flags: Draw<2>,
    rules: Vec<(Draw<3>, Tree)>,
    last: Tree,
    adjustments: [Tree; 2],
    terms: TermsDraw,
}

fn model_draws() -> impl Strategy<Value = ModelDraw> {
    let rules = prop::collection::vec((draw(), trees::trees()), 0..=2);
    (draw(), rules, trees::trees(), [trees::trees(), trees::trees()], terms::terms())
        .prop_map(|(flags, rules, last, adjustments, terms)| ModelDraw { flags, rules, last, adjustments, terms })
}

fn model(drawn: &ModelDraw, dossier: &Dossier, year: i32, how: Use) -> Model {
    let reference = &dossier.reference;
    let mut nodes = Vec::new();
    let rules = trees::rules(&drawn.rules, &drawn.last, reference, year, how, &mut nodes);
    let kind = KINDS[below(drawn.flags[0], KINDS.len())];
    let adjustments = trees::adjustments(&drawn.adjustments, kind, reference, year, &mut nodes);
    Model {
        name: "Verdeelmodel".into(),
        sha256: "00".into(),
        interim_share: rate(of(drawn.flags[1], &["100", "90", "33.333333", "0"])),
        reserve: terms::reserve(&drawn.terms),
        price_tables: terms::price_tables(&drawn.terms, reference, year),
        top_slices: terms::slices(&drawn.terms),
        rules,
        adjustments,
        nodes,
        shifts: terms::shifts(&drawn.terms, year),
        guarantee: terms::guarantee(&drawn.terms, year),
    }
}

fn spec(drawn: Draw<5>, year: i32) -> RunSpec {
    let [kind, basis, to, has_moment, moment] = drawn;
    let kind = of(kind, &[RunKind::Settlement, RunKind::Interim]);
    RunSpec {
        year,
        to: if kind == RunKind::Settlement || one_in(to, 3) { last_day(year) } else { day(year, to / 3) },
        as_of: one_in(has_moment, 3).then(|| day(year + of(moment / 12, &[0, 1]), moment)),
        basis: of(basis, &[Basis::Claimed, Basis::Accepted, Basis::Paid]),
        kind,
    }
}

/// Everything of a case as drawn.
#[derive(Clone, Debug, Default)]
struct CaseDraw {
    year: u16,
    world: WorldDraw,
    care: CareDraw,
    ledger: LedgerDraw,
    model: ModelDraw,
    spec: Draw<5>,
}

impl CaseDraw {
    fn case(&self, how: Use) -> Case {
        // An ordinary year and a leap year.
        let year = of(self.year, &[2026, 2028]);
        let mut dossier = Dossier { reference: world::reference(&self.world, year), ..Dossier::default() };
        care::fill(&mut dossier, &self.care, year);
        ledger::fill(&mut dossier, &self.ledger, year);
        let model = model(&self.model, &dossier, year, how);
        Case { dossier, model, spec: spec(self.spec, year) }
    }
}

fn cases_with(how: Use) -> impl Strategy<Value = Case> {
    (any::<u16>(), world::worlds(), care::care(), ledger::ledgers(), model_draws(), draw())
        .prop_map(|(year, world, care, ledger, model, spec)| CaseDraw { year, world, care, ledger, model, spec })
        .prop_map(move |drawn| drawn.case(how))
}

/// The plainest case: a hospital, a midwife practice, no claims, everything to the reserve, no guarantee; a settlement
/// of 2026 on what was claimed.
pub fn plainest() -> Case {
    let mut case = CaseDraw::default().case(Use::Claims);
    case.model.guarantee = None;
    case
}

/// Cases of every kind.
pub fn cases() -> impl Strategy<Value = Case> {
    cases_with(Use::Claims)
}

/// Cases whose rules do not pay by the piece.
pub fn cases_without_fixed_prices() -> impl Strategy<Value = Case> {
    cases_with(Use::Ratios)
}
