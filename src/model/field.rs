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
        /// The customer's own turnover, money; shown, never potential.
        CompanyRevenue = "company_revenue",
        /// Our gross profit with the account a year, money.
        GrossProfit = "gross_profit",
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
        /// Contact on an order line.
        Contact = "contact",
        /// Scale of the two scores (10 or 5).
        Scale = "scale",
    }
}
