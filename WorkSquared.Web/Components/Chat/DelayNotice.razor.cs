using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Why the next attempt waits, and for how long still.</summary>
public sealed partial class DelayNotice
{
    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Delay Delay { get; set; }

    private string NextTry => (int)Math.Ceiling((Delay.Until - Time.GetUtcNow()).TotalSeconds) switch
    {
        <= 0 => L["Next try any moment now."],
        < 60 and var seconds => L["Next try in {0} s.", seconds],
        var seconds => L["Next try in {0} min {1} s.", seconds / 60, seconds % 60],
    };

    protected override void OnInitialized() => RenderEverySecond(Time);
}
