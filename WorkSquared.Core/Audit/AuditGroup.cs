namespace WorkSquared.Core.Audit;

/// <summary>The kinds of what happens, few enough to choose from.</summary>
public enum AuditGroup
{
    /// <summary>Sessions, passwords and other proofs of who somebody is.</summary>
    SigningIn,

    /// <summary>Who belongs to it, as what.</summary>
    Members,

    /// <summary>Links and tokens that let somebody in.</summary>
    Invites,

    /// <summary>Who sees a conversation.</summary>
    Sharing,

    /// <summary>What people say and do in them, and what they bring along.</summary>
    Conversations,

    /// <summary>What the assistant does.</summary>
    Answers,

    Tasks,

    /// <summary>Settings, prompts and what a workspace is called.</summary>
    Settings,

    /// <summary>Looks into a log, files that were taken, and what was refused.</summary>
    Looks,
}
