//! The columns of one resource among the accounts: current, recommended and gap, and behind them floor, quota and
//! remainder (METHOD §4).

use super::shown::{form, label};
use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::resources::{ResourcePlan, ResourceUse};
use crate::model::Resource;
use crate::model::rounding::comparable_quota;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::resource_keys::{Keys, name};
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::Form;

/// A resource: its place in the plan, what it is, its keys.
#[derive(Clone, Copy)]
pub(super) struct One<'d> {
    pub index: usize,
    pub resource: &'d ResourcePlan,
    pub keys: Keys,
}

/// An account.
type Row<'d> = &'d AccountPlan;

/// What everybody sees.
pub(super) fn shown<'d>(facts: &'d Facts<'d>, one: One<'d>) -> [Described<'d, Row<'d>>; 3] {
    let of = Describe::<Row<'d>>::of(facts, TableId::Allocation);
    let Keys { current, recommended, gap, .. } = one.keys;
    let headed = |key| {
        let form = form(std::slice::from_ref(one.resource));
        of.of_resource(key, one.name(facts), form)
    };
    let used = move |a: &Row<'d>| one.of(a);
    let now = if one.resource.name == Resource::BUDGET {
        of.entry(current, Form::Money).limited(Limit::NotNegative)
    } else {
        headed(current)
    };
    let visits = facts.live && one.resource.name == Resource::VISITS;
    [
        now.live(
            visits,
            "IF(INDEX({Segments.visits*},{segment_line})=\"\",\"\",INDEX({Segments.visits*},{segment_line}))",
            move |a| used(a).current,
        ),
        headed(recommended).live(facts.live, one.recommended(), move |a| used(a).recommended),
        headed(gap).live(
            facts.live,
            format!("IF(OR({{{current}}}=\"\",{{{recommended}}}=\"\"),\"\",{{{recommended}}}-{{{current}}})"),
            move |a| used(a).gap(),
        ),
    ]
}

/// The working, where it is live.
pub(super) fn helpers<'d>(facts: &'d Facts<'d>, one: One<'d>) -> [Described<'d, Row<'d>>; 8] {
    let of = Describe::<Row<'d>>::of(facts, TableId::Allocation);
    let Keys { most, keeping, own_floor, floor, quota, whole, remainder, place, .. } = one.keys;
    let helper = |key| of.of_resource(key, one.name(facts), Form::Number);
    let used = move |a: &Row<'d>| one.of(a);
    [
        helper(most).formula(one.most(), move |a| used(a).most),
        helper(keeping).formula(one.keeping(), move |a| Some(used(a).keeping)),
        helper(own_floor).formula(one.own_floor(), move |a| Some(used(a).own_floor)),
        helper(floor)
            .formula(format!("IF({}=1,{{{keeping}}},{{{own_floor}}})", one.amount("keeps")), move |a| {
                Some(used(a).floor)
            }),
        helper(quota).formula(one.quota(), move |a| used(a).quota),
        helper(whole).formula(format!("IF({{{quota}}}=\"\",0,INT({{{quota}}}))"), move |a| {
            Some(used(a).quota.map_or(0.0, f64::floor))
        }),
        helper(remainder)
            .formula(format!("IF({{{quota}}}=\"\",0,ROUND({{{quota}}}-{{{whole}}},9))"), move |a| {
                Some(used(a).quota.map_or(0.0, |q| comparable_quota(q - q.floor())))
            }),
        helper(place).formula(
            format!(
                "IF({{{remainder}}}=0,0,1+SUMPRODUCT(({{{remainder}*}}>{{{remainder}}})\
                 +({{{remainder}*}}={{{remainder}}})*({{order_key*}}<{{order_key}})))"
            ),
            move |a| Some(f64::from(used(a).place.unwrap_or(0))),
        ),
    ]
}

impl One<'_> {
    fn name<'f>(&'f self, facts: &Facts<'f>) -> &'f str {
        label(&facts.labels, &self.resource.name)
    }

    /// What an account uses of it.
    fn of(&self, account: &AccountPlan) -> ResourceUse {
        account.resources.get(self.index).copied().unwrap_or_default()
    }

    /// Defined name of an amount.
    fn amount(&self, key: &str) -> String {
        name(key, self.index)
    }

    /// The floor or cap of the account's segment; an account to assess has none.
    fn by_segment(&self, kind: &str) -> String {
        let of = |segment: &str| self.amount(&format!("{kind}_{segment}"));
        format!(
            "IF({{segment}}={{'segment.core}},{},IF({{segment}}={{'segment.growth}},{},\
             IF({{segment}}={{'segment.laggard}},{},\"\")))",
            of("core"),
            of("growth"),
            of("laggard")
        )
    }

    /// Steps under the cap.
    fn under_cap(&self, steps: &str) -> String {
        let most = self.keys.most;
        format!("IF({{{most}}}=\"\",{steps},MIN({{{most}}},{steps}))")
    }

    /// The cap of its segment, and what it uses now where its decision takes away.
    fn most(&self) -> String {
        let (current, step, cap) = (self.keys.current, self.amount("step"), self.by_segment("cap"));
        let held = format!("ROUNDDOWN(ROUND(N({{{current}}})/{step},9),0)");
        let capped = format!("ROUNDDOWN(ROUND({cap}/{step},9),0)");
        format!(
            "IF(AND({{cut}}=1,{{{current}}}<>\"\"),IF({cap}=\"\",{held},MIN({held},{capped})),\
             IF({cap}=\"\",\"\",{capped}))"
        )
    }

    /// An account without RV keeps what it has.
    fn keeping(&self) -> String {
        let Keys { current, own_floor, .. } = self.keys;
        let steps = format!("ROUNDUP(ROUND(N({{{current}}})/{},9),0)", self.amount("step"));
        let kept = self.under_cap(&steps);
        format!("IF(AND({{relative_value}}=\"\",{{{current}}}<>\"\"),{kept},{{{own_floor}}})")
    }

    fn own_floor(&self) -> String {
        let (set, step) = (self.by_segment("floor"), self.amount("step"));
        self.under_cap(&format!("ROUNDUP(ROUND(IF({set}=\"\",0,{set})/{step},9),0)"))
    }

    /// Whole steps, and one more where the remainder is among those that get one.
    fn recommended(&self) -> String {
        let Keys { quota, whole, place, .. } = self.keys;
        let (missing, step) = (self.amount("missing"), self.amount("step"));
        format!(
            "IF({{{quota}}}=\"\",\"\",({{{whole}}}+IF(N({{{place}}})=0,0,IF({{{place}}}<={missing},1,0)))*{step})"
        )
    }

    /// Steps before rounding: the floor and a share of what floors leave, up to the cap.
    fn quota(&self) -> String {
        let floor = self.keys.floor;
        let (kept, step) = (self.amount("kept"), self.amount("step"));
        let units = format!("ROUND({}/{step},9)", self.amount("capacity"));
        let free = format!("ROUND({{{floor}}}+({units}-{kept})*N({{relative_value}}),9)");
        format!("IF({kept}>{units},\"\",{})", self.under_cap(&free))
    }
}
