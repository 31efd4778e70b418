//! The sums of a draw against the engine: the draw in which everything comes once is the year itself, and one in which
//! episodes come several times is the year with these episodes written down so often.

use crate::chance::two_kinds;
use crate::runs;
use crate::small;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use verdeelsleutel::calc;
use verdeelsleutel::calc::outcome::Outcome;
use verdeelsleutel::calc::trace::Silent;
use verdeelsleutel::domain::decimal::Rate;
use verdeelsleutel::domain::dossier::{Balance, Dossier};
use verdeelsleutel::domain::index::{ClaimIx, DeliveryIx, EpisodeIx};
use verdeelsleutel::domain::model::Model;
use verdeelsleutel::domain::model::slice::SliceKind;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::Refusal;
use verdeelsleutel::domain::reference::Contract;
use verdeelsleutel::domain::text::Texts;
use verdeelsleutel::simulate::course::Carried;
use verdeelsleutel::simulate::monte_carlo::dice::{LANES, Multiplicities, ONE};
use verdeelsleutel::simulate::monte_carlo::draw::{Drawn, Urn};
use verdeelsleutel::simulate::projection::Changes;
use verdeelsleutel::simulate::projection::base::Base;
use verdeelsleutel::simulate::studio::{Ready, Shelf, settlement};

