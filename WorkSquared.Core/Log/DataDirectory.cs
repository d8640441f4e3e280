using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WorkSquared.Core.Log;

/// <summary>The one place on disk that everything lives in, held by one process at a time.</summary>
internal sealed class DataDirectory : IDatabaseFile, IDisposable
{
    private FileStream? _lock;

    public DataDirectory(IOptions<WorkSquaredOptions> options, IConfiguration configuration)
    {
        Path = System.IO.Path.GetFullPath(options.Value.DataDirectory);
        var connection = Parse(configuration.GetConnectionString("WorkSquared") ?? "");
        DatabaseFile = connection.DataSource.Length > 0
            ? System.IO.Path.GetFullPath(connection.DataSource)
            : System.IO.Path.Combine(Path, "worksquared.db");

        connection.DataSource = DatabaseFile;
        connection.DefaultTimeout = 5;
        ConnectionString = connection.ToString();
    }

    public string Path { get; }

    public string DatabaseFile { get; }

    public string ConnectionString { get; }

    /// <summary>Takes the directory for this process, until it ends in whatever way: the lock is the operating system's.</summary>
    /// <exception cref="StartupRefusedException">It can't be written, or another process has it.</exception>
    public void Lock()
    {
        // Beside the database, wherever a connection string has put that: it is what must not be shared.
        var directory = System.IO.Path.GetDirectoryName(DatabaseFile)!;
        try
        {
            Create(Path);
            Create(directory);
            _lock = new FileStream(System.IO.Path.Combine(directory, "instance.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Keep(_lock.Name);
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            throw new StartupRefusedException(
                $"Another Work Squared is running on the data directory {directory}. Stop it first, or give this one a directory of its own"
                + " with WorkSquared__DataDirectory.",
                StartupRefusedException.CannotCreate,
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"The data directory {directory} can't be written: {exception.Message} Choose another one with WorkSquared__DataDirectory.",
                StartupRefusedException.CannotCreate,
                exception);
        }
    }

    /// <summary>Takes the database from every other account of the machine, wherever it lies: SQLite makes its files as the machine's default has it.</summary>
    public void KeepDatabase()
    {
        foreach (var file in new[] { DatabaseFile, $"{DatabaseFile}-wal", $"{DatabaseFile}-shm" })
        {
            Keep(file);
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static void Keep(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(file))
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another account's file, or a volume that knows no accounts: who may read it has been settled elsewhere.
        }
    }

    private static SqliteConnectionStringBuilder Parse(string text)
    {
        try
        {
            var connection = new SqliteConnectionStringBuilder(text);
            var isFile = connection.Mode is not SqliteOpenMode.Memory && connection.DataSource is not ":memory:"
                && !connection.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
            return isFile ? connection : throw NoFile(inner: null);
        }
        catch (ArgumentException exception)
        {
            throw NoFile(exception);
        }

        static StartupRefusedException NoFile(Exception? inner) => new(
            "ConnectionStrings:WorkSquared must name a SQLite file, as in \"Data Source=/var/lib/worksquared/worksquared.db\".",
            StartupRefusedException.Configuration,
            inner);
    }

    private static void Create(string directory)
    {
        // What people write is for them alone, not for every account of the machine.
        if (!OperatingSystem.IsWindows() && !Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            Directory.CreateDirectory(directory);
        }
    }

    // EAGAIN on Linux and on macOS, a sharing or lock violation on Windows.
    private static bool IsTaken(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
