namespace WorkSquared.Llm.Providers;

/// <summary>A value that is used and never shown: as text, in JSON or in an exception it is nothing.</summary>
internal sealed class Secret(string value)
{
    /// <summary>For the one place that sends it.</summary>
    public string Reveal() => value;

    public override string ToString() => "(secret)";
}
