using WorkSquared.Core.Events;
using WorkSquared.Core.Search;

namespace WorkSquared.Web.Components.Search;

public enum SearchedAuthor
{
    Anyone,
    Me,
    OtherPeople,
    Assistant,

    /// <summary>Somebody who has said who they are: <see cref="SearchFilters.Member"/>.</summary>
    Member,
}

/// <summary>What narrows a search beside its words.</summary>
/// <param name="From">The first day (UTC) of <see cref="SearchPeriod.Days"/>; null for no limit.</param>
/// <param name="To">The last one, which is part of it.</param>
/// <param name="Label">Null for conversations with any, and with none.</param>
/// <param name="Member">The id of a person with a name.</param>
public sealed record SearchFilters(
    SearchedAuthor By = default, SearchPeriod Period = default, DateOnly? From = null, DateOnly? To = null, string? Label = null, Guid? Member = null)
{
    public bool AreSet => By is not SearchedAuthor.Anyone || Period is not SearchPeriod.AnyTime || Label is not null;

    public SearchRequest ToRequest(string text, int limit, Actor viewer, DateTimeOffset now) => new(
        text,
        limit,
        By switch
        {
            SearchedAuthor.Me => SearchAuthor.Person(viewer),
            SearchedAuthor.OtherPeople => SearchAuthor.PeopleBut(viewer),
            SearchedAuthor.Assistant => SearchAuthor.Assistant,
            SearchedAuthor.Member when Member is { } id => SearchAuthor.Person(Core.Members.Member.ActorOf(id)),
            _ => null,
        },
        Period switch
        {
            SearchPeriod.Day => now.AddDays(-1),
            SearchPeriod.Week => now.AddDays(-7),
            SearchPeriod.Month => now.AddDays(-30),
            SearchPeriod.Year => now.AddDays(-365),
            SearchPeriod.Days => From is { } first ? StartOf(first) : null,
            _ => null,
        },
        Period is SearchPeriod.Days && To is { } last && last < DateOnly.MaxValue ? StartOf(last.AddDays(1)) : null,
        Label);

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
