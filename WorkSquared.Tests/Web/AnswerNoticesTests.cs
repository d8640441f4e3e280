using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Notices;

namespace WorkSquared.Tests.Web;

public sealed class AnswerNoticesTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Browser_IsToldOfEachAnswerToOneselfSinceThePageCame_WithoutItsText()
    {
        var bob = Actor.Person("bob");
        var (earlier, theirs, now) = (_ui.Workspace.NewId(), _ui.Workspace.NewId(), _ui.Workspace.NewId());
        _ui.Workspace.Say(earlier, "Earlier");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(earlier), earlier, "Before the page came");
        await _ui.Services.GetRequiredService<Arrival>().ReloadAsync(TestContext.Current.CancellationToken);
        _ui.JSInterop.Setup<bool>("workSquared.wantsNotices").SetResult(true);
        var notices = _ui.Render<AnswerNotices>();

        _ui.Workspace.Say(theirs, "Theirs", bob);
        var other = _ui.Workspace.RunningTurn(theirs);
        _ui.Workspace.Commit(
            new LLMResponseReceived(
                other.AnswerId, theirs, "Not for everybody", MessageRole.Assistant, "test", other.QuestionId, _ui.Time.GetUtcNow(), new("offline", "stop", 1)),
            Actor.AssistantFor(bob),
            other.Id);
        _ui.Workspace.Say(now, "Plan");
        var turn = _ui.Workspace.RunningTurn(now);
        _ui.Workspace.Answer(turn, now, "Some secret words.");
        _ui.Workspace.Say(now, "And then?");
        var next = _ui.Workspace.RunningTurn(now);
        _ui.Workspace.Fail(next, now, "The provider is overloaded.");

        Assert.True(SpinWait.SpinUntil(() => Told().Count == 2, TimeSpan.FromSeconds(10)));
        Assert.Equal(
            [
                new(turn.AnswerId, now, $"c/{now}?turn={turn.Id}&at={turn.AnswerId}#m-{turn.AnswerId}", "Plan", "The answer is ready."),
                new(next.AnswerId, now, $"c/{now}?turn={next.Id}&at={next.AnswerId}#m-{next.AnswerId}", "Plan", "There is no answer."),
            ],
            Told());
        Assert.Equal("", notices.Markup.Trim());
    }

    private List<AnswerNotices.Notice> Told() =>
        [.. _ui.JSInterop.Invocations["workSquared.tellOfAnswer"].Select(told => Assert.IsType<AnswerNotices.Notice>(told.Arguments[0]))];
}
