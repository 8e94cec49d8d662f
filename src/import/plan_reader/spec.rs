//! The tables of a plan that hold entries: how each is known, and which of its columns are entries.

use crate::config::{Config, Labels};
use crate::model::{Field, RecordKind};

/// How the rows of a table find the row they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Records of its own.
    Records,
    /// Further entries of the records of the same kind, by this key column.
    Joined(&'static str),
}

/// A table of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// What its rows are.
    pub kind: RecordKind,
    /// Own or joined.
    pub role: Role,
    /// Headers of ours that only this table has together: keys of `workbook.column`.
    pub own: &'static [&'static str],
    /// The same, by field.
    pub fields: &'static [Field],
    /// Columns of ours that hold an entry under another name than the field's.
    pub renamed: &'static [(&'static str, Field)],
    /// Columns of ours that bear a field's name but are computed.
    pub computed: &'static [&'static str],
    /// The only fields read, where the table shows others by formula.
    pub only: Option<&'static [Field]>,
    /// Further columns are the user's own.
    pub extras: bool,
}

const ACCOUNT: &[(&str, Field)] = &[("account_id", Field::AccountId), ("account", Field::Account)];

const PLAIN: Spec = Spec {
    kind: RecordKind::Ignored,
    role: Role::Records,
    own: &[],
    fields: &[],
    renamed: ACCOUNT,
    computed: &["order"],
    only: None,
    extras: false,
};

/// Every table that is read back.
pub const SPECS: &[Spec] = &[
    Spec {
        kind: RecordKind::Accounts,
        own: &["rank", "order", "sales_potential", "expected_value", "cumulative_share"],
        renamed: &[
            ("account_id", Field::Id),
            ("account", Field::Name),
            ("repeat_sales", Field::RepeatSales),
            ("new_business", Field::NewBusiness),
            ("probability", Field::Probability),
        ],
        extras: true,
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Accounts,
        role: Role::Joined("order"),
        own: &["order", "drag", "cost_to_serve", "net_contribution"],
        only: Some(&[Field::Visits, Field::ServiceCost, Field::SupportCost]),
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Accounts,
        role: Role::Joined("order"),
        own: &["order", "expected_roi", "decision_reason"],
        only: Some(&[
            Field::CurrentBudget,
            Field::Decision,
            Field::ResourceSubStrategy,
            Field::OurGoal,
            Field::HowCarriedOut,
            Field::OurStrengths,
            Field::OurWeaknesses,
        ]),
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Accounts,
        role: Role::Joined("order"),
        own: &["order"],
        fields: &[Field::AllianceLevel, Field::AllianceTarget, Field::Condition1, Field::AllianceReason],
        only: Some(&[
            Field::AllianceLevel,
            Field::AllianceTarget,
            Field::Condition1,
            Field::Condition2,
            Field::Condition3,
            Field::Condition4,
            Field::Condition5,
            Field::Condition6,
            Field::AllianceSubStrategy,
            Field::AllianceReason,
            Field::AllianceGoals,
            Field::AllianceFeasibility,
            Field::AllianceObstacles,
            Field::AllianceWays,
            Field::Action1,
            Field::Action2,
            Field::Action3,
        ]),
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Persons,
        own: &["person", "scale", "commitment", "person_no"],
        renamed: &[
            ("account_id", Field::AccountId),
            ("account", Field::Account),
            ("person", Field::Name),
            ("stated_commitment", Field::Commitment),
            ("visits_a_year", Field::Visits),
        ],
        computed: &["commitment", "order", "recommended_visits"],
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Persons,
        role: Role::Joined("person_no"),
        own: &["person_no", "proposed_sub_strategy", "trigger"],
        only: Some(&[
            Field::VisitPurpose,
            Field::PriorityFocus,
            Field::SubStrategy,
            Field::Tactics,
            Field::FollowUp,
        ]),
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Opportunities,
        own: &["opportunity", "outcome", "open_value"],
        renamed: &[
            ("account_id", Field::AccountId),
            ("account", Field::Account),
            ("opportunity", Field::Name),
            ("probability", Field::Probability),
        ],
        computed: &["outcome", "order"],
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Resources,
        own: &["reserve", "resource_assumed"],
        fields: &[Field::Capacity],
        renamed: &[],
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Values,
        own: &["order"],
        fields: &[Field::Element, Field::UnitValue, Field::Attribution],
        ..PLAIN
    },
    Spec {
        kind: RecordKind::Costs,
        own: &["order"],
        fields: &[Field::CostOurs, Field::CostAlternative],
        ..PLAIN
    },
    Spec { kind: RecordKind::Goals, own: &["order"], fields: &[Field::Statement, Field::Baseline], ..PLAIN },
    Spec { kind: RecordKind::PlanItems, own: &["order"], fields: &[Field::Part, Field::Choice], ..PLAIN },
];

impl Spec {
    /// The headers that must all stand in its header row, in one language.
    pub fn signature(&self, labels: &Labels) -> Vec<String> {
        let own = self.own.iter().map(|key| header(labels, key));
        let fields = self.fields.iter().map(|f| labels.field(self.kind, *f).to_owned());
        own.chain(fields).map(|h| plain(&h)).collect()
    }

    /// What a column holds, by its header in one language; none: computed, or unknown.
    pub fn field(&self, text: &str, labels: &Labels, config: &Config) -> Option<Field> {
        let wanted = plain(text);
        let is = |key: &&str| plain(&header(labels, key)) == wanted;
        if self.computed.iter().any(is) {
            return None;
        }
        let renamed = self.renamed.iter().find(|(key, _)| is(key)).map(|(_, field)| *field);
        let field = renamed.or_else(|| {
            let stated = Field::ALL.iter().find(|f| plain(labels.field(self.kind, **f)) == wanted).copied();
            stated
                .filter(|f| knows(self.kind, *f, config))
                .or_else(|| config.columns.field(self.kind, &wanted))
        })?;
        self.only.is_none_or(|only| only.contains(&field)).then_some(field)
    }
}

fn knows(kind: RecordKind, field: Field, config: &Config) -> bool {
    config.columns.aliases(kind).any(|(_, f)| f == field)
}

/// Header of a column of ours.
pub fn header(labels: &Labels, key: &str) -> String {
    labels.value("workbook.column", key).to_owned()
}

/// A header as it is compared.
pub fn plain(text: &str) -> String {
    crate::config::plain(text)
}
