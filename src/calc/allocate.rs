//! The largest-remainder division of spec 2.1: every cent is given, none is made, and ties fall by a hash that any
//! language can reproduce.

use crate::domain::money::Overflow;
use std::cmp::Reverse;

const FNV_OFFSET: u64 = 14_695_981_039_346_656_037;
const FNV_PRIME: u64 = 1_099_511_628_211;
/// ␟, the unit separator between the parts of a salt and before the key.
const SEPARATOR: u8 = 0x1F;

fn fnv1a64_from(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

/// What makes the ties of one division fall differently from those of another: parts joined by ␟.
#[derive(Clone, Copy, Debug)]
pub struct Salt<'a>(pub &'a [&'a str]);

impl Salt<'_> {
    /// fnv1a64(salt ␟ key).
    pub fn hash(self, key: &str) -> u64 {
        let after_parts = self.0.iter().fold(FNV_OFFSET, |state, part| {
            let state = fnv1a64_from(state, part.as_bytes());
            fnv1a64_from(state, &[SEPARATOR])
        });
        fnv1a64_from(after_parts, key.as_bytes())
    }
}

/// Divides `amount` over keys in proportion to `weights` (not negative), into `shares` (one per weight, overwritten).
///
/// Each key gets floor(|amount|·w/W); the cents left over go one each to the largest remainders, equal remainders in
/// the order of fnv1a64(salt ␟ key), then of the key's bytes. The sign is put back at the end, so that
/// `allocate(−A) = −allocate(A)`. Returns `false`, with all shares zero, where no weight is positive: the caller says
/// what happens then; nothing is ever divided equally in silence.
pub fn allocate_into<'k>(
    amount: i64,
    weights: &[i64],
    key: impl Fn(usize) -> &'k str,
    salt: Salt<'_>,
    shares: &mut Vec<i64>,
) -> Result<bool, Overflow> {
    shares.clear();
    shares.resize(weights.len(), 0);
    let mut total: u128 = 0;
    for weight in weights {
        total += u128::from(u64::try_from(*weight).map_err(|_| Overflow)?);
    }
    if total == 0 {
        return Ok(false);
    }
    let size = u128::from(amount.unsigned_abs());
    if let [_] = weights {
        // The only key gets all: of the care in most claims one participant has a value. An amount without an opposite is
        // too large here as it is for several keys.
        amount.checked_abs().ok_or(Overflow)?;
        shares[0] = amount;
        return Ok(true);
    }
    let mut remainders: Vec<(u128, usize)> = Vec::new();
    let mut given: u128 = 0;
    // Over a whole country most have no weight in a division: they get 0, and have no remainder.
    for (at, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0) {
        let product = size * u128::from(weight.unsigned_abs());
        // A division of 64 bits is several times cheaper, and nearly always wide enough.
        let (whole, rest) = match (u64::try_from(product), u64::try_from(total)) {
            (Ok(small), Ok(by)) => (u128::from(small / by), u128::from(small % by)),
            _ => (product / total, product % total),
        };
        shares[at] = i64::try_from(whole).map_err(|_| Overflow)?;
        given += whole;
        if rest > 0 {
            remainders.push((rest, at));
        }
    }
    let left = usize::try_from(size - given).map_err(|_| Overflow)?;
    if left > 0 {
        for at in largest_remainders(&mut remainders, left, &key, salt) {
            shares[*at] += 1;
        }
    }
    if amount < 0 {
        shares.iter_mut().for_each(|share| *share = -*share);
    }
    Ok(true)
}

/// The positions of the `left` largest remainders. Only a group that is cut in two by the border needs its hashes.
fn largest_remainders<'r, 'k>(
    remainders: &'r mut [(u128, usize)],
    left: usize,
    key: &impl Fn(usize) -> &'k str,
    salt: Salt<'_>,
) -> impl Iterator<Item = &'r usize> {
    // Who is above the border gets one in any order, so they need not be sorted among each other.
    let border = remainders.select_nth_unstable_by_key(left - 1, |(rest, _)| Reverse(*rest)).1.0;
    let first = gather_first(remainders, |rest| rest > border);
    let level = gather_first(&mut remainders[first..], |rest| rest == border);
    if first + level > left {
        remainders[first..first + level].sort_by_cached_key(|(_, at)| (salt.hash(key(*at)), key(*at)));
    }
    remainders[..left].iter().map(|(_, at)| at)
}

/// Puts those for which something holds before the others; how many they are.
fn gather_first(remainders: &mut [(u128, usize)], holds: impl Fn(u128) -> bool) -> usize {
    let mut count = 0;
    for at in 0..remainders.len() {
        if holds(remainders[at].0) {
            remainders.swap(at, count);
            count += 1;
        }
    }
    count
}

/// [`allocate_into`] with shares of its own; `None` where no weight is positive.
pub fn allocate<'k>(
    amount: i64,
    weights: &[i64],
    key: impl Fn(usize) -> &'k str,
    salt: Salt<'_>,
) -> Result<Option<Vec<i64>>, Overflow> {
    let mut shares = Vec::new();
    Ok(allocate_into(amount, weights, key, salt, &mut shares)?.then_some(shares))
}
