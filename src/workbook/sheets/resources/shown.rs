//! How resources are called and their amounts shown.

use crate::method::resources::ResourcePlan;
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::texts::Texts;

/// What a resource is called.
pub fn label<'a>(labels: &Texts<'a>, name: &'a str) -> &'a str {
    labels.find(&format!("resource.{name}")).unwrap_or(name)
}

/// Whole steps are shown as whole numbers, others as they are.
pub fn form(resources: &[ResourcePlan]) -> Form {
    if resources.iter().all(|r| r.step.fract() == 0.0) { Form::Money } else { Form::Number }
}
