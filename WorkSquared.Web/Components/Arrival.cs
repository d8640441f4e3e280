using WorkSquared.Core.Chat;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Web.Components;

/// <summary>What the first render shows, read before it: a page that came as HTML must not turn empty for a moment when its circuit takes
/// over.</summary>
internal sealed partial class Arrival(
    IChatReader reader, IReadingMarks marks, ILabelReader labels, IWorkspaces workspaces, Viewer viewer, ILogger<Arrival> logger)
{
    /// <summary>Questions with their answers.</summary>
    public const int Window = 25;

    /// <summary>Of those, the most that a page holds at once: who reads on from here leaves the other end behind.</summary>
    public const int Most = 4 * Window;

    private (Conversation Conversation, BranchAddress Address)? _opened;
    private bool _isFresh;

    /// <summary>How many conversations the menu lists.</summary>
    public int ListLength { get; set; } = 60;

    public ConversationList Conversations { get; private set; } = ConversationList.Empty;

    /// <summary>Of those conversations.</summary>
    public ReadingMarks Marks { get; private set; } = ReadingMarks.None(viewer.Actor);

    public LabelList Labels { get; private set; } = LabelList.Empty;

    /// <summary>Those that the viewer belongs to.</summary>
    public IReadOnlyList<OwnWorkspace> Workspaces { get; private set; } = [];

    /// <summary>They have been read anew; on the circuit's own thread.</summary>
    public event Action? WorkspacesChanged;

    /// <summary>What the page is called: the program, or the workspace for somebody who has several to tell apart.</summary>
    public string SiteName =>
        Workspaces.Count > 1 && Workspaces.FirstOrDefault(own => own.StoreId == viewer.StoreId) is { } shown ? shown.Name : "Work Squared";

    /// <param name="address">What of the conversation the address asks for.</param>
    public async Task PrepareAsync(string path, BranchAddress address, CancellationToken cancellationToken)
    {
        try
        {
            await ReloadAsync(cancellationToken);
            await ReloadLabelsAsync(cancellationToken);
            await ReloadWorkspacesAsync(cancellationToken);
            _isFresh = true;
            var id = path.Length == 0 ? Conversations.Newest?.Id : ConversationIn(path);
            _opened = id is { } known && await ReadAsync(known, address, Window, cancellationToken) is { } opened ? (opened, address) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The page reads again by itself, within its error boundary.
            LogNotPrepared(exception);
        }
    }

    public async Task<ConversationList> ReloadAsync(CancellationToken cancellationToken)
    {
        var conversations = await reader.ListAsync(viewer.Reader, ListLength, cancellationToken);
        Marks = await marks.ReadAsync(viewer.StoreId, viewer.Actor, [.. conversations.Items.Select(item => item.Id)], cancellationToken);
        return Conversations = conversations;
    }

    public async Task<LabelList> ReloadLabelsAsync(CancellationToken cancellationToken) =>
        Labels = await labels.AllAsync(viewer.Reader, cancellationToken);

    public async Task ReloadWorkspacesAsync(CancellationToken cancellationToken)
    {
        Workspaces = Member.IdOf(viewer.Actor) is { } accountId ? await workspaces.OfAsync(accountId, cancellationToken) : [];
        WorkspacesChanged?.Invoke();
    }

    public async Task<Guid?> NewestAsync(CancellationToken cancellationToken)
    {
        var conversations = _isFresh ? Conversations : await ReloadAsync(cancellationToken);
        _isFresh = false;
        return conversations.Newest?.Id;
    }

    /// <summary>The conversation as it was read on arrival, once; read now ever after.</summary>
    public async Task<Conversation?> OpenAsync(Guid id, BranchAddress address, CancellationToken cancellationToken)
    {
        var prepared = _opened;
        _opened = null;
        return prepared is { } read && read.Conversation.Id == id && read.Address == address
            ? read.Conversation
            : await ReadAsync(id, address, Window, cancellationToken);
    }

    /// <summary>The conversation as it is now.</summary>
    public Task<Conversation?> ReadAsync(Guid id, BranchAddress address, int window, CancellationToken cancellationToken) =>
        address is { Turn: { } turn, Message: not null }
            ? reader.OpenAtAsync(viewer.Reader, id, turn, tip: null, window, cancellationToken)
            : reader.OpenAsync(viewer.Reader, id, address.Turn, window, cancellationToken);

    /// <summary>The first message that the viewer has not read; null when there is none, or more of them than a window holds.</summary>
    public async Task<Guid?> FirstUnreadAsync(Conversation opened, CancellationToken cancellationToken)
    {
        var read = (await marks.ReadAsync(viewer.StoreId, viewer.Actor, [opened.Id], cancellationToken)).UpTo(opened.Id);
        var others = opened.Messages.Where(message => message.Author != viewer.Actor).ToList();
        var first = others.FindIndex(message => message.Position > read);
        return first < 0 || (first == 0 && opened.HasEarlier) ? null : others[first].Id;
    }

    private static Guid? ConversationIn(string path) =>
        path.StartsWith("c/", StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(2), out var id) ? id : null;

    [LoggerMessage(LogLevel.Warning, "The page could not be read ahead of its first render.")]
    private partial void LogNotPrepared(Exception exception);
}
