//! Why something cannot be read, as a key of the labels: a library's own words are for programmers.

/// Words of the libraries and what they mean; the first that occurs decides.
const KNOWN: &[(&str, &str)] = &[
    ("row > ", "beyond"),
    ("column > ", "beyond"),
    ("#?", "error_value"),
    ("cell limit", "too_many_cells"),
    ("permission denied", "denied"),
    ("resource busy", "busy"),
    ("used by another process", "busy"),
    ("input/output error", "disk"),
    ("utf", "encoding"),
    ("encoding", "encoding"),
    ("code page", "encoding"),
    ("codepage", "encoding"),
    ("unsupported", "unsupported"),
    ("biff version", "unsupported"),
    ("compression method", "unsupported"),
    ("unexpected end", "cut"),
    ("unexpected eof", "cut"),
    ("past end of file", "cut"),
    ("end of file", "cut"),
    ("failed to fill", "cut"),
    ("eocd", "cut"),
    ("central directory", "cut"),
    ("not found", "part_missing"),
    ("no such file", "part_missing"),
    ("changed while", "busy"),
];

/// The label of a cause; what is not known is damage.
pub(super) fn cause(detail: &str) -> String {
    let detail = detail.to_lowercase();
    let known = KNOWN.iter().find(|(words, _)| detail.contains(words));
    format!("@unreadable.{}", known.map_or("damaged", |(_, cause)| cause))
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, cause};
    use crate::config::{Config, Templates};

    #[test]
    fn every_cause_has_words_in_both_languages() {
        let config = Config::load(&Templates::default()).unwrap();
        for code in KNOWN.iter().map(|(_, code)| *code).chain(["damaged"]) {
            let key = format!("unreadable.{code}");
            assert!(config.zh.has(&key) && config.en.has(&key), "{key}");
        }
        assert_eq!(cause("Cfb error: Sector 4294967039 points past end of file"), "@unreadable.cut");
        assert_eq!(cause("File is larger than its declared uncompressed size"), "@unreadable.damaged");
    }
}
