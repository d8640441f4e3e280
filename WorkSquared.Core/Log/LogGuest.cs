namespace WorkSquared.Core.Log;

/// <summary>Lets a verb of the command line write a little, beside the server that has the data directory.</summary>
/// <remarks>It takes no lock, claims no turn and rebuilds nothing. SQLite lets one process write at a time, and <see cref="WriteSession.Begin"/>
/// tells the server's writer that it was not alone.</remarks>
internal sealed class LogGuest(MigrateDatabase migrate, LogWriter writer)
{
    public void Open()
    {
        migrate.RequireCurrent();
        writer.Start();
    }
}
