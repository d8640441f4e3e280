namespace WorkSquared.Core.Log;

/// <summary>Where a conversation is kept: as much as a writer must know of it.</summary>
internal enum Keeping
{
    Menu,
    Archive,
    Bin,
}
