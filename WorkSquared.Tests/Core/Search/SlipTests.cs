using WorkSquared.Core.Chat;
using WorkSquared.Core.Search;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Search;

/// <summary>What is looked for instead of words that nobody has written.</summary>
public sealed class SlipTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kickof agenda", "kickoff agenda", "The kickoff agenda for Łódź")]
    [InlineData("kickofff", "kickoff", "The kickoff agenda for Łódź")]
    [InlineData("Kcikoff", "kickoff", "The kickoff agenda for Łódź")]
    [InlineData("lickoff agenda", "kickoff agenda", "The kickoff agenda for Łódź")]
    [InlineData("kikcoff agednda", "kickoff agenda", "The kickoff agenda for Łódź")]
    [InlineData("the agneda \"for łódź\"", "the agenda \"for łódź\"", "The kickoff agenda for Łódź")]
    [InlineData("resumé evalaution", "resume evaluation", "Résumé evaluation")]
    [InlineData("evalaut", "evaluat", "Résumé evaluation")]
    [InlineData("бютжет", "бюджет", "Бюджет проекта")]
    public async Task Words_WithASlip_FindWhatWasMeant_AndItIsSaid(string query, string instead, string text)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), text);

        var found = await ResultAsync(workspace, query);

        Assert.Equal((2, instead), (found.Hits.Length, found.Instead));
        Assert.Contains(found.Hits[1].Message!.Snippet, part => part.IsHit);
    }

    [Theory]
    [InlineData("kickof", "what goes on is no slip")]
    [InlineData("agenda kickoff", "as it is written")]
    [InlineData("kickoff agxxda", "two slips in one word")]
    [InlineData("fro the agenda", "too short a word to tell")]
    [InlineData("\"kikcoff agenda\"", "in quotes it is meant as it is")]
    [InlineData("qwertz agneda", "one of the words is nowhere")]
    public async Task Words_ThatAreThereOrCannotBeTold_AreLeftAsTheyAre(string query, string why)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "The kickoff agenda");

        Assert.True((await ResultAsync(workspace, query)).Instead is null, why);
    }

    [Fact]
    public async Task OfSeveralWordsThatMayBeMeant_TheMostCommonOneIsShown()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Planes");
        await workspace.SayAsync(workspace.NewId(), "Planet");
        await workspace.SayAsync(workspace.NewId(), "Planet again, with a budget");

        Assert.Equal("planet", (await ResultAsync(workspace, "planex")).Instead);
    }

    [Fact]
    public async Task WordsOfAnotherStore_AreNeverSuggested()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        workspace.Execute("INSERT INTO stores (id, head, chain, projection_version) SELECT 'other', 0, x'" + new string('0', 64) + "', projection_version FROM stores LIMIT 1");
        await workspace.Chat.SendAsync(new SendMessage("other", workspace.NewId(), workspace.NewId(), "Takeover of Globex", workspace.Ada), Cancellation);
        await workspace.SayAsync(workspace.NewId(), "Open words");

        var found = await ResultAsync(workspace, "takover");

        Assert.Equal((0, null), (found.Hits.Length, found.Instead));
        Assert.Equal("takeover", (await ResultAsync(workspace, "takover", "other")).Instead);
    }

    private static Task<SearchResult> ResultAsync(TestWorkspace workspace, string text, string store = TestWorkspace.StoreId) =>
        workspace.Get<ISearchReader>().SearchAsync(Reader.OfTheSystem(store), new SearchRequest(text, Limit: 20), Cancellation);
}
