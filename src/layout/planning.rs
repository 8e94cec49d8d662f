//! Tables whose rows are opportunities, resources, value and cost items, goals, items of development plans.

use super::table::{Column, Header, Part, Rows, Table, TableId};
use crate::model::{Field, RecordKind};

const ACCOUNT_ID: Column = Column::join("account_id", Some(Field::AccountId));
const ACCOUNT: Column = Column::join("account", Some(Field::Account));

/// Opportunities.
pub static OPPORTUNITIES: Table = Table {
    id: TableId::Opportunities,
    name: "Opportunities",
    kind: RecordKind::Opportunities,
    rows: Rows::Records,
    sheet: "opportunities",
    columns: &[
        ACCOUNT,
        Column::join("opportunity", Some(Field::Name)),
        Column::entry("kind", Field::Kind),
        Column::entry("amount", Field::Amount),
        Column::entry("stage", Field::Stage),
        Column::computed("outcome"),
        Column::named("probability", Field::Probability),
        Column::entry("close_date", Field::CloseDate),
        Column::computed("open_value"),
        Column::entry("owner", Field::Owner).maybe(),
        Column::entry("region", Field::Region).maybe(),
        ACCOUNT_ID,
        Column::computed("order"),
        Column::computed("open_amount"),
        Column::computed("stage_line").maybe(),
        Column::computed("kind_used").maybe(),
        Column::computed("own_chance").maybe(),
    ],
};

/// Resources.
pub static RESOURCES: Table = Table {
    id: TableId::Resources,
    name: "Resources",
    kind: RecordKind::Resources,
    rows: Rows::Records,
    sheet: "resources",
    columns: &[
        Column::new("resource", Header::Field(Field::Name), Some(Field::Name), Part::Join),
        Column::computed("resource_assumed"),
        Column::entry("capacity", Field::Capacity),
        Column::entry("unit_cost", Field::UnitCost),
        Column::entry("step", Field::Step),
        Column::entry("floor_core", Field::FloorCore),
        Column::entry("floor_growth", Field::FloorGrowth),
        Column::entry("floor_laggard", Field::FloorLaggard),
        Column::entry("cap_core", Field::CapCore),
        Column::entry("cap_growth", Field::CapGrowth),
        Column::entry("cap_laggard", Field::CapLaggard),
        Column::computed("current"),
        Column::computed("recommended"),
        Column::computed("reserve"),
        Column::computed("keeps").maybe(),
        Column::computed("kept").maybe(),
        Column::computed("missing").maybe(),
    ],
};

/// Value items.
pub static VALUES: Table = Table {
    id: TableId::Values,
    name: "ValueItems",
    kind: RecordKind::Values,
    rows: Rows::Records,
    sheet: "customer_value",
    columns: &[
        ACCOUNT_ID,
        ACCOUNT,
        Column::entry("element", Field::Element),
        Column::entry("benefit", Field::BenefitType),
        Column::entry("description", Field::Description),
        Column::entry("metric", Field::Metric),
        Column::entry("before", Field::Before),
        Column::entry("after", Field::After),
        Column::entry("unit_value", Field::UnitValue),
        Column::entry("times", Field::Times),
        Column::entry("attribution", Field::Attribution),
        Column::entry("our_cost", Field::OurCost),
        Column::entry("evidence", Field::Evidence),
        Column::entry("arises", Field::Arises).maybe(),
        Column::entry("carried_by", Field::CarriedBy).maybe(),
        Column::entry("planned_use", Field::PlannedUse).maybe(),
        Column::computed("yearly_value"),
        Column::computed("net_value"),
        Column::computed("assumed"),
        Column::computed("order"),
        Column::computed("element_counted"),
        Column::computed("evidence_counted"),
    ],
};

/// Cost items.
pub static COSTS: Table = Table {
    id: TableId::Costs,
    name: "CostItems",
    kind: RecordKind::Costs,
    rows: Rows::Records,
    sheet: "customer_value",
    columns: &[
        ACCOUNT_ID,
        ACCOUNT,
        Column::entry("layer", Field::Layer).given(),
        Column::entry("category", Field::Category),
        Column::entry("ours", Field::CostOurs),
        Column::entry("alternative", Field::CostAlternative),
        Column::computed("cost_saving"),
        Column::computed("order"),
        Column::computed("ours_counted"),
        Column::computed("alternative_counted"),
    ],
};

/// Goals.
pub static GOALS: Table = Table {
    id: TableId::Goals,
    name: "Goals",
    kind: RecordKind::Goals,
    rows: Rows::Records,
    sheet: "goals",
    columns: &[
        ACCOUNT_ID,
        ACCOUNT,
        Column::entry("kind", Field::Kind).given(),
        Column::entry("statement", Field::Statement),
        Column::entry("metric", Field::Metric),
        Column::entry("baseline", Field::Baseline),
        Column::entry("target", Field::Target),
        Column::entry("due", Field::Due),
        Column::entry("owner", Field::Owner),
        Column::entry("actual", Field::Actual),
        Column::entry("status", Field::Status),
        Column::computed("progress"),
        Column::computed("status_now"),
        Column::computed("goal_gaps"),
        Column::computed("order"),
    ],
};

/// Items of the development plans.
pub static PLAN_ITEMS: Table = Table {
    id: TableId::PlanItems,
    name: "PlanItems",
    kind: RecordKind::PlanItems,
    rows: Rows::Records,
    sheet: "development_plan",
    columns: &[
        ACCOUNT_ID,
        ACCOUNT,
        Column::entry("part", Field::Part).given(),
        Column::entry("topic", Field::Topic).given().maybe(),
        Column::entry("text", Field::Text),
        Column::new("proposal", Header::Field(Field::Proposal), Some(Field::Proposal), Part::Proposed),
        Column::entry("choice", Field::Choice),
        Column::entry("links", Field::Links),
        Column::entry("owner", Field::Owner),
        Column::entry("due", Field::Due),
        Column::entry("amount", Field::Amount),
        Column::entry("status", Field::Status),
        Column::computed("overdue"),
        Column::computed("order"),
    ],
};
