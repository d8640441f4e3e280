using System.Collections.Immutable;
using Bunit;
using WorkSquared.Core.Import;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Exchange;

namespace WorkSquared.Tests.Web.Exchange;

public sealed class ExchangePageTests
{
    private static readonly ImportStatus _import = new(
        Guid.Parse("01980000-0000-7000-8000-000000000001"), InMemoryWorkspace.StoreId, new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), ImportPhase.Running, 0, 0, 0,
        ImmutableSortedDictionary<string, int>.Empty);

    [Fact]
    public async Task Import_IsFollowedToItsResult()
    {
        await using var ui = new TestUi();
        ui.Imports.Say(_import);
        var page = ui.Render<ExchangePage>();
        Assert.NotNull(page.Find("article[aria-busy=true] progress"));

        ui.Imports.Say(_import with
        {
            Phase = ImportPhase.Done,
            Conversations = 12,
            Messages = 340,
            Known = 3,
            Skipped = _import.Skipped.Add("in the bin here", 1),
        });

        page.WaitForAssertion(() => Assert.Equal(
            ["12 conversations, 340 messages imported. 3 were here already.", "1 skipped: in the bin here"],
            page.FindAll("article p").Skip(1).Select(line => line.TextContent)));
        Assert.Empty(page.FindAll("progress"));
    }

    [Fact]
    public async Task Import_ThatEndedEarly_SaysWhy()
    {
        await using var ui = new TestUi();
        ui.Imports.Say(_import with { Phase = ImportPhase.Failed, Conversations = 1, Messages = 2, Problem = "The file ends in the middle. <b>" });

        var page = ui.Render<ExchangePage>();

        Assert.Equal("The file ends in the middle. <b>", page.Find("article [role=alert]").TextContent);
        Assert.Contains("1 conversation, 2 messages imported.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fork_AskedForTwiceByADoubleClick_IsOneCommand_AndOpensAtOnce()
    {
        await using var ui = new TestUi();
        var conversation = ui.Workspace.NewId();
        ui.Workspace.Say(conversation, "question");
        var turn = ui.Workspace.RunningTurn(conversation);
        ui.Workspace.Answer(turn, conversation, "answer");
        var page = ui.OpenPage(conversation);

        await page.Find("button[aria-label='Fork from here']").ClickAsync();
        await page.Find("button[aria-label='Fork from here']").ClickAsync();

        var command = Assert.Single(ui.Forks.Commands.Distinct());
        Assert.Equal((conversation, turn.Id, InMemoryWorkspace.Local), (command.ConversationId, command.TurnId, command.Actor));
        Assert.EndsWith($"/c/{command.CommandId}", ui.Navigation.Uri, StringComparison.Ordinal);
    }
}
