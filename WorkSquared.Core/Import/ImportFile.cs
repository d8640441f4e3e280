using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;

namespace WorkSquared.Core.Import;

/// <summary>An uploaded file, and which of the known formats it has.</summary>
internal static partial class ImportFile
{
    private const string Unknown =
        "This is neither an archive of Work Squared (export.zip) nor an export of ChatGPT (its ZIP file, or the conversations.json in it).";

    /// <exception cref="ImportRefusedException">It is of no known format, damaged, or too large.</exception>
    public static async IAsyncEnumerable<ImportStep> ReadAsync(FileStream file, Actor importer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        var first = file.ReadByte();
        file.Position = 0;
        if (first == 'P')
        {
            using var zip = ZipContents.Open(file);
            await foreach (var step in ReadAsync(zip, importer, cancellationToken))
            {
                yield return step;
            }
        }
        else if (first is '[' or 0xEF or ' ' or '\n' or '\r' or '\t')
        {
            await foreach (var step in ChatGptExport.ReadAsync(file, importer, cancellationToken))
            {
                yield return step;
            }
        }
        else
        {
            throw new ImportRefusedException(Unknown);
        }
    }

    private static async IAsyncEnumerable<ImportStep> ReadAsync(ZipArchive zip, Actor importer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (zip.GetEntry(ArchiveManifest.FileName) is { } manifest)
        {
            var archive = new WorkSquaredArchive(zip, await ReadManifestAsync(manifest, cancellationToken), importer);
            await foreach (var step in archive.ReadAsync(cancellationToken))
            {
                yield return step;
            }

            yield break;
        }

        var exports = zip.Entries.Where(entry => ConversationsFile().IsMatch(entry.Name)).OrderBy(entry => entry.FullName, StringComparer.Ordinal).ToList();
        if (exports.Count == 0)
        {
            throw new ImportRefusedException(Unknown);
        }

        foreach (var export in exports)
        {
            await using var conversations = export.Unpack();
            await foreach (var step in ChatGptExport.ReadAsync(conversations, importer, cancellationToken))
            {
                yield return step;
            }
        }
    }

    private static async Task<ArchiveManifest> ReadManifestAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        ArchiveManifest? manifest = null;
        await using var file = entry.Unpack();
        await foreach (var text in Frames.LinesAsync(file, ImportLimits.LineBytes, cancellationToken))
        {
            manifest = ReadManifest(text.Span);
        }

        return manifest is { Format: ArchiveManifest.CurrentFormat, Origin: not null }
            ? manifest
            : throw new ImportRefusedException(manifest switch
            {
                { Format: ArchiveManifest.CurrentFormat } => "This archive is empty: nothing had happened yet in the workspace.",
                { Format: { } format } when format.StartsWith("worksquared.archive.", StringComparison.Ordinal) =>
                    "This archive was written by a newer version of Work Squared. Import it there.",
                _ => Unknown,
            });
    }

    private static ArchiveManifest ReadManifest(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ArchiveJson.Default.ArchiveManifest) ?? throw new ImportRefusedException(Unknown);
        }
        catch (JsonException exception)
        {
            throw new ImportRefusedException(Unknown, exception);
        }
    }

    [GeneratedRegex(@"^conversations(-\d+)?\.json\z", RegexOptions.NonBacktracking)]
    private static partial Regex ConversationsFile();
}
