using System.Globalization;
using Microsoft.Data.Sqlite;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Logs;

/// <summary>What a message takes on the disk, with all its projections and indexes, beside its payload alone.</summary>
internal sealed class SizeBenchmark : IBenchmark
{
    public string Name => "size";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var messages = quick ? 1_000 : 50_000;
        foreach (var length in new[] { 245, 2_000 })
        {
            var text = string.Concat(Enumerable.Repeat(SampleText.Value + ' ', (length / SampleText.Value.Length) + 1))[..length];
            var directory = Workspace.NewDirectory();
            await using (var workspace = await Workspace.StartAsync(directory, keepsFiles: true))
            {
                await FilledLogs.FillAsync(workspace, messages, text);
            }

            await using var closed = Workspace.Closed(directory, keepsFiles: false);
            var payload = PayloadBytes(closed.DatabaseFile) / messages;
            var file = (double)new FileInfo(closed.DatabaseFile).Length / messages;
            yield return Measurement.Of(
                string.Create(CultureInfo.InvariantCulture, $"size.{length}-characters"), [(file, payload)], "B/message", Goal.RatioAtMost(2.3));
        }
    }

    private static double PayloadBytes(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(length(CAST(payload AS BLOB))) FROM events";
        return Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
