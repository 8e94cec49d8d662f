//! Parameters of the method: value, unit and allowed range from `method.toml`, overridable by
//! `keyplan.toml`; unknown keys are refused with a hint.

use super::resource_settings;
use super::{OrSaid, Said, toml_text, wrong};
use crate::model::Resource;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// A number of the method that a user may change (METHOD: its defaults and benchmarks).
    Parameter {
        /// P of repeat sales where the list has none.
        ProbabilityRepeat = "probability_repeat",
        /// P of new business where the list has none.
        ProbabilityNew = "probability_new",
        /// P of the word high.
        ProbabilityHigh = "probability_high",
        /// P of the word medium.
        ProbabilityMedium = "probability_medium",
        /// P of the word low.
        ProbabilityLow = "probability_low",
        /// Months of orders that make a year's revenue.
        OrderPeriodMonths = "order_period_months",
        /// Share of accounts that are core.
        CoreShare = "core_share",
        /// Share of accounts that are growth by EV rank.
        GrowthRankShare = "growth_rank_share",
        /// Likely new business beside revenue that makes growth.
        NewBusinessShare = "new_business_share",
        /// Growth rate that makes growth.
        GrowthRate = "growth_rate",
        /// Cost of one on-site visit, money.
        CostPerVisit = "cost_per_visit",
        /// Share whose number of accounts is counted as concentration.
        ConcentrationShare = "concentration_share",
        /// Lower edge of the course's warning band of laggards' visits.
        LaggardVisitsLow = "laggard_visits_low",
        /// Upper edge of that band.
        LaggardVisitsHigh = "laggard_visits_high",
        /// Laggards' share of gross profit that the course expects at most.
        LaggardProfitShare = "laggard_profit_share",
        /// High from this score on, scale 1–10.
        HighScoreTen = "high_score_ten",
        /// High from this score on, scale 1–5.
        HighScoreFive = "high_score_five",
        /// Days after which the last contact is too old.
        StaleContactDays = "stale_contact_days",
        /// P from which a negative commitment index contradicts it.
        ContradictionProbability = "contradiction_probability",
        /// Commitment index below which a high P is contradicted.
        ContradictionIndex = "contradiction_index",
        /// Days to the close date of a deal that call for faster contact.
        AccelerateDays = "accelerate_days",
        /// Smallest step of on-site visits.
        VisitStep = "visit_step",
        /// Smallest step of budget, money.
        BudgetStep = "budget_step",
        /// Smallest step of a resource that states none.
        ResourceStep = "resource_step",
        /// Cost of one unit of budget, money.
        BudgetUnitCost = "budget_unit_cost",
        /// Days after its close date from which an open deal is overdue.
        OverdueDays = "overdue_days",
        /// Closed deals, or buyers, from which history gives a probability.
        HistoryMinimum = "history_minimum",
        /// Days from its start within which the previous window must have a line.
        PreviousWindowSlack = "previous_window_slack",
        /// Share of an account's orders whose profit must be known.
        ProfitCoverage = "profit_coverage",
        /// Months after which the newest date makes the data old.
        DataAgeMonths = "data_age_months",
        /// Share of the accounts that the back-test follows.
        BackTestShare = "back_test_share",
        /// Share of the accounts that must have what core is measured by.
        BasisShare = "basis_share",
        /// A laggard with so few visits is never over-served.
        OverServedVisits = "over_served_visits",
        /// Visit share beside gross-profit share from which a laggard is over-served.
        OverServedRatio = "over_served_ratio",
        /// Loss of revenue, of the previous one, that makes a great account losing.
        LosingDrop = "losing_drop",
        /// Share of the accounts that count as great for that.
        LosingRankShare = "losing_rank_share",
        /// Visits shared out where no list, setting or account states a resource.
        NotionalVisits = "notional_visits",
        /// Share of the money used now from which a change is a decision.
        DecisionShare = "decision_share",
        /// Least change in money that is a decision.
        DecisionLeast = "decision_least",
        /// Days until a decision is due.
        DecisionDueDays = "decision_due_days",
        /// Up to so many accounts of one kind have a line each.
        DecisionsSingle = "decisions_single",
        /// Lines that one account has at most.
        DecisionsPerAccount = "decisions_per_account",
        /// Products looked at for whitespace.
        WhitespaceProducts = "whitespace_products",
        /// Buying peers that whitespace needs.
        WhitespacePeers = "whitespace_peers",
        /// Share of the peers that buy a product from which its absence is a gap.
        WhitespaceShare = "whitespace_share",
        /// Alliance level from which the six conditions must be met.
        AllianceGateLevel = "alliance_gate_level",
        /// Decisions to take that the Overview shows.
        FindingsShown = "findings_shown",
        /// Accounts on the influence map and with a page of their own.
        TopAccounts = "top_accounts",
        /// Up to so many accounts everything is live.
        LiveLimit = "live_limit",
    }
}

/// A parameter as `method.toml` describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterSpec {
    /// Value in force.
    pub value: f64,
    /// Only whole numbers.
    #[serde(default)]
    pub whole: bool,
    /// Smallest allowed.
    pub min: f64,
    /// Largest allowed.
    pub max: f64,
    /// `fraction`, `money`, `months`, `score`, `accounts` … (labels `workbook.unit`).
    pub unit: String,
}

