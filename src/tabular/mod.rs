//! The only room that knows polars: the large files as immutable columnar blobs, and tables over them.
//!
//! polars gets integers, dates and dictionary positions only: its decimals, means and sums of money have had silent
//! errors, so products, divisions and sums of money stay in `calc`.

pub mod batches;
mod blob;
mod columns;
mod lookup;
pub mod volumes;

use std::fmt;

/// A blob that cannot be made or read: not one of ours, damaged, or of codes that this dossier does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobFault(pub String);

impl fmt::Display for BlobFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BlobFault {}

impl From<polars::error::PolarsError> for BlobFault {
    fn from(fault: polars::error::PolarsError) -> BlobFault {
        BlobFault(fault.to_string())
    }
}
