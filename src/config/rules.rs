//! Decision tables from `rules.toml`: role weights, commitment points, stages of opportunities, visit
//! factors, matching modes, sub-strategies.

use super::outcome_words::{OutcomeWords, RawOutcomeWords};
use super::traditional::Traditional;
use super::{OrSaid, Said, plain, toml_text, wrong};
use crate::model::{
    AllianceSubStrategy, CommitmentLevel, Decision, Outcome, ResourceSubStrategy, Role, Segment, SellingMode,
    ValueOrientation,
};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The decision tables.
#[derive(Debug, Clone)]
pub struct Rules {
    role_weights: BTreeMap<Role, f64>,
    commitment_points: BTreeMap<CommitmentLevel, f64>,
    stages: BTreeMap<String, StageRule>,
    traditional: Traditional,
    visit_factors: BTreeMap<CommitmentLevel, f64>,
    hostile_decider_factor: f64,
    matching_modes: BTreeMap<ValueOrientation, SellingMode>,
    resource_sub_strategies: BTreeMap<(Segment, Decision), Vec<ResourceSubStrategy>>,
    alliance_sub_strategies: BTreeMap<u8, Vec<AllianceSubStrategy>>,
    names: Vec<(String, StageRule)>,
    outcome_words: OutcomeWords,
}

/// What a stage means.
#[derive(Debug, Clone, PartialEq)]
pub struct StageRule {
    /// Stable code of the stage.
    pub code: String,
    /// Open, won or lost.
    pub outcome: Outcome,
    /// Probability of an open stage, 0…1.
    pub probability: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    role_weights: BTreeMap<String, f64>,
    commitment_points: BTreeMap<String, f64>,
    stages: BTreeMap<String, RawStage>,
    visit_factors: BTreeMap<String, f64>,
    matching_modes: BTreeMap<String, String>,
    resource_sub_strategies: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    alliance_sub_strategies: BTreeMap<String, Vec<String>>,
    outcome_words: RawOutcomeWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    outcome: String,
    probability: Option<f64>,
    names: Vec<String>,
}

