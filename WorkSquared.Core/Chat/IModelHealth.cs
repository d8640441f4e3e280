namespace WorkSquared.Core.Chat;

/// <summary>Whether the model in use answers at present, by what its last requests met. Registered by whoever sends them; asking costs nothing.</summary>
public interface IModelHealth
{
    ModelStatus Status { get; }
}

public enum ModelStatus
{
    /// <summary>Nobody has asked it lately, or nobody keeps count.</summary>
    Unknown,

    Ok,

    Failing,
}

/// <summary>For as long as nobody keeps count.</summary>
internal sealed class UnknownModelHealth : IModelHealth
{
    public ModelStatus Status => ModelStatus.Unknown;
}
