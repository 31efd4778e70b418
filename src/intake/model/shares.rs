//! Fixed percentages over disciplines or participants: together exactly 100 (spec 2.4).

use super::context::say;
use super::read;
use super::section::Item;
use crate::domain::decimal::Rate;

/// Reads `{code = "27.5", …}`; `find` turns a code into its position, or reports it.
pub(in crate::intake) fn shares<T: Copy + Ord>(
    item: &Item<'_>,
    find: impl Fn(&Item<'_>, &str) -> Option<T>,
) -> Option<Vec<(T, Rate)>> {
    let entries = item.by_code()?;
    let read: Vec<(Option<T>, Option<Rate>)> =
        entries.iter().map(|(code, entry)| (find(entry, code), read::percentage(entry))).collect();
    // Whoever an unknown code is, its percentage counts: a wrong sum is told beside the wrong code, not after it.
    if let Some(percentages) = read.iter().map(|(_, share)| *share).collect::<Option<Vec<Rate>>>() {
        check_sum(item, &percentages);
    }
    let mut shares = read.into_iter().map(|(who, share)| who.zip(share)).collect::<Option<Vec<_>>>()?;
    shares.sort_unstable();
    Some(shares)
}

fn check_sum(item: &Item<'_>, percentages: &[Rate]) {
    // Each is at most 100, so no document is long enough to overflow the sum.
    let sum = Rate(percentages.iter().map(|share| share.0).fold(0, i64::saturating_add));
    if sum == Rate::HUNDRED {
        return;
    }
    item.context.report(
        item.context.general,
        &item.place,
        sum.to_string(),
        say(
            format!("De aandelen tellen op tot {sum} in plaats van precies 100."),
            format!("The shares add up to {sum} instead of exactly 100."),
        ),
    );
}
