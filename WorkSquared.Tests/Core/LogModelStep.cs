using CsCheck;

namespace WorkSquared.Tests.Core;

/// <summary>What somebody does next, in one of four conversations.</summary>
/// <param name="Number">Which of several, or how.</param>
public sealed record LogModelStep(LogModelStep.Act Kind, int Conversation, int Number)
{
    public enum Act
    {
        Send,
        SendAgain,
        SendOtherWords,
        Claim,
        Start,
        Answer,
        Fail,
        Cancel,
        Stop,
        Delay,
        Retry,
        Regenerate,
        Ask,
        Edit,
        Fork,
        Rename,
        Configure,
        Organise,
        OrganiseAgain,
        Release,
        Restart,
    }

    internal static Gen<LogModelStep> Any { get; } = Gen.Select(
        Gen.Enum<Act>(), Gen.Int[0, 3], Gen.Int[0, 5], (kind, conversation, number) => new LogModelStep(kind, conversation, number));

    public string Address => Number % 2 == 0 ? ", @assistant" : "";
}
