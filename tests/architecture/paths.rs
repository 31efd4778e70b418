//! The paths that a file uses. They are read from the tokens, so that those within macros count too.

use crate::source::Source;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// `crate::calc::run` as it stands somewhere in a file.
pub struct UsedPath {
    pub segments: Vec<String>,
    /// The module it stands in.
    module: Vec<String>,
    pub line: usize,
}

impl UsedPath {
    /// Its segments from the root of our crate, or `None` for what is another crate's or the file's own.
    pub fn within_crate(&self) -> Option<Vec<String>> {
        let head = self.segments.first()?.as_str();
        // `self::super::x` is `super::x`.
        let from = if head == "self" { &self.segments[1..] } else { &self.segments[..] };
        let supers = from.iter().take_while(|segment| *segment == "super").count();
        match head {
            "crate" | "verdeelsleutel" => Some(self.segments[1..].to_vec()),
            "self" | "super" => {
                let above = self.module.len().checked_sub(supers)?;
                Some([&self.module[..above], &from[supers..]].concat())
            }
            // At the root of the crate a room is in sight by its bare name.
            _ if self.module.is_empty() => Some(self.segments.clone()),
            _ => None,
        }
    }
}

/// Every path of a file with `::` in it, and every `use`.
pub fn used_paths(source: &Source) -> Vec<UsedPath> {
    let mut reader = Reader { module: source.module.clone(), found: Vec::new() };
    reader.read(source.tokens.clone());
    reader.found
}

struct Reader {
    module: Vec<String>,
    found: Vec<UsedPath>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if let Some((name, body)) = inline_module(&tokens[at..]) {
                self.module.push(name);
                self.read(body.stream());
                self.module.pop();
                at += 3;
                continue;
            }
            match &tokens[at] {
                TokenTree::Ident(_) => {
                    let used = at > 0 && is_word(&tokens[at - 1], "use");
                    at = self.path(&tokens, at, Vec::new(), used);
                }
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Reads a path from its first word on; gives where it ends. `whole`: a path of one word counts too.
    fn path(&mut self, tokens: &[TokenTree], from: usize, mut segments: Vec<String>, whole: bool) -> usize {
        let line = tokens[from].span().start().line;
        let mut at = from;
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(word)) => segments.push(word.to_string()),
                Some(TokenTree::Punct(star)) if star.as_char() == '*' => segments.push("*".to_owned()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.group(group, &segments);
                    return at + 1;
                }
                _ => break,
            }
            at += 1;
            if !is_sign(tokens.get(at), ':') || !is_sign(tokens.get(at + 1), ':') {
                break;
            }
            at += 2;
        }
        if segments.len() > 1 || whole {
            self.found.push(UsedPath { segments, module: self.module.clone(), line });
        }
        at.max(from + 1)
    }

    /// `{calc::run, domain::{self, money}}`, each part behind what stood before the brace.
    fn group(&mut self, group: &Group, before: &[String]) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        for part in tokens.split(|token| is_sign(Some(token), ',')) {
            if is_word_at(part, "self") && part.len() == 1 {
                let line = part[0].span().start().line;
                self.found.push(UsedPath { segments: before.to_vec(), module: self.module.clone(), line });
            } else if !part.is_empty() {
                self.path(part, 0, before.to_vec(), true);
            }
        }
    }
}

fn inline_module(tokens: &[TokenTree]) -> Option<(String, Group)> {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Group(body), ..]
            if word == "mod" && body.delimiter() == Delimiter::Brace =>
        {
            Some((name.to_string(), body.clone()))
        }
        _ => None,
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_word_at(tokens: &[TokenTree], word: &str) -> bool {
    tokens.first().is_some_and(|token| is_word(token, word))
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}
