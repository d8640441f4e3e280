using WorkSquared.Core.Events;

namespace WorkSquared.Core.Connecting;

/// <summary>The model's settings in the page. Each of these asks first whether whoever is at it administers the instance.</summary>
/// <exception cref="CommandRefusedException">They do not, or what they entered can't be: the message is a sentence for them.</exception>
public interface IModelConnection
{
    Task<ConnectionOverview> ReadAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>From the next turn on the model that was entered answers.</summary>
    Task SaveAsync(ConnectModel command, CancellationToken cancellationToken);

    Task ForgetKeyAsync(Guid commandId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Asks a short question, the way that real answers are asked for.</summary>
    /// <param name="entered">Null tests the model in use.</param>
    Task<ConnectionReport> TestAsync(EnteredModel? entered, Actor actor, CancellationToken cancellationToken);
}

/// <param name="Key">As it was typed; null or empty keeps the one that is there, if it is for the same host.</param>
public sealed record EnteredModel(ModelSettings Settings, string? Key)
{
    // Not the record's own: a key must not get into a log by being printed.
    public override string ToString() => Settings.ToString();
}

public sealed record ConnectModel(Guid CommandId, EnteredModel Entered, Actor Actor);

/// <param name="IsOfTheServer">The server's settings name the model. They win as a whole, and nothing that was saved counts.</param>
/// <param name="Saved">Null when nobody has saved anything.</param>
/// <param name="Version">It rises with each change.</param>
/// <param name="Problem">Why what was saved is not in use.</param>
public sealed record ConnectionOverview(bool IsOfTheServer, ModelSettings? Saved, long Version, KeyNote? Key, string? Problem);

/// <summary>What may be known of a key that was given.</summary>
/// <param name="Ending">Its last four characters; empty for one so short that they would tell too much.</param>
/// <param name="IsReadable">False when the ring of keys that it was sealed with is gone.</param>
public sealed record KeyNote(string Host, string Ending, Actor GivenBy, DateTimeOffset GivenAt, bool IsReadable);

/// <summary>What came of a test.</summary>
/// <param name="Failure">The sentence that an answer would have failed with; null when there was an answer.</param>
/// <param name="Model">As the response names itself; null when it does not.</param>
/// <param name="First">Until the first word.</param>
public sealed record ConnectionReport(string? Failure, string? Model = null, TimeSpan First = default, TimeSpan Whole = default);
