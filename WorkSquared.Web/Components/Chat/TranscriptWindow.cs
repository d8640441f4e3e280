using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Where a reader moves to, from what is in view.</summary>
public enum TranscriptPart
{
    /// <summary>The same questions as they are now.</summary>
    Same,
    Earlier,
    Later,
    Newest,
}

/// <summary>Reads the part of a conversation that its reader moves to. A page never holds more than a few windows: whoever reads on leaves the
/// other end behind.</summary>
internal sealed class TranscriptWindow(IChatReader reader, Viewer viewer)
{
    /// <returns>The conversation as it is now; null when it is gone.</returns>
    public Task<Conversation?> ReadAsync(Conversation shown, TranscriptPart part, CancellationToken cancellationToken)
    {
        var count = shown.Branch.Count;
        return part switch
        {
            _ when count == 0 => ToEndAsync(Arrival.Window),
            TranscriptPart.Newest => ToEndAsync(Arrival.Window),
            TranscriptPart.Later => AroundAsync(shown.Branch[^1], Arrival.Most),
            TranscriptPart.Earlier when shown.HasLater || count + Arrival.Window > Arrival.Most => AroundAsync(shown.Branch[0], Arrival.Most),
            TranscriptPart.Earlier => ToEndAsync(count + Arrival.Window),
            _ when shown.HasLater => AroundAsync(shown.Branch[(count - 1) / 2], count),
            _ => ToEndAsync(Math.Max(Arrival.Window, count)),
        };

        Task<Conversation?> ToEndAsync(int window) => reader.OpenAsync(viewer.Reader, shown.Id, shown.Tip, window, cancellationToken);

        Task<Conversation?> AroundAsync(BranchStep step, int window) =>
            reader.OpenAtAsync(viewer.Reader, shown.Id, step.NodeId, shown.Tip, window, cancellationToken);
    }
}
