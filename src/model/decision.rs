//! What the method decides and suggests: resource decisions, sub-strategies, flags (METHOD §4–§7).

codes! {
    /// Resource decision (D), first hit in METHOD §4's order.
    Decision {
        /// Find out 先摸底: no relative value.
        FindOut = "find_out",
        /// Low-cost service 转低成本服务: a confirmed laggard.
        LowCostService = "low_cost_service",
        /// Assign 按价值分配: nothing is known of what it uses now.
        Assign = "assign",
        /// Invest 加大投入: well below the recommended amounts, in money.
        Invest = "invest",
        /// Reduce 减少: well above them.
        Reduce = "reduce",
        /// Hold 维持.
        Hold = "hold",
    }
}

codes! {
    /// Why a decision was taken.
    DecisionReason {
        /// It has no relative value.
        Unranked = "unranked",
        /// The laggard's evidence is confirmed.
        ConfirmedLaggard = "confirmed_laggard",
        /// Current use is below what relative value recommends.
        BelowRecommended = "below_recommended",
        /// Current use is above it.
        AboveRecommended = "above_recommended",
        /// Below it, but more would not pay: the expected ROI is not positive.
        NoReturn = "no_return",
        /// Current use is close to it.
        Balanced = "balanced",
        /// Current use is unknown.
        UseUnknown = "use_unknown",
        /// Nothing could be allocated.
        NoAllocation = "no_allocation",
    }
}

codes! {
    /// Resource sub-strategy (S).
    ResourceSubStrategy {
        /// Return on investment 投资回报率.
        Roi = "roi",
        /// Consulting 咨询.
        Consulting = "consulting",
        /// Expert team 专家团队.
        ExpertTeam = "expert_team",
        /// Sales promotion 销售促销.
        Promotion = "promotion",
        /// Goods and samples 商品样品.
        Samples = "samples",
        /// Value-added service 增值服务.
        ValueAddedService = "value_added_service",
        /// Negotiation 协商.
        Negotiation = "negotiation",
        /// Internal contact 内部接触.
        InternalContact = "internal_contact",
    }
}

codes! {
    /// Alliance sub-strategy (S).
    AllianceSubStrategy {
        /// Milestones 建立里程碑.
        Milestones = "milestones",
        /// Win by service 服务致胜.
        WinByService = "win_by_service",
        /// One-stop 一站式消费.
        OneStop = "one_stop",
        /// Value selling 价值销售.
        ValueSelling = "value_selling",
        /// Consultative selling 顾问式销售.
        ConsultativeSelling = "consultative_selling",
        /// Differentiation 差异化.
        Differentiation = "differentiation",
        /// Wedge 楔子.
        Wedge = "wedge",
        /// Loss leader 开端先亏本.
        LossLeader = "loss_leader",
    }
}

codes! {
    /// Contact sub-strategy (S), in the order in which their triggers are asked (D).
    ContactSubStrategy {
        /// Champion 内部有力支持者: is one.
        Champion = "champion",
        /// Sell high 高层销售: strategic mode, or blocked below.
        SellHigh = "sell_high",
        /// Alternative contact 替代接触: gatekeeper, roadblock or obstructionist.
        AlternativeContact = "alternative_contact",
        /// Influence selling 影响力销售: doubter with a route.
        InfluenceSelling = "influence_selling",
        /// Level matching 层次匹配: approver without a counterpart of ours.
        LevelMatching = "level_matching",
        /// New face 街头新面孔: contact too old, or soured.
        NewFace = "new_face",
        /// Internal follow-up 内部跟进: supporter.
        InternalFollowUp = "internal_follow_up",
        /// Accelerate 加快接触: a deal closes soon.
        Accelerate = "accelerate",
        /// Entertainment 娱乐: never suggested, accepted if stated.
        Entertainment = "entertainment",
    }
}

codes! {
    /// What hit in a contact sub-strategy.
    ContactTrigger {
        /// The account is sold to in strategic mode.
        StrategicMode = "strategic_mode",
        /// Somebody below blocks.
        BlockedBelow = "blocked_below",
        /// Gatekeeper.
        Gatekeeper = "gatekeeper",
        /// Roadblock.
        Roadblock = "roadblock",
        /// Obstructionist.
        Obstructionist = "obstructionist",
        /// Doubter whom a champion or supporter reaches.
        DoubterWithRoute = "doubter_with_route",
        /// Approver without a counterpart of ours.
        NoCounterpart = "no_counterpart",
        /// Last contact too long ago.
        StaleContact = "stale_contact",
        /// Stated as on our side, but the two axes say otherwise.
        Soured = "soured",
        /// Is a champion.
        IsChampion = "is_champion",
        /// Is a supporter.
        IsSupporter = "is_supporter",
        /// An open deal of the account closes soon.
        ClosesSoon = "closes_soon",
    }
}

codes! {
    /// What an account lacks or contradicts (D) (METHOD §2, §3, §5, §7).
    Flag {
        /// No approver.
        NoApprover = "no_approver",
        /// No decision maker.
        NoDecisionMaker = "no_decision_maker",
        /// No champion.
        NoChampion = "no_champion",
        /// One contact only.
        SingleContact = "single_contact",
        /// Approver or decision maker is an obstructionist.
        HostileDecider = "hostile_decider",
        /// A roadblock that nobody on our side reaches.
        RoadblockWithoutRoute = "roadblock_without_route",
        /// Approver or decision maker with no visit.
        KeyRoleNotVisited = "key_role_not_visited",
        /// Last contact too long ago.
        StaleContact = "stale_contact",
        /// A high probability while the commitment index is negative.
        ProbabilityContradictsCommitment = "probability_contradicts_commitment",
        /// Sold to in another mode than the value orientation asks for.
        ModeMismatch = "mode_mismatch",
        /// No key person, while others have some.
        NoKeyPerson = "no_key_person",
        /// The key persons' visits sum to more than the account's.
        VisitsDisagree = "visits_disagree",
        /// A great account of the year before has lost much of its revenue.
        Losing = "losing",
        /// Net contribution is negative.
        LossMaking = "loss_making",
        /// An open deal whose close date is long past.
        OverdueDeals = "overdue_deals",
    }
}
