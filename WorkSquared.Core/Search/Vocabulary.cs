using System.Data.Common;
using System.Globalization;

namespace WorkSquared.Core.Search;

/// <summary>The words of the index. Each question is one look at one place of it, however many there are.</summary>
internal sealed class Vocabulary : IDisposable
{
    // A word that goes on is any that begins so; the shortest of them stands first.
    private const string Find =
        "SELECT term, doc FROM search_words WHERE term >= @word AND term <= CASE WHEN @goes_on THEN @word || char(1114111) ELSE @word END LIMIT 1";

    private const int MaxMeant = 3;

    private readonly DbCommand _find;
    private readonly DbParameter _word;
    private readonly DbParameter _goesOn;

    public Vocabulary(DbConnection connection)
    {
        _find = connection.CreateCommand();
        _find.CommandText = Find;
        (_word, _goesOn) = (Add("@word"), Add("@goes_on"));
    }

    /// <summary>What the query may have been meant to be, best first: with each word that nobody has written in place of one that somebody has.</summary>
    public IEnumerable<SearchQuery> Meant(SearchQuery query)
    {
        List<(int Part, List<string> Words)> unknown = [];
        for (var part = 0; part < query.Parts.Length; part++)
        {
            var goesOn = query.LastMayGoOn && part == query.Parts.Length - 1;
            if (Slips.Fold(query.Parts[part]) is { } word && Look(word, goesOn) is null)
            {
                unknown.Add((part, Near(word, goesOn)));
            }
        }

        // Every word must be there: one that can't be told leaves nothing to find.
        if (unknown.Count is 0 or > 2 || unknown.Exists(each => each.Words.Count == 0))
        {
            yield break;
        }

        for (var choice = 0; choice < unknown.Max(each => each.Words.Count); choice++)
        {
            yield return unknown.Aggregate(query, (meant, each) => meant.With(each.Part, each.Words[Math.Min(choice, each.Words.Count - 1)]));
        }
    }

    public void Dispose() => _find.Dispose();

    /// <summary>Whole words before those that only begin so, and then what more texts have.</summary>
    private List<string> Near(string word, bool goesOn) =>
    [
        .. Slips.Of(word)
            .Select(slip => (Word: slip, Found: Look(slip, goesOn)))
            .Where(near => near.Found is not null)
            .OrderByDescending(near => near.Found!.Value.IsWhole)
            .ThenByDescending(near => near.Found!.Value.Texts)
            .ThenBy(near => near.Word, StringComparer.Ordinal)
            .Select(near => near.Word)
            .Take(MaxMeant),
    ];

    private (bool IsWhole, long Texts)? Look(string word, bool goesOn)
    {
        _word.Value = word;
        _goesOn.Value = goesOn;
        using var reader = _find.ExecuteReader();
        return reader.Read()
            ? (reader.GetString(0) == word, Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture))
            : null;
    }

    private DbParameter Add(string name)
    {
        var parameter = _find.CreateParameter();
        parameter.ParameterName = name;
        _find.Parameters.Add(parameter);
        return parameter;
    }
}
