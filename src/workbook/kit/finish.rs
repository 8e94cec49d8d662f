//! The last pass over a written package: every entry says its size in its local header, so that the package can be
//! read as a stream, and what the writing library puts out of order stands where the schema wants it.

use crate::layout::{SEALED_IN, seal};
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Level 3 saves nearly as fast as 1 and gives files 13 % larger than level 6.
const COMPRESSION: u8 = 3;

/// Saves a workbook into an output.
///
/// # Errors
/// A name or a text that does not fit a workbook; an output that cannot be written.
pub fn save<W: Write + Seek>(workbook: Workbook, output: W) -> anyhow::Result<()> {
    let package = {
        let mut workbook = workbook;
        workbook.set_zip_compression_level(COMPRESSION);
        workbook.save_to_buffer()?
    };
    finish(&package, output)
}

/// Saves a workbook into memory.
///
/// # Errors
/// A name or a text that does not fit a workbook.
pub fn bytes(workbook: Workbook) -> anyhow::Result<Vec<u8>> {
    let mut whole = Cursor::new(Vec::new());
    save(workbook, &mut whole)?;
    Ok(whole.into_inner())
}

/// Copies a package; entries that need no mending are copied as they are packed.
///
/// # Errors
/// The package cannot be read, or the output cannot be written.
fn finish<W: Write + Seek>(package: &[u8], output: W) -> anyhow::Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let seal = sealed(&mut archive)?;
    let mut out = ZipWriter::new(output);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.into_owned();
        let mend: &dyn Fn(&str) -> String = match name.as_str() {
            "xl/workbook.xml" => &out_of_sight,
            SEALED_IN => &|core| with_seal(core, &seal),
            chart if chart.starts_with("xl/charts/chart") => &in_order,
            _ => {
                out.raw_copy_file(entry)?;
                continue;
            }
        };
        let mut text = String::new();
        entry.read_to_string(&mut text)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(i64::from(COMPRESSION)))
            .last_modified_time(entry.last_modified().unwrap_or_default());
        out.start_file(name, options)?;
        out.write_all(mend(&text).as_bytes())?;
    }
    out.finish()?;
    Ok(())
}

/// The seal of a package.
fn sealed(archive: &mut ZipArchive<Cursor<&[u8]>>) -> anyhow::Result<String> {
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at)?;
        parts.push((entry.name()?.into_owned(), entry.crc32()));
    }
    Ok(seal(parts))
}

/// The properties of a workbook with its seal.
fn with_seal(core: &str, seal: &str) -> String {
    const END: &str = "</cp:coreProperties>";
    core.replace(END, &format!("<dc:identifier>{seal}</dc:identifier>{END}"))
}

/// The names that carry the keys of columns stand in no list of names: rust_xlsxwriter 0.102 cannot hide a name.
fn out_of_sight(book: &str) -> String {
    let of = |attributes: &str| format!("<definedName {attributes}name=\"{}", crate::layout::PREFIX);
    book.replace(&of(""), &of("hidden=\"1\" "))
}

/// A chart whose series say their line before their markers, as the schema has it: rust_xlsxwriter 0.102 writes
/// the marker of a scatter series first.
fn in_order(chart: &str) -> String {
    const MARKER: (&str, &str) = ("<c:marker>", "</c:marker>");
    const SHAPE: (&str, &str) = ("<c:spPr>", "</c:spPr>");
    let mut mended = String::with_capacity(chart.len());
    let mut rest = chart;
    while let Some(start) = rest.find(MARKER.0) {
        let behind = rest[start..].find(MARKER.1).map(|at| start + at + MARKER.1.len());
        let Some(behind) = behind else { break };
        let shape = rest[behind..].strip_prefix(SHAPE.0).and_then(|s| s.find(SHAPE.1));
        let Some(length) = shape else {
            mended.push_str(&rest[..behind]);
            rest = &rest[behind..];
            continue;
        };
        let end = behind + SHAPE.0.len() + length + SHAPE.1.len();
        mended.push_str(&rest[..start]);
        mended.push_str(&rest[behind..end]);
        mended.push_str(&rest[start..behind]);
        rest = &rest[end..];
    }
    mended.push_str(rest);
    mended
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn a_series_says_its_line_before_its_marker() {
        let marker = "<c:marker><c:symbol val=\"x\"/><c:spPr><a:x/></c:spPr></c:marker>";
        let line = "<c:spPr><a:ln/></c:spPr>";
        let wrong = format!("<c:ser>{marker}{line}<c:xVal/></c:ser>");
        let right = format!("<c:ser>{line}{marker}<c:xVal/></c:ser>");
        assert_eq!(in_order(&wrong.repeat(2)), right.repeat(2));
        assert_eq!(in_order(&right), right);
    }
}
