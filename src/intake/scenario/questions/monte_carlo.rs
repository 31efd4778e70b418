//! `kind = "monte_carlo"`: how many draws, from which seed, and what shakes a whole year.

use crate::domain::decimal::Rate;
use crate::domain::question::QuestionKind;
use crate::domain::question::monte_carlo::MonteCarlo;
use crate::intake::model::context::say;
use crate::intake::model::read;
use crate::intake::model::section::{Item, Section};

/// Draws where none are asked.
const DRAWS: u32 = MonteCarlo::FEWEST_DRAWS;
/// The seed where none is asked.
const SEED: u64 = 1;

pub fn monte_carlo(section: &mut Section<'_>) -> Option<QuestionKind> {
    let draws = section.or("draws", DRAWS, |item| {
        let (fewest, most) = (MonteCarlo::FEWEST_DRAWS.into(), MonteCarlo::MOST_DRAWS.into());
        u32::try_from(read::whole(fewest, most)(item)?).ok()
    });
    let seed = section.or("seed", SEED, |item| u64::try_from(read::whole(0, i64::MAX)(item)?).ok());
    let cv_births = section.maybe("cv_births", variation);
    let cv_complex = section.maybe("cv_complex", variation);
    let cv_tariff = section.maybe("cv_tariff", variation);
    Some(QuestionKind::MonteCarlo(MonteCarlo {
        draws: draws?,
        seed: seed?,
        cv_births: cv_births?,
        cv_complex: cv_complex?,
        cv_tariff: cv_tariff?,
    }))
}

/// A coefficient of variation: 0.05 is five percent.
fn variation(item: &Item<'_>) -> Option<Rate> {
    let cv = read::rate(item)?;
    if cv > MonteCarlo::LARGEST_VARIATION {
        item.wrong(say(
            format!(
                "Een jaarlijkse spreiding is hoogstens {}; schrijf vijf procent als \"0.05\".",
                MonteCarlo::LARGEST_VARIATION
            ),
            format!("A yearly variation is at most {}; write five percent as \"0.05\".", MonteCarlo::LARGEST_VARIATION),
        ));
        return None;
    }
    Some(cv)
}
