using CsCheck;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>Random sequences of commands: whatever people and the responder do, the log and everything derived from it agree.</summary>
public sealed class LogModelTests
{
    [Fact]
    public async Task AnySequenceOfCommands_LeavesASoundLog_AndStatesThatEqualItsFold() =>
        await LogModelStep.Any.Array[5, 60].SampleAsync(
            async steps =>
            {
                await using var workspace = await TestWorkspace.StartAsync();
                var run = new LogModelRun(workspace);
                foreach (var step in steps)
                {
                    await run.TakeAsync(step);
                }

                await run.CheckAsync();
            },
            iter: 60,
            threads: 1);
}
