//! The records and words of key-account planning: pure data, no reading or writing.
//!
//! Money is in the currency's base unit (元, USD) as an unrounded `f64`; shares and
//! probabilities are fractions 0…1; an absent value is `None`, never 0.

#[macro_use]
mod codes;
#[macro_use]
mod record;
mod account;
mod batch;
mod commitment;
mod decision;
mod details;
mod dictionary;
mod field;
mod goal;
mod held;
mod issue;
mod key_person;
mod kind;
mod language;
mod list;
mod mended;
mod money_reading;
mod opportunity;
mod order_line;
mod place;
mod portfolio;
mod resource;
mod role;
pub mod rounding;
mod segment;
mod strategy;
mod value_item;
mod visit;

pub use account::Account;
pub use batch::{BatchFile, BatchStatus};
pub use codes::Coded;
pub use commitment::{CommitmentLevel, Scale, Score};
pub use decision::{
    AllianceSubStrategy, ContactSubStrategy, ContactTrigger, Decision, DecisionReason, Flag,
    ResourceSubStrategy,
};
pub use details::Details;
pub use dictionary::dictionary;
pub use field::Field;
pub use goal::{Choice, Goal, GoalKind, GoalStatus, PlanItem, PlanPart, PlanStatus};
pub use issue::{Issue, IssueCode, Note, Severity};
pub use key_person::KeyPerson;
pub use kind::RecordKind;
pub use language::Language;
pub use list::{AddedSheet, List, ListCell, ListSheet, OwnColumn};
pub use mended::{MendedRow, row_code};
pub use money_reading::{LeftOut, MoneyReading};
pub use opportunity::{Opportunity, OpportunityKind, Outcome};
pub use order_line::{OrderLine, WindowSource};
pub use place::{CellPlace, SourceRow, column_letters};
pub use portfolio::{ColumnReading, InputFile, Portfolio, RejectedRow, RowCounts, SheetReading, Spoken};
pub use record::{FieldSpec, FieldType, FieldValue, Record};
pub use resource::Resource;
pub use role::Role;
pub use segment::{Basis, Drag, Segment, SegmentReason};
pub use strategy::{SellingMode, ValueOrientation};
pub use value_item::{BenefitType, CostItem, CostLayer, EvidenceGrade, ImpactElement, ValueItem};
pub use visit::Visit;