/// Every dossier of the vectors and the example, with its models.
fn folders() -> Vec<PathBuf> {
    let vectors = fs::read_dir(runs::repository("tests/vectors")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = vectors.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.push(runs::repository("fixtures/voorbeeld"));
    folders
}

/// A projected year, divided, with what it opens with.
fn ready(dossier: &Dossier, model: &Model, later: i32) -> Result<(Ready, Vec<Balance>), Refusal> {
    let base = Base::of(dossier, None, 2100)?;
    let year = base.year + later;
    let opening = Carried::opening(&base, year).0.into(year);
    let shelf = Shelf::with_room_for(0);
    let projected = shelf.project(&Arc::new(base), &Changes::none(), year)?;
    Ok((shelf.divide(&projected, model)?, opening))
}

/// Every episode so many times, the same in every lane.
fn times(ready: &Ready, of: impl Fn(&str) -> u8) -> Multiplicities {
    let ids = &ready.projected.year.dossier.episode_ids;
    let mut ids: Vec<&str> = (0..ids.len()).map(|at| ids.get(at)).collect();
    ids.sort_unstable();
    Multiplicities { rows: ids.into_iter().map(|id| [of(id); LANES]).collect() }
}

fn draw(
    ready: &Ready,
    model: &Model,
    varies: bool,
    of: &dyn Fn(&str) -> u8,
    opening: &[Balance],
) -> Result<Drawn, Refusal> {
    let urn = Urn::of(ready, model, varies)?;
    urn.draw(&urn.table.sums(&times(ready, of)), 3, ONE, opening)
}

fn models(folder: &std::path::Path, dossier: &Dossier) -> Vec<(String, Model)> {
    let Ok(entries) = fs::read_dir(folder.join("models")) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names.into_iter().filter_map(|name| runs::model(folder, &name, dossier).ok().map(|model| (name, model))).collect()
}

/// How far two outcomes lie apart: the largest difference in cents of an entitlement, the reserve or the guarantee.
#[derive(Default)]
struct Apart {
    largest: u64,
    where_: String,
}

impl Apart {
    fn look(&mut self, what: &str, one: Cents, other: Cents) {
        let apart = one.0.abs_diff(other.0);
        if apart > self.largest {
            self.largest = apart;
            self.where_ = format!("{what}: {one} and {other}");
        }
    }

    fn of(drawn: &Drawn, outcome: &Outcome, dossier: &Dossier) -> Apart {
        let mut apart = Apart::default();
        for (who, _, row) in &outcome.participants {
            let (drawn, code) = (&drawn.rows[who.at()], dossier.reference.participant_code(*who));
            apart.look(&format!("mono of {code}"), drawn.mono, row.mono_baseline);
            apart.look(&format!("entitlement of {code}"), drawn.entitlement, row.entitlement);
            apart.look(&format!("carried forward of {code}"), drawn.carried_forward, row.carried_forward);
            if let Some((floor, _)) = drawn.floor {
                apart.look(&format!("floor of {code}"), floor, row.floor);
            }
        }
        let totals = &outcome.totals;
        apart.look("reserve", drawn.reserve, totals.reserve_opening.plus(totals.reserve_change).unwrap());
        apart.look("revenue", drawn.revenue, totals.revenue);
        apart.look("unallocated", drawn.unallocated, totals.unallocated);
        let need = outcome.guarantee.as_ref().map(|guarantee| guarantee.need).unwrap_or_default();
        apart.look("need", drawn.need, need);
        apart
    }
}

#[test]
fn a_draw_of_everything_once_is_the_year_itself_to_the_cent() {
    let mut compared = 0;
    let mut entitled = 0;
    for folder in folders() {
        let dossier = runs::dossier(&folder);
        for (name, model) in models(&folder, &dossier) {
            for later in [0, 1] {
                let Ok((ready, opening)) = ready(&dossier, &model, later) else { continue };
                let Ok(outcome) = ready.settle(&model, &opening) else { continue };
                for varies in [false, true] {
                    let drawn = draw(&ready, &model, varies, &|_| 1, &opening).unwrap();
                    let apart = Apart::of(&drawn, &outcome, &dossier);
                    assert_eq!(apart.largest, 0, "{} {name} {later} {varies}: {}", folder.display(), apart.where_);
                }
                compared += 1;
                entitled += usize::from(outcome.totals.entitlements.is_positive());
            }
        }
    }
    assert!(compared >= 50 && entitled >= 50, "{compared} years, of which {entitled} have something to divide");
}

/// The dossier with every episode so many times: each copy with ids of its own.
fn copied(dossier: &Dossier, times: &dyn Fn(&str) -> u8) -> Dossier {
    let mut copied = dossier.clone();
    copied.episode_ids = Texts::default();
    copied.episodes.clear();
    copied.claims = Default::default();
    copied.events = Default::default();
    copied.deliveries = Default::default();
    for at in 0..dossier.episode_ids.len() {
        let id = dossier.episode_ids.get(at);
        for copy in 0..times(id) {
            let mark = if copy == 0 { String::new() } else { format!("~{copy}") };
            let episode = EpisodeIx::of(copied.episode_ids.len());
            copied.episode_ids.push(&format!("{id}{mark}"));
            let like = dossier.episodes.iter().filter(|row| row.id.at() == at).cloned();
            copied.episodes.extend(like.map(|row| verdeelsleutel::domain::dossier::Episode { id: episode, ..row }));
            let (from, into) = (&dossier.claims, &mut copied.claims);
            for row in (0..from.id.len()).filter(|row| from.episode[*row].at() == at) {
                let claim = ClaimIx::of(into.id.len());
                into.id.push(&format!("{}{mark}", from.id.get(row)));
                into.episode.push(episode);
                into.date.push(from.date[row]);
                into.insurer.push(from.insurer[row]);
                into.performance.push(from.performance[row]);
                into.severity.push(from.severity[row]);
                into.quantity.push(from.quantity[row]);
                let (from, into) = (&dossier.events, &mut copied.events);
                for event in (0..from.id.len()).filter(|event| from.claim[*event].at() == row) {
                    into.id.push(&format!("{}{mark}", from.id.get(event)));
                    into.claim.push(claim);
                    into.date.push(from.date[event]);
                    into.kind.push(from.kind[event]);
                    into.amount.push(from.amount[event]);
                    into.reason.push("");
                }
            }
            let (from, into) = (&dossier.deliveries, &mut copied.deliveries);
            for row in (0..from.id.len()).filter(|row| from.episode[*row].at() == at) {
                into.id.push(&format!("{}{mark}", from.id.get(row)));
                into.episode.push(episode);
                into.date.push(from.date[row]);
                into.participant.push(from.participant[row]);
                into.activity.push(from.activity[row]);
                into.quantity.push(from.quantity[row]);
                into.bundle.push(from.bundle[row]);
                into.replaces.push(DeliveryIx::NONE);
                into.reason.push("");
                into.settled.push(from.settled[row]);
            }
        }
    }
    copied
}

/// Between 0 and 3 times, by nothing but the id and a number.
fn some_times(id: &str, salt: u64) -> u8 {
    let hash = id.bytes().fold(salt, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211));
    ((hash >> 17) % 4) as u8
}

/// The year computed from rows, every episode written down so often; `None` where that is refused.
fn written_down(ready: &Ready, model: &Model, often: &dyn Fn(&str) -> u8, opening: &[Balance]) -> Option<Outcome> {
    let year = &ready.projected.year;
    let rows = Dossier { balances: opening.to_vec(), ..copied(&year.dossier, often) };
    calc::run::run(&rows, model, &settlement(year.year), &mut Silent).ok()
}

/// The model without what a draw holds at its expected value: a shifted part that differs from draw to draw, and a fee per
/// claim beside something else that moves.
fn without_approximations(model: &Model) -> Model {
    let mut plain = model.clone();
    plain.shifts.iter_mut().for_each(|shift| shift.baseline_rate = Rate(0));
    plain.top_slices.retain(|slice| !matches!(slice.kind, SliceKind::PerClaim(_)));
    plain
}

