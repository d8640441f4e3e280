using System.Globalization;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Cases;
using WorkSquared.Llm.Prompting;

namespace WorkSquared.Llm.Cases;

/// <summary>Case file in, the same turn again: said, claimed, asked and ended by the code that serves people.</summary>
internal sealed class CaseReplay : ICaseReplay
{
    public async Task<bool> ReplayAsync(Stream file, TextWriter output, bool debug, CancellationToken cancellationToken)
    {
        var recorded = await CaseReader.ReadAsync(file, cancellationToken);
        await output.WriteLineAsync($"turn {recorded.TurnId}, written down by version {recorded.Program}");
        try
        {
            var isSame = await ReplayAsync(recorded, output, debug, cancellationToken);
            await output.WriteLineAsync(isSame ? "replay: same" : "replay: different");
            return isSame;
        }
        catch (Exception exception) when (exception is CommandRefusedException { Refusal: Refusal.Invalid } or OptionsValidationException)
        {
            throw new CaseFileException($"This case file holds what no workspace would take: {exception.Message}", exception);
        }
    }

    private static async Task<bool> ReplayAsync(CaseFile recorded, TextWriter output, bool debug, CancellationToken cancellationToken)
    {
        using var model = new RecordedModel(recorded, output, debug);
        await using var workspace = await ReplayWorkspace.OpenAsync(recorded, model, cancellationToken);
        var isPromptSame = await ComparePromptAsync(recorded, workspace.Prompts, output);

        var turn = new ReplayedTurn(workspace, model, await workspace.AskAsync(recorded.History, cancellationToken));
        var expected = TurnStep.Of(recorded.Events);
        await turn.RunAsync(expected, cancellationToken);
        var areStepsSame = await CompareStepsAsync(expected, TurnStep.Of(await turn.EventsAsync(cancellationToken)), turn.IsToTheEnd, output);
        return isPromptSame && areStepsSame && !model.HasDifference;
    }

    private static async Task<bool> ComparePromptAsync(CaseFile recorded, PromptBuilder prompts, TextWriter output)
    {
        foreach (var difference in recorded.PromptDifferences)
        {
            await output.WriteLineAsync($"note: when the file was made, its prompt was not the one that had been sent. {difference}");
        }

        var prompt = prompts.Build(recorded.History).Manifest;

        // The built-in prompt of another version of the program has a number, and only its own text could be checked against that.
        var expected = int.TryParse(recorded.Prompt.Version, CultureInfo.InvariantCulture, out _) && recorded.Prompt.Version != BuiltInPrompt.PromptVersion
            ? recorded.Prompt with { Version = prompt.Version }
            : recorded.Prompt;
        var differences = PromptDifferences.Between(expected, prompt);
        await output.WriteLineAsync(
            $"prompt ({prompt.PromptTokens} tokens): {(differences.Count == 0 ? "same" : string.Join(' ', differences))}");
        return differences.Count == 0;
    }

    private static async Task<bool> CompareStepsAsync(
        IReadOnlyList<TurnStep> recorded, IReadOnlyList<TurnStep> replayed, bool isToTheEnd, TextWriter output)
    {
        if (!isToTheEnd)
        {
            await output.WriteLineAsync("note: the recorded turn ended without a request, or had not ended: only what came before is compared.");
            recorded = [.. recorded.Where(step => !step.IsEnd)];
            replayed = [.. replayed.Take(recorded.Count)];
        }

        var isSame = true;
        for (var index = 0; index < Math.Max(recorded.Count, replayed.Count); index++)
        {
            var (was, now) = (recorded.ElementAtOrDefault(index), replayed.ElementAtOrDefault(index));
            var difference = was is null ? "nothing of this is recorded" : was.DifferenceTo(now);
            await output.WriteLineAsync($"  {(now is null ? "nothing" : now.ToString())}: {difference ?? "same"}");
            if (difference is not null)
            {
                // From here on the two went separate ways.
                isSame = false;
                break;
            }
        }

        return isSame;
    }
}
