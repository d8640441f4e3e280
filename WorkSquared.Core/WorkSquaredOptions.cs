using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkSquared.Core;

/// <summary>The settings every part shares: section <c>WorkSquared</c>.</summary>
public sealed class WorkSquaredOptions
{
    public const string SectionName = "WorkSquared";

    /// <summary>The store that exists from the start.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", ErrorMessage = "WorkSquared:StoreId must be 1 to 64 letters, digits, '-' or '_', and start with a letter or digit.")]
    public string StoreId { get; set; } = "default";

    /// <summary>Where the database, the lock file and the keys live. Created when missing; relative to the working directory.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    [ValidateObjectMembers]
    public DatabaseOptions Database { get; set; } = new();
}

/// <summary>Which database keeps the log: section <c>WorkSquared:Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>A name and not an enumeration, so that a wrong one is refused with a sentence of ours.</summary>
    [RegularExpression("^(?i:Sqlite)$", ErrorMessage = "WorkSquared:Database:Provider must be Sqlite: PostgreSQL is not supported by this version.")]
    public string Provider { get; set; } = "Sqlite";
}

[OptionsValidator]
internal sealed partial class WorkSquaredOptionsValidator : IValidateOptions<WorkSquaredOptions>;
