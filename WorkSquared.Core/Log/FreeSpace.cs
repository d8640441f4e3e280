using Microsoft.Extensions.Options;

namespace WorkSquared.Core.Log;

/// <summary>Keeps some room on the disk for answers: what a provider has been paid for should still fit when messages no longer do.</summary>
internal sealed class FreeSpace(DataDirectory directory, IOptions<WorkSquaredOptions> options)
{
    private const long Megabyte = 1024 * 1024;

    private readonly long _least = options.Value.Database.MinFreeMegabytes * Megabyte;

    /// <exception cref="CommandRefusedException">There is less room than <c>WorkSquared:Database:MinFreeMegabytes</c>.</exception>
    public void CheckForAMessage()
    {
        if (_least > 0 && Free() < _least)
        {
            throw new CommandRefusedException(
                Refusal.Unavailable,
                $"The server's disk is almost full: less than {_least / Megabyte} MB are free. Nothing was saved; an administrator must free some space.");
        }
    }

    /// <returns>In bytes.</returns>
    public long Free()
    {
        var path = Path.GetDirectoryName(directory.DatabaseFile)!;
        return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : path).AvailableFreeSpace;
    }
}
