namespace WorkSquared.Benchmarks.Measuring;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(IReadOnlyList<string> Names, bool IsQuick, string OutputFile)
{
    public const string Usage = "Usage: WorkSquared.Benchmarks [NAME ...] [--quick] [--out FILE]";

    /// <returns>Null when it can't be understood.</returns>
    public static Settings? Parse(string[] args)
    {
        var settings = new Settings([], IsQuick: false, Path.Combine("artifacts", "benchmarks.json"));
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    settings = settings with { IsQuick = true };
                    break;
                case "--out" when i + 1 < args.Length:
                    settings = settings with { OutputFile = args[++i] };
                    break;
                case ['-', ..]:
                    return null;
                default:
                    settings = settings with { Names = [.. settings.Names, args[i]] };
                    break;
            }
        }

        return settings;
    }

    public bool Includes(string name) => Names.Count == 0 || Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
