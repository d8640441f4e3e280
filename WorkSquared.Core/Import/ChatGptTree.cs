using System.Text.Json;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Import;

/// <summary>Turns the tree of messages into turns: what the assistant said down to the next question is one answer, and each end of it another.</summary>
/// <remarks>Children are found by what they name as their parent, so each has one, and a circle is reached from nowhere.</remarks>
internal sealed class ChatGptTree
{
    private const string Unreachable = "messages outside of the conversation's tree";
    private const string TooLong = "messages that are too long";
    private const string NoQuestion = "[no question]";

    private readonly Dictionary<string, JsonElement> _nodes = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _children;
    private readonly HashSet<string> _current = [];
    private readonly DateTimeOffset _at;
    private readonly Actor _importer;
    private readonly List<ImportedFact> _facts = [];
    private readonly HashSet<string> _ended = [];
    private int _seen;

    public ChatGptTree(JsonElement mapping, string? currentNode, DateTimeOffset at, Actor importer)
    {
        (_at, _importer) = (at, importer);
        foreach (var node in mapping.EnumerateObject())
        {
            _nodes[node.Name] = node.Value;
        }

        // A circle ends where it began.
        for (var id = currentNode; id is not null && _current.Add(id); id = ParentOf(id))
        {
        }

        // The branch in view comes last: the newest child is the one that is opened.
        _children = _nodes.Keys.OrderBy(_current.Contains).ToLookup(id => ParentOf(id) ?? "");
    }

    public List<string> Problems { get; } = [];

    public List<ImportedFact> Read()
    {
        // Not by recursion: a long conversation is a deep tree.
        var open = new Stack<Step>(_children[""].Reverse().Select(id => new Step(id, Turn: null, Answer: [])));
        while (open.TryPop(out var step))
        {
            _seen++;
            foreach (var next in Take(step).Reverse())
            {
                open.Push(next);
            }
        }

        Problems.AddRange(Enumerable.Repeat(Unreachable, _nodes.Count - _seen));
        return _facts;
    }

    private IEnumerable<Step> Take(Step step)
    {
        var message = ChatGptMessage.Of(NodeOf(step.Id));
        if (message.Text.Length > ImportLimits.Characters)
        {
            Problems.Add(TooLong);
            message = message with { Role = ChatGptRole.Hidden };
        }

        var children = _children[step.Id];
        switch (message.Role)
        {
            case ChatGptRole.User:
                Ask(step.Id, step.Turn, message.Text, message.At);
                return children.Select(id => new Step(id, step.Id, []));
            case ChatGptRole.Assistant when step.Turn is null:
                Ask(step.Id, after: null, NoQuestion, message.At);
                return Answer(step with { Turn = step.Id, Answer = [message] }, children);
            case ChatGptRole.Assistant:
                return Answer(step with { Answer = [.. step.Answer, message] }, children);
            default:
                return Answer(step, children);
        }
    }

    /// <summary>An answer is whole where a question follows, or nothing.</summary>
    private IEnumerable<Step> Answer(Step step, IEnumerable<string> children)
    {
        var list = children.ToList();
        var turn = step.Turn;
        if (step.Answer.Count > 0 && (list.Count == 0 || list.Exists(LeadsToAQuestion)))
        {
            turn = End(step);
        }

        // A question follows this end of the answer; a further step of the answer goes on with what was said.
        return list.Select(id => LeadsToAQuestion(id) ? new Step(id, turn, []) : step with { Id = id });
    }

    private bool LeadsToAQuestion(string id) => ChatGptMessage.Of(NodeOf(id)).Role is ChatGptRole.User;

    private void Ask(string turn, string? after, string text, DateTimeOffset? at) =>
        _facts.Add(new AskedElsewhere(turn, at ?? _at, after, _importer, text));

    /// <returns>The turn that this is the end of: the question's own for its first answer, one of its own for every other.</returns>
    private string End(Step step)
    {
        var (question, last) = (step.Turn!, step.Answer[^1]);
        var turn = question;
        if (!_ended.Add(question))
        {
            turn = "again:" + step.Id;
            _facts.Add(new AskedAgainElsewhere(turn, last.At ?? _at, question, question, RequestReason.Regenerate));
        }

        _facts.Add(new EndedElsewhere(
            turn, last.At ?? _at, question, ImportedOutcome.Answered, Actor.AssistantFor(_importer),
            string.Join("\n\n", step.Answer.Select(message => message.Text)), ImportText.Label(last.ModelId), last.IsCutShort ? "length" : "stop"));
        return turn;
    }

    private JsonElement? NodeOf(string id) => _nodes.TryGetValue(id, out var node) ? node : null;

    /// <returns>Null for a root, and where the parent is not in the file.</returns>
    private string? ParentOf(string id) => NodeOf(id)?.TextOf("parent") is { } parent && _nodes.ContainsKey(parent) ? parent : null;

    /// <param name="Turn">The turn that the node's message belongs to or follows.</param>
    /// <param name="Answer">What the assistant has said in it so far.</param>
    private sealed record Step(string Id, string? Turn, List<ChatGptMessage> Answer);
}
