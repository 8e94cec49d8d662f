//! What a file can be.

use super::encoding::TextEncoding;
use std::path::Path;

/// A content that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
    /// Excel 2003's XML.
    Xml,
    Html(TextEncoding),
    Text(TextEncoding),
}

impl Content {
    /// The extension such files usually have.
    pub fn name(self) -> &'static str {
        match self {
            Content::Xlsx => "xlsx",
            Content::Xlsb => "xlsb",
            Content::Ods => "ods",
            Content::Xls => "xls",
            Content::Xml => "xml",
            Content::Html(_) => "html",
            Content::Text(_) => "csv",
        }
    }

    /// The extension of the path, if it promises something else.
    pub fn contradicts(self, path: &Path) -> Option<String> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        let promised = match extension.as_str() {
            "xlsx" | "xlsm" | "xltx" | "xltm" => "xlsx",
            "xlsb" => "xlsb",
            "ods" => "ods",
            // Many systems write web pages and XML under this name.
            "xls" if matches!(self, Content::Xml | Content::Html(_)) => return None,
            "xls" => "xls",
            // WPS writes both kinds.
            "et" if self == Content::Xlsx => return None,
            "et" => "xls",
            "csv" | "tsv" => "csv",
            _ => return None,
        };
        (promised != self.name()).then_some(extension)
    }
}
