namespace WorkSquared.Web.Hosting;

/// <summary>The options of a verb: <c>--name value</c>, each once.</summary>
internal static class VerbOptions
{
    /// <returns>Null when there is an option that nobody knows, twice, or without a value.</returns>
    public static Dictionary<string, string>? Read(string[] options, params string[] known)
    {
        var given = new Dictionary<string, string>();
        foreach (var pair in options.Chunk(2))
        {
            if (pair is not [var option, var value] || !known.Contains(option) || !given.TryAdd(option, value))
            {
                return null;
            }
        }

        return given;
    }
}
