//! Every field that a column of a list can hold; the codes are the contract of `--map` and JSON.

codes! {
    /// A field of a record. A name such as `visits` or `name` is read in the context of its record kind.
    Field {
        /// Account number.
        Id = "id",
        /// Name of the record (account, person, opportunity).
        Name = "name",
        /// Region.
        Region = "region",
        /// Industry.
        Industry = "industry",
        /// Our account manager.
        Owner = "owner",
        /// What the account buys from us a year, money.
        AnnualRevenue = "annual_revenue",
        /// What the account bought from us the year before, money.
        PreviousRevenue = "previous_revenue",
        /// The customer's own turnover, money; shown, never potential.
        CompanyRevenue = "company_revenue",
        /// Our gross profit with the account a year, money.
        GrossProfit = "gross_profit",
        /// Our gross margin with the account, fraction of revenue.
        GrossMargin = "gross_margin",
        /// Growth of our sales, fraction.
        GrowthRate = "growth_rate",
        /// Expected repeat sales, money ≥ 0.
        RepeatSales = "repeat_sales",
        /// Expected new business, money ≥ 0.
        NewBusiness = "new_business",
        /// One probability for both, 0…1.
        Probability = "probability",
        /// Probability of the repeat sales, 0…1.
        ProbabilityRepeat = "probability_repeat",
        /// Probability of the new business, 0…1.
        ProbabilityNew = "probability_new",
        /// On-site visits a year.
        Visits = "visits",
        /// Service cost a year, money.
        ServiceCost = "service_cost",
        /// Technical support cost a year, money.
        SupportCost = "support_cost",
        /// Current budget, money.
        CurrentBudget = "current_budget",
        /// Value orientation.
        ValueOrientation = "value_orientation",
        /// Selling mode used now.
        SellingMode = "selling_mode",
        /// Alliance level now, 0…4.
        AllianceLevel = "alliance_level",
        /// Alliance level aimed at, 0…4.
        AllianceTarget = "alliance_target",
        /// Condition 1: joint knowledge of the function.
        Condition1 = "condition_1",
        /// Condition 2: our profit contribution exceeds others'.
        Condition2 = "condition_2",
        /// Condition 3: departments, operations and systems integrated.
        Condition3 = "condition_3",
        /// Condition 4: revenue added or cost saved can be shown.
        Condition4 = "condition_4",
        /// Condition 5: their culture lets outsiders in.
        Condition5 = "condition_5",
        /// Condition 6: sufficient reason to do business with us.
        Condition6 = "condition_6",
        /// Needs.
        Needs = "needs",
        /// Characteristics.
        Characteristics = "characteristics",
        /// Concerns.
        Concerns = "concerns",
        /// Notes.
        Notes = "notes",
        /// Name or number of the account above it.
        ParentAccount = "parent_account",
        /// Date on which the contract is to be renewed.
        RenewalDate = "renewal_date",
        /// Class that the list gives the account, such as A, B, C.
        CustomerClass = "customer_class",
        /// Date of the last order.
        LastOrder = "last_order",
        /// Number of orders a year.
        OrderCount = "order_count",
        /// Carried by a plan: what the account bought in this window, money a year.
        WindowRevenue = "window_revenue",
        /// Carried by a plan: what it bought in the previous window, money a year.
        WindowPrevious = "window_previous",
        /// Carried by a plan: gross profit of this window, money a year.
        WindowProfit = "window_profit",
        /// Carried by a plan: that profit is derived.
        WindowProfitDerived = "window_profit_derived",
        /// Carried by a plan: order lines of this window.
        WindowOrders = "window_orders",
        /// Carried by a plan: its newest order.
        WindowLastOrder = "window_last_order",
        /// Carried by a plan: last day of this window.
        WindowEnd = "window_end",
        /// Carried by a plan: months of a window.
        WindowMonths = "window_months",
        /// Carried by a plan: whether the sums are those of order lines or of won deals.
        WindowSource = "window_source",
        /// Carried by a plan: closed deals of new business that were won.
        DealsWon = "deals_won",
        /// Carried by a plan: closed deals of new business that were lost.
        DealsLost = "deals_lost",
        /// Carried by a plan: its newest order, closed deal or visit.
        NewestDate = "newest_date",
        /// E-mail domain of the account, a key to join by.
        Domain = "domain",
        /// Name of the account a child row belongs to.
        Account = "account",
        /// Number of the account a child row belongs to.
        AccountId = "account_id",
        /// First name.
        FirstName = "first_name",
        /// Last name.
        LastName = "last_name",
        /// E-mail.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// Job title.
        Title = "title",
        /// Decision role.
        Role = "role",
        /// Receptivity score.
        Receptivity = "receptivity",
        /// Dynamics score.
        Dynamics = "dynamics",
        /// Stated commitment level.
        Commitment = "commitment",
        /// Priority focus.
        PriorityFocus = "priority_focus",
        /// Who the person reports to.
        ReportsTo = "reports_to",
        /// Whom the person influences.
        Influences = "influences",
        /// Our counterpart.
        Counterpart = "counterpart",
        /// Visit purpose.
        VisitPurpose = "visit_purpose",
        /// Visit mode.
        VisitMode = "visit_mode",
        /// Visit level.
        VisitLevel = "visit_level",
        /// Contact sub-strategy.
        SubStrategy = "sub_strategy",
        /// Tactics.
        Tactics = "tactics",
        /// Follow-up.
        FollowUp = "follow_up",
        /// Risk.
        Risk = "risk",
        /// Strength.
        Strength = "strength",
        /// Weakness.
        Weakness = "weakness",
        /// Opportunity noted on a person.
        Opportunity = "opportunity",
        /// Next step.
        NextStep = "next_step",
        /// Date of the last contact.
        LastContact = "last_contact",
        /// Date of the next contact.
        NextContact = "next_contact",
        /// Kind of an opportunity: repeat or new.
        Kind = "kind",
        /// Amount, money.
        Amount = "amount",
        /// Stage of an opportunity.
        Stage = "stage",
        /// Close date.
        CloseDate = "close_date",
        /// Order date.
        Date = "date",
        /// Profit of an order line, money.
        Profit = "profit",
        /// Our cost of an order line, money.
        Cost = "cost",
        /// Margin of an order line, fraction of its amount.
        Margin = "margin",
        /// What was sold.
        Product = "product",
        /// Contact on an order line.
        Contact = "contact",
        /// Who of us made a visit.
        Visitor = "visitor",
        /// What a visit brought.
        Result = "result",
        /// Scale of the two scores (10 or 5).
        Scale = "scale",
        /// IMPACT element of a value item.
        Element = "element",
        /// Benefit type of a value item.
        BenefitType = "benefit_type",
        /// Description.
        Description = "description",
        /// What is measured.
        Metric = "metric",
        /// Metric before.
        Before = "before",
        /// Metric after.
        After = "after",
        /// Money a unit of the metric.
        UnitValue = "unit_value",
        /// Times a year.
        Times = "times",
        /// Share attributed to us, 0…1.
        Attribution = "attribution",
        /// Our yearly cost of a value item, money.
        OurCost = "our_cost",
        /// Evidence grade.
        Evidence = "evidence",
        /// Where in the customer's process a value arises.
        Arises = "arises",
        /// Which of our resources carry a value.
        CarriedBy = "carried_by",
        /// How we shall use a value.
        PlannedUse = "planned_use",
        /// What a plan item is about within its part.
        Topic = "topic",
        /// Total cost of acquisition or of ownership.
        Layer = "layer",
        /// Category of a cost.
        Category = "category",
        /// The customer's cost with us, money.
        CostOurs = "cost_ours",
        /// The customer's cost with the alternative, money.
        CostAlternative = "cost_alternative",
        /// A goal in words.
        Statement = "statement",
        /// Metric at the start.
        Baseline = "baseline",
        /// Metric aimed at.
        Target = "target",
        /// Due date.
        Due = "due",
        /// Metric reached.
        Actual = "actual",
        /// Status of a goal or plan item.
        Status = "status",
        /// Part of the development plan.
        Part = "part",
        /// A plan item in words.
        Text = "text",
        /// Problem or strategy that a plan item answers.
        Links = "links",
        /// Proposal of the program that a plan item answers.
        Proposal = "proposal",
        /// What a person made of a proposal.
        Choice = "choice",
        /// Amount of a resource to allocate.
        Capacity = "capacity",
        /// Money a unit of a resource.
        UnitCost = "unit_cost",
        /// Smallest step of a resource.
        Step = "step",
        /// Least amount of a core account.
        FloorCore = "floor_core",
        /// Least amount of a growth account.
        FloorGrowth = "floor_growth",
        /// Least amount of a laggard.
        FloorLaggard = "floor_laggard",
        /// Most amount of a core account.
        CapCore = "cap_core",
        /// Most amount of a growth account.
        CapGrowth = "cap_growth",
        /// Most amount of a laggard.
        CapLaggard = "cap_laggard",
        /// Resource decision that a person took instead of the proposed one.
        Decision = "decision",
        /// Resource sub-strategy chosen.
        ResourceSubStrategy = "resource_sub_strategy",
        /// Justification: our goal.
        OurGoal = "our_goal",
        /// Justification: how it is carried out.
        HowCarriedOut = "how_carried_out",
        /// Justification: our strengths.
        OurStrengths = "our_strengths",
        /// Justification: our weaknesses.
        OurWeaknesses = "our_weaknesses",
        /// Alliance sub-strategy chosen.
        AllianceSubStrategy = "alliance_sub_strategy",
        /// Alliance: the relation chosen and why.
        AllianceReason = "alliance_reason",
        /// Alliance: expected business goals.
        AllianceGoals = "alliance_goals",
        /// Alliance: feasibility.
        AllianceFeasibility = "alliance_feasibility",
        /// Alliance: obstacles.
        AllianceObstacles = "alliance_obstacles",
        /// Alliance: ways round the obstacles.
        AllianceWays = "alliance_ways",
        /// First of three things to do now.
        Action1 = "action_1",
        /// Second of three things to do now.
        Action2 = "action_2",
        /// Third of three things to do now.
        Action3 = "action_3",
    }
}
