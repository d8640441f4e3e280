using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Web.Components.Chat;

/// <summary>The text of a model's reasoning: as it comes, and from the log once its answer has ended.</summary>
public sealed partial class ThoughtText
{
    private Reasoning? _reasoning;
    private MarkdownStream? _stream;
    private IReadOnlyList<string> _blocks = [];
    private bool _isRead;

    [Inject]
    public required IReasoningReader Reader { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid TurnId { get; set; }

    /// <summary>Null once the answer has ended: the log has all of it then.</summary>
    [Parameter]
    public Reasoning? SoFar { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (SoFar is not null)
        {
            Show(SoFar);
        }
        else if (!_isRead)
        {
            _isRead = true;
            Show(await Reader.ReadAsync(Viewer.Reader, ConversationId, TurnId, CancellationToken.None));
        }
    }

    private void Show(Reasoning? reasoning)
    {
        if (reasoning is not null && reasoning != _reasoning)
        {
            _reasoning = reasoning;
            _stream ??= new MarkdownStream(L);
            _blocks = _stream.Update(reasoning.Text);
        }
    }
}
