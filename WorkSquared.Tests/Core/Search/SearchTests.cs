using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Search;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Search;

public sealed class SearchTests
{
    private static readonly ResponseMetadata _metadata = new("offline", "stop", Attempt: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasSent_IsFoundAtOnce_AndItsTitleToo()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();

        var sent = await workspace.SayAsync(conversation, "Plan the Łódź migration");
        var hits = await SearchAsync(workspace, "migration");

        Assert.Equal(2, hits.Length);
        Assert.All(hits, hit => Assert.Equal(conversation, hit.ConversationId));
        Assert.Null(hits[0].Message);
        Assert.Equal((sent.TurnId, MessageKind.Question), (hits[1].Message!.TurnId, hits[1].Message!.Kind));
        Assert.Equal("Plan the Łódź [migration]", Marked(hits[1]));
        Assert.Equal("Plan the Łódź [migration]", Marked(hits[0].Title));
    }

    [Fact]
    public async Task WhatIsInTheBin_IsNotFound_UntilItIsRestored()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Plan the migration");
        Task<bool> Take(OrganisingAct act) => workspace.Get<IOrganisingCommands>().OrganiseAsync(
            new(TestWorkspace.StoreId, workspace.NewId(), conversation, act, workspace.Ada), Cancellation);

        await Take(OrganisingAct.Delete);
        Assert.Empty(await SearchAsync(workspace, "migration"));

