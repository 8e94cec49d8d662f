//! Issues: what is wrong or worth knowing, with its place. Texts come later, from the labels.

use super::{CellPlace, Field};

codes! {
    /// How much an issue weighs.
    Severity {
        /// The row is rejected, or a file or sheet cannot be used.
        Error = "error",
        /// A value is not used, or is doubtful.
        Warning = "warning",
        /// Worth knowing.
        Info = "info",
    }
}

/// A text to be rendered in the reader's language: a labels key and its arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Key in the labels files.
    pub key: &'static str,
    /// Values for the `{name}` places of the text.
    pub args: Vec<(&'static str, String)>,
}

impl Note {
    /// A note without arguments.
    pub fn new(key: &'static str) -> Self {
        Note { key, args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// One finding about the inputs. Message and hint are `issue.<code>.message` and `.hint` of the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// What it is.
    pub code: IssueCode,
    /// Where it is.
    pub place: CellPlace,
    /// Header of the column.
    pub header: Option<String>,
    /// Field of the column.
    pub field: Option<Field>,
    /// The offending value as the list shows it.
    pub value: Option<String>,
    /// Values for the `{name}` places of the message.
    pub args: Vec<(&'static str, String)>,
}

impl Issue {
    /// An issue at a place.
    pub fn new(code: IssueCode, place: CellPlace) -> Self {
        Issue { code, place, header: None, field: None, value: None, args: Vec::new() }
    }

    /// Adds an argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

macro_rules! issue_codes {
    ($($(#[$meta:meta])* $variant:ident = $code:literal $severity:ident),+ $(,)?) => {
        codes! {
            /// The catalogue of issues: stable codes, each with one severity.
            IssueCode { $($(#[$meta])* $variant = $code),+ }
        }
        impl IssueCode {
            /// How much it weighs.
            pub const fn severity(self) -> Severity {
                match self { $(IssueCode::$variant => Severity::$severity),+ }
            }
        }
    };
}

issue_codes! {
    /// A file cannot be read at all.
    FileUnreadable = "file_unreadable" Error,
    /// A file is encrypted.
    FileEncrypted = "file_encrypted" Error,
    /// A file has more sheets than the limit.
    FileManySheets = "file_many_sheets" Error,
    /// A file has more cells than the limit.
    FileTooLarge = "file_too_large" Error,
    /// A file unpacks to more bytes than the limit, or far more than a list would.
    FileUnpackedTooLarge = "file_unpacked_too_large" Error,
    /// Reading a file needs more memory than allowed.
    FileNeedsMemory = "file_needs_memory" Error,
    /// Reading a file takes longer than the limit.
    FileTooSlow = "file_too_slow" Error,
    /// A file is being written while it is read.
    FileChanging = "file_changing" Error,
    /// There is no such file, or nothing matches the pattern.
    FileMissing = "file_missing" Error,
    /// A planning workbook of ours among the lists.
    FileIsPlan = "file_is_plan" Info,
    /// A comparison of ours among the lists.
    FileIsComparison = "file_is_comparison" Info,
    PlanPassedOver = "plan_passed_over" Info,
    /// Rejected rows that stand in a plan are not carried over.
    RejectedRowsLeft = "rejected_rows_left" Info,
    /// A sheet that somebody added to a plan is carried over.
    SheetCarried = "sheet_carried" Info,
    /// List and plan differ in a value.
    PreviousConflict = "previous_conflict" Warning,
    /// A figure that differs between list and plan: the list's counts.
    FigureFromList = "figure_from_list" Warning,
    /// Many figures that differ between list and plan.
    FiguresFromList = "figures_from_list" Info,
    /// A row of a plan with entries of an account or person that its table does not have.
    EntriesUnjoined = "entries_unjoined" Error,
    /// A second row of a plan with other entries of the same account or person.
    EntriesRepeated = "entries_repeated" Error,
    /// An account of the last plan that the list no longer has.
    AccountGone = "account_gone" Info,
    /// An opportunity of the last plan that the list's pipeline does not have.
    PreviousPipelineLeft = "previous_pipeline_left" Warning,
    /// A file of no bytes.
    FileEmpty = "file_empty" Error,
    /// A note that Excel keeps beside an open workbook.
    FileIsLock = "file_is_lock" Error,
    /// A web page under the name of a list.
    FileIsHtml = "file_is_html" Error,
    /// A file of another kind: a document, a picture, an archive.
    FileNotSpreadsheet = "file_not_spreadsheet" Error,
    /// A folder with no file that could be a list.
    FolderWithoutLists = "folder_without_lists" Error,
    /// The content is not what the extension says.
    FileMisnamed = "file_misnamed" Warning,
    /// A sheet cannot be read.
    SheetUnreadable = "sheet_unreadable" Error,
    /// Some cells of a sheet cannot be read.
    CellsUnreadable = "cells_unreadable" Warning,
    /// Cells longer than a spreadsheet's were cut.
    CellsCut = "cells_cut" Warning,
    /// A value typed over a formula of a plan.
    FormulaOverwritten = "formula_overwritten" Warning,
    /// A note typed beside the tables of a plan.
    NoteNotKept = "note_not_kept" Warning,
    /// Comments in the cells of a plan.
    CommentsNotKept = "comments_not_kept" Warning,
    /// Cells held NUL characters.
    NulsLeftOut = "nuls_left_out" Warning,
    /// The encoding of a list of text was judged from its bytes.
    EncodingAssumed = "encoding_assumed" Info,
    /// A list of text opens a quote that it never closes.
    QuoteUnclosed = "quote_unclosed" Warning,
    /// More rows than can be planned.
    TooManyRows = "too_many_rows" Error,
    /// A hidden sheet was left out.
    SheetHidden = "sheet_hidden" Info,
    /// A sheet holds nothing the program plans with.
    SheetIgnored = "sheet_ignored" Info,
    /// A sheet has data, but no account column was found.
    NoAccountColumn = "no_account_column" Error,
    /// Two columns match one field.
    AmbiguousColumn = "ambiguous_column" Error,
    /// A header is close to a known one.
    HeaderSuggestion = "header_suggestion" Info,
    /// A header matched, but its values do not fit.
    HeaderVetoed = "header_vetoed" Warning,
    /// A header that nobody knows was taken for the customer's by its values.
    ColumnPlaced = "column_placed" Warning,
    /// No cell of a column can be read as what its header says.
    ColumnUnreadable = "column_unreadable" Warning,
    /// A column of the saved mapping was found by its letter only.
    ColumnByLetter = "column_by_letter" Warning,
    /// A table of the saved mapping serves no sheet.
    MappingUnused = "mapping_unused" Info,
    /// Of several years of one figure the newest counts.
    PeriodChosen = "period_chosen" Info,
    /// The quarters or months of a year were added up.
    PeriodsSummed = "periods_summed" Info,
    /// What was added up covers no year.
    PeriodsIncomplete = "periods_incomplete" Warning,
    /// Annual revenue was taken as the customer's own turnover.
    CompanyRevenueAssumed = "company_revenue_assumed" Info,
    /// A unit was read from the header or a line above it.
    UnitFound = "unit_found" Info,
    /// A column writes its decimals behind a comma.
    DecimalComma = "decimal_comma" Info,
    /// 1.200 can be twelve hundred or one and a fifth, and no other cell tells.
    DoubtfulGrouping = "doubtful_grouping" Warning,
    /// A column that looks like money is not used, while defaults are assumed.
    ColumnUnused = "column_unused" Info,
    /// Flags or a status beside the stage tell which deals are won or lost.
    OutcomeByColumn = "outcome_by_column" Info,
    /// The amount of an order line is its quantity times its price.
    AmountComputed = "amount_computed" Info,
    /// A list of order lines has no column of amounts.
    NoAmountColumn = "no_amount_column" Error,
    /// A report in blocks: the customer stands as a heading over its lines.
    BlocksRead = "blocks_read" Info,
    /// A form: field names down a column, or blocks of several rows a record.
    SheetTransposed = "sheet_transposed" Error,
    /// Rows that the workbook hides were read.
    HiddenRows = "hidden_rows" Info,
    /// Names that differ by a letter or in their legal form.
    SimilarNames = "similar_names" Info,
    /// A child row whose account's name several accounts share.
    AmbiguousAccount = "ambiguous_account" Error,
    /// Numbers matched only without the zeros before them.
    LeadingZerosAssumed = "leading_zeros_assumed" Info,
    /// The scale of a column was decided from its values.
    ScaleChosen = "scale_chosen" Info,
    /// A fraction in a column of 0–100.
    DoubtfulScale = "doubtful_scale" Warning,
    /// A row of a list of text has more cells than the header.
    RowTooWide = "row_too_wide" Error,
    /// A row without a name.
    MissingName = "missing_name" Error,
    /// A child row without an account.
    MissingAccount = "missing_account" Error,
    /// A child row of an account that is not in the list.
    UnknownAccount = "unknown_account" Error,
    /// A child row of an account whose row was rejected.
    RejectedAccount = "rejected_account" Error,
    /// A required number cannot be read.
    UnreadableAmount = "unreadable_amount" Error,
    /// A required number is out of its range.
    ImpossibleAmount = "impossible_amount" Error,
    /// A value cannot be read and is not used.
    UnreadableValue = "unreadable_value" Warning,
    /// An error value of the spreadsheet.
    ErrorCell = "error_cell" Warning,
    /// A word that is none of the known ones.
    UnknownWord = "unknown_word" Warning,
    /// A date that can be read two ways.
    AmbiguousDate = "ambiguous_date" Warning,
    /// No list of accounts: the rows of other sheets made them.
    AccountsMade = "accounts_made" Info,
    /// The rows of accounts are lines: their money was added up.
    LinesSummed = "lines_summed" Info,
    /// The rows of accounts are of several years: the newest counts.
    LinesOfYears = "lines_of_years" Info,
    /// Nothing but their money tells rows of an account apart: added up, and to be checked.
    AmountsAdded = "amounts_added" Warning,
    /// A duplicate row was merged.
    DuplicateMerged = "duplicate_merged" Info,
    /// Duplicate rows differ in a field.
    DuplicateConflict = "duplicate_conflict" Warning,
    /// A resource is named twice.
    DuplicateResource = "duplicate_resource" Warning,
    /// One name, several ids: kept apart.
    SameNameOtherId = "same_name_other_id" Warning,
    /// Two currencies in one portfolio.
    MixedCurrencies = "mixed_currencies" Error,
    /// A rejected row was mended in another file.
    RowMended = "row_mended" Info,
    /// A mended row without its list.
    MendedWithoutList = "mended_without_list" Error,
    /// A mended row whose list has changed since.
    MendedListChanged = "mended_list_changed" Error,
    /// A total row was left out.
    TotalRowIgnored = "total_row_ignored" Info,
    /// A row of several customers (Other customers) was left out.
    RemainderRowIgnored = "remainder_row_ignored" Warning,
    /// An instruction or example row was left out.
    InstructionRowIgnored = "instruction_row_ignored" Info,
    /// Proposals of an earlier plan that nobody answered: made anew.
    ProposalRenewed = "proposal_renewed" Info,
    /// Orders before the windows were left out.
    OrderOutsidePeriod = "order_outside_period" Info,
    /// Orders dated after today were left out.
    OrderLater = "order_later" Warning,
    /// Visits older than the period were left out.
    VisitOutsidePeriod = "visit_outside_period" Info,
    /// Visits dated after today were left out.
    VisitLater = "visit_later" Info,
    /// Visits without a date beside dated ones were left out.
    VisitWithoutDate = "visit_without_date" Warning,
    /// An order without a date was left out of the period.
    OrderWithoutDate = "order_without_date" Warning,
    /// Orders carry no dates at all: all of them count.
    OrdersUndated = "orders_undated" Info,
    /// An open opportunity without an amount.
    OpportunityWithoutAmount = "opportunity_without_amount" Warning,
    /// A stage that the stage table does not know.
    UnknownStage = "unknown_stage" Warning,
    /// The stated commitment differs from the computed one.
    CommitmentConflict = "commitment_conflict" Warning,
    /// An open opportunity whose close date is long past.
    OpportunityOverdue = "opportunity_overdue" Warning,
    /// Somebody reports to or influences a person who is not in the list.
    UnknownPerson = "unknown_person" Info,
    /// The floors of a resource exceed its capacity.
    FloorsExceedCapacity = "floors_exceed_capacity" Error,
    /// Caps leave a part of a resource unshared.
    CapsLeaveReserve = "caps_leave_reserve" Warning,
    /// A missing column would unlock something.
    MissingColumn = "missing_column" Info,
    /// The newest date of the data is long past.
    DataOld = "data_old" Warning,
    /// Expected values sum to zero.
    NoExpectedValue = "no_expected_value" Warning,
}
