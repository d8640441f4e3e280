using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Components;

/// <summary>What the first render shows, read before it: a page that came as HTML must not turn empty for a moment when its circuit takes
/// over.</summary>
internal sealed partial class Arrival(IChatReader reader, Viewer viewer, ILogger<Arrival> logger)
{
    public const int Window = 50;

    private Conversation? _opened;
    private bool _isFresh;

    /// <summary>How many conversations the menu lists.</summary>
    public int ListLength { get; set; } = 60;

    public ConversationList Conversations { get; private set; } = ConversationList.Empty;

    public async Task PrepareAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await ReloadAsync(cancellationToken);
            _isFresh = true;
            var id = path.Length == 0 ? Conversations.Items.FirstOrDefault()?.Id : ConversationIn(path);
            _opened = id is { } known ? await reader.OpenAsync(viewer.StoreId, known, Window, cancellationToken) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The page reads again by itself, within its error boundary.
            LogNotPrepared(exception);
        }
    }

    public async Task<ConversationList> ReloadAsync(CancellationToken cancellationToken) =>
        Conversations = await reader.ListAsync(viewer.StoreId, ListLength, cancellationToken);

    public async Task<Guid?> NewestAsync(CancellationToken cancellationToken)
    {
        var conversations = _isFresh ? Conversations : await ReloadAsync(cancellationToken);
        _isFresh = false;
        return conversations.Items.FirstOrDefault()?.Id;
    }

    /// <summary>The conversation as it was read on arrival, once; read now ever after.</summary>
    public async Task<Conversation?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var prepared = _opened;
        _opened = null;
        return prepared?.Id == id ? prepared : await reader.OpenAsync(viewer.StoreId, id, Window, cancellationToken);
    }

    private static Guid? ConversationIn(string path) =>
        path.StartsWith("c/", StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(2), out var id) ? id : null;

    [LoggerMessage(LogLevel.Warning, "The page could not be read ahead of its first render.")]
    private partial void LogNotPrepared(Exception exception);
}