        await Take(OrganisingAct.Restore);
        await Take(OrganisingAct.Archive);
        Assert.Equal(2, (await SearchAsync(workspace, "migration")).Length);
    }

    [Fact]
    public async Task EveryEndOfATurn_IsFound_WithTheTextThatItKept()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await EndAsync(workspace, claim => workspace.Answers.AnswerAsync(claim, "A **granite** answer", "test", _metadata, Cancellation));
        await EndAsync(workspace, claim => workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "Half of a basalt", "test", null, Cancellation));
        await EndAsync(workspace, claim => workspace.Answers.CancelAsync(claim, "So far marble", "test", null, Cancellation));

        Assert.Equal("A [granite] answer", Marked(Assert.Single(await SearchAsync(workspace, "granite"))));
        Assert.Equal(MessageKind.Failure, Assert.Single(await SearchAsync(workspace, "basalt")).Message!.Kind);
        Assert.Equal(MessageKind.Cancelled, Assert.Single(await SearchAsync(workspace, "marble")).Message!.Kind);
    }

    [Theory]
    [InlineData("resume", "Send the résumé today", "résumé")]
    [InlineData("RÉSUMÉ", "the resume", "resume")]
    [InlineData("onb", "Onboarding next week", "Onboarding")]
    [InlineData("week onb", "Onboarding next week", "Onboarding")]
    [InlineData("\"next week\"", "Onboarding next week", "next week")]
    [InlineData("v1.2-rc", "Ship v1.2-rc3 now", "v1.2-rc3")]
    [InlineData("政府", "東京都政府の計画", "政府")]
    [InlineData("計画", "東京都政府の計画", "計画")]
    [InlineData("국", "대한민국 정부", "국")]
    [InlineData("𠮷野", "𠮷野家で会議", "𠮷野")]
    [InlineData("планир", "Планирование проекта", "Планирование")]
    [InlineData("NEAR", "Anyone near here", "near")]
    [InlineData("not", "This is not it", "not")]
    public async Task Words_AreFound_HoweverTheyAreWritten(string query, string text, string hit)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), text);

        var found = Assert.Single(await SearchAsync(workspace, query), found => found.Message is not null);

        Assert.Contains(hit, found.Message!.Snippet.Where(part => part.IsHit).Select(part => part.Text));
        Assert.Equal(text, string.Concat(found.Message.Snippet.Select(part => part.Text)));
    }

    [Theory]
    [InlineData("week next", "\"week next\"")]
    [InlineData("boarding", "boarding")]
    [InlineData("every word", "Onboarding tomorrow")]
    public async Task WhatIsNotThere_IsNotFound(string why, string query)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Onboarding next week");

        Assert.True((await SearchAsync(workspace, query)).IsEmpty, why);
    }

    [Fact]
    public async Task Label_NarrowsTheSearch_AlsoOfWhatWasMeant()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var (with, without) = (workspace.NewId(), workspace.NewId());
        await workspace.SayAsync(with, "A report");
        await workspace.SayAsync(without, "Another report");
        await workspace.Get<ILabelCommands>().ChangeAsync(new(TestWorkspace.StoreId, workspace.NewId(), with, "Board", IsOn: true, workspace.Ada), Cancellation);

        foreach (var query in new[] { "report", "repotr" })
        {
            var hits = (await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new(query, 20, Label: "board"), Cancellation)).Hits;
            Assert.Equal([with, with], hits.Select(hit => hit.ConversationId));
        }

        Assert.Empty((await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new("report", 20, Label: "Sales"), Cancellation)).Hits);
    }

    [Fact]
    public async Task Title_IsFoundByItsNewWords_AndNoLongerByItsOld()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Alpha");
        await workspace.Chat.RenameAsync(TestWorkspace.StoreId, conversation, "Beta", workspace.NewId(), workspace.Ada, Cancellation);

        Assert.Null(Assert.Single(await SearchAsync(workspace, "beta")).Message);
        Assert.NotNull(Assert.Single(await SearchAsync(workspace, "alpha")).Message);
    }

    [Fact]
    public async Task TitleHits_ComeFirst_AndOfEqualOnesTheNewest()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var first = workspace.NewId();
        var second = workspace.NewId();
        await workspace.SayAsync(first, "Budget");
        await workspace.SayAsync(second, "Budget");

        var hits = await SearchAsync(workspace, "budget");

        Assert.Equal([(second, true), (first, true), (second, false), (first, false)], hits.Select(hit => (hit.ConversationId, hit.Message is null)));
    }

    [Fact]
    public async Task AnotherStore_IsNeverFound()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        workspace.Execute("INSERT INTO stores (id, head, chain, projection_version) SELECT 'other', 0, x'" + new string('0', 64) + "', projection_version FROM stores LIMIT 1");
        await workspace.Chat.SendAsync(new SendMessage("other", workspace.NewId(), workspace.NewId(), "Secret words", workspace.Ada, null, null), Cancellation);
        await workspace.SayAsync(workspace.NewId(), "Open words");

        Assert.All(await SearchAsync(workspace, "words"), hit => Assert.DoesNotContain("Secret", Marked(hit), StringComparison.Ordinal));
        Assert.Empty(await SearchAsync(workspace, "secret"));
        Assert.Equal(2, (await SearchAsync(workspace, "secret", store: "other")).Length);
    }

    [Fact]
    public async Task Hit_OlderThanTheWindowAndOnAnotherBranch_IsInTheConversationThatIsOpenedAtIt()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var first = await workspace.SayAsync(conversation, "Armadillo");
        foreach (var number in Enumerable.Range(1, 9))
        {
            await workspace.SayAsync(conversation, $"On the old branch {number}");
        }

        await workspace.SayAsync(conversation, "Edited", replaces: first.MessageId);
        var hit = Assert.Single(await SearchAsync(workspace, "armadillo"), found => found.Message is not null).Message!;

        var opened = await workspace.Reader.OpenAtAsync(TestWorkspace.AllSeeing, conversation, hit.TurnId, tip: null, window: 6, Cancellation);
        var newest = await workspace.Reader.OpenAsync(TestWorkspace.AllSeeing, conversation, hit.TurnId, window: 3, Cancellation);
        var unknown = await workspace.Reader.OpenAtAsync(TestWorkspace.AllSeeing, conversation, workspace.NewId(), tip: null, window: 3, Cancellation);

        Assert.Equal((hit.Id, 4, false, true), (opened!.Messages[0].Id, opened.Branch.Count, opened.HasEarlier, opened.HasLater));
        Assert.Equal(newest!.Tip, opened.Tip);
        Assert.Equal((3, true), (newest.Branch.Count, newest.HasEarlier));
        Assert.Equal("Edited", Assert.Single(unknown!.Messages).Text);
    }

    [Fact]
    public async Task Filters_NarrowByAuthorAndTime()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var bob = Actor.Person("bob");
        await EndAsync(workspace, claim => workspace.Answers.AnswerAsync(claim, "report by the assistant", "test", _metadata, Cancellation), "report by ada");
        workspace.Time.Advance(TimeSpan.FromDays(3));
        var noon = workspace.Time.GetUtcNow();
        await workspace.Chat.SendAsync(new SendMessage(TestWorkspace.StoreId, workspace.NewId(), workspace.NewId(), "report by bob", bob, null, null), Cancellation);

        Assert.Equal(["[report] by ada"], await TextsAsync(new("report", 20, SearchAuthor.Person(workspace.Ada))));
        Assert.Equal(["[report] by bob"], await TextsAsync(new("report", 20, SearchAuthor.PeopleBut(workspace.Ada))));
        Assert.Equal(["[report] by the assistant"], await TextsAsync(new("report", 20, SearchAuthor.Assistant)));
        Assert.Equal(["[report] by bob", "[report] by bob"], await TextsAsync(new("report", 20, From: noon)));
        Assert.Equal(["[report] by ada", "[report] by ada", "[report] by the assistant"], (await TextsAsync(new("report", 20, Before: noon))).Order());
        Assert.Empty(await TextsAsync(new("report", 20, SearchAuthor.Person(Actor.Person("a*")))));

        async Task<IEnumerable<string>> TextsAsync(SearchRequest request) =>
            (await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, request, Cancellation)).Hits.Select(Marked);
    }

    [Fact]
    public async Task Limit_IsKept_AndSaysThatThereIsMore()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        foreach (var number in Enumerable.Range(1, 4))
        {
            await workspace.SayAsync(conversation, $"Item {number}");
        }

        var some = await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new("item", Limit: 4), Cancellation);
        var all = await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new("item", Limit: 5), Cancellation);

        Assert.Equal((4, true, 5, false), (some.Hits.Length, some.HasMore, all.Hits.Length, all.HasMore));
    }

    [Fact]
    public async Task Rebuild_FindsTheSame()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Words of 東京");
        await workspace.Chat.RenameAsync(TestWorkspace.StoreId, conversation, "Other words", workspace.NewId(), workspace.Ada, Cancellation);
        var before = (await SearchAsync(workspace, "words")).Select(Marked).ToList();

        await workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(before, (await SearchAsync(workspace, "words")).Select(Marked));
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Event_SeenTwice_ChangesNothing()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Once only");
        var events = await workspace.TakeAsync(2);

        await workspace.Writer.ExecuteAsync(
            session =>
            {
                events.ForEach(committed => new SearchProjection().Apply(committed, session));
                return 0;
            },
            Cancellation);

        Assert.Equal(2, (await SearchAsync(workspace, "once")).Length);
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    private static async Task EndAsync(TestWorkspace workspace, Func<WorkSquared.Core.Turns.TurnClaim, Task<bool>> end, string question = "Question")
    {
        await workspace.SayAsync(workspace.NewId(), question);
        var claim = await workspace.ClaimAsync();
        await workspace.Answers.StartAttemptAsync(claim!, "test", null, Cancellation);
        Assert.True(await end(claim!));
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<SearchHit>> SearchAsync(
        TestWorkspace workspace, string text, string store = TestWorkspace.StoreId) =>
        (await workspace.Get<ISearchReader>().SearchAsync(Reader.OfTheSystem(store), new SearchRequest(text, Limit: 20), Cancellation)).Hits;

    private static string Marked(SearchHit hit) => Marked(hit.Message?.Snippet ?? hit.Title);

    private static string Marked(IEnumerable<SnippetPart> parts) => string.Concat(parts.Select(part => part.IsHit ? $"[{part.Text}]" : part.Text));
}