impl Rules {
    /// Reads `rules.toml`.
    ///
    /// # Errors
    /// Unknown codes, missing weights, probabilities outside 0…1.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: RawRules = toml_text::value("rules.toml", text)?;
        let mut stages = BTreeMap::new();
        let mut names = Vec::new();
        for (code, stage) in raw.stages {
            let place = format!("rules.toml: stages.{code}");
            let outcome = Outcome::from_code(&stage.outcome)
                .or_said(|| wrong::unknown(&place, &stage.outcome, Outcome::ALL.iter().map(|o| o.code())))?;
            if let Some(wrong) = stage.probability.filter(|p| !(0.0..=1.0).contains(p)) {
                return wrong::out_of_range(&format!("{place}.probability"), wrong, 0.0, 1.0).err();
            }
            let rule = StageRule { code: code.clone(), outcome, probability: stage.probability };
            for name in stage.names.iter().chain([&code]) {
                if stages.insert(plain(name), rule.clone()).is_none() {
                    names.push((name.clone(), rule.clone()));
                }
            }
        }
        let mut factors = raw.visit_factors;
        let hostile_decider_factor = factors
            .remove("obstructionist_decider")
            .or_said(|| wrong::missing("rules.toml: visit_factors", "obstructionist_decider"))?;
        let weights: Vec<f64> = raw.role_weights.values().chain(factors.values()).copied().collect();
        let mut numbers = weights.iter().chain([&hostile_decider_factor]);
        if let Some(wrong) = numbers.find(|w| !w.is_finite() || **w < 0.0) {
            return wrong::expected("rules.toml: role_weights, visit_factors", wrong, "@expected.amount")
                .err();
        }
        // From the first contact to the last: open stages by probability, then won and lost.
        names.sort_by(|(_, a), (_, b)| {
            let chance = |r: &StageRule| r.probability.unwrap_or(0.0);
            a.outcome.cmp(&b.outcome).then(chance(a).total_cmp(&chance(b))).then(a.code.cmp(&b.code))
        });
        Ok(Rules {
            visit_factors: keyed(factors, CommitmentLevel::from_code, CommitmentLevel::ALL)?,
            hostile_decider_factor,
            matching_modes: modes(&raw.matching_modes)?,
            resource_sub_strategies: resource_sub_strategies(&raw.resource_sub_strategies)?,
            alliance_sub_strategies: alliance_sub_strategies(&raw.alliance_sub_strategies)?,
            role_weights: keyed(raw.role_weights, Role::from_code, Role::ALL)?,
            commitment_points: keyed(raw.commitment_points, CommitmentLevel::from_code, &[])?,
            stages,
            traditional: Traditional::default(),
            names,
            outcome_words: OutcomeWords::new(raw.outcome_words),
        })
    }

    /// The tables whose numbers a plan states, as they are called in `rules.toml`.
    pub const ROLE_WEIGHTS: &str = "role_weights";
    /// Likewise.
    pub const COMMITMENT_POINTS: &str = "commitment_points";
    /// Likewise.
    pub const VISIT_FACTORS: &str = "visit_factors";
    /// Likewise.
    pub const STAGES: &str = "stages";

    /// Takes over numbers that the Settings of a plan state, by table and code: `role_weights.approver`.
    ///
    /// # Errors
    /// A number out of its range.
    pub fn adopt(&mut self, stated: &BTreeMap<String, f64>) -> anyhow::Result<()> {
        for (key, value) in stated {
            let Some((table, code)) = key.split_once('.') else { continue };
            let (least, most) = match table {
                Self::STAGES => (0.0, 1.0),
                Self::COMMITMENT_POINTS => (-2.0, 2.0),
                _ => (0.0, f64::MAX),
            };
            if !(least..=most).contains(value) {
                return wrong::out_of_range(key, *value, least, most).err();
            }
            match (table, Role::from_code(code), CommitmentLevel::from_code(code)) {
                (Self::ROLE_WEIGHTS, Some(role), _) => drop(self.role_weights.insert(role, *value)),
                (Self::COMMITMENT_POINTS, _, Some(level)) => {
                    self.commitment_points.insert(level, *value);
                }
                (Self::VISIT_FACTORS, _, Some(level)) => drop(self.visit_factors.insert(level, *value)),
                (Self::STAGES, ..) => self.adopt_stage(code, *value),
                _ => {}
            }
        }
        Ok(())
    }

    /// The probability of one text of a stage; its other names keep theirs.
    fn adopt_stage(&mut self, text: &str, probability: f64) {
        let Some(known) = self.stage_of(text).map(Cow::into_owned) else { return };
        if known.probability == Some(probability) {
            return;
        }
        let rule = StageRule { probability: Some(probability), ..known };
        let named = self.names.iter_mut().filter(|(name, _)| plain(name) == text);
        named.for_each(|(_, named)| *named = rule.clone());
        self.stages.insert(self.traditional.fold(text.to_owned()), rule);
    }

    /// Stage names in traditional characters are known too.
    pub(super) fn learn(&mut self, traditional: &Traditional) {
        self.traditional = traditional.clone();
        self.outcome_words.learn(traditional);
    }

    /// Weight of a decision role.
    pub fn role_weight(&self, role: Role) -> f64 {
        self.role_weights.get(&role).copied().unwrap_or(0.0)
    }

    /// Points of a commitment level, −2…+2; none for unknown.
    pub fn commitment_points(&self, level: CommitmentLevel) -> Option<f64> {
        self.commitment_points.get(&level).copied()
    }

    /// What a commitment level does to a person's share of the visits.
    pub fn visit_factor(&self, level: CommitmentLevel, role: Role) -> f64 {
        if level == CommitmentLevel::Obstructionist && role.decides() {
            return self.hostile_decider_factor;
        }
        self.visit_factors.get(&level).copied().unwrap_or(0.0)
    }

    /// Selling mode that matches a value orientation (S).
    pub fn matching_mode(&self, orientation: ValueOrientation) -> Option<SellingMode> {
        self.matching_modes.get(&orientation).copied()
    }

    /// Resource sub-strategies of a segment and decision (D).
    pub fn resource_sub_strategies(&self, segment: Segment, decision: Decision) -> &[ResourceSubStrategy] {
        self.resource_sub_strategies.get(&(segment, decision)).map_or(&[], Vec::as_slice)
    }

    /// Alliance sub-strategies of the step up from a level (D).
    pub fn alliance_sub_strategies(&self, level: u8) -> &[AllianceSubStrategy] {
        self.alliance_sub_strategies.get(&level).map_or(&[], Vec::as_slice)
    }

    /// The stage that a text of the list names; a number before it (5 - Negotiation, 3.方案报价) and a
    /// percentage beside it (Proposal (60%)) are none of its name.
    pub fn stage(&self, text: &str) -> Option<&StageRule> {
        let whole = self.traditional.fold(plain(text));
        self.stages.get(&whole).or_else(|| {
            let folded: String = text.nfkc().collect();
            let name = match percentage(&folded) {
                Some((range, _)) => format!("{} {}", &folded[..range.start], &folded[range.end..]),
                None => folded,
            };
            let name = self.traditional.fold(plain(name.trim_start_matches(numbering)));
            let known = (!name.is_empty()).then(|| self.stages.get(&name)).flatten();
            known.or_else(|| self.by_words(text))
        })
    }

    /// Won or lost by what stands last in a stage (Demo – Closed Lost), else by its words.
    fn by_words(&self, text: &str) -> Option<&StageRule> {
        let last = [" – ", " - ", ": "].iter().find_map(|mark| Some(text.rsplit_once(mark)?.1));
        let closed = last.and_then(|last| self.stage(last)).filter(|rule| rule.outcome != Outcome::Open);
        if closed.is_some() {
            return closed;
        }
        let outcome = self.outcome_words.outcome(text)?;
        self.names.iter().map(|(_, rule)| rule).find(|rule| rule.outcome == outcome)
    }

    /// The stage that a text names, else an open one of the probability that it states: 60%, Phase 3 (60%).
    pub fn stage_of(&self, text: &str) -> Option<Cow<'_, StageRule>> {
        if let Some(known) = self.stage(text) {
            return Some(Cow::Borrowed(known));
        }
        let folded: String = text.nfkc().collect();
        let (_, points) = percentage(&folded)?;
        let probability = Some(points / 100.0).filter(|p| (0.0..=1.0).contains(p))?;
        let rule = StageRule { code: plain(text), outcome: Outcome::Open, probability: Some(probability) };
        Some(Cow::Owned(rule))
    }

    /// What a closed stage is called in the script of a text beside it.
    pub fn name_of(&self, outcome: Outcome, beside: &str) -> Option<&str> {
        let mut names = self.names.iter().filter(|(_, rule)| rule.outcome == outcome).map(|(name, _)| name);
        names.find(|name| name.is_ascii() == beside.is_ascii()).map(String::as_str)
    }

    /// Every name of a stage as `rules.toml` writes it, with what it means; in the order of a deal's life.
    pub fn stage_names(&self) -> &[(String, StageRule)] {
        &self.names
    }
}

