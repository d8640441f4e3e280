using WorkSquared.Core.Audit;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web.Components.Team;
using WorkSquared.Web.Components.Tokens;

namespace WorkSquared.Web.Components.Audit;

/// <summary>Whom and what an event is about, in a word or two. Never a text of a conversation: whoever wants it unfolds the event.</summary>
internal static class AuditDetails
{
    public static IEnumerable<string> Of(AuditLine line, string storeId, Viewer viewer)
    {
        if (AboutIn(line.Data!) is { } userId && Member.IdOf(line.Actor) != userId)
        {
            yield return viewer.FullNameOf(userId, storeId);
        }

        foreach (var word in WordsOf(line.Data!, viewer).OfType<string>())
        {
            yield return word;
        }
    }

    private static Guid? AboutIn(WorkEvent data) => data switch
    {
        SignInFailed failed => failed.UserId,
        PasswordChanged changed => changed.UserId,
        ResetLinkCreated created => created.UserId,
        SecondFactorTurnedOff off => off.UserId,
        AdministratorAppointed appointed => appointed.UserId,
        RoleGranted granted => granted.UserId,
        MemberRemoved removed => removed.UserId,
        MemberSuspended suspended => suspended.UserId,
        MemberReinstated reinstated => reinstated.UserId,
        InviteAccepted accepted => accepted.UserId,
        TokenCreated created => created.UserId,
        ConversationShared shared => shared.UserId,
        ConversationUnshared unshared => unshared.UserId,
        _ => null,
    };

    private static IEnumerable<string?> WordsOf(WorkEvent data, Viewer viewer) => data switch
    {
        SignedIn signedIn => [signedIn.Proof],
        SignInFailed failed => [failed.Reason],
        ResetLinkCreated { WithoutSecondFactor: true } => [viewer.L["turns the second factor off"]],
        RoleGranted granted => [viewer.L.NameOf(granted.Role)],
        UserCreated created => [created.Name],
        UserRenamed renamed => [renamed.Name],
        InviteCreated created => [viewer.L.NameOf(created.Role), created.Email],
        TokenCreated created => [created.Name, viewer.L.NameOf(created.Scope)],
        WorkspaceCreated created => [created.Name],
        WorkspaceRenamed renamed => [renamed.Name],
        Exported exported => [exported.StoreId, exported.What],
        AuditViewed viewed => [viewed.StoreId, viewed.What, viewed.Filter],
        AccessRefused refused => [refused.What],
        _ => [],
    };
}
