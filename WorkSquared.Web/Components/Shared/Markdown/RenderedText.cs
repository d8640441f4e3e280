using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Localization;
using WorkSquared.Core.Bus;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>Rendered Markdown, made once for all who look in the same language: finished messages by id, running answers by the text
/// they have reached.</summary>
internal sealed class RenderedText(IStringLocalizer<Wording> L) : IDisposable
{
    private const long MaxCharacters = 32 * 1024 * 1024;

    private static readonly TimeSpan _idle = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _finished = new(new MemoryCacheOptions { SizeLimit = MaxCharacters });
    private readonly MemoryCache _running = new(new MemoryCacheOptions());

    public IReadOnlyList<string> Of(Guid messageId, string text)
    {
        var key = (messageId, Languages.Current.Name);
        if (_finished.TryGetValue(key, out IReadOnlyList<string>? blocks))
        {
            return blocks!;
        }

        return _finished.Set(key, MarkdownStream.Render(text, L), new MemoryCacheEntryOptions { Size = text.Length + 200 });
    }

    public IReadOnlyList<string> Of(Draft draft)
    {
        var answer = _running.GetOrCreate((draft.AnswerId, draft.Attempt, Languages.Current.Name), entry =>
        {
            entry.SlidingExpiration = _idle;
            return new RunningText(new MarkdownStream(L));
        });
        return answer!.Of(draft);
    }

    public void Dispose()
    {
        _finished.Dispose();
        _running.Dispose();
    }

    private sealed class RunningText(MarkdownStream stream)
    {
        private readonly Lock _lock = new();
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
                    _blocks = stream.Update(draft.Text);
                }

                return _blocks;
            }
        }
    }
}
