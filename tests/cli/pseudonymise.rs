//! `pseudonymise`: keys that are kept, pseudonyms that practices share, and no number told anywhere.

use crate::ordered::Ordered;
use crate::program::{argument, done, failed, tell, without_hints};
use crate::temp::TempFolder;
use std::fs;
use std::path::{Path, PathBuf};

/// Drawn once for these tests; it protects nothing.
const KEY: &str = "8f1d2c3b4a5968770615243342516f7e9dacbbcadce8f70716253443526170bf";
/// Made-up numbers that pass the eleven-test.
const NUMBERS: [&str; 3] = ["123456782", "111222333", "100000009"];
const FIRST: &str = "pd7029c47f18d7635ef99004032a8b83d";

/// A folder with a key that nobody else can read, and a table.
struct Practice {
    folder: TempFolder,
}

impl Practice {
    fn new(table: &str) -> Practice {
        let practice = Practice { folder: TempFolder::new() };
        practice.write("sleutel", KEY);
        practice.write("zorg.csv", table);
        practice
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path.join(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path(file), text).unwrap();
        allow(&self.path(file), 0o600);
    }

    /// The arguments that hide the column `bsn` of the table, and more.
    fn arguments(&self, more: &[&str]) -> Vec<String> {
        let (table, key) = (self.path("zorg.csv"), self.path("sleutel"));
        let first = ["pseudonymise", argument(&table), "--key-file", argument(&key), "--column", "bsn"];
        first.iter().chain(more).map(|argument| (*argument).to_owned()).collect()
    }

