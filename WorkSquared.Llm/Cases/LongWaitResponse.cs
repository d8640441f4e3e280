using System.ClientModel.Primitives;
using System.Diagnostics.CodeAnalysis;

namespace WorkSquared.Llm.Cases;

/// <summary>A refusal whose Retry-After is a day: longer than a turn waits.</summary>
internal sealed class LongWaitResponse(int status) : PipelineResponse
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override BinaryData Content { get; } = BinaryData.FromString("{}");

    protected override PipelineResponseHeaders HeadersCore { get; } = new OneHeader();

    public override BinaryData BufferContent(CancellationToken cancellationToken = default) => Content;

    public override ValueTask<BinaryData> BufferContentAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Content);

    public override void Dispose()
    {
    }

    private sealed class OneHeader : PipelineResponseHeaders
    {
        private const string Name = "retry-after";
        private const string ADay = "86400";

        public override IEnumerator<KeyValuePair<string, string>> GetEnumerator()
        {
            yield return KeyValuePair.Create(Name, ADay);
        }

        public override bool TryGetValue(string name, [NotNullWhen(true)] out string? value) =>
            (value = name.Equals(Name, StringComparison.OrdinalIgnoreCase) ? ADay : null) is not null;

        public override bool TryGetValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) =>
            (values = TryGetValue(name, out var value) ? [value] : null) is not null;
    }
}
