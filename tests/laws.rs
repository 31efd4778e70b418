//! Laws of the calculation: what spec 2 promises for every dossier and every valid model, tried on generated ones.
//!
//! Each law stands in the spec or follows from it; the comment at a law says which clause and why. The generators make
//! whole dossiers and models of all kinds, small and full of ties, and `occurrence` proves that they reach every rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at what it did not expect")]

mod laws {
    // What is generated.
    mod care;
    mod case;
    mod ledger;
    mod pick;
    mod terms;
    mod trees;
    mod world;

    // What is looked at.
    mod inside;
    mod naive;

    // What must hold.
    mod allocation;
    mod baselines;
    mod books;
    mod guarantee;
    mod interim;
    mod limits;
    mod occurrence;
    mod once;
    mod order;
    mod overflow;
    mod pools;
    mod replay;
    mod scale;
    mod shifts;
    mod sign;
}
