using Microsoft.Extensions.Localization;
using WorkSquared.Core.Audit;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Audit;

/// <summary>What each type of event is called. By its written name, since of some nothing else may be known.</summary>
internal static class AuditWords
{
    public static string NameOf(this IStringLocalizer<Wording> L, AuditGroup group) => group switch
    {
        AuditGroup.SigningIn => L["Signing in"],
        AuditGroup.Members => L["Members and roles"],
        AuditGroup.Invites => L["Invites and tokens"],
        AuditGroup.Sharing => L["Sharing"],
        AuditGroup.Conversations => L["Conversations"],
        AuditGroup.Answers => L["Answers"],
        AuditGroup.Tasks => L["Tasks"],
        AuditGroup.Settings => L["Settings"],
        _ => L["Looks and exports"],
    };

    public static string WhatOf(this IStringLocalizer<Wording> L, string type) => type switch
    {
        "v1.SignedIn" => L["Signed in"],
        "v1.SignInFailed" => L["Could not sign in"],
        "v1.SignedOut" => L["Signed out"],
        "v1.PasswordChanged" => L["Changed a password"],
        "v1.ResetLinkCreated" => L["Made a link to reset a password"],
        "v1.SecondFactorTurnedOn" => L["Turned the second factor on"],
        "v1.SecondFactorTurnedOff" => L["Turned the second factor off"],
        "v1.PasskeyAdded" => L["Added a passkey"],
        "v1.PasskeyRemoved" => L["Removed a passkey"],
        "v1.ExternalLoginLinked" => L["Linked a provider to an account"],
        "v1.ExternalLoginUnlinked" => L["Unlinked a provider from an account"],

        "v1.UserCreated" => L["Entered somebody"],
        "v1.UserRenamed" => L["Changed a name"],
        "v1.AdministratorAppointed" => L["Appointed the first administrator"],
        "v1.RoleGranted" => L["Gave a role"],
        "v1.MemberRemoved" => L["Removed somebody"],
        "v1.MemberSuspended" => L["Suspended an account"],
        "v1.MemberReinstated" => L["Reinstated an account"],

        "v1.InviteCreated" => L["Made an invite"],
        "v1.InviteRevoked" => L["Revoked an invite"],
        "v1.InviteAccepted" => L["Accepted an invite"],
        "v1.TokenCreated" => L["Made a token for the API"],
        "v1.TokenRevoked" => L["Revoked a token"],

        "v1.ConversationRestricted" => L["Made a conversation private"],
        "v1.ConversationOpened" => L["Opened a conversation to the workspace"],
        "v1.ConversationShared" => L["Shared a conversation"],
        "v1.ConversationUnshared" => L["Stopped sharing a conversation"],

        "v1.ConversationCreated" => L["Began a conversation"],
        "v1.ConversationRenamed" => L["Renamed a conversation"],
        "v1.ConversationPinned" => L["Pinned a conversation"],
        "v1.ConversationUnpinned" => L["Unpinned a conversation"],
        "v1.ConversationArchived" => L["Archived a conversation"],
        "v1.ConversationUnarchived" => L["Took a conversation out of the archive"],
        "v1.ConversationDeleted" => L["Deleted a conversation"],
        "v1.ConversationRestored" => L["Restored a conversation"],
        "v1.LabelAdded" => L["Put a label on a conversation"],
        "v1.LabelRemoved" => L["Took a label off a conversation"],
        "v1.ChatMessageSent" => L["Sent a message"],
        "v1.ResponseRated" => L["Rated an answer"],
        "v1.ConversationImported" => L["Imported a conversation"],
        "v1.QuestionImported" => L["Imported a question"],
        "v1.RequestImported" => L["Imported a request for an answer"],
        "v1.AnswerImported" => L["Imported an answer"],

        "v1.LLMResponseRequested" => L["Asked for another answer"],
        "v1.LLMResponseStopRequested" => L["Told an answer to stop"],
        "v1.LLMResponseStarted" => L["Began an answer"],
        "v1.LLMResponseDelayed" => L["Put an answer off"],
        "v1.LLMResponseReceived" => L["Answered"],
        "v1.LLMResponseFailed" => L["Could not answer"],
        "v1.LLMResponseCancelled" => L["Stopped an answer"],

        "v1.TaskCreated" => L["Made a task"],
        "v1.TaskImported" => L["Imported a task"],
        "v1.TaskRenamed" => L["Renamed a task"],
        "v1.TaskCompleted" => L["Completed a task"],
        "v1.TaskReopened" => L["Reopened a task"],
        "v1.TaskDeleted" => L["Deleted a task"],
        "v1.TaskRestored" => L["Restored a task"],

        "v1.ConversationConfigured" => L["Changed the settings of a conversation"],
        "v1.PromptSaved" => L["Saved a prompt"],
        "v1.PromptRemoved" => L["Removed a prompt"],
        "v1.WorkspaceCreated" => L["Made the workspace"],
        "v1.WorkspaceRenamed" => L["Renamed the workspace"],
        "v1.ModelConfigured" => L["Chose the model"],

        "v1.AuditViewed" => L["Looked at a log"],
        "v1.Exported" => L["Took an export"],
        "v1.AccessRefused" => L["Was refused"],
        _ => L["Did something that this version does not know"],
    };
}
