using System.IO.Compression;
using System.Text;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Import;
using WorkSquared.Core.Members;
using WorkSquared.Web;
using WorkSquared.Web.Export;

namespace WorkSquared.Tests.Support;

/// <summary>Takes everything out of a workspace, and brings files in.</summary>
internal static class Archives
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<byte[]> ExportAsync(this TestWorkspace workspace, Actor? by = null)
    {
        using var file = new MemoryStream();
        var viewer = new Viewer(TestWorkspace.StoreId, by ?? workspace.Ada, TestWording.L, workspace.Get<IMemberDirectory>());
        await new ArchiveFile(workspace.Get<IStoreLog>(), workspace.Reader, viewer, workspace.Time).WriteAsync(file, Cancellation);
        return file.ToArray();
    }

    /// <returns>What came of it.</returns>
    public static async Task<ImportStatus> ImportAsync(this TestWorkspace workspace, byte[] file, Actor? importer = null)
    {
        var imports = workspace.Get<IImports>();
        using var stream = new MemoryStream(file);
        var id = await imports.TakeAsync(TestWorkspace.StoreId, importer ?? workspace.Ada, stream, Cancellation);
        return await imports.WatchAsync(TestWorkspace.StoreId, Cancellation)
            .Select(all => all.Single(import => import.Id == id))
            .FirstAsync(import => import.Phase is ImportPhase.Done or ImportPhase.Failed, Cancellation);
    }

    public static Task<ImportStatus> ImportAsync(this TestWorkspace workspace, string json) => workspace.ImportAsync(Encoding.UTF8.GetBytes(json));

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    public static Dictionary<string, string> Unzip(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    /// <summary>Every branch of every conversation that is not in the bin, as it reads, in no order.</summary>
    public static async Task<List<string>> BranchesAsync(this TestWorkspace workspace)
    {
        List<string> branches = [];
        var head = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 1, Cancellation)).Version;
        foreach (var opening in await workspace.TakeAsync((int)head))
        {
            var isOpening = opening.Data is ChatMessageSent or LLMResponseRequested or QuestionImported or RequestImported;
            if (isOpening && await workspace.OpenAsync(opening.Data.Topic!.Value, opening.Id) is { Place.Deletion: null } read)
            {
                var said = read.Messages.Select(message => $"{message.Kind}: {message.Text} {message.ModelId} {message.FinishReason} {message.At:O}");
                var places = read.Branch.Select(step => $"{step.Alternatives.Count}/{step.Answers.Count()}");
                branches.Add($"{read.Title}\n{string.Join('\n', said)}\n{string.Join(' ', places)}");
            }
        }

        branches.Sort(StringComparer.Ordinal);
        return branches;
    }
}
