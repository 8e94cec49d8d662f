//! Any bytes as a file: they are read or refused, and every row is accounted for.
#![no_main]

use keyplan::config::{Config, Templates};
use keyplan::import::{ImportOptions, read_lists};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CONFIG: LazyLock<Option<Config>> = LazyLock::new(|| Config::load(&Templates::default()).ok());

fuzz_target!(|bytes: &[u8]| {
    let (Some(config), Ok(folder)) = (CONFIG.as_ref(), tempfile::tempdir()) else { return };
    let path = folder.path().join("list.csv");
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let input = path.to_string_lossy().into_owned();
    let Ok(portfolio) = read_lists(&[input], &ImportOptions::default(), config) else { return };
    for sheet in &portfolio.sheets {
        let rows = sheet.rows;
        assert_eq!(rows.read, rows.planned + rows.merged + rows.rejected + rows.ignored);
    }
});
