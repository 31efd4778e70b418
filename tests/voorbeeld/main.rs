//! The example IGO of `fixtures/voorbeeld`: it is what its generator makes, and what its README says of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a test that cannot go on stops; the generator is a tool with small numbers"
)]

mod facts;
mod models;
mod regenerated;

#[path = "../support/laws.rs"]
mod laws;
#[path = "../support/runs.rs"]
mod runs;
#[path = "../support/temp.rs"]
mod temp;

// The generator, as `fixtures/generator/main.rs` puts it together.
#[path = "../../fixtures/generator/amounts.rs"]
mod amounts;
#[path = "../../fixtures/generator/awkward/mod.rs"]
mod awkward;
#[path = "../../fixtures/generator/calendar.rs"]
mod calendar;
#[path = "../../fixtures/generator/claiming.rs"]
mod claiming;
#[path = "../../fixtures/generator/dice.rs"]
mod dice;
#[path = "../../fixtures/generator/dossier.rs"]
mod dossier;
#[path = "../../fixtures/generator/finance.rs"]
mod finance;
#[path = "../../fixtures/generator/integral.rs"]
mod integral;
#[path = "../../fixtures/generator/make.rs"]
mod make;
#[path = "../../fixtures/generator/numbering.rs"]
mod numbering;
#[path = "../../fixtures/generator/participants.rs"]
mod participants;
#[path = "../../fixtures/generator/pathway.rs"]
mod pathway;
#[path = "../../fixtures/generator/population.rs"]
mod population;
#[path = "../../fixtures/generator/reference.rs"]
mod reference;
#[path = "../../fixtures/generator/shadow.rs"]
mod shadow;
#[path = "../../fixtures/generator/write.rs"]
mod write;
#[path = "../../fixtures/generator/year.rs"]
mod year;
