using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Components.Chat;

public sealed partial class MessageArticle
{
    private const int LongText = 2_500;

    private TranscriptRow? _rendered;
    private Guid? _retryCommand;
    private bool _isUnfolded;
    private bool _isUnfoldedRendered;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required TranscriptRow Row { get; set; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter]
    public EventCallback<(Guid QuestionId, Guid CommandId)> OnRetry { get; set; }

    [Parameter]
    public EventCallback<OpenTurn> OnEnd { get; set; }

    private string Author => Row.Message is { Kind: MessageKind.Question } asked ? Viewer.NameOf(asked.Author) : "Assistant";

    private string Kind => Row.Message?.Kind switch
    {
        MessageKind.Question => "question",
        MessageKind.Failure => "answer failure",
        MessageKind.Cancelled => "answer cancelled",
        MessageKind.Answer => "answer",
        _ => "answer running",
    };

    private string Label => Row.Message switch
    {
        null => $"{Author}, answering",
        { Kind: MessageKind.Failure } => $"{Author}, no answer",
        { Kind: MessageKind.Cancelled } => $"{Author}, stopped",
        var message => $"{Author}: {Excerpt(message.Text, 60)}",
    };

    // A page renders at every event; of its articles, those that changed.
    protected override bool ShouldRender()
    {
        var isChanged = _rendered != Row || _isUnfolded != _isUnfoldedRendered;
        (_rendered, _isUnfoldedRendered) = (Row, _isUnfolded);
        return isChanged;
    }

    private Task RetryAsync()
    {
        // One id for as long as the button is there: a double click asks once.
        _retryCommand ??= Guid.CreateVersion7(Time.GetUtcNow());
        return OnRetry.InvokeAsync((Row.Message!.ResponseTo!.Value, _retryCommand.Value));
    }

    private async Task CopyAsync()
    {
        try
        {
            await Script.InvokeVoidAsync("workSquared.copy", Row.Message?.Text, $"m-{Row.Id}");
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private string Anchor(Guid messageId) => $"c/{ConversationId}#m-{messageId}";

    private string StoppedBy(Message stopped)
    {
        var name = Viewer.NameOf(new Actor(stopped.Reason));
        return stopped.Reason.Length == 0 ? "" : $" by {(name == "You" ? "you" : name)}";
    }

    private static bool IsLong(string text) => text.Length > LongText || text.AsSpan().Count('\n') > 30;

    private static string Excerpt(string text, int length)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(length));
        if (line.Length <= length)
        {
            return line;
        }

        // Not between the halves of a character.
        var end = char.IsHighSurrogate(line[length - 1]) ? length - 1 : length;
        return line[..end].TrimEnd() + "…";
    }

    private static string Ordinal(int place) => (place % 100) switch
    {
        11 or 12 or 13 => $"{place}th",
        var rest => (rest % 10) switch
        {
            1 => $"{place}st",
            2 => $"{place}nd",
            3 => $"{place}rd",
            _ => $"{place}th",
        },
    };
}