    fn done(&self, more: &[&str]) -> String {
        done(&self.arguments(more).iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What is told when it ends with this code. A table that is refused is written nowhere, and nothing of it or of the
    /// key is told.
    #[track_caller]
    fn failed(&self, code: i32, more: &[&str]) -> String {
        let output = self.path("uit.csv");
        let more = [more, &["--output", argument(&output)]].concat();
        let told = failed(code, &self.arguments(&more).iter().map(String::as_str).collect::<Vec<_>>());
        assert!(!output.exists());
        for secret in NUMBERS.iter().chain(&[KEY, &KEY[..8], &KEY[56..]]) {
            assert!(!told.contains(secret), "{told}");
        }
        told
    }
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn allow(_: &Path, _: u32) {}

#[test]
fn a_column_is_replaced_and_the_others_stay() {
    let practice = Practice::new("bsn;datum;uren\n1234.56.782;1-3-2026;3,50\n;2-3-2026;1,00\n");
    let expected = format!("bsn;datum;uren\n{FIRST};1-3-2026;3,50\n;2-3-2026;1,00\n");
    assert_eq!(practice.done(&[]), expected);
    let output = practice.path("uit.csv");
    let told = practice.done(&["--output", argument(&output)]);
    let summary = "Regels: 2. Vervangen waarden: 1, waarvan verschillend: 1. Leeg gebleven: 1.\n\
                   Kenmerk van de sleutel: 3c0116a0. Een praktijk met hetzelfde kenmerk maakt dezelfde pseudoniemen.\n";
    assert_eq!(told, summary);
    assert_eq!(fs::read_to_string(&output).unwrap(), expected);
    let told = Ordered::parse(&practice.done(&["--output", argument(&output), "--format", "json"]));
    assert_eq!(told.keys(), ["rows", "replaced", "different", "empty", "key_fingerprint"]);
}

#[test]
fn two_practices_agree_on_episodes_and_no_number_leaves_them() {
    let first = Practice::new("Nr;BSN;Graviditeit;Datum;Code;Aantal\n1;123456782;2;1-3-2026;V1101;1\n");
    let second = Practice::new("nr,bsn,gravida,dag,code,aantal\n7,1234 56 782,2,2026-03-02,K120,3.5\n");
    let files = [(&first, "Graviditeit", "Datum", "VP01"), (&second, "gravida", "dag", "KZ01")];
    let episodes = files.map(|(practice, gravida, date, who)| {
        let (hidden, mapping) = (practice.path("verborgen.csv"), practice.path("mapping.toml"));
        practice.done(&["--output", argument(&hidden), "--rename", "bsn=persoon"]);
        assert!(!fs::read_to_string(&hidden).unwrap().contains("12345678"));
        let columns = [
            ("delivery_id", format!("text = \"{who}-{{nr}}\"")),
            // A pseudonym is of a person: the number of the pregnancy makes it that of an episode.
            ("episode_id", format!("text = \"{{persoon}}-{{{gravida}}}\"")),
            ("date", format!("from = \"{date}\"")),
            ("participant", format!("value = \"{who}\"")),
            ("activity", "from = \"code\"".to_owned()),
            ("quantity", "from = \"aantal\"".to_owned()),
        ];
        let columns = columns.map(|(column, says)| format!("[column.{column}]\n{says}\n")).concat();
        fs::write(&mapping, format!("file = \"deliveries.csv\"\n{columns}")).unwrap();
        let deliveries = done(&["convert", argument(&mapping), argument(&hidden)]);
        deliveries.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned()
    });
    assert_eq!(episodes, [format!("{FIRST}-2"), format!("{FIRST}-2")]);
}

#[test]
fn a_wrong_number_is_refused_at_its_line_and_told_nowhere() {
    let practice = Practice::new("bsn,naam\n123456782,A\n123456789,B\n111222333,C\n12345,D\n");
    let told = practice.failed(3, &["--language", "en"]).replace(argument(&practice.path("zorg.csv")), "zorg.csv");
    let sentence = "[invalid_bsn] Column 'bsn' has no citizen service number here (9 digits that pass the eleven-test). \
                    Mend it, or use --any for numbers that are none.";
    let expected = format!(
        "The table has 2 errors and was not pseudonymised. (invalid_bsn)\n\
         zorg.csv:3 bsn {sentence}\nzorg.csv:5 bsn {sentence}\n"
    );
    assert_eq!(without_hints(&told), expected);
    assert!(!expected.contains("12345"));
    let document = Ordered::parse(&practice.failed(3, &["--format", "json"]));
    assert_eq!(document.get("code").text(), "invalid_bsn");
    assert!(document.get("errors").list().iter().all(|error| error.get("value").text().is_empty()));
}

#[test]
fn a_table_that_keeps_numbers_in_another_column_is_refused() {
    let rows: String = NUMBERS.iter().map(|number| format!("{number},{number}\n")).collect();
    let practice = Practice::new(&format!("bsn,patient\n{rows}"));
    let told = practice.failed(3, &[]).replace(argument(&practice.path("zorg.csv")), "zorg.csv");
    let expected = "De tabel heeft 1 fout en is niet gepseudonimiseerd. (bsn_suspected)\n\
                    zorg.csv patient [bsn_suspected] In kolom 'patient' blijven burgerservicenummers staan; noem die kolom ook met --column, of verwijder haar.\n";
    assert_eq!(without_hints(&told), expected);
    let hidden = practice.done(&["--column", "patient"]);
    assert!(NUMBERS.iter().all(|number| !hidden.contains(number)), "{hidden}");
}

#[test]
fn a_key_that_is_short_or_guessable_or_no_key_is_refused() {
    let practice = Practice::new("bsn\n123456782\n");
    for (key, code) in [
        (&KEY[..62], "weak_key"),
        ("", "weak_key"),
        (&"00".repeat(32), "weak_key"),
        (&"ab".repeat(32), "weak_key"),
        ("geheim geheim geheim geheim geheim", "invalid_key"),
        ("é\u{0}", "invalid_key"),
    ] {
        practice.write("sleutel", key);
        let told = practice.failed(3, &[]);
        let told = without_hints(&told);
        assert!(told.ends_with(&format!(" ({code})\n")) && told.lines().count() == 1, "{told}");
    }
    fs::write(practice.path("sleutel"), [0xff, 0xfe, 0x00]).unwrap();
    let document = Ordered::parse(&practice.failed(3, &["--format", "json"]));
    assert_eq!(document.get("code").text(), "invalid_key");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused() {
    let practice = Practice::new("bsn\n123456782\n");
    for mode in [0o644, 0o604, 0o640, 0o602] {
        allow(&practice.path("sleutel"), mode);
        let told = practice.failed(3, &[]);
        let told = without_hints(&told);
        assert!(told.ends_with(" (exposed_key)\n") && told.contains("chmod 600"), "{told}");
    }
    allow(&practice.path("sleutel"), 0o400);
    practice.done(&[]);
}

#[test]
fn a_new_key_is_drawn_kept_to_its_owner_and_never_overwrites() {
    let practice = Practice::new("bsn\n123456782\n");
    let make = |file: &str| {
        let path = practice.path(file);
        let told = tell(&["pseudonymise", "--new-key", argument(&path)]);
        assert_eq!((told.code, told.err.as_str()), (Some(0), ""));
        let text = fs::read_to_string(&path).unwrap();
        let digits = text.lines().last().unwrap().to_owned();
        assert!(digits.len() == 64 && !told.out.contains(&digits[..8]), "{}", told.out);
        assert!(told.out.starts_with("Sleutel geschreven naar "), "{}", told.out);
        digits
    };
    assert_ne!(make("een"), make("twee"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(practice.path("een")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let before = fs::read(practice.path("een")).unwrap();
    let told = failed(2, &["pseudonymise", "--new-key", argument(&practice.path("een"))]);
    assert!(told.ends_with(" is er al en wordt niet overschreven.\n"), "{told}");
    assert_eq!(fs::read(practice.path("een")).unwrap(), before);
    fs::rename(practice.path("een"), practice.path("sleutel")).unwrap();
    let made = practice.done(&[]);
    assert!(made.starts_with("bsn\np") && made.len() == 38 && !made.contains(FIRST), "{made}");
}

#[test]
fn other_numbers_are_those_of_whoever_gave_them() {
    let practice = Practice::new("bsn\n1001\n");
    let [one, other] = ["VP01", "VP02"].map(|whose| practice.done(&["--any", whose]));
    assert_eq!(one, "bsn\np84c2b1e40113189d8785e6fc5e1b59c9\n");
    assert_ne!(one, other);
}

#[test]
fn what_was_asked_must_be_possible() {
    let practice = Practice::new("bsn,naam\n123456782,A\n");
    let (table, key) = (practice.path("zorg.csv"), practice.path("sleutel"));
    let (table, key) = (argument(&table), argument(&key));
    for arguments in [
        vec!["pseudonymise"],
        vec!["pseudonymise", table],
        vec!["pseudonymise", table, "--key-file", key],
        vec!["pseudonymise", table, "--column", "bsn"],
        vec!["pseudonymise", table, "--new-key", "nergens/sleutel"],
        vec!["pseudonymise", table, "--key-file", key, "--column", "bsn", "--rename", "bsn"],
        vec!["pseudonymise", table, "--key-file", key, "--column", "bsn", "--any", ""],
        vec!["pseudonymise", table, "--key-file", key, "--column", "bsn", "--separator", ";"],
        vec!["pseudonymise", "nergens.csv", "--key-file", key, "--column", "bsn"],
        vec!["pseudonymise", table, "--key-file", "nergens", "--column", "bsn"],
        vec!["pseudonymise", table, "--key-file", key, "--column", "bsn", "--output", table],
        vec!["pseudonymise", table, "--key-file", key, "--column", "bsn", "--output", key],
    ] {
        failed(2, &arguments);
    }
    assert_eq!(fs::read_to_string(practice.path("sleutel")).unwrap(), KEY);
    failed(1, &["pseudonymise", "--new-key", argument(&practice.path("nergens").join("sleutel"))]);
    let told = failed(3, &["pseudonymise", table, "--key-file", key, "--column", "nummer"]);
    let told = without_hints(&told);
    assert!(told.ends_with(":1 nummer [missing_column] De kolom 'nummer' ontbreekt in de kopregel.\n"), "{told}");
}
