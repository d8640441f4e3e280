using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Web.Components;

public sealed partial class Routes
{
    /// <summary>Null in a circuit.</summary>
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    public required IServiceProvider Services { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);

        if (Http?.AcceptsInteractiveRouting() is not false)
        {
            // The browser keeps the prerendered page until the first render arrives, so there is none before it has something to show.
            // Not injected: the pages of accounts have nobody yet for whom anything could be read.
            var address = new Uri(Navigation.Uri);
            await Services.GetRequiredService<Arrival>().PrepareAsync(address.AbsolutePath.Trim('/'), BranchAddress.In(address), CancellationToken.None);
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }
}
