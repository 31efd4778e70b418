//! A few frames in one run of bytes: the rows, and the dictionaries their coded columns point into.
//!
//! `VSL1`, then per frame: length of its name (1 byte), name, length of its bytes (8 bytes, little-endian), Arrow IPC.
//! The same rows in the same order give the same bytes, so that a blob can be addressed by its SHA-256.

use super::BlobFault;
use polars::prelude::{DataFrame, IpcReader, IpcWriter, SerReader, SerWriter};
use std::io::Cursor;

const MAGIC: &[u8; 4] = b"VSL1";

/// Named frames to bytes.
pub fn encode(frames: Vec<(String, DataFrame)>) -> Result<Vec<u8>, BlobFault> {
    let mut bytes = MAGIC.to_vec();
    for (name, mut frame) in frames {
        let mut body = Vec::new();
        IpcWriter::new(&mut body).finish(&mut frame)?;
        let name_length = u8::try_from(name.len()).map_err(|_| BlobFault(format!("name too long: {name}")))?;
        bytes.push(name_length);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(&u64::try_from(body.len()).unwrap_or(u64::MAX).to_le_bytes());
        bytes.append(&mut body);
    }
    Ok(bytes)
}

/// Bytes to named frames, in their order.
pub fn decode(bytes: &[u8]) -> Result<Vec<(String, DataFrame)>, BlobFault> {
    let damaged = || BlobFault("the blob is damaged or not one of ours".to_owned());
    let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
    let mut frames = Vec::new();
    while !rest.is_empty() {
        let (name_length, after) = rest.split_first().ok_or_else(damaged)?;
        let (name, after) = after.split_at_checked(usize::from(*name_length)).ok_or_else(damaged)?;
        let (length, after) = after.split_first_chunk::<8>().ok_or_else(damaged)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| damaged())?;
        let (body, after) = after.split_at_checked(length).ok_or_else(damaged)?;
        let name = std::str::from_utf8(name).map_err(|_| damaged())?.to_owned();
        let mut frame = IpcReader::new(Cursor::new(body)).finish()?;
        frame.rechunk_mut();
        frames.push((name, frame));
        rest = after;
    }
    Ok(frames)
}
