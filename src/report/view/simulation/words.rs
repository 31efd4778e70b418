//! What is said of what is not shown, and what no sentence that is shown may say.

use crate::domain::simulation::{Assumption, assume};

/// Whether something stands in a text as an amount does: digits, a mark and two digits.
pub fn has_amount(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_mark = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'.' | b','));
    (1..bytes.len()).any(|at| is_mark(at) && is_digit(at - 1) && is_digit(at + 1) && is_digit(at + 2))
}

pub fn singled_out() -> Assumption {
    assume(
        "Dit scenario verandert iets van één andere deelnemer. Wat dat met uw eigen bedragen doet, zou diens bedragen \
         prijsgeven, en is daarom weggelaten.",
        "This scenario changes something of one other participant. What that does to your own figures would give its \
         figures away, and is left out therefore.",
    )
}

pub fn too_many() -> Assumption {
    assume(
        "Er staan te veel jaren, modellen en punten naast elkaar om van alle te kunnen nagaan dat ze niets van een ander \
         prijsgeven. De laatste totalen zijn daarom weggelaten.",
        "There are too many years, models and points side by side to make sure that all of them give nothing of another \
         away. The last totals are left out therefore.",
    )
}

pub fn not_thought_out() -> Assumption {
    assume(
        "Dit antwoord is alleen voor de controller en de accountant: er kunnen bedragen van een andere deelnemer uit volgen.",
        "This answer is for the controller and the auditor only: figures of another participant may follow from it.",
    )
}

pub fn name_withheld() -> Assumption {
    assume(
        "De naam van wat varieert noemt een andere deelnemer en is weggelaten.",
        "The name of what varies names another participant and is left out.",
    )
}

pub fn assumptions_withheld(count: usize) -> Assumption {
    assume(
        format!("Aannames die een andere deelnemer of een tarief noemen, zijn weggelaten ({count})."),
        format!("Assumptions that name another participant or a tariff are left out ({count})."),
    )
}
