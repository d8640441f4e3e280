using Microsoft.ML.Tokenizers;

namespace WorkSquared.Llm.Prompting;

/// <summary>Counts tokens as gpt-4o does (o200k); near enough for a budget with any other model.</summary>
/// <remarks>
/// Text is counted in pieces. The tokenizer takes quadratic time for a long run without a break: 25 s for 100,000 Chinese characters.
/// A piece ends at a space where it can, which costs nothing, as a token begins with its space.
/// </remarks>
internal sealed class TokenCounter
{
    private const int PieceLength = 512;
    private const int SpaceWithin = 64;

    private readonly Lazy<Tokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForModel("gpt-4o"));

    public int Count(string text) => CountUpTo(text, int.MaxValue);

    /// <summary>Counts, but stops once there are more than <paramref name="limit"/>: what does not fit need not be measured.</summary>
    public int CountUpTo(string text, int limit)
    {
        var tokens = 0;
        for (var start = 0; start < text.Length && tokens <= limit;)
        {
            var end = PieceEnd(text, start);
            tokens += _tokenizer.Value.CountTokens(text.AsSpan(start, end - start));
            start = end;
        }

        return tokens;
    }

    /// <returns>How many characters from the start take up no more than <paramref name="limit"/> tokens.</returns>
    public int LengthFromStart(string text, int limit)
    {
        var start = 0;
        while (start < text.Length && limit > 0)
        {
            var end = PieceEnd(text, start);
            var length = _tokenizer.Value.GetIndexByTokenCount(text.AsSpan(start, end - start), limit, out _, out var tokens);
            limit -= tokens;
            start += length;
            if (start < end)
            {
                break;
            }
        }

        return start > 0 && start < text.Length && char.IsLowSurrogate(text[start]) ? start - 1 : start;
    }

    /// <returns>How many characters from the end take up no more than <paramref name="limit"/> tokens.</returns>
    public int LengthFromEnd(string text, int limit)
    {
        var end = text.Length;
        while (end > 0 && limit > 0)
        {
            var start = Math.Max(0, end - PieceLength);
            var index = _tokenizer.Value.GetIndexByTokenCountFromEnd(text.AsSpan(start, end - start), limit, out _, out var tokens);
            limit -= tokens;
            end = start + index;
            if (index > 0)
            {
                break;
            }
        }

        return text.Length - (end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end);
    }

    private static int PieceEnd(string text, int start)
    {
        var end = start + PieceLength;
        if (end >= text.Length)
        {
            return text.Length;
        }

        var space = text.AsSpan(end - SpaceWithin, SpaceWithin).LastIndexOf(' ');
        if (space >= 0)
        {
            return end - SpaceWithin + space;
        }

        return char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }
}
