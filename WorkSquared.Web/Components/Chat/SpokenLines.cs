using System.Collections.Immutable;

namespace WorkSquared.Web.Components.Chat;

/// <summary>What a live region has to say: everything since it was rendered last, so that of two events that come at once neither is lost.</summary>
internal sealed class SpokenLines
{
    /// <summary>Whoever was away is told how much has come, and not all of it.</summary>
    private const int Most = 5;

    private int _number;
    private bool _isSaid;

    public ImmutableList<SpokenLine> Lines { get; private set; } = [];

    public void Add(string text)
    {
        Lines = [.. _isSaid ? [] : Lines.TakeLast(Most - 1), new SpokenLine(++_number, text)];
        _isSaid = false;
    }

    public void MarkAsSaid() => _isSaid = true;
}

/// <param name="Number">The same words twice are said twice.</param>
internal sealed record SpokenLine(int Number, string Text);
