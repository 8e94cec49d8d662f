//! Rejected rows that were mended elsewhere, and the code by which a row is known again.

use super::SourceRow;

/// A row that stands in for another one.
#[derive(Debug, Clone, PartialEq)]
pub struct MendedRow {
    /// The row of the list that it replaces.
    pub original: SourceRow,
    /// Code of that row as the list has it.
    pub code: String,
    /// Columns: here, and in the list.
    pub columns: Vec<(u32, u32)>,
}

/// Code of a row as the list shows it: eight letters, so that no program takes them for a number.
pub fn row_code<'a>(cells: impl IntoIterator<Item = (u32, &'a str)>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    for (column, text) in cells {
        column.to_le_bytes().into_iter().chain(text.bytes()).chain([0xff]).for_each(&mut add);
    }
    let folded = (hash ^ (hash >> 32)) as u32;
    (0..8).map(|at| char::from(b'A' + ((folded >> (4 * at)) & 15) as u8)).collect()
}

#[cfg(test)]
mod tests {
    use super::row_code;

    #[test]
    fn a_code_tells_rows_apart() {
        let code = row_code([(0, "甲"), (3, "0.6")]);
        assert_eq!(code.len(), 8);
        assert_eq!(code, row_code([(0, "甲"), (3, "0.6")]));
        assert_ne!(code, row_code([(0, "甲"), (4, "0.6")]));
        assert_ne!(code, row_code([(0, "甲0.6")]));
    }
}
