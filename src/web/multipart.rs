//! A file in a form (`multipart/form-data`), with fields that say what it is.

use super::body::{Body, too_large};
use crate::app::fault::Fault;
use crate::domain::problem::ProblemCode;
use actix_multipart::{Multipart, MultipartError};
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::Bytes;
use futures_util::StreamExt;

/// What was sent.
#[derive(Debug, Default)]
pub struct SentFile {
    /// Names and values, without the file.
    pub fields: Vec<(String, String)>,
    pub file: Bytes,
}

/// The field that holds the file.
const FILE: &str = "file";
/// Bytes of a field.
const MOST_FIELD: usize = 1024;
/// Fields beside the file.
const MOST_FIELDS: usize = 32;
/// Bytes around the fields.
pub const AROUND: usize = 64 << 10;

/// Whether a body is a form.
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

impl SentFile {
    /// Reads a form with one file of at most so many bytes.
    pub async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<SentFile, Fault> {
        let trouble = body.trouble();
        let faulty = |fault: MultipartError| if trouble.is_none() { malformed(&fault) } else { trouble.fault() };
        let mut parts = Multipart::new(headers, body);
        let (mut file, mut fields) = (None, Vec::new());
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(faulty)?;
            let name = part.name().unwrap_or_default().to_owned();
            let most = if name == FILE { most } else { MOST_FIELD };
            let bytes = part.bytes(most).await.map_err(|_| too_large(most))?.map_err(faulty)?;
            if name == FILE {
                if file.replace(bytes).is_some() {
                    return Err(Fault::field(FILE, "", "Stuur één bestand tegelijk.", "Send one file at a time."));
                }
                continue;
            }
            let value = String::from_utf8(bytes.to_vec()).map_err(|_| {
                Fault::field(&name, "", "Dit veld is geen tekst in UTF-8.", "This field is no text in UTF-8.")
            })?;
            fields.push((name, value));
            if fields.len() > MOST_FIELDS {
                return Err(Fault::field(
                    FILE,
                    "",
                    "Het formulier heeft te veel velden.",
                    "The form has too many fields.",
                ));
            }
        }
        let file = file.ok_or_else(|| {
            Fault::field(FILE, "", "Zet het bestand in het veld 'file'.", "Put the file in the field 'file'.")
        })?;
        Ok(SentFile { fields, file })
    }

    /// As what stands behind the question mark, together with that: one way to say what a file is.
    pub fn query(&self, before: &str) -> String {
        let mut query = before.to_owned();
        for (name, value) in &self.fields {
            if !query.is_empty() {
                query.push('&');
            }
            escape(name, &mut query);
            query.push('=');
            escape(value, &mut query);
        }
        query
    }

    /// What makes this the same request as another, however its parts were put together.
    pub fn content(&self) -> Vec<u8> {
        let mut fields: Vec<String> = self.fields.iter().map(|(name, value)| format!("{name}={value}\u{1f}")).collect();
        fields.sort_unstable();
        let mut content = fields.concat().into_bytes();
        content.extend_from_slice(&self.file);
        content
    }
}

fn escape(text: &str, query: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
    }
}

fn malformed(fault: &MultipartError) -> Fault {
    Fault::new(
        ProblemCode::InvalidRequest,
        format!("Dit is geen goed opgebouwd formulier (multipart/form-data): {fault}."),
        format!("This is no well-made form (multipart/form-data): {fault}."),
    )
}
