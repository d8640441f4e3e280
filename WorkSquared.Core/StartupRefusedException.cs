namespace WorkSquared.Core;

/// <summary>The program can't start, and <see cref="Exception.Message"/> says in one sentence why and what to do.</summary>
public sealed class StartupRefusedException(string reason, int exitCode, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>For supervisors, in the tradition of sysexits.h: 73 can't create or lock, 74 input or output, 78 configuration.</summary>
    public int ExitCode { get; } = exitCode;

    public const int CannotCreate = 73;
    public const int InputOutput = 74;
    public const int Configuration = 78;
}
