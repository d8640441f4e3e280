using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>The limit of a page: fifty messages as plain elements in one component, and nothing else. With <c>/?every=50</c> it renders one
/// number anew every 50 ms, which is what an update costs that has nothing in it.</summary>
internal static class PlainSite
{
    public const string Verb = "plain-site";

    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        await using var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<PlainDocument>().AddInteractiveServerRenderMode();
        await app.RunAsync();
    }
}

internal sealed class PlainDocument : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "html");
        builder.OpenElement(1, "body");
        builder.OpenComponent<PlainPage>(2);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
        builder.CloseElement();
        builder.CloseElement();
    }
}

[Route("/")]
public sealed class PlainPage : ComponentBase, IDisposable
{
    private PeriodicTimer? _timer;
    private int _ticks;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive && Navigation.Uri.Split("every=") is [_, var milliseconds])
        {
            _timer = new PeriodicTimer(TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
            _ = TickAsync(_timer);
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "p");
        builder.AddContent(1, _ticks);
        builder.CloseElement();
        for (var i = 0; i < 50 && _timer is null; i++)
        {
            builder.OpenElement(2, "article");
            builder.OpenElement(3, "h2");
            builder.AddContent(4, "Ada");
            builder.CloseElement();
            builder.OpenElement(5, "p");
            builder.AddContent(6, SampleText.Value);
            builder.CloseElement();
            builder.CloseElement();
        }
    }

    private async Task TickAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync())
        {
            await InvokeAsync(() =>
            {
                _ticks++;
                StateHasChanged();
            });
        }
    }
}
