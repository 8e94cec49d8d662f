//! What a plan was made from: its list, the settings, the templates, the options, the day and the version.
//! Where all agree, planning again would write the same. Times of files say nothing.

use crate::cli::args::{Common, PlanArgs};
use crate::cli::reads;
use crate::config::{Config, Templates};
use crate::workbook::FORMAT_VERSION;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Everything that all files of a run have in common.
pub fn settings(
    args: &PlanArgs,
    common: &Common,
    config: &Config,
    today: NaiveDate,
) -> anyhow::Result<Vec<u8>> {
    let mut hash = Sha256::new();
    let read = &args.read;
    part(&mut hash, env!("CARGO_PKG_VERSION").as_bytes());
    let options = format!(
        "{FORMAT_VERSION} {today} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        read.sheet,
        read.header_row,
        read.map,
        read.unit,
        common.lang,
        args.capacity,
        args.formulas,
        args.top,
        args.protect,
    );
    part(&mut hash, options.as_bytes());
    let templates = Templates::new(reads::templates_folder(read.templates.as_deref()));
    for name in Templates::names() {
        part(&mut hash, templates.text(name)?.as_bytes());
    }
    part(&mut hash, config.logo.as_deref().unwrap_or_default());
    for path in reads::settings(read.config.as_deref()).iter().chain(&read.mapping) {
        part(&mut hash, &std::fs::read(path)?);
    }
    Ok(hash.finalize().to_vec())
}

/// Of one list; none if it cannot be read.
pub fn of(list: &Path, settings: &[u8]) -> Option<String> {
    let mut hash = Sha256::new();
    part(&mut hash, settings);
    part(&mut hash, list.file_name()?.to_string_lossy().as_bytes());
    let mut file = File::open(list).ok()?;
    let mut block = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut block).ok()?;
        if read == 0 {
            break;
        }
        hash.update(block.get(..read)?);
    }
    Some(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// With its length, so that no two sequences of parts are alike.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}
