using Microsoft.AspNetCore.Components.Endpoints;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Accounts;

/// <summary>Which workspace a request is about. The session knows the one that was entered last, and that may have been in another tab.</summary>
/// <remarks>So each page says its own, with all that it asks for and with its circuit, and nothing that is written in one workspace can end up in
/// another. Whether somebody belongs to it is asked of the database each time.</remarks>
internal sealed class StoreOfRequest(ITeamReader team, IWorkspaces workspaces, ISessions sessions)
{
    /// <summary>The field of the query in which a page names its workspace (wwwroot/workspace.js).</summary>
    public const string Parameter = "workspace";

    /// <returns>Null when there is none that they may see: they belong to none, or not to the one that the request names.</returns>
    public async Task<string?> FindAsync(HttpContext context, Session session)
    {
        var storeId = await FindAsync(context.Request, session, context.RequestAborted);
        if (storeId is not null && storeId != session.StoreId && IsForAPage(context))
        {
            await EnterAsync(session.Id, storeId, context.RequestAborted);
        }

        return storeId;
    }

    public async Task<bool> MayEnterAsync(string storeId, Guid accountId, CancellationToken cancellationToken) =>
        storeId != InstanceStore.Id && await team.RoleOfAsync(storeId, accountId, cancellationToken) is not null;

    private async Task<string?> FindAsync(HttpRequest request, Session session, CancellationToken cancellationToken)
    {
        if (request.Query.TryGetValue(Parameter, out var named))
        {
            return await MayEnterAsync(named.ToString(), session.AccountId, cancellationToken) ? named.ToString() : null;
        }

        // A link to a conversation is good in all workspaces of whoever follows it.
        if (ConversationIn(request) is { } conversation
            && await workspaces.WithConversationAsync(session.AccountId, conversation, session.StoreId, cancellationToken) is { } itsOwn)
        {
            return itsOwn;
        }

        if (await MayEnterAsync(session.StoreId, session.AccountId, cancellationToken))
        {
            return session.StoreId;
        }

        // They have been removed from the one that they looked at.
        return await workspaces.OfAsync(session.AccountId, cancellationToken) is [var other, ..] ? other.StoreId : null;
    }

    private async Task EnterAsync(Guid sessionId, string storeId, CancellationToken cancellationToken)
    {
        try
        {
            await sessions.EnterAsync(sessionId, storeId, cancellationToken);
        }
        catch (CommandRefusedException)
        {
            // A full disk says so to whoever writes. The page that is asked for is this workspace's all the same.
        }
    }

    private static Guid? ConversationIn(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.Value?.Split('/') is ["", "c", var text, ..] && Guid.TryParse(text, out var id) ? id : null;

    private static bool IsForAPage(HttpContext context) =>
        PageRequest.Is(context.Request) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
