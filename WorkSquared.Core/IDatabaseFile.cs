namespace WorkSquared.Core;

/// <summary>The file of the log, for whoever keeps tables of their own beside it: what must never be in a log, such as credentials.</summary>
public interface IDatabaseFile
{
    string ConnectionString { get; }
}
