//! Chance: how often each episode is drawn, and the shocks of a year.
//!
//! Every number comes from a ChaCha8 stream that belongs to the seed, the year and what is drawn, at a place that belongs to
//! the draw and the episode. So it does not matter who draws it or when: the same seed gives the same bytes on any number of
//! threads, and models that are compared see the same years. Nothing here is an amount; shocks become exact decimals at once.

use crate::domain::decimal::Rate;
use crate::domain::question::monte_carlo::MonteCarlo;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

/// Draws that are made together: their numbers lie beside each other.
pub const LANES: usize = 64;

/// How often an episode can be drawn at most. Its chance of being drawn more often is below 2^-32 for every shock that the
/// reader lets through.
pub const MOST: u8 = u8::MAX;

/// Episodes that one thread draws at a time.
const EPISODES_AT_ONCE: usize = 1024;

/// How often each episode, in the order of their ids, is in each draw of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiplicities {
    pub rows: Vec<[u8; LANES]>,
}

impl Multiplicities {
    /// The most times that any episode is in any draw.
    pub fn most(&self) -> u8 {
        self.rows.par_iter().map(|row| row.iter().copied().max().unwrap_or_default()).max().unwrap_or_default()
    }
}

/// What happens to a whole year of one draw, each with mean 1 and independent of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shocks {
    /// On how often any episode is drawn.
    pub births: Rate,
    /// On how often an episode with complex care is, beside that.
    pub complex: Rate,
    /// On what insurers pay.
    pub tariff: Rate,
}

/// 1, as a factor.
pub const ONE: Rate = Rate(1_000_000);

impl Shocks {
    /// A year without shocks.
    pub const NONE: Shocks = Shocks { births: ONE, complex: ONE, tariff: ONE };
}

/// What is drawn.
#[derive(Clone, Copy)]
enum Drawn {
    Episodes = 1,
    Shocks = 2,
}

/// The dice of one year.
#[derive(Clone, Copy)]
pub struct Dice<'a> {
    question: &'a MonteCarlo,
    year: i32,
}

impl<'a> Dice<'a> {
    pub fn of(question: &'a MonteCarlo, year: i32) -> Dice<'a> {
        Dice { question, year }
    }

    fn stream(&self, what: Drawn, block: u64) -> ChaCha8Rng {
        let mut key = [0u8; 32];
        key[..8].copy_from_slice(&self.question.seed.to_le_bytes());
        key[8..12].copy_from_slice(&self.year.to_le_bytes());
        key[12] = what as u8;
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(block);
        stream
    }

    /// The shocks of every draw of a block.
    pub fn shocks(&self, block: u64) -> [Shocks; LANES] {
        let MonteCarlo { cv_births, cv_complex, cv_tariff, .. } = self.question;
        let mut stream = self.stream(Drawn::Shocks, block);
        let mut drawn = [Shocks::NONE; LANES];
        for shocks in &mut drawn {
            // Each is drawn whether it is asked for or not, so that asking for one leaves the others as they are.
            let mut factor = |cv: &Option<Rate>| log_normal(normal(&mut stream), cv.unwrap_or_default());
            *shocks = Shocks { births: factor(cv_births), complex: factor(cv_complex), tariff: factor(cv_tariff) };
        }
        drawn
    }

    /// How often each of the episodes is drawn, where `is_complex` says which have complex care: independently Poisson, with
    /// mean 1 times the shocks of its draw.
    pub fn multiplicities(&self, block: u64, shocks: &[Shocks; LANES], is_complex: &[bool]) -> Multiplicities {
        let mean = |of: fn(&Shocks) -> f64| shocks.each_ref().map(of);
        let plain = Thresholds::of(&mean(|shocks| decimal(shocks.births)));
        let complex = Thresholds::of(&mean(|shocks| decimal(shocks.births) * decimal(shocks.complex)));
        let mut rows = vec![[0u8; LANES]; is_complex.len()];
        rows.par_chunks_mut(EPISODES_AT_ONCE).enumerate().for_each(|(chunk, rows)| {
            let mut stream = self.stream(Drawn::Episodes, block);
            let first = chunk * EPISODES_AT_ONCE;
            stream.set_word_pos((first * LANES) as u128);
            let mut words = [0u32; LANES];
            for (row, is_complex) in rows.iter_mut().zip(&is_complex[first..]) {
                words.iter_mut().for_each(|word| *word = stream.next_u32());
                let thresholds = if *is_complex { &complex } else { &plain };
                *row = thresholds.count(&words);
            }
        });
        Multiplicities { rows }
    }
}

/// Cumulative chances of a Poisson number, per draw of a block, as 32-bit numbers.
struct Thresholds {
    /// The first is the chance of 0, the next of at most 1, and so on, until it is as good as certain.
    rows: Vec<[i32; LANES]>,
}

impl Thresholds {
    fn of(means: &[f64; LANES]) -> Thresholds {
        let mut rows: Vec<[i32; LANES]> = Vec::new();
        let mut chance = means.map(|mean| libm::exp(-mean));
        let mut at_most = chance;
        for times in 1..=u32::from(MOST) {
            let row = at_most.map(scaled);
            if row.iter().all(|chance| *chance == u32::MAX) {
                break;
            }
            rows.push(row.map(ordered));
            for ((chance, at_most), mean) in chance.iter_mut().zip(&mut at_most).zip(means) {
                *chance *= mean / f64::from(times);
                *at_most += *chance;
            }
        }
        Thresholds { rows }
    }

    /// The Poisson number that each 32-bit number stands for: how many thresholds lie below it.
    fn count(&self, words: &[u32; LANES]) -> [u8; LANES] {
        let words = words.map(ordered);
        let mut counts = [0u32; LANES];
        for row in &self.rows {
            for ((count, word), threshold) in counts.iter_mut().zip(&words).zip(row) {
                *count += u32::from(word > threshold);
            }
        }
        // At most so many as there are thresholds, which is at most `MOST`.
        counts.map(|count| u8::try_from(count).unwrap_or(MOST))
    }
}

/// Signed numbers in the order of unsigned ones: processors compare the former many at a time.
fn ordered(word: u32) -> i32 {
    (word ^ (1 << 31)).cast_signed()
}

/// A chance between 0 and 1 as a number of 32 bits. Nothing lies above the last one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between both ends on the same line")]
fn scaled(chance: f64) -> u32 {
    (chance * 4_294_967_296.0).clamp(0.0, f64::from(u32::MAX)) as u32
}

fn decimal(rate: Rate) -> f64 {
    rate.0 as f64 / Rate::SCALE as f64
}

/// A standard normal number (Box and Muller).
fn normal(stream: &mut ChaCha8Rng) -> f64 {
    // Neither 0 nor 1, so that there is a logarithm.
    let mut uniform = || ((stream.next_u64() >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
    let (radius, angle) = (uniform(), uniform());
    libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(std::f64::consts::TAU * angle)
}

/// A log-normal factor with mean 1 and this coefficient of variation, in 6 decimals: never negative, and as far below 1 in
/// ratio as above it.
#[expect(clippy::cast_possible_truncation, reason = "the reader lets no variation through that gives a large factor")]
fn log_normal(normal: f64, cv: Rate) -> Rate {
    if cv == Rate::default() {
        return ONE;
    }
    let cv = decimal(cv);
    let variance = libm::log1p(cv * cv);
    let factor = libm::exp(libm::sqrt(variance) * normal - variance / 2.0);
    Rate(libm::round(factor * Rate::SCALE as f64) as i64)
}
