using System.IO.Compression;
using System.Text;
using WorkSquared.Core;
using WorkSquared.Core.Export;
using WorkSquared.Core.Import;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Import;

/// <summary>Files that were damaged, made by something else, or made to do harm: each gets a sentence, and the next file is imported.</summary>
public sealed class BadFileTests
{
    private const string Manifest =
        """{"format":"worksquared.archive.v1","storeId":"default","origin":"01980000-0000-7000-8000-000000000001","head":9,"conversations":1,"messages":1,"exportedAt":"2026-01-05T09:30:00+00:00"}""";

    private const string Conversation = "01980000-0000-7000-8000-0000000000c1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Files { get; } = new()
    {
        { "empty", "neither an archive" },
        { "text", "neither an archive" },
        { "other zip", "neither an archive" },
        { "newer archive", "newer version" },
        { "archive without events", "no events" },
        { "truncated zip", "damaged" },
        { "zip of nothing", "damaged" },
        { "broken line", "Line 2" },
        { "long line", "more than 8 MB" },
        { "deep line", "Line 1" },
        { "bomb", "larger than 500 MB" },
        { "many entries", "more than 50000 entries" },
        { "path up", "lead out" },
        { "path from the root", "lead out" },
        { "truncated json", "ends in the middle" },
        { "list of nothing like it", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_ThatIsNoGood_IsRefusedWithASentence_AndChangesNothing(string name, string sentence)
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var status = await workspace.ImportAsync(Make(name));

        Assert.Contains(sentence, status.Problem ?? "", StringComparison.Ordinal);
        Assert.Equal(sentence.Length > 0 ? ImportPhase.Failed : ImportPhase.Done, status.Phase);
        Assert.Equal(0, (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Version);
        Assert.Equal(1, (await workspace.ImportAsync(ChatGptSample.Generate(1, 1))).Conversations);
        Assert.Empty(Directory.GetFiles(Path.Combine(workspace.Directory, "imports")));
    }

    [Fact]
    public async Task FileLargerThanTheLimit_IsRefusedAtOnce()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.ImportAsync(new byte[ImportLimits.FileBytes + 1]));

        Assert.Contains("larger than 50 MB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ThatContradictEachOther_AreLeftOut_AndNothingIsOverwritten()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var (question, other, stray) = (Id(1), Id(2), Id(9));
        var lines = string.Join('\n',
            Line(Id(0), "v1.ConversationCreated", null, $$"""{"id":"{{Conversation}}","title":"One\u0000 \n two","createdAt":"2026-01-05T09:30:00+00:00"}"""),
            Line(Id(8), "v1.ConversationCreated", null, $$"""{"id":"{{Conversation}}","title":"Another","createdAt":"2026-01-05T09:30:00+00:00"}"""),

            // Circles, and parents that come later.
            Asked(question, question),
            Asked(other, Id(3)),
            Asked(Id(3), other),

            // Twice the same turn, twice the same message.
            Asked(question, null),
            Asked(Id(4), null, message: question),

            // Two ends of a turn, and the end of none.
            Ended(Id(5), question, "Yes"),
            Ended(Id(6), question, "No"),
            Ended(Id(7), stray, "Of nothing"),
            Line(Id(10), "v1.RequestImported", stray, $$"""{"id":"{{Id(10)}}","conversationId":"{{Conversation}}","responseToMessageId":"{{question}}","reason":"retry","createdAt":"2026-01-05T09:30:00+00:00"}"""),
            Line(Id(11), "v9.Tomorrow", null, "{}"));

        var status = await workspace.ImportAsync(Archives.Zip((ArchiveManifest.FileName, Manifest), (ArchiveManifest.EventsFileName, lines)));

        Assert.Null(status.Problem);
        Assert.Equal((1, 4), (status.Conversations, status.Messages));
        Assert.Equal([1, 4], status.Skipped.Values.Order());
        var read = await workspace.OpenAsync(Guid.Parse(Conversation), turn: null);
        Assert.Equal("One two", read.Title);
        Assert.All(read.Messages, message => Assert.DoesNotContain("Of nothing", message.Text, StringComparison.Ordinal));
    }

    private static byte[] Make(string name) => name switch
    {
        "empty" => [],
        "text" => "Hello"u8.ToArray(),
        "other zip" => Archives.Zip(("readme.txt", "Hello")),
        "newer archive" => Archives.Zip((ArchiveManifest.FileName, Manifest.Replace("archive.v1", "archive.v2", StringComparison.Ordinal))),
        "archive without events" => Archives.Zip((ArchiveManifest.FileName, Manifest)),
        "truncated zip" => Archives.Zip(("conversations.json", ChatGptSample.Generate(50, 5)))[..^200],
        "zip of nothing" => Archives.Zip(),
        "broken line" => Archive(Asked(Id(1), null) + "\n{\"position\":"),
        "long line" => Archive("\"" + new string('x', 10 * 1024 * 1024) + "\""),
        "deep line" => Archive(new string('[', 100_000)),
        "bomb" => Bomb(),
        "many entries" => Archives.Zip([.. Enumerable.Range(0, ImportLimits.Entries + 1).Select(number => ($"{number}", ""))]),
        "path up" => Archives.Zip(("a/../../b/conversations.json", "[]")),
        "path from the root" => Archives.Zip(("/conversations.json", "[]")),
        "truncated json" => Encoding.UTF8.GetBytes("[ {\"title\": \"a"),
        _ => Encoding.UTF8.GetBytes("[1, \"two\", null, [], {}, {\"mapping\": []}]"),
    };

    /// <summary>A list of nothing, a hundred times as long as the file.</summary>
    private static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("conversations.json", CompressionLevel.Fastest).Open();
            var megabyte = new byte[1024 * 1024];
            Array.Fill(megabyte, (byte)' ');
            entry.WriteByte((byte)'[');
            for (var i = 0; i <= 500; i++)
            {
                entry.Write(megabyte);
            }
        }

        return file.ToArray();
    }

    private static byte[] Archive(string events) => Archives.Zip((ArchiveManifest.FileName, Manifest), (ArchiveManifest.EventsFileName, events));

    private static string Id(int number) => $"01980000-0000-7000-8000-{number:x12}";

    private static string Line(string id, string type, string? cause, string payload) =>
        $$"""{"position":1,"id":"{{id}}","type":"{{type}}","storeId":"default","actor":"person:ada","causationId":{{(cause is null ? "null" : $"\"{cause}\"")}},"committedAt":"2026-01-05T09:30:00+00:00","payload":{{payload}}}""";

    private static string Asked(string turn, string? after, string? message = null) => Line(
        turn, "v1.QuestionImported", null,
        $$"""{"id":"{{message ?? turn}}","conversationId":"{{Conversation}}","author":"person:ada","message":"Q","createdAt":"2026-01-05T09:30:00+00:00"{{(after is null ? "" : $",\"afterTurnId\":\"{after}\"")}}}""");

    private static string Ended(string id, string turn, string text) => Line(
        id, "v1.AnswerImported", turn,
        $$"""{"id":"{{id}}","conversationId":"{{Conversation}}","responseToMessageId":"{{turn}}","outcome":"answered","author":"assistant:person:ada","message":"{{text}}","modelId":"m","createdAt":"2026-01-05T09:30:00+00:00"}""");
}
