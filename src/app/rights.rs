//! Who may do what: the one table of operations and roles (spec 4, "Roles").

use super::ask::Ask;
use super::fault::Fault;
use super::role::Role;
use crate::domain::problem::ProblemCode;

/// How far a role may go with an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    None,
    /// What is its own: its participants, discipline or insurers.
    Own,
    All,
}

macro_rules! operations {
    ($($(#[$doc:meta])* $variant:ident: $controller:ident $board:ident $participant:ident $discipline:ident $insurer:ident $auditor:ident;)*) => {
        /// Something that can be asked. The columns of the table are the roles in the order of [`Role::ALL`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operation { $($(#[$doc])* $variant,)* }

        impl Operation {
            pub const ALL: &'static [Operation] = &[$(Operation::$variant,)*];

            /// How far a role may go.
            pub fn access(self, role: Role) -> Access {
                let [controller, board, participant, discipline, insurer, auditor] = match self {
                    $(Operation::$variant => [
                        Access::$controller, Access::$board, Access::$participant, Access::$discipline,
                        Access::$insurer, Access::$auditor,
                    ],)*
                };
                match role {
                    Role::Controller => controller,
                    Role::Board => board,
                    Role::Participant => participant,
                    Role::Discipline => discipline,
                    Role::Insurer => insurer,
                    Role::Auditor => auditor,
                }
            }
        }
    };
}

operations! {
    /// Name of the organisation, its disciplines.           controller board participant discipline insurer auditor
    ReadOrganisation:                                        All        All   All         All        All     All;
    /// Lists that say nothing of anyone: performances, activities, insurers.
    ReadLists:                                               All        All   All         All        None    All;
    /// Tariffs, contracts, income, scores, advances, balances, payees: prices and amounts of participants.
    ReadReference:                                           All        None  None        None       None    All;
    WriteReference:                                          All        None  None        None       None    None;
    /// Rows of a file; a participant its own deliveries.
    Upload:                                                  All        None  Own         None       None    None;
    ReadUploads:                                             All        None  Own         None       None    All;
    /// Claims with their states and amounts.
    ReadClaims:                                              All        None  None        None       None    All;
    /// Deliveries with their states; a participant its own.
    ReadDeliveries:                                          All        None  Own         None       None    All;
    ReadModels:                                              All        All   All         All        None    All;
    WriteModels:                                             All        None  None        None       None    None;
    Compute:                                                 All        None  None        None       None    None;
    /// Long work: how far it is, and what came of it.
    ReadJobs:                                                All        None  None        None       None    All;
    CancelJobs:                                              All        None  None        None       None    None;
    ReadRuns:                                                All        All   All         All        None    All;
    /// The result document; `Own` is what a role may see of it.
    ReadResults:                                             All        Own   Own         Own        None    All;
    ReadStatements:                                          All        Own   Own         None       None    All;
    /// What a correction changed for everyone.
    ReadCorrections:                                         All        None  None        None       None    All;
    /// What would be. Only who may see everything may ask: answers laid side by side are equations.
    Simulate:                                                All        None  None        None       None    None;
    /// What was asked and found; `Own` is what a role may see of it.
    ReadSimulations:                                         All        Own   Own         Own        None    All;
    /// Why two runs differ.
    ReadDifferences:                                         All        Own   Own         None       None    All;
    ReadInsurerReport:                                       All        None  None        None       Own     All;
    ReadShifts:                                              All        None  None        None       None    All;
    ReadYears:                                               All        None  None        None       None    All;
    SayComplete:                                             None       None  Own         None       None    None;
    Object:                                                  None       None  Own         None       None    None;
    ReadObjections:                                          All        None  Own         None       None    All;
    AnswerObjection:                                         All        None  None        None       None    None;
    Propose:                                                 All        None  None        None       None    None;
    /// For its own discipline.
    AnswerDecision:                                          None       None  None        Own        None    None;
    Conclude:                                                None       All   None        None       None    None;
    ReadDecisions:                                           All        All   All         All        None    All;
    /// What needs two people.
    AskConsent:                                              All        None  None        None       None    None;
    AnswerConsent:                                           None       All   None        None       None    None;
    ReadConsents:                                            All        All   None        None       None    All;
    Keys:                                                    None       All   None        None       None    None;
    ReadKeys:                                                None       All   None        None       None    All;
    ReadAudit:                                               All        All   None        None       None    All;
}

/// Refuses `forbidden` where the role may not do it at all; else whether it may do it with everything.
pub fn require(ask: &Ask, operation: Operation) -> Result<Access, Fault> {
    match operation.access(ask.caller.role) {
        Access::None => Err(forbidden(operation)),
        access => Ok(access),
    }
}

/// Refuses what is not one's own. A participant that is not there is answered in the same way as another's.
pub fn require_own(ask: &Ask, operation: Operation, code: &str) -> Result<(), Fault> {
    let is_own = || ask.caller.scope.iter().any(|own| own == code);
    match require(ask, operation)? {
        Access::Own if !is_own() => Err(forbidden(operation)),
        _ => Ok(()),
    }
}

pub fn forbidden(operation: Operation) -> Fault {
    let may: Vec<&str> =
        Role::ALL.into_iter().filter(|role| operation.access(*role) != Access::None).map(Role::as_str).collect();
    let may = may.join(", ");
    Fault::new(
        ProblemCode::Forbidden,
        format!("Dit mag met deze sleutel niet. Rollen die het mogen: {may}."),
        format!("This key may not do this. Roles that may: {may}."),
    )
}
