namespace WorkSquared.Core.Chat;

/// <summary>The model that answers at this instant. Registered by whoever answers.</summary>
public interface ICurrentModel
{
    ModelInUse InUse { get; }

    /// <summary>Another one answers from now on. Said on the thread that has exchanged it.</summary>
    event Action? Changed;
}
