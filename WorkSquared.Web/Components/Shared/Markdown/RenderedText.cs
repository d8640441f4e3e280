using Microsoft.Extensions.Caching.Memory;
using WorkSquared.Core.Bus;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>Rendered Markdown, made once for all who look: finished messages by id, running answers by the text they have
/// reached.</summary>
internal sealed class RenderedText : IDisposable
{
    private const long MaxCharacters = 32 * 1024 * 1024;

    private static readonly TimeSpan _idle = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _finished = new(new MemoryCacheOptions { SizeLimit = MaxCharacters });
    private readonly MemoryCache _running = new(new MemoryCacheOptions());

    public IReadOnlyList<string> Of(Guid messageId, string text)
    {
        if (_finished.TryGetValue(messageId, out IReadOnlyList<string>? blocks))
        {
            return blocks!;
        }

        return _finished.Set(messageId, MarkdownStream.Render(text), new MemoryCacheEntryOptions { Size = text.Length + 200 });
    }

    public IReadOnlyList<string> Of(Draft draft)
    {
        var answer = _running.GetOrCreate((draft.AnswerId, draft.Attempt), entry =>
        {
            entry.SlidingExpiration = _idle;
            return new RunningText();
        });
        return answer!.Of(draft);
    }

    public void Dispose()
    {
        _finished.Dispose();
        _running.Dispose();
    }

    private sealed class RunningText
    {
        private readonly Lock _lock = new();
        private readonly MarkdownStream _stream = new();
        private string? _text;
        private IReadOnlyList<string> _blocks = [];

        public IReadOnlyList<string> Of(Draft draft)
        {
            lock (_lock)
            {
                // A slower watcher may still hold an older text; the newest serves it as well.
                if (_text is null || draft.Text.Length > _text.Length)
                {
                    _text = draft.Text;
                    _blocks = _stream.Update(draft.Text);
                }

                return _blocks;
            }
        }
    }
}
