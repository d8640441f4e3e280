using Microsoft.AspNetCore.Components;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Web.Components;

public sealed partial class Routes
{
    [Inject]
    internal Arrival Arrival { get; init; } = null!;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);

        // The browser keeps the prerendered page until the first render arrives, so there is none before it has something to show.
        var address = new Uri(Navigation.Uri);
        await Arrival.PrepareAsync(address.AbsolutePath.Trim('/'), BranchAddress.In(address), CancellationToken.None);
        await base.SetParametersAsync(ParameterView.Empty);
    }
}
