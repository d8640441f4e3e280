using WorkSquared.Core.Events;

namespace WorkSquared.Core.Connecting;

/// <summary>What was saved about the model, in the log of the instance, and the key beside it. For whoever asks the model; pages have
/// <see cref="IModelConnection"/>.</summary>
public interface IModelStore
{
    /// <returns>Null when nobody has saved anything.</returns>
    Task<SavedModel?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Commits the settings, and in the same transaction keeps the key, takes another, or forgets the one that was for another host.</summary>
    /// <exception cref="CommandRefusedException">Whoever saves it does not administer the instance.</exception>
    Task SaveAsync(SaveModel command, CancellationToken cancellationToken);

    /// <summary>Leaves the settings as they are, without a key.</summary>
    Task ForgetKeyAsync(Guid commandId, Actor actor, CancellationToken cancellationToken);
}

/// <param name="Version">The position of the event that says so.</param>
/// <param name="Key">Null when there is none.</param>
public sealed record SavedModel(ModelSettings Settings, long Version, SealedKey? Key);

/// <summary>A key as it lies in the database: only the ring of keys beside it opens it, and only for its host.</summary>
/// <param name="Host">Scheme, host and port that it was given for.</param>
/// <param name="Ending">What may be shown of it.</param>
public sealed record SealedKey(string Host, string Text, string Ending, Actor GivenBy, DateTimeOffset GivenAt);

/// <param name="Host">Scheme, host and port that these settings lead to; empty when they lead nowhere.</param>
/// <param name="Key">Null keeps the one that is there for that host.</param>
public sealed record SaveModel(Guid CommandId, ModelSettings Settings, string Host, NewKey? Key, Actor Actor);

/// <param name="Text">Sealed for the host of the settings.</param>
public sealed record NewKey(string Text, string Ending);
