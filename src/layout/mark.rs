//! The defined names by which a plan carries its keys: `kp.TABLE.KEY` refers to the header cell of a column,
//! `kp.TABLE_N.KEY` to that of the table's N-th sheet, and `kp.TABLE` says how many columns have a key. Excel, WPS,
//! LibreOffice and openpyxl keep them, and the first three move them with the columns.

use super::table::TableId;

/// What all names of keys begin with.
pub const PREFIX: &str = "kp.";

/// What a name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The table.
    pub table: TableId,
    /// Which of the table's sheets, from 1.
    pub part: u32,
    /// Key of the column; none: the number of keys.
    pub key: Option<String>,
}

/// Name of a column's key.
pub fn mark(table: TableId, part: u32, key: &str) -> String {
    format!("{}.{key}", count_name(table, part))
}

/// Name of the number of keys of a table.
pub fn count_name(table: TableId, part: u32) -> String {
    let further = if part > 1 { format!("_{part}") } else { String::new() };
    format!("{PREFIX}{table}{further}")
}

/// What a name says; none: it is no name of a key, or one of a table that is not known.
pub fn parse(name: &str) -> Option<Mark> {
    let lower = name.to_lowercase();
    let rest = lower.strip_prefix(PREFIX)?;
    let (table, key) = rest.split_once('.').map_or((rest, None), |(table, key)| (table, Some(key)));
    let whole = TableId::from_code(table).map(|id| (id, 1));
    let (table, part) = whole.or_else(|| {
        let (stem, number) = table.rsplit_once('_')?;
        Some((TableId::from_code(stem)?, number.parse().ok()?))
    })?;
    Some(Mark { table, part, key: key.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_was_made_of() {
        for table in TableId::ALL {
            for part in [1, 2, 10] {
                for column in table.table().columns {
                    let key = column.key.replace('#', "12");
                    let said = parse(&mark(*table, part, &key)).unwrap();
                    assert_eq!(said, Mark { table: *table, part, key: Some(key.clone()) });
                    assert_eq!(table.table().column(&key), Some(column));
                }
                let said = parse(&count_name(*table, part)).unwrap();
                assert_eq!(said, Mark { table: *table, part, key: None });
            }
        }
        assert_eq!(parse("kp.nothing.rank"), None);
        assert_eq!(parse("total_visits"), None);
    }
}
