//! The files of `templates/`: embedded in the program, over each of which a file of the same name in the user's
//! templates folder is laid.

use super::{OrSaid, Said, nearest, overlay, read_text, toml_text, wrong};
use std::path::PathBuf;

const EMBEDDED: &[(&str, &str)] = &[
    ("columns.toml", include_str!("../../templates/columns.toml")),
    ("rows.toml", include_str!("../../templates/rows.toml")),
    ("fields.toml", include_str!("../../templates/fields.toml")),
    ("words.toml", include_str!("../../templates/words.toml")),
    ("words.zh.toml", include_str!("../../templates/words.zh.toml")),
    ("words.en.toml", include_str!("../../templates/words.en.toml")),
    ("words.de.toml", include_str!("../../templates/words.de.toml")),
    ("words.fr.toml", include_str!("../../templates/words.fr.toml")),
    ("words.es.toml", include_str!("../../templates/words.es.toml")),
    ("words.it.toml", include_str!("../../templates/words.it.toml")),
    ("words.pt.toml", include_str!("../../templates/words.pt.toml")),
    ("words.ja.toml", include_str!("../../templates/words.ja.toml")),
    ("method.toml", include_str!("../../templates/method.toml")),
    ("limits.toml", include_str!("../../templates/limits.toml")),
    ("rules.toml", include_str!("../../templates/rules.toml")),
    ("labels.zh.toml", include_str!("../../templates/labels.zh.toml")),
    ("labels.en.toml", include_str!("../../templates/labels.en.toml")),
    ("theme.toml", include_str!("../../templates/theme.toml")),
    ("sample.toml", include_str!("../../templates/sample.toml")),
];

/// Where templates come from.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    folder: Option<PathBuf>,
}

impl Templates {
    /// The embedded templates, with those of `folder` laid over them.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Templates { folder }
    }

    /// Names of all templates.
    pub fn names() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// A file that a template names, relative to the folder where that template stands.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    pub fn beside(&self, template: &str, path: &str) -> anyhow::Result<Vec<u8>> {
        let own = self.folder.as_ref().filter(|f| f.join(template).exists());
        let Some(folder) = own else {
            return Said::new("wrong.file_beside").with("file", template).with("path", path).err();
        };
        let path = folder.join(path);
        std::fs::read(&path).or_said(|| Said::of("wrong.unreadable_beside", &path).with("file", template))
    }

    /// Whether the user has a file of this name.
    pub fn replaces(&self, name: &str) -> bool {
        self.folder.as_ref().is_some_and(|folder| folder.join(name).exists())
    }

    /// The words of headers, a file a language: those here, and further ones in the user's folder.
    ///
    /// # Errors
    /// A file of the user's cannot be read.
    pub fn languages(&self) -> anyhow::Result<Vec<(&'static str, String)>> {
        let words = Self::names().filter(|name| name.starts_with("words.") && *name != "words.toml");
        words.map(|name| Ok((name, self.text(name)?))).collect()
    }

    /// The text of a template: ours, with the user's laid over it key by key.
    ///
    /// # Errors
    /// The user's file of that name cannot be read, or says what there is not.
    pub fn text(&self, name: &str) -> anyhow::Result<String> {
        let ours = EMBEDDED.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
        let ours = ours.or_said(|| wrong::unknown("templates", name, Templates::names()))?;
        let Some(path) = self.folder.as_ref().map(|f| f.join(name)).filter(|p| p.exists()) else {
            return Ok(ours.to_owned());
        };
        let theirs = read_text(&path).or_said(|| Said::of("wrong.template_unreadable", &path))?;
        let mut whole = toml_text::table(name, ours)?;
        overlay::over(name, &mut whole, toml_text::table(name, &theirs)?)?;
        Ok(toml::to_string(&whole)?)
    }

    /// Looks at the user's folder: it is there, holds templates, and no file of it is misnamed.
    ///
    /// # Errors
    /// A folder that is not there or holds no template; a file whose name is like that of a template.
    pub fn check(&self) -> anyhow::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let unreadable = || Said::of("wrong.templates_unreadable", folder);
        let mut found = false;
        for entry in std::fs::read_dir(folder).or_said(unreadable)? {
            let name = entry.or_said(unreadable)?.file_name().to_string_lossy().into_owned();
            if Templates::names().any(|known| known == name) {
                found = true;
            } else if name.ends_with(".toml") || nearest(&name, Templates::names()).is_some() {
                return wrong::unknown(&folder.display().to_string(), &name, Templates::names()).err();
            }
        }
        if found { Ok(()) } else { Said::of("wrong.no_template", folder).err() }
    }
}
