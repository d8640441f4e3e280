namespace WorkSquared.Core;

public enum Refusal
{
    /// <summary>The command itself can't be carried out as it stands: empty, too long, malformed.</summary>
    Invalid,

    /// <summary>It names something that does not exist.</summary>
    NotFound,

    /// <summary>Whoever asked may not, and may know that it is there.</summary>
    Forbidden,

    /// <summary>Its command id was used before, for something else.</summary>
    Conflict,

    /// <summary>It was written before something that its sender has not seen yet. Sent again without that condition it is taken.</summary>
    Outdated,

    /// <summary>The log can't be written just now: a full disk, a lock held by another program.</summary>
    Unavailable,
}

/// <summary>Nothing was committed, and <see cref="Exception.Message"/> says why in a sentence for the person who asked.</summary>
public sealed class CommandRefusedException(Refusal refusal, string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    public Refusal Refusal { get; } = refusal;
}
