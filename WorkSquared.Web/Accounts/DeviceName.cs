namespace WorkSquared.Web.Accounts;

/// <summary>A browser in a few words, so that people recognise theirs in the list of sessions. Nothing else may depend on it.</summary>
internal static class DeviceName
{
    // In this order: most browsers also call themselves what is further down.
    private static readonly (string Sign, string Name)[] _browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] _systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <returns>"Firefox on Windows", or as much of it as it says.</returns>
    public static string Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return string.Join(" on ", new[] { Find(_browsers, agent), Find(_systems, agent) }.OfType<string>());
    }

    private static string? Find((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(entry => agent.Contains(entry.Sign, StringComparison.Ordinal)).Name;
}
