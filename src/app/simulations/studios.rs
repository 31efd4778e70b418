//! Dossiers on the table: whoever asks for another value of the same thing redoes only what that touches (spec 3,
//! "Speed").

use crate::app::dossiers::Inputs;
use crate::calc::receipt::input_sha256;
use crate::domain::dossier::Dossier;
use crate::simulate::kept::Kept;
use crate::simulate::studio::Studio;
use std::convert::Infallible;
use std::sync::Arc;

/// Deliveries of all together, beyond which the one that was asked for the longest ago goes.
const ROOM: usize = 1_000_000;
/// A small one weighs as much as what is made of it.
const LEAST: usize = 250_000;

/// The last few, by organisation and by the hashes of everything that they are made of: what changes makes another.
#[derive(Clone)]
pub struct Studios(Arc<Kept<(String, Inputs), Studio>>);

impl Default for Studios {
    fn default() -> Studios {
        Studios(Arc::new(Kept::new(ROOM)))
    }
}

impl Studios {
    /// The one of a dossier of these inputs. Takes a while where it is not there yet.
    pub fn get(&self, organisation: &str, inputs: &Inputs, dossier: Arc<Dossier>) -> Arc<Studio> {
        let made: Result<Arc<Studio>, Infallible> = self.0.get(
            |(of, known)| of == organisation && known == inputs,
            || {
                let weight = dossier.deliveries.id.len().max(LEAST);
                let studio = Studio::new(Arc::clone(&dossier), &input_sha256(&dossier));
                Ok(((organisation.to_owned(), inputs.clone()), weight, studio))
            },
        );
        match made {
            Ok(studio) => studio,
            Err(never) => match never {},
        }
    }
}