/// Whether care was given away by whoever is the largest in the run, because nobody of the discipline is in the episode: a
/// draw keeps it at the one who is the largest in the year.
fn has_far_givers(ready: &Ready) -> bool {
    let (selection, rows) = (&ready.valued.selection, &ready.projected.year.dossier.deliveries);
    let episode = |at: usize| rows.episode[selection.deliveries[at].at()];
    let mut near: Vec<_> = (0..selection.deliveries.len()).map(|at| (episode(at), selection.participant[at])).collect();
    near.sort_unstable();
    ready.valued.care.units.iter().any(|unit| near.binary_search(&(episode(unit.delivery), unit.giver)).is_err())
}

/// Each claim and each division is rounded on its own, and ids decide about odd cents: a few cents of a whole year, and one
/// for every ten claims.
fn few_cents(dossier: &Dossier) -> u64 {
    25 + dossier.claims.id.len() as u64 / 10
}

#[test]
fn a_draw_is_the_year_with_its_episodes_written_down_so_often() {
    let (mut compared, mut exact, mut bitten) = (0, 0, 0);
    for folder in folders() {
        let dossier = runs::dossier(&folder);
        for (name, model) in models(&folder, &dossier) {
            let model = without_approximations(&model);
            let Ok((ready, opening)) = ready(&dossier, &model, 0) else { continue };
            if has_far_givers(&ready) {
                continue;
            }
            for salt in if dossier.claims.id.len() > 1000 { 1..2 } else { 1..5 } {
                let often = |id: &str| some_times(id, salt);
                let Some(outcome) = written_down(&ready, &model, &often, &opening) else { continue };
                let drawn = draw(&ready, &model, false, &often, &opening).unwrap();
                let apart = Apart::of(&drawn, &outcome, &dossier);
                assert!(apart.largest <= few_cents(&dossier), "{} {name} {salt}: {}", folder.display(), apart.where_);
                assert_eq!(drawn.revenue, outcome.totals.revenue);
                compared += 1;
                exact += usize::from(apart.largest == 0);
                bitten += usize::from(outcome.totals.over_ceiling.is_positive());
            }
        }
    }
    eprintln!("{compared} {exact} {bitten}");
    assert!(
        compared >= 60 && exact >= 15 && bitten >= 5,
        "{compared} draws, {exact} the same, {bitten} over a ceiling"
    );
}

#[test]
fn a_shock_on_tariffs_is_the_year_at_those_tariffs() {
    let mut dossier = two_kinds();
    let model = small::read(&dossier, SLICED);
    let contract =
        |ceiling| Contract { insurer: "3311".to_owned(), year: 2026, performance: None, ceiling, support_limit: None };
    // 7000.00 at the tariff, 7350.00 above it: one ceiling bites in both, one only there, one never.
    for ceiling in [Some(Cents(650_000)), Some(Cents(710_000)), Some(Cents(900_000)), None] {
        dossier.reference.contracts = vec![contract(ceiling)];
        let mut dearer = dossier.clone();
        dearer.reference.integral_tariffs.iter_mut().for_each(|row| row.tariff.0 = row.tariff.0 * 105 / 100);
        let (once, opening) = ready(&dossier, &model, 0).unwrap();
        let urn = Urn::of(&once, &model, true).unwrap();
        let drawn = urn.draw(&urn.table.sums(&times(&once, |_| 1)), 0, Rate(1_050_000), &opening).unwrap();
        let outcome = ready(&dearer, &model, 0).unwrap().0.settle(&model, &opening).unwrap();
        let apart = Apart::of(&drawn, &outcome, &dossier);
        // All 70 claims are alike, so that each may be rounded the same way: half a cent of every claim.
        assert!(apart.largest <= 35, "{ceiling:?}: {}", apart.where_);
        assert!(outcome.totals.top_slices.is_positive());
    }
}

const SLICED: &str = "name = \"proef\"\n\
     [[top_slice]]\nname = \"kosten\"\nkind = \"budget\"\namount = \"900.00\"\nto = \"organisation\"\n\
     [[top_slice]]\nname = \"deel\"\nkind = \"percentage\"\npercentage = \"3\"\nperformances = [\"PRE\"]\nto = \"organisation\"\n\
     [[rule]]\nperformances = [\"PRE_C\"]\nrule = {kind = \"fixed_prices\", prices = \"shadow\", remainder = {kind = \"reserve\"}}\n\
     [[rule]]\nrule = {kind = \"discipline_shares\", within = \"shadow\", shares = {midwifery = \"60\", hospital = \"40\"}}\n";
