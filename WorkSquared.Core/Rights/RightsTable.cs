using System.Collections.Frozen;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
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

namespace WorkSquared.Core.Rights;

/// <summary>The one table of who may do what: a row for each type of event. What has no row is refused to everybody.</summary>
internal static class RightsTable
{
    private const string FindUserOfToken = "SELECT user_id FROM tokens WHERE store_id = @p1 AND id = @p2";

    private static readonly FrozenDictionary<Type, Right> _rights = new Dictionary<Type, Right>
    {
        [typeof(ConversationCreated)] = InWorkspaces(Role.Member),
        [typeof(ConversationRenamed)] = InWorkspaces(Role.Member),
        [typeof(ConversationPinned)] = InWorkspaces(Role.Member),
        [typeof(ConversationUnpinned)] = InWorkspaces(Role.Member),
        [typeof(ConversationArchived)] = InWorkspaces(Role.Member),

        // A message brings its conversation back, whoever sends it.
        [typeof(ConversationUnarchived)] = new(Place.Workspace, asked => asked.Cause is null ? Role.Member : Role.Guest),
        [typeof(ConversationDeleted)] = InWorkspaces(Role.Member),
        [typeof(ConversationRestored)] = InWorkspaces(Role.Member),

        // Whoever shares a conversation sees it, as whoever writes in it does. Nobody shuts out its people who is none of them.
        [typeof(ConversationRestricted)] = new(Place.Workspace, OfItsPeople),
        [typeof(ConversationOpened)] = new(Place.Workspace, OfItsPeople),
        [typeof(ConversationShared)] = InWorkspaces(Role.Member),
        [typeof(ConversationUnshared)] = new(
            Place.Workspace, asked => asked.UserId == ((ConversationUnshared)asked.Data).UserId ? Role.Guest : OfItsPeople(asked)),

        [typeof(LabelAdded)] = InWorkspaces(Role.Member),
        [typeof(LabelRemoved)] = InWorkspaces(Role.Member),
        [typeof(PromptSaved)] = InWorkspaces(Role.Member),
        [typeof(PromptRemoved)] = InWorkspaces(Role.Member),
        [typeof(ConversationConfigured)] = InWorkspaces(Role.Member),
        [typeof(ChatMessageSent)] = InWorkspaces(Role.Guest),
        [typeof(LLMResponseRequested)] = new(
            Place.Workspace, asked => ((LLMResponseRequested)asked.Data).Reason is RequestReason.Edit ? Role.Member : Role.Guest),
        [typeof(LLMResponseStopRequested)] = InWorkspaces(Role.Guest),
        [typeof(ResponseRated)] = InWorkspaces(Role.Guest),
        [typeof(TaskCreated)] = WhereTheConversationIs(),
        [typeof(TaskImported)] = InWorkspaces(Role.Member),
        [typeof(TaskRenamed)] = WhereTheConversationIs(),
        [typeof(TaskCompleted)] = WhereTheConversationIs(),
        [typeof(TaskReopened)] = WhereTheConversationIs(),
        [typeof(TaskDeleted)] = WhereTheConversationIs(),
        [typeof(TaskRestored)] = WhereTheConversationIs(),
        [typeof(ConversationImported)] = InWorkspaces(Role.Member),
        [typeof(QuestionImported)] = InWorkspaces(Role.Member),
        [typeof(RequestImported)] = InWorkspaces(Role.Member),
        [typeof(AnswerImported)] = InWorkspaces(Role.Member),

        [typeof(LLMResponseStarted)] = InWorkspaces(Role.Member) with { IsOfTheAssistant = true },
        [typeof(LLMResponseDelayed)] = InWorkspaces(Role.Member) with { IsOfTheAssistant = true },
        [typeof(LLMResponseReceived)] = InWorkspaces(Role.Member) with { IsOfTheAssistant = true },
        [typeof(LLMResponseFailed)] = InWorkspaces(Role.Member) with { IsOfTheAssistant = true, IsAWayOut = true },
        [typeof(LLMResponseCancelled)] = InWorkspaces(Role.Guest) with { IsOfTheAssistant = true, IsAWayOut = true },

        [typeof(WorkspaceCreated)] = InWorkspaces(Role.Admin) with { IsOfAdministrators = true },
        [typeof(WorkspaceRenamed)] = InWorkspaces(Role.Owner),

        // An account comes into being when somebody is let in, by the system on the word of whoever invited them.
        [typeof(UserCreated)] = new(Place.Both, asked => asked.StoreId == InstanceStore.Id ? null : Role.Admin),
        [typeof(UserRenamed)] = new(Place.Both, asked => asked.UserId == ((UserRenamed)asked.Data).Id ? Role.Guest : null),

        [typeof(AdministratorAppointed)] = new(Place.Instance, _ => null),
        [typeof(RoleGranted)] = new(Place.Both, asked => AtLeastAdmin(((RoleGranted)asked.Data).Role, RoleOf(asked, ((RoleGranted)asked.Data).UserId))),
        [typeof(MemberRemoved)] = new(Place.Both, asked => OfOneselfOrLower(asked, ((MemberRemoved)asked.Data).UserId, own: Role.Guest)),
        [typeof(MemberSuspended)] = new(Place.Instance, asked => AtLeastAdmin(RoleOf(asked, ((MemberSuspended)asked.Data).UserId))),
        [typeof(MemberReinstated)] = new(Place.Instance, asked => AtLeastAdmin(RoleOf(asked, ((MemberReinstated)asked.Data).UserId))),

        [typeof(ModelConfigured)] = new(Place.Instance, _ => Role.Admin),

        [typeof(InviteCreated)] = new(Place.Both, asked => AtLeastAdmin(((InviteCreated)asked.Data).Role)),
        [typeof(InviteRevoked)] = new(Place.Both, _ => Role.Admin),
        [typeof(InviteAccepted)] = new(Place.Both, asked => asked.UserId == ((InviteAccepted)asked.Data).UserId ? Role.Guest : null),

        // A token may do what its user may: nobody makes one for somebody who may do more.
        [typeof(TokenCreated)] = new(Place.Workspace, asked => OfOneselfOrLower(asked, ((TokenCreated)asked.Data).UserId, own: Role.Member)),
        [typeof(TokenRevoked)] = new(Place.Workspace, asked => asked.UserId == UserOf(asked, (TokenRevoked)asked.Data) ? Role.Guest : Role.Admin),

        [typeof(SignedIn)] = OfTheAudit(),
        [typeof(SignInFailed)] = OfTheAudit(),
        [typeof(SignedOut)] = OfTheAudit(),
        [typeof(PasswordChanged)] = OfTheAudit(),
        [typeof(ExternalLoginLinked)] = OfTheAudit(),
        [typeof(ExternalLoginUnlinked)] = OfTheAudit(),
        [typeof(SecondFactorTurnedOn)] = OfTheAudit(),
        [typeof(SecondFactorTurnedOff)] = OfTheAudit(),
        [typeof(PasskeyAdded)] = OfTheAudit(),
        [typeof(PasskeyRemoved)] = OfTheAudit(),
        [typeof(Exported)] = OfTheAudit(),
        [typeof(AuditViewed)] = OfTheAudit(),
        [typeof(AccessRefused)] = OfTheAudit(),

        // A link is as good as the account: nobody makes one for somebody who may do more.
        [typeof(ResetLinkCreated)] = new(Place.Instance, asked => AtLeastAdmin(RoleOf(asked, ((ResetLinkCreated)asked.Data).UserId))),
    }.ToFrozenDictionary();

