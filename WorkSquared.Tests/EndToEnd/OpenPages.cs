using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: WorkSquared.Tests.EndToEnd.ClosesItsPages]

namespace WorkSquared.Tests.EndToEnd;

/// <summary>The browsers that each test has opened: they end with it, or they would look for their servers until the last test is done.</summary>
internal static class OpenPages
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> _contexts = new();

    public static void Add(IBrowserContext context) => _contexts.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(context);

    /// <summary>Nobody waits for it: what is still open when the last test is done ends with the browser.</summary>
    public static void Close(string testId)
    {
        if (_contexts.TryRemove(testId, out var contexts))
        {
            _ = Task.WhenAll(contexts.Select(context => context.CloseAsync()));
        }
    }
}

[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesItsPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => OpenPages.Close(test.UniqueID);
}
