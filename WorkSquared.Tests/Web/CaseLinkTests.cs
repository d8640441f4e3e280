using Bunit;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web;

public sealed class CaseLinkTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    private InMemoryWorkspace Workspace => _ui.Workspace;

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void EveryEnd_OffersTheCaseOfItsTurn_AndNothingElseDoes()
    {
        List<string> expected = [];
        foreach (var end in new Action<OpenTurn>[]
        {
            turn => Workspace.Answer(turn, _conversation, "An answer"),
            turn => Workspace.Fail(turn, _conversation, "It did not work."),
            turn => Workspace.Cancel(turn, _conversation, ""),
        })
        {
            Workspace.Say(_conversation, "question");
            var turn = Workspace.RunningTurn(_conversation);
            expected.Add($"c/{_conversation}/turns/{turn.Id}/case");
            end(turn);
        }

        Workspace.Say(_conversation, "one that is being answered");
        var page = _ui.OpenPage(_conversation);

        Assert.Equal(8, page.FindAll("article").Count);
        Assert.Equal(expected, page.FindAll("article a[download]").Select(link => link.GetAttribute("href")));
    }
}
