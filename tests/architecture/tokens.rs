//! What may not stand in a file: floats, panics, clocks, unexplained permissions.

use crate::imports::{none, room};
use crate::source::{Source, rust_in};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Every run of tokens of a file, those within brackets and macros too.
fn walk(tokens: TokenStream, visit: &mut impl FnMut(&[TokenTree])) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    visit(&tokens);
    for token in tokens {
        if let TokenTree::Group(group) = token {
            walk(group.stream(), visit);
        }
    }
}

/// A fault wherever `wrong` says something about the tokens from there on.
pub fn faults(source: &Source, wrong: impl Fn(&[TokenTree]) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    walk(source.tokens.clone(), &mut |tokens| {
        for at in 0..tokens.len() {
            if let Some(fault) = wrong(&tokens[at..]) {
                found.push(format!("{}:{} {fault}", source.path, tokens[at].span().start().line));
            }
        }
    });
    found
}

/// The words that begin a run of tokens.
pub fn word(tokens: &[TokenTree]) -> Option<String> {
    match tokens.first() {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        _ => None,
    }
}

pub fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// The tokens within `#[…]` or `#![…]`.
fn attribute(tokens: &[TokenTree]) -> Option<TokenStream> {
    let inside = match tokens {
        [hash, TokenTree::Group(group), ..] if is_sign(Some(hash), '#') => group,
        [hash, bang, TokenTree::Group(group), ..] if is_sign(Some(hash), '#') && is_sign(Some(bang), '!') => group,
        _ => return None,
    };
    (inside.delimiter() == Delimiter::Bracket).then(|| inside.stream())
}

