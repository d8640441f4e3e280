using System.Collections.Frozen;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Workspaces;

namespace WorkSquared.Core.Audit;

/// <summary>Which types of event each group consists of.</summary>
internal static class AuditGroups
{
    private static readonly FrozenDictionary<AuditGroup, Type[]> _types = new Dictionary<AuditGroup, Type[]>
    {
        [AuditGroup.SigningIn] =
        [
            typeof(SignedIn), typeof(SignInFailed), typeof(SignedOut), typeof(PasswordChanged), typeof(ResetLinkCreated),
            typeof(SecondFactorTurnedOn), typeof(SecondFactorTurnedOff), typeof(PasskeyAdded), typeof(PasskeyRemoved),
            typeof(ExternalLoginLinked), typeof(ExternalLoginUnlinked),
        ],
        [AuditGroup.Members] =
        [
            typeof(UserCreated), typeof(UserRenamed), typeof(AdministratorAppointed), typeof(RoleGranted), typeof(MemberRemoved),
            typeof(MemberSuspended), typeof(MemberReinstated),
        ],
        [AuditGroup.Invites] = [typeof(InviteCreated), typeof(InviteRevoked), typeof(InviteAccepted), typeof(TokenCreated), typeof(TokenRevoked)],
        [AuditGroup.Sharing] = [typeof(ConversationRestricted), typeof(ConversationOpened), typeof(ConversationShared), typeof(ConversationUnshared)],
        [AuditGroup.Conversations] =
        [
            typeof(ConversationCreated), typeof(ConversationRenamed), typeof(ConversationPinned), typeof(ConversationUnpinned),
            typeof(ConversationArchived), typeof(ConversationUnarchived), typeof(ConversationDeleted), typeof(ConversationRestored),
            typeof(LabelAdded), typeof(LabelRemoved), typeof(ChatMessageSent), typeof(ResponseRated),
            typeof(ConversationImported), typeof(QuestionImported), typeof(RequestImported), typeof(AnswerImported),
        ],
        [AuditGroup.Answers] =
        [
            typeof(LLMResponseRequested), typeof(LLMResponseStopRequested), typeof(LLMResponseStarted), typeof(LLMResponseDelayed),
            typeof(LLMResponseReceived), typeof(LLMResponseFailed), typeof(LLMResponseCancelled),
        ],
        [AuditGroup.Tasks] =
        [
            typeof(TaskCreated), typeof(TaskImported), typeof(TaskRenamed), typeof(TaskCompleted), typeof(TaskReopened), typeof(TaskDeleted),
            typeof(TaskRestored),
        ],
        [AuditGroup.Settings] =
        [
            typeof(ConversationConfigured), typeof(PromptSaved), typeof(PromptRemoved), typeof(WorkspaceCreated), typeof(WorkspaceRenamed),
            typeof(ModelConfigured),
        ],
        [AuditGroup.Looks] = [typeof(AuditViewed), typeof(Exported), typeof(AccessRefused)],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<AuditGroup, string[]> _names =
        _types.ToFrozenDictionary(group => group.Key, group => group.Value.Select(type => EventTypes.NameOf(type)).ToArray());

    public static IEnumerable<Type> Types => _types.Values.SelectMany(types => types);

    /// <summary>The written names of a group's events.</summary>
    public static IReadOnlyList<string> NamesIn(AuditGroup group) => _names[group];
}
