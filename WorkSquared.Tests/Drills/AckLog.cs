using System.Globalization;
using System.Text;

namespace WorkSquared.Tests.Drills;

/// <summary>What became of a message, as its sender can know it.</summary>
internal enum Outcome
{
    /// <summary>Acknowledged: from now on it must be in the log.</summary>
    Ok,

    /// <summary>Declined by a server that was there: nothing was written.</summary>
    Refused,

    /// <summary>The server went away in between: it may be in the log or not.</summary>
    Unknown,
}

/// <summary>A message that the server has promised to keep, and the position it named.</summary>
internal sealed record Acknowledged(Guid CommandId, long Position, string Text);

/// <summary>The driver's own record of what it was told: append-only, and on the disk line by line before anything else is sent.</summary>
internal sealed class AckLog(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private readonly Lock _lock = new();

    public void Write(Outcome outcome, Question question, long position = 0)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{outcome}\t{question.CommandId}\t{position}\t{question.Text}\n");
        lock (_lock)
        {
            _file.Write(Encoding.UTF8.GetBytes(line));
            _file.Flush(flushToDisk: true);
        }
    }

    public static IReadOnlyList<Acknowledged> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(fields => fields[0] == nameof(Outcome.Ok))
            .Select(fields => new Acknowledged(Guid.Parse(fields[1]), long.Parse(fields[2], CultureInfo.InvariantCulture), fields[3]))];
    }

    public void Dispose() => _file.Dispose();
}
