using System.Text;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>A recorded answer, cut after each of its bytes: whole once the model has said that it is done, and no answer before.</summary>
public sealed class StreamCutTests
{
    private static readonly string[] _pieces = ["Grün", "e Woche – ", "🙂 läu", "ft", "; 完了 ist drei"];

    private static readonly Recording _recording = Recording.Of(_pieces);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_CutAfterAnyByte_IsWholeOnceFinished_AndAFailureBefore(bool promisesMore)
    {
        await using var provider = RawProvider.Start(number => RawProvider.Events(_recording.Bytes.AsSpan(0, number - 1), promisesMore));
        using var model = TestModel.At(provider.Url);

        for (var cut = 0; cut <= _recording.Bytes.Length; cut++)
        {
            var (text, errorClass) = await model.TryAskAsync();

            var expected = _recording.IsFinishedAt(cut) ? null : "stream_cut";
            Assert.Equal((cut, _recording.TextAt(cut), expected), (cut, text, errorClass));
        }
    }

    [Fact]
    public async Task Responder_GivesOneWholeAnswer_WhereverTheFirstAttemptIsCut_AndKeepsWhatThatOneSaid()
    {
        var (cut, first) = (0, 1);
        await using var provider = RawProvider.Start(number =>
            RawProvider.Events(number == first ? _recording.Bytes.AsSpan(0, cut) : _recording.Bytes, promisesMore: cut % 2 == 0));
        await using var workspace = await AnsweringWorkspace.StartAsync(provider.Url);
        var cuts = Enumerable.Range(0, 24).Select(number => number * _recording.Bytes.Length / 23).Concat(_recording.Ends).Order().ToList();

        foreach (var place in cuts)
        {
            (cut, first) = (place, provider.Requests + 1);
            var conversation = workspace.NewId();
            await workspace.SayAsync(conversation, "Is the week green?");
            var events = await workspace.TakeAsync(_recording.IsFinishedAt(cut) ? 4 : 6, topic: conversation);

            Assert.Equal(Recording.Text, Assert.IsType<LLMResponseReceived>(events[^1].Data).Message);
            Assert.Equal(
                _recording.IsFinishedAt(cut) ? [] : [_recording.TextAt(cut)],
                events.Select(committed => committed.Data).OfType<LLMResponseDelayed>().Select(delayed => delayed.Message));
            var answer = (await workspace.OpenAsync(conversation)).Messages[^1];
            Assert.Equal((MessageKind.Answer, Recording.Text), (answer.Kind, answer.Text));

            // Half of all requests fail, which would keep the others back.
            workspace.Time.Advance(TimeSpan.FromMinutes(2));
        }

        var head = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Version;
        Assert.Equal(Enumerable.Repeat(1, cuts.Count), (await workspace.TakeAsync((int)head)).EndsOfTurns());
    }

    /// <param name="Ends">Where each event is complete: of each piece of text, of the finish, of the usage and of the end mark.</param>
    private sealed record Recording(byte[] Bytes, IReadOnlyList<int> Ends)
    {
        public static string Text { get; } = string.Concat(_pieces);

        public static Recording Of(string[] pieces)
        {
            var events = pieces
                .Select(piece => $$$"""{"id":"c-1","model":"m-1","choices":[{"index":0,"delta":{"content":"{{{piece}}}"}}]}""")
                .Append("""{"id":"c-1","model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")
                .Append("""{"id":"c-1","model":"m-1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17}}""")
                .Append("[DONE]");
            var (bytes, ends) = (new List<byte>(), new List<int>());
            foreach (var data in events)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes($"data: {data}\n\n"));
                ends.Add(bytes.Count);
            }

            return new Recording([.. bytes], ends);
        }

        public bool IsFinishedAt(int cut) => cut >= Ends[_pieces.Length];

        public string TextAt(int cut) => string.Concat(_pieces.Where((_, index) => cut >= Ends[index]));
    }
}
