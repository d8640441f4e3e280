using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Search;

namespace WorkSquared.Benchmarks.Search;

/// <summary>Looking for words in many messages, beside the bare query of the full-text index: for a common word, for a rare one, and for a rare
/// one that was misspelled.</summary>
internal sealed class SearchBenchmark : IBenchmark
{
    private const int Hits = 20;
    private const int WordsOfAMessage = 40;

    public string Name => "search";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var messages = quick ? 2_000 : 100_000;
        var searches = quick ? 5 : 50;
        await using var workspace = await Workspace.StartAsync();
        var words = await FillAsync(workspace, messages);
        var (common, rare) = (words[2], words[quick ? 300 : 3_000]);
        (string Name, string Text, string Meant)[] queries =
            [("common", common, common), ("rare", rare, rare), ("misspelled", rare.Insert(rare.Length / 2, "x"), rare)];
        foreach (var (name, text, meant) in queries)
        {
            await MeasureAsync(workspace, text, meant, searches);
            var rounds = new List<(double, double)>();
            for (var round = 0; round < (quick ? 1 : 5); round++)
            {
                rounds.Add(await MeasureAsync(workspace, text, meant, searches));
            }

            yield return Measurement.Of(string.Create(CultureInfo.InvariantCulture, $"search.{messages}.{name}.p50"), rounds, "us");
        }
    }

    private static async Task<(double Ours, double Limit)> MeasureAsync(Workspace workspace, string text, string meant, int searches)
    {
        var reader = workspace.Get<ISearchReader>();
        await using var connection = new SqliteConnection($"Data Source={workspace.DatabaseFile};Pooling=False");
        connection.Open();
        using var bare = connection.CreateCommand();
        bare.CommandText = "SELECT rowid FROM search WHERE search MATCH @expression ORDER BY rowid DESC LIMIT @hits";
        bare.Parameters.AddWithValue("@expression", $"\"{meant}\" *");
        bare.Parameters.AddWithValue("@hits", Hits);

        async Task<Latency> OursAsync() => await Latency.OfAsync(searches, () => ClockAsync(
            () => reader.SearchAsync(Workspace.AsAda, new SearchRequest(text, Hits), CancellationToken.None)));
        async Task<Latency> BareAsync() => await Latency.OfAsync(searches, () => ClockAsync(() => Task.Run(() => ReadAll(bare))));

        var pair = (await Rounds.RunAsync(1, OursAsync, BareAsync))[0];
        return (pair.Ours.P50, pair.Limit.P50);
    }

    private static int ReadAll(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        return rows;
    }

    private static async Task<double> ClockAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    /// <summary>Messages of words that are as unevenly common as those of a language.</summary>
    /// <returns>The words, the most common first.</returns>
    private static async Task<string[]> FillAsync(Workspace workspace, int messages)
    {
        // The same ones in every run, so that runs can be compared.
        var random = new Random(1);
        string[] words = [.. Enumerable.Range(0, 60_000).Select(_ => Word(random)).Distinct()];
        var conversations = await workspace.CreateConversationsAsync(100);
        for (var sent = 0; sent < messages; sent += 500)
        {
            await Task.WhenAll(Enumerable.Range(sent, 500).Select(
                number => workspace.SayAsync(conversations[number % conversations.Length], Message(words, random))));
        }

        return words;
    }

    private static string Message(string[] words, Random random) => string.Join(
        ' ', Enumerable.Range(0, WordsOfAMessage).Select(_ => words[(int)Math.Pow(words.Length, random.NextDouble()) - 1]));

    private static string Word(Random random)
    {
        const string consonants = "bcdfghjklmnprstvwz";
        const string vowels = "aeiou";
        return string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(
            _ => $"{consonants[random.Next(consonants.Length)]}{vowels[random.Next(vowels.Length)]}")) + "nstr"[random.Next(4)];
    }
}
