using System.Diagnostics;

namespace WorkSquared.Core;

/// <summary>The spans of the core. They carry ids and numbers, and never what a person or a model wrote.</summary>
internal static class CoreActivity
{
    public static readonly ActivitySource Source = new("WorkSquared.Core");

    /// <returns>Null when nobody listens, as for every span; the caller disposes it.</returns>
    public static Activity? Start(string name, string storeId, Guid conversationId) =>
        Source.StartActivity(name)?.About(storeId, conversationId);

    public static Activity About(this Activity span, string storeId, Guid conversationId) => span
        .SetTag("worksquared.store", storeId)
        .SetTag("worksquared.conversation", conversationId.ToString());
}