/// All parameters, and the resources that settings or options state.
#[derive(Debug, Clone)]
pub struct Settings {
    specs: BTreeMap<Parameter, ParameterSpec>,
    resources: Vec<Resource>,
    /// Set by the user's own choice: a plan that is read back does not change them.
    chosen: BTreeSet<Parameter>,
}

impl Settings {
    /// Reads `method.toml`: one table a parameter.
    ///
    /// # Errors
    /// Unknown or missing parameters, values out of range.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: BTreeMap<String, ParameterSpec> = toml_text::value("method.toml", text)?;
        let mut specs = BTreeMap::new();
        for (key, spec) in raw {
            let parameter = Parameter::from_code(&key).or_said(|| unknown(&key))?;
            specs.insert(parameter, spec);
        }
        if let Some(missing) = Parameter::ALL.iter().find(|p| !specs.contains_key(p)) {
            return wrong::missing("method.toml", missing).err();
        }
        let settings = Settings { specs, resources: Vec::new(), chosen: BTreeSet::new() };
        for (parameter, spec) in &settings.specs {
            check(*parameter, spec, spec.value)?;
        }
        settings.agree()?;
        Ok(settings)
    }

    /// Values that must not exceed others do not.
    ///
    /// # Errors
    /// The first pair that is the wrong way round.
    pub fn agree(&self) -> anyhow::Result<()> {
        use Parameter::{
            LaggardVisitsHigh, LaggardVisitsLow, ProbabilityHigh, ProbabilityLow, ProbabilityMedium,
        };
        for (low, high) in [
            (ProbabilityLow, ProbabilityMedium),
            (ProbabilityMedium, ProbabilityHigh),
            (LaggardVisitsLow, LaggardVisitsHigh),
        ] {
            if self.get(low) > self.get(high) {
                return wrong::exceeds(low.code(), self.get(low), high.code(), self.get(high)).err();
            }
        }
        self.resources.iter().try_for_each(resource_settings::agree)
    }

    /// Value of a parameter.
    pub fn get(&self, parameter: Parameter) -> f64 {
        self.specs.get(&parameter).map_or(f64::NAN, |s| s.value)
    }

    /// All parameters in catalogue order.
    pub fn iter(&self) -> impl Iterator<Item = (Parameter, &ParameterSpec)> {
        self.specs.iter().map(|(p, s)| (*p, s))
    }

    /// Resources that settings or options state; they win over the list's.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// Adds a resource, or overrides what is said of it.
    pub fn put_resource(&mut self, resource: Resource) {
        resource_settings::put(&mut self.resources, resource);
    }

    /// Gives resources that a user calls by another word, such as 拜访, the names of the program.
    pub fn name_resources(&mut self, word: impl Fn(&str) -> Option<String>) {
        for mut resource in std::mem::take(&mut self.resources) {
            resource.name = word(&resource.name).unwrap_or(resource.name);
            self.put_resource(resource);
        }
    }

    /// Takes the parameters that a plan states, but for those that the user chose for this run.
    ///
    /// # Errors
    /// A value out of its range.
    pub fn adopt(&mut self, stated: &BTreeMap<String, f64>) -> anyhow::Result<()> {
        for (code, value) in stated {
            let Some(parameter) = Parameter::from_code(code) else { continue };
            if self.chosen.contains(&parameter) {
                continue;
            }
            if let Some(spec) = self.specs.get_mut(&parameter) {
                check(parameter, spec, *value)?;
                spec.value = *value;
            }
        }
        self.agree()
    }

    /// What has been applied so far is the user's choice for this run.
    pub fn choose(&mut self, keys: &toml::Table) {
        self.chosen.extend(keys.keys().filter_map(|key| Parameter::from_code(key)));
    }

    /// Applies a user's `keyplan.toml`: parameter = number, and tables `[resource.NAME]`.
    ///
    /// # Errors
    /// Unknown keys (with the nearest known one), values that are no number or out of range.
    pub fn apply(&mut self, table: toml::Table) -> anyhow::Result<()> {
        for (key, value) in table {
            if key == "resource" {
                resource_settings::resources(&value)?.into_iter().for_each(|r| self.put_resource(r));
                continue;
            }
            let parameter = Parameter::from_code(&key).or_said(|| unknown(&key))?;
            let number = value
                .as_float()
                .or_else(|| value.as_integer().map(|i| i as f64))
                .or_said(|| wrong::expected(&key, &value, "@expected.number"))?;
            if let Some(spec) = self.specs.get_mut(&parameter) {
                check(parameter, spec, number)?;
                spec.value = number;
            }
        }
        self.agree()
    }
}

fn check(parameter: Parameter, spec: &ParameterSpec, value: f64) -> anyhow::Result<()> {
    if value.is_finite() && spec.min <= value && value <= spec.max {
        if spec.whole && value.fract() != 0.0 {
            return wrong::expected(parameter.code(), value, "@expected.whole").err();
        }
        return Ok(());
    }
    wrong::out_of_range(parameter.code(), value, spec.min, spec.max).err()
}

fn unknown(key: &str) -> Said {
    wrong::unknown("keyplan.toml", key, Parameter::ALL.iter().map(|p| p.code()).chain(["limits", "resource"]))
}
