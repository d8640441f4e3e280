using Microsoft.JSInterop;

namespace WorkSquared.Web.Components.Layout;

/// <summary>Whether the person can see this tab. Its browser says so; until it does, nobody is taken to have read anything.</summary>
public sealed class TabVisibility
{
    public event Action? Changed;

    public bool IsVisible { get; private set; }

    [JSInvokable]
    public void Show(bool isVisible)
    {
        if (IsVisible != isVisible)
        {
            IsVisible = isVisible;
            Changed?.Invoke();
        }
    }
}
