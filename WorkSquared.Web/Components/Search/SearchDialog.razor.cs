using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Members;
using WorkSquared.Core.Search;

namespace WorkSquared.Web.Components.Search;

/// <summary>Looks for what is typed, once the typing rests, in the store of whoever looks at the page.</summary>
public sealed partial class SearchDialog
{
    private const int PageSize = 20;

    private static readonly TimeSpan _rest = TimeSpan.FromMilliseconds(150);

    private string _text = "";
    private SearchFilters _filters = new();
    private int _limit = PageSize;
    private CancellationTokenSource? _searching;
    private SearchResult? _found;
    private string _foundText = "";
    private string? _problem;

    /// <summary>It knows the labels, and the side menu keeps it up to date.</summary>
    [Inject]
    internal Arrival Arrival { get; init; } = null!;

    [Inject]
    public required ISearchReader Reader { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required ILogger<SearchDialog> Logger { get; init; }

    [CascadingParameter]
    private Membership? Membership { get; set; }

    /// <summary>Everybody with a name but the viewer.</summary>
    private IEnumerable<KeyValuePair<Guid, string>> People => (Membership ?? Viewer.Directory.Of(Viewer.StoreId)).Names
        .Where(member => Member.ActorOf(member.Key) != Viewer.Actor)
        .OrderBy(member => member.Value, StringComparer.CurrentCultureIgnoreCase);

    private string Status => _found switch
    {
        null => "",
        { Hits.Length: 0 } => L["No results"],
        { Instead: { } instead, Hits.Length: 1 } => L["1 result for “{0}”", instead],
        { Instead: { } instead } found => L["{0} results for “{1}”", found.Hits.Length, instead],
        { HasMore: true } found => L["The first {0} results", found.Hits.Length],
        { Hits.Length: 1 } => L["1 result"],
        var found => L["{0} results", found.Hits.Length],
    };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _searching?.Dispose();
    }

    private Task HandleTextAsync(ChangeEventArgs change)
    {
        _text = change.Value as string ?? "";
        _limit = PageSize;
        return SearchAsync(_rest);
    }

    private Task HandleAuthorAsync(ChangeEventArgs change) => FilterAsync(Guid.TryParse(change.Value as string, out var member)
        ? _filters with { By = SearchedAuthor.Member, Member = member }
        : _filters with { By = Enum.TryParse<SearchedAuthor>(change.Value as string, out var by) ? by : default, Member = null });

    private Task HandlePeriodAsync(ChangeEventArgs change) =>
        FilterAsync(_filters with { Period = Enum.TryParse<SearchPeriod>(change.Value as string, out var period) ? period : default });

    private Task HandleLabelAsync(ChangeEventArgs change) => FilterAsync(_filters with { Label = change.Value is string { Length: > 0 } label ? label : null });

    private Task HandleFromAsync(ChangeEventArgs change) => FilterAsync(_filters with { From = DayIn(change) });

    private Task HandleToAsync(ChangeEventArgs change) => FilterAsync(_filters with { To = DayIn(change) });

    private Task ClearFiltersAsync() => FilterAsync(new SearchFilters());

    private Task FilterAsync(SearchFilters filters)
    {
        _filters = filters;
        _limit = PageSize;
        return SearchAsync(TimeSpan.Zero);
    }

    private Task ShowMoreAsync()
    {
        _limit += PageSize;
        return SearchAsync(TimeSpan.Zero);
    }

    private async Task SearchAsync(TimeSpan rest)
    {
        _searching?.Cancel();
        _searching?.Dispose();
        using var searching = CancellationTokenSource.CreateLinkedTokenSource(Disposed);
        _searching = searching;
        var text = _text;
        try
        {
            await Task.Delay(rest, Time, searching.Token);
            var request = _filters.ToRequest(text, _limit, Viewer.Actor, Time.GetUtcNow());
            var found = string.IsNullOrWhiteSpace(text) ? null : await Reader.SearchAsync(Viewer.Reader, request, searching.Token);

            // A reader may answer in spite of the token; what was asked since then has the last word.
            if (_searching == searching)
            {
                (_found, _foundText, _problem) = (found, text, null);
            }
        }
        catch (Exception) when (_searching != searching || Disposed.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // The type alone: SQLite's message may have what was typed in it.
            LogSearchFailed(Logger, exception.GetType().Name);
            (_found, _foundText, _problem) = (null, text, L["Search does not work at the moment. Try again a little later."]);
        }
        finally
        {
            if (_searching == searching)
            {
                _searching = null;
            }
        }
    }

    private static DateOnly? DayIn(ChangeEventArgs change) =>
        DateOnly.TryParseExact(change.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Warning, "A search failed: {Exception}.")]
    private static partial void LogSearchFailed(ILogger logger, string exception);
}