/// What stands before a stage's name: digits, points, dashes, brackets.
fn numbering(c: char) -> bool {
    c.is_ascii_digit() || !c.is_alphanumeric()
}

/// The only percentage of a text: where it stands and its points.
fn percentage(text: &str) -> Option<(std::ops::Range<usize>, f64)> {
    let end = text.find('%')?;
    let before = text[..end].trim_end();
    let start = before.len() - before.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    // 50-75% and >60% are no single percentage.
    let once =
        !text[end + 1..].contains('%') && !before[..start].ends_with(['-', '–', '~', '<', '>', '≥', '≤']);
    let points = before[start..].parse().ok().filter(|_| once)?;
    Some((start..end + 1, points))
}

fn unknown(code: &str) -> Said {
    wrong::unknown("rules.toml", code, [])
}

fn known<T>(code: &str, from: fn(&str) -> Option<T>) -> anyhow::Result<T> {
    from(code).or_said(|| unknown(code))
}

fn modes(raw: &BTreeMap<String, String>) -> anyhow::Result<BTreeMap<ValueOrientation, SellingMode>> {
    raw.iter()
        .map(|(o, m)| Ok((known(o, ValueOrientation::from_code)?, known(m, SellingMode::from_code)?)))
        .collect()
}

fn resource_sub_strategies(
    raw: &BTreeMap<String, BTreeMap<String, Vec<String>>>,
) -> anyhow::Result<BTreeMap<(Segment, Decision), Vec<ResourceSubStrategy>>> {
    let mut table = BTreeMap::new();
    for (segment, decisions) in raw {
        for (decision, codes) in decisions {
            let key = (known(segment, Segment::from_code)?, known(decision, Decision::from_code)?);
            let list = codes.iter().map(|c| known(c, ResourceSubStrategy::from_code));
            table.insert(key, list.collect::<anyhow::Result<_>>()?);
        }
    }
    Ok(table)
}

fn alliance_sub_strategies(
    raw: &BTreeMap<String, Vec<String>>,
) -> anyhow::Result<BTreeMap<u8, Vec<AllianceSubStrategy>>> {
    let mut table = BTreeMap::new();
    for (level, codes) in raw {
        let from = level.parse().ok().filter(|l| *l <= 3);
        let range =
            || wrong::expected("rules.toml: alliance_sub_strategies", level, "@expected.alliance_level");
        let from = from.or_said(range)?;
        let list = codes.iter().map(|c| known(c, AllianceSubStrategy::from_code));
        table.insert(from, list.collect::<anyhow::Result<_>>()?);
    }
    Ok(table)
}

fn keyed<K: Ord + Copy + std::fmt::Display>(
    raw: BTreeMap<String, f64>,
    code: fn(&str) -> Option<K>,
    required: &[K],
) -> anyhow::Result<BTreeMap<K, f64>> {
    let mut table = BTreeMap::new();
    for (key, value) in raw {
        table.insert(code(&key).or_said(|| unknown(&key))?, value);
    }
    match required.iter().find(|k| !table.contains_key(k)) {
        Some(missing) => wrong::missing("rules.toml", missing).err(),
        None => Ok(table),
    }
}
