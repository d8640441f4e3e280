namespace WorkSquared.Web.Components.Search;

/// <summary>How far back to look.</summary>
public enum SearchPeriod
{
    AnyTime,
    Day,
    Week,
    Month,
    Year,

    /// <summary>Between two days that the person names.</summary>
    Days,
}
