using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace WorkSquared.Tests.Support;

/// <summary>What a person does on a page: found and done in one go on its dispatcher.</summary>
/// <remarks>A live page renders when it likes. A render between the finding and the click may take away the handler that was found.</remarks>
internal static class UiActions
{
    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string selector)
        where T : IComponent => page.ActAsync(selector, element => element.ClickAsync());

    public static Task ChangeAsync<T>(this IRenderedComponent<T> page, string selector, object value)
        where T : IComponent => page.ActAsync(selector, element => element.ChangeAsync(new ChangeEventArgs { Value = value }));

    public static Task InputAsync<T>(this IRenderedComponent<T> page, string selector, string text)
        where T : IComponent => page.ActAsync(selector, element => element.InputAsync(new ChangeEventArgs { Value = text }));

    public static Task SubmitAsync<T>(this IRenderedComponent<T> page, string selector)
        where T : IComponent => page.ActAsync(selector, element => element.SubmitAsync());

    public static Task ActAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, Task> act)
        where T : IComponent => page.InvokeAsync(() => act(page.Find(selector)));
}
