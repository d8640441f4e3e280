using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Why the next attempt waits, and for how long still.</summary>
public sealed partial class DelayNotice
{
    private PeriodicTimer? _seconds;

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

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _seconds = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
            Follow(token => TickAsync(_seconds, token), _ => Task.CompletedTask);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _seconds?.Dispose();
        base.Dispose(disposing);
    }

    private static async IAsyncEnumerable<bool> TickAsync(PeriodicTimer timer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            yield return true;
        }
    }
}
