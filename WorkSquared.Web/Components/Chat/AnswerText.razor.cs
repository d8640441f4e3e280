using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Bus;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Web.Components.Chat;

/// <summary>An answer's text: while it is written and afterwards. It follows the draft by itself, so nothing around it renders for a new
/// word.</summary>
public sealed partial class AnswerText
{
    private IReadOnlyList<string> _blocks = [];
    private IDisposable? _following;
    private int _attempt;

    [Inject]
    public required IDraftBoard Drafts { get; init; }

    [Inject]
    internal RenderedText Rendered { get; init; } = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid AnswerId { get; set; }

    /// <summary>Null while the answer is written.</summary>
    [Parameter]
    public string? Final { get; set; }

    /// <summary>The newest try at it: what an earlier one had written is shown elsewhere.</summary>
    [Parameter]
    public int Attempt { get; set; }

    [Parameter]
    public bool IsStopping { get; set; }

    [Parameter]
    public EventCallback OnStop { get; set; }

    protected override void OnParametersSet()
    {
        if (Final is { } text)
        {
            _following?.Dispose();
            _blocks = Rendered.Of(AnswerId, text);
        }
        else
        {
            if (_attempt < Attempt)
            {
                _attempt = Attempt;
                _blocks = [];
            }

            // What has been written so far is there at once: neither the page as HTML nor its circuit's first render goes back to
            // "Thinking".
            if (_following is null && Available(Watch).FirstOrDefault(IsOurs) is { } draft)
            {
                Show(draft);
            }

            _following ??= Follow(Watch, Take);
        }
    }

    private IAsyncEnumerable<Draft> Watch(CancellationToken cancellationToken) =>
        Drafts.WatchAsync(Viewer.StoreId, ConversationId, cancellationToken);

    private Task Take(Draft draft)
    {
        if (IsOurs(draft) && Final is null)
        {
            Show(draft);
        }

        return Task.CompletedTask;
    }

    // The text of an attempt may be here before the news of it, which then has nothing to clear away.
    private void Show(Draft draft)
    {
        _attempt = draft.Attempt;
        _blocks = Rendered.Of(draft);
    }

    private bool IsOurs(Draft draft) => draft.AnswerId == AnswerId && draft.Attempt >= _attempt;
}
