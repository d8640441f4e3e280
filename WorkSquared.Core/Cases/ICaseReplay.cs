namespace WorkSquared.Core.Cases;

/// <summary>Runs the turn of a case file again, on a workspace of its own that goes with it. No network, and nothing of this installation's data.</summary>
public interface ICaseReplay
{
    /// <param name="output">Is told step by step what happened.</param>
    /// <param name="debug">Asks for a debugger where none is attached.</param>
    /// <returns>Whether all went as it is recorded.</returns>
    /// <exception cref="CaseFileException">The file is none that this version can replay.</exception>
    Task<bool> ReplayAsync(Stream file, TextWriter output, bool debug, CancellationToken cancellationToken);
}

/// <summary>It is no case file, and <see cref="Exception.Message"/> says in a sentence why not.</summary>
public sealed class CaseFileException(string reason, Exception? innerException = null) : Exception(reason, innerException);
