//! Tags and attributes of small parts of a package.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the relationships of a package name as its main document.
pub(super) fn office_document(rels: &[u8]) -> Option<String> {
    find(rels, "Relationship", |tag| {
        let main = attribute(tag, b"Type")?.ends_with("/relationships/officeDocument");
        main.then(|| attribute(tag, b"Target"))?
    })
}

/// The value of an attribute, whatever its namespace prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// What the first element that passes a test says.
pub(super) fn find(
    xml: &[u8],
    element: &str,
    test: impl Fn(&BytesStart<'_>) -> Option<String>,
) -> Option<String> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == element => {
                if let Some(found) = test(&tag) {
                    return Some(found);
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
