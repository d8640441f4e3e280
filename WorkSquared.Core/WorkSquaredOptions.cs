namespace WorkSquared.Core;

/// <summary>The settings every part shares: section <c>WorkSquared</c>.</summary>
public sealed class WorkSquaredOptions
{
    public const string SectionName = "WorkSquared";

    /// <summary>The store that exists from the start.</summary>
    public string StoreId { get; set; } = "default";

    /// <summary>Where the database, the lock file and the keys live. Created when missing; relative to the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    public DatabaseOptions Database { get; set; } = new();
}

/// <summary>Which database keeps the log: section <c>WorkSquared:Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>A name and not an enumeration, so that a wrong one is refused with a sentence of ours.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>Below so much free disk, messages are refused and answers still stored; 0 never refuses.</summary>
    public int MinFreeMegabytes { get; set; } = 64;
}
