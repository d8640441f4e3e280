using WorkSquared.Core.Events;

namespace WorkSquared.Core.Sharing;

/// <summary>Whose eyes a store is read with. Whatever they may not see is not there for them (docs/adr/0013).</summary>
public sealed record Reader(string StoreId, Actor Actor)
{
    public bool IsTheSystem => Actor == Actor.System;

    /// <summary>For what works for everybody, and shows nobody anything: the responder, the checks of the log, the verbs of the command line.</summary>
    public static Reader OfTheSystem(string storeId) => new(storeId, Actor.System);
}