    /// <returns>Null for what has no row.</returns>
    public static Right? Find(Type type) => _rights.GetValueOrDefault(type);

    private static Right InWorkspaces(Role least) => new(Place.Workspace, _ => least);

    /// <summary>Guests hold what belongs to a conversation, and they see it: otherwise it would not be there for them.</summary>
    private static Right WhereTheConversationIs() => new(Place.Workspace, asked => asked.Data.Topic is null ? Role.Member : Role.Guest);

    private static Role? OfItsPeople(Asked asked) =>
        ConversationPeople.Has(asked.Session, asked.StoreId, asked.Data.Topic.GetValueOrDefault(), asked.UserId) ? Role.Member : null;

    private static Right OfTheAudit() => new(Place.Instance, _ => null) { IsOfAnybody = true };

    /// <summary>Whoever manages others is an admin at least, and of no lesser role than theirs.</summary>
    private static Role AtLeastAdmin(params ReadOnlySpan<Role?> others)
    {
        var least = Role.Admin;
        foreach (var other in others)
        {
            least = other > least ? other.Value : least;
        }

        return least;
    }

    private static Role OfOneselfOrLower(Asked asked, Guid userId, Role own) =>
        asked.UserId == userId ? own : AtLeastAdmin(RoleOf(asked, userId));

    private static Role? RoleOf(Asked asked, Guid userId) => LiveMembers.GivenRoleOf(asked.Session, asked.StoreId, userId);

    private static Guid? UserOf(Asked asked, TokenRevoked revoked) => asked.Session.FindId(FindUserOfToken, asked.StoreId, revoked.Id);
}
