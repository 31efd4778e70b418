//! Keys of TOML that go deeper than anything a person writes.

/// Most parts of one dotted key. Beyond any real document, and needed because every part is a level of nesting, which
/// takes stack when it is read and dropped; the TOML reader itself only limits brackets and braces.
const DEEPEST_KEY: usize = 16;

/// Where a key has more parts than any document of ours needs. Points in texts and remarks are no parts of a key.
pub fn endless_key(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut points) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => {
                at += string_length(&bytes[at..]);
                continue;
            }
            b'#' => {
                at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count();
                continue;
            }
            b'.' => points += 1,
            b'\n' | b'=' | b',' | b'{' | b'}' | b'[' | b']' => points = 0,
            _ => {}
        }
        if points >= DEEPEST_KEY {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// How many bytes the text between quotation marks takes that begins here; one that is not closed ends with its line.
fn string_length(rest: &[u8]) -> usize {
    let quotes: [&[u8]; 4] = [b"\"\"\"", b"'''", b"\"", b"'"];
    let Some(quote) = quotes.into_iter().find(|quote| rest.starts_with(quote)) else { return 1 };
    let one_line = quote.len() == 1;
    let mut at = quote.len();
    loop {
        match rest.get(at..) {
            None | Some([]) => return rest.len(),
            Some(tail) if tail.starts_with(quote) => return at + quote.len(),
            Some([b'\n', ..]) if one_line => return at,
            Some([b'\\', next, ..]) if quote[0] == b'"' && !(one_line && *next == b'\n') => at += 2,
            Some(_) => at += 1,
        }
    }
}