/// Binary floating point, which cannot hold a cent.
pub fn floats(source: &Source) -> Vec<String> {
    if room(&source.room).is_some_and(|room| room.floats) {
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(source.tokens.clone(), &mut |tokens| {
        for (at, token) in tokens.iter().enumerate() {
            // In `pair.0.1` a number follows one point and is no float; in `0..1.5` it follows two and is.
            let point = |back: usize| at.checked_sub(back).is_some_and(|at| is_sign(tokens.get(at), '.'));
            let fault = match token {
                TokenTree::Ident(word) if word == "f32" || word == "f64" => Some(format!("uses {word}")),
                TokenTree::Literal(literal) if !point(1) || point(2) => float(literal),
                _ => None,
            };
            found.extend(fault.map(|fault| format!("{}:{} {fault}", source.path, token.span().start().line)));
        }
    });
    found
}

/// `1.5`, `2e3`, `1f64`.
fn float(literal: &proc_macro2::Literal) -> Option<String> {
    let is_float = match syn::Lit::new(literal.clone()) {
        syn::Lit::Float(_) => true,
        syn::Lit::Int(number) => number.suffix().starts_with('f'),
        _ => false,
    };
    is_float.then(|| format!("has the float {literal}"))
}

/// Ways to stop the whole program for one broken expectation.
pub fn panics(source: &Source) -> Vec<String> {
    if source.is_test() {
        return Vec::new();
    }
    faults(source, |tokens| {
        let name = word(tokens.get(1..).unwrap_or_default());
        if let (true, Some(name), Some(TokenTree::Group(_))) = (is_sign(tokens.first(), '.'), &name, tokens.get(2)) {
            let stops = ["unwrap", "expect", "unwrap_err", "expect_err"].contains(&name.as_str());
            return stops.then(|| format!("stops with .{name}()"));
        }
        let name = word(tokens)?;
        let stops = ["panic", "todo", "unimplemented", "dbg"].contains(&name.as_str());
        (stops && is_sign(tokens.get(1), '!')).then(|| format!("stops with {name}!"))
    })
}

/// Permissions that do not say why they are given.
pub fn unexplained_permissions(source: &Source) -> Vec<String> {
    faults(source, |tokens| {
        let text = attribute(tokens)?.to_string();
        let permits = ["allow (", "allow(", "expect (", "expect("].iter().any(|word| text.contains(word));
        (permits && !text.contains("reason")).then(|| format!("has no reason: #[{text}]"))
    })
}

/// Tests belong in a file of their own, here or under `tests/`.
pub fn tests_in_the_tail(source: &Source) -> Vec<String> {
    if source.is_test() {
        return Vec::new();
    }
    faults(source, |tokens| (attribute(tokens)?.to_string() == "test").then(|| "has a test in its tail".to_owned()))
}

/// Tests that do not run.
pub fn ignored_tests(source: &Source) -> Vec<String> {
    faults(source, |tokens| {
        let text = attribute(tokens)?.to_string();
        text.starts_with("ignore").then(|| "has a test that does not run".to_owned())
    })
}

/// Waiting, in a room that may not.
pub fn waiting(source: &Source) -> Vec<String> {
    if room(&source.room).is_some_and(|room| room.waits) {
        return Vec::new();
    }
    faults(source, |tokens| {
        let word = word(tokens)?;
        ["async", "await"].contains(&word.as_str()).then(|| format!("{} may not wait: {word}", source.room))
    })
}

/// Clocks, chance and orders that change from run to run, in a pure room.
pub fn impurities(source: &Source) -> Vec<String> {
    const WORDS: [&str; 10] = [
        "HashMap",
        "HashSet",
        "RandomState",
        "DefaultHasher",
        "SystemTime",
        "Instant",
        "Utc",
        "Local",
        "rand",
        "thread_rng",
    ];
    if !room(&source.room).is_some_and(|room| room.pure) {
        return Vec::new();
    }
    faults(source, |tokens| {
        let word = word(tokens)?;
        WORDS.contains(&word.as_str()).then(|| format!("{} is pure: {word}", source.room))
    })
}

/// `print!` and its like stop the program when nobody listens any more; only a command writes, and to a stream.
pub fn printing(source: &Source) -> Vec<String> {
    faults(source, |tokens| {
        let word = word(tokens)?;
        let prints = ["print", "println", "eprint", "eprintln"].contains(&word.as_str());
        (prints && is_sign(tokens.get(1), '!')).then(|| format!("prints with {word}!"))
    })
}

/// SQL outside the room that knows it.
pub fn sql(source: &Source) -> Vec<String> {
    const BEGINS: [&str; 6] = ["select ", "insert into ", "delete from ", "create table ", "alter table ", "pragma "];
    if source.room == "store" {
        return Vec::new();
    }
    faults(source, |tokens| {
        let Some(TokenTree::Literal(literal)) = tokens.first() else { return None };
        let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) else { return None };
        let text = text.value().trim_start().to_lowercase();
        BEGINS.iter().any(|begin| text.starts_with(begin)).then(|| format!("{} may not know SQL", source.room))
    })
}

/// Holds every file of these folders to a check.
#[track_caller]
pub fn everywhere(folders: &[&str], check: fn(&Source) -> Vec<String>) {
    none(&folders.iter().flat_map(|folder| rust_in(folder)).flat_map(|source| check(&source)).collect::<Vec<_>>());
}

#[test]
fn money_meets_no_binary_floating_point() {
    everywhere(&["src"], floats);
}

#[test]
fn nothing_outside_tests_stops_the_program() {
    everywhere(&["src"], panics);
}

#[test]
fn every_permission_says_why() {
    everywhere(&["src", "fixtures"], unexplained_permissions);
}

#[test]
fn tests_stand_beside_a_file_and_not_in_its_tail() {
    everywhere(&["src"], tests_in_the_tail);
}

#[test]
fn every_test_runs() {
    everywhere(&["src", "tests", "fixtures"], ignored_tests);
}

#[test]
fn only_the_rooms_at_the_door_wait() {
    everywhere(&["src"], waiting);
}

#[test]
fn pure_rooms_know_no_clock_no_chance_and_no_changing_order() {
    everywhere(&["src"], impurities);
}

#[test]
fn nothing_prints_to_who_may_not_listen() {
    everywhere(&["src"], printing);
}

#[test]
fn only_the_store_knows_sql() {
    everywhere(&["src"], sql);
}
