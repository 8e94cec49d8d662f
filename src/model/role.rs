//! Decision roles (METHOD §7).

codes! {
    /// Decision role 决策角色, in the order of the influence map.
    Role {
        /// Approver 批准者.
        Approver = "approver",
        /// Decision maker 决策制定者.
        DecisionMaker = "decision_maker",
        /// A-influencer.
        InfluencerA = "influencer_a",
        /// B-influencer.
        InfluencerB = "influencer_b",
        /// C-influencer.
        InfluencerC = "influencer_c",
        /// Gatekeeper 看门人.
        Gatekeeper = "gatekeeper",
        /// Roadblock 拦路虎.
        Roadblock = "roadblock",
        /// Rising star 明日之星.
        RisingStar = "rising_star",
        /// Not known.
        Unknown = "unknown",
    }
}

impl Role {
    /// Approvers and decision makers decide.
    pub fn decides(self) -> bool {
        matches!(self, Role::Approver | Role::DecisionMaker)
    }
}

impl Default for Role {
    /// Nobody said what the person decides.
    fn default() -> Self {
        Role::Unknown
    }
}
