using Bunit;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Layout;

namespace WorkSquared.Tests.Web.Connect;

public sealed class PageHeaderTests
{
    [Fact]
    public async Task Header_OfEveryOpenPage_NamesTheModelThatAnswersNow()
    {
        await using var ui = new TestUi();
        IRenderedComponent<PageHeader>[] pages = [ui.Render<PageHeader>(), ui.Render<PageHeader>()];
        Assert.All(pages, page => Assert.Equal("Offline playbook", page.Find(".name").TextContent));

        ui.Model.Become(new ModelInUse("gpt-4o (OpenAI)", "gpt-4o", "openai", IsOffline: false));

        Assert.All(pages, page => page.WaitForAssertion(() => Assert.Equal("gpt-4o (OpenAI)", page.Find(".name").TextContent)));
        Assert.All(pages, page => Assert.Empty(page.FindAll("a.model")));
    }
}
