using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Components.Audit;

/// <summary>Where the logs are. Relative to the page's base, as every link is.</summary>
internal static class AuditAddress
{
    public const string File = "audit.jsonl";

    /// <summary>How an address names the log of the instance.</summary>
    public const string ServerLog = "server";

    public const string Server = $"audit/{ServerLog}";

    /// <summary>How an address names what no person did.</summary>
    private const string BySystem = "system";

    /// <param name="workspace">The page's own: the session may look at another one by now.</param>
    public static string OfFile(string storeId, string workspace, AuditFilter filter)
    {
        QueryBuilder query = new() { { StoreOfRequest.Parameter, workspace } };
        Add("log", storeId == InstanceStore.Id ? ServerLog : null);
        Add("kind", filter.Group?.ToString());
        Add("by", filter.By is { } by ? NameOf(by) : null);
        Add("from", filter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", filter.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return $"{File}{query}";

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                query.Add(key, value);
            }
        }
    }

    /// <summary>What a filter calls somebody.</summary>
    public static string NameOf(Actor by) => Member.IdOf(by) is { } id ? id.ToString() : BySystem;

    /// <returns>Null for what names nobody.</returns>
    public static Actor? ActorIn(string? text) =>
        text == BySystem ? Actor.System : Guid.TryParse(text, out var id) ? Member.ActorOf(id) : null;
}
