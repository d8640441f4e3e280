using System.Text.Json;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Events;

namespace WorkSquared.Llm.Cases;

/// <summary>Reads a file that may come from anywhere.</summary>
internal static class CaseReader
{
    /// <exception cref="CaseFileException">It is no case file, or one of a version that this program does not know.</exception>
    public static async Task<CaseFile> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            CheckFormat(json.RootElement);
            return Check(json.Deserialize(CaseJson.Readable.CaseFile)!);
        }
        catch (JsonException exception)
        {
            throw new CaseFileException($"This case file can't be read: {Place(exception)} Download it again.", exception);
        }
    }

    private static void CheckFormat(JsonElement root)
    {
        var format = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("format", out var value) ? value.ToString() : "";
        if (format != CaseFile.CurrentFormat)
        {
            throw new CaseFileException(format.StartsWith("worksquared.case.", StringComparison.Ordinal)
                ? $"This case file has the format {format}; this version reads {CaseFile.CurrentFormat}. Replay it with the version that wrote it."
                : "This is no case file of Work Squared.");
        }
    }

    private static CaseFile Check(CaseFile file)
    {
        // Lists promise nothing about what is in them.
        if (file.Events.Contains(null!) || file.Request.Messages.Contains(null!) || file.History.Turns.Contains(null!))
        {
            throw new CaseFileException("This case file is damaged: an entry of a list is missing. Download it again.");
        }

        if (file.Events.FirstOrDefault(recorded => recorded.Read() is UnknownEvent) is { } unknown)
        {
            throw new CaseFileException(
                $"The event at position {unknown.Position} is of a type or shape that this version does not know: {unknown.Type}. "
                + "Replay it with the version that wrote the file.");
        }

        return file.Request.Messages.Count > 0 && file.Events.Count > 0
            ? file
            : throw new CaseFileException("This case file has no messages or no events, so there is nothing to replay.");
    }

    // The path names fields, never what stands in them.
    private static string Place(JsonException exception) => exception switch
    {
        { LineNumber: { } line } => $"it is damaged in line {line + 1}.",
        { Path: { } path } => $"it is damaged at {path}.",
        _ => "a part of it is missing.",
    };
}
