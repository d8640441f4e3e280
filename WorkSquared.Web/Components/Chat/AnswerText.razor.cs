using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Web.Components.Chat;

/// <summary>An answer's text: while it is written and afterwards. It follows the draft by itself, so nothing around it renders for a new
/// word.</summary>
public sealed partial class AnswerText
{
    private IReadOnlyList<string> _blocks = [];
    private IDisposable? _following;
    private int _attempt;
    private Reasoning? _reasoning;
    private DateTimeOffset _since;
    private object _heard = new();

    // It stays so: what somebody closes again is theirs to open again at once.
    private bool _isUnfolded;

    [Inject]
    public required IDraftBoard Drafts { get; init; }

    [Inject]
    internal RenderedText Rendered { get; init; } = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid AnswerId { get; set; }

    [Parameter, EditorRequired]
    public required Guid TurnId { get; set; }

    /// <summary>Null while the answer is written.</summary>
    [Parameter]
    public Message? Final { get; set; }

    /// <summary>The newest try at it: what an earlier one had written is shown elsewhere.</summary>
    [Parameter]
    public int Attempt { get; set; }

    [Parameter]
    public bool IsStopping { get; set; }

    [Parameter]
    public EventCallback OnStop { get; set; }

    /// <summary>It has not said a word yet, but thought some.</summary>
    private bool IsThinking => Final is null && _blocks.Count == 0 && _reasoning is not null && !IsStopping;

    private TimeSpan? Thought => Final is null
        ? (_reasoning is null ? null : TimeSpan.FromMilliseconds(_reasoning.Milliseconds))
        : Final.ThoughtFor;

    protected override void OnParametersSet()
    {
        if (Final is { Text: var text })
        {
            _following?.Dispose();
            _blocks = Rendered.Of(AnswerId, text);
        }
        else
        {
            if (_attempt < Attempt)
            {
                _attempt = Attempt;
                Forget();
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
        Drafts.WatchAsync(Viewer.Reader, ConversationId, cancellationToken);

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
        if (_attempt < draft.Attempt)
        {
            _attempt = draft.Attempt;
            Forget();
        }

        _blocks = Rendered.Of(draft);
        _heard = draft;
        if (draft.Reasoning is { } reasoning)
        {
            // Drafts take now a little longer and now less: the seconds never go back.
            var since = Time.GetUtcNow() - TimeSpan.FromMilliseconds(reasoning.Milliseconds);
            _since = _reasoning is null || since < _since ? since : _since;
            _reasoning = reasoning;
        }
    }

    private void Forget()
    {
        _blocks = [];
        _reasoning = null;
        _heard = new object();
    }

    private bool IsOurs(Draft draft) => draft.AnswerId == AnswerId && draft.Attempt >= _attempt;
}
