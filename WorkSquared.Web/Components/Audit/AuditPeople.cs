using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Components.Audit;

/// <summary>What people are called in a log. The viewer, too: what one did oneself is read by others as well.</summary>
internal static class AuditPeople
{
    public static string FullNameOf(this Viewer viewer, Actor actor, string storeId) =>
        Member.IdOf(actor) is { } id ? viewer.FullNameOf(id, storeId) : viewer.NameOf(actor);

    /// <summary>Somebody who never belonged to the store may have an account all the same.</summary>
    public static string FullNameOf(this Viewer viewer, Guid userId, string storeId) =>
        viewer.Directory.Of(storeId).Names.GetValueOrDefault(userId)
        ?? viewer.Directory.Of(InstanceStore.Id).Names.GetValueOrDefault(userId)
        ?? viewer.L["Someone"];
}
