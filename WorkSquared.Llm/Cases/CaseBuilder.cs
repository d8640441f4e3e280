using System.Reflection;
using System.Text.Json;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Prompting;

namespace WorkSquared.Llm.Cases;

/// <summary>Log in, case file out. The prompt comes from the builder that answers use, never from a copy of its rules.</summary>
internal sealed class CaseBuilder(
    ITurnRecords records, CurrentModel current, TimeProvider time) : ICaseFiles
{
    private static readonly string _program =
        typeof(CaseBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public async Task<byte[]?> ExportAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(reader, conversationId, turnId, TurnRunner.HistoryLimit, cancellationToken);
        return record is null || IsByAPerson(record)
            ? null
            : JsonSerializer.SerializeToUtf8Bytes(Build(reader.StoreId, conversationId, turnId, record), CaseJson.Readable.CaseFile);
    }

    /// <summary>No model was asked, so there is nothing to replay.</summary>
    private static bool IsByAPerson(TurnRecord record) =>
        record.Events.Any(recorded => recorded.Read() is LLMResponseReceived { Metadata.Source: ResponseMetadata.Person });

    private CaseFile Build(string storeId, Guid conversationId, Guid turnId, TurnRecord record)
    {
        var events = record.Events.Select(recorded => recorded.Read()).ToList();
        var received = events.OfType<LLMResponseReceived>().FirstOrDefault();
        using var model = current.Use();
        var prompt = model.Prompts.Build(record.History);
        var differences = record.Sent is { } sent ? PromptDifferences.Between(sent, prompt.Manifest) : [];
        return new CaseFile(
            CaseFile.CurrentFormat,
            _program,
            time.GetUtcNow(),
            storeId,
            conversationId,
            turnId,
            record.Events,
            Request(model, events, received, prompt),
            record.Sent is null ? null : differences.Count == 0,
            differences,
            model.Prompts.Budget,
            prompt.Manifest,
            record.History,
            received is null ? null : Answer(received));
    }

    /// <summary>With what is on record where it is, and what would be asked for now where it is not.</summary>
    private static CaseRequest Request(ConnectedModel model, List<WorkEvent> events, LLMResponseReceived? received, Prompt prompt)
    {
        var sent = received?.Metadata.Prompt;
        return new CaseRequest(
            received?.Metadata.Source ?? model.InUse.Source,
            events.OfType<LLMResponseStarted>().LastOrDefault()?.ModelId ?? model.InUse.ModelId,
            sent is null ? model.Options.Temperature : sent.Temperature,
            sent?.MaxOutputTokens ?? model.Options.MaxOutputTokens,
            [.. prompt.Messages.Select(message => new CaseMessage(message.Role.Value, message.Text))]);
    }

    private static CaseAnswer Answer(LLMResponseReceived received) => new(
        received.Message,
        received.ModelId,
        received.Metadata.FinishReason,
        received.Metadata.InputTokens,
        received.Metadata.OutputTokens);
}
