namespace WorkSquared.Core.Chat;

/// <summary>What a model thought before its answer. It is kept beside the answer, and is no part of it: no prompt, search or copy has it.</summary>
/// <param name="Text">The beginning of it, of at most <see cref="LongestText"/> characters.</param>
/// <param name="Milliseconds">How long it thought.</param>
/// <param name="OmittedCharacters">How much more there was; null when this is all.</param>
public sealed record Reasoning(string Text, long Milliseconds, int? OmittedCharacters = null)
{
    /// <summary>About twenty pages. An event is read by every page that is open, and nobody reads on there.</summary>
    public const int LongestText = 50_000;
}

/// <summary>What an attempt has written by the time that it ends.</summary>
public readonly record struct WrittenText(string Text, Reasoning? Reasoning = null)
{
    public static implicit operator WrittenText(string text) => new(text);
}
