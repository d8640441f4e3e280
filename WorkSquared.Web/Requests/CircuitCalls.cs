using System.Collections.Frozen;
using Microsoft.AspNetCore.SignalR;

namespace WorkSquared.Web.Requests;

/// <summary>What a page asks of its circuit. What has no row is refused, whoever asks: a new version of the framework opens nothing by itself.</summary>
/// <remarks>
/// A circuit belongs to its session, and what it shows and writes is asked for anew by the commands and readers behind it. So none of these has a
/// right of its own. Pausing and resuming, streams and bytes are not there: no page of ours uses them, and each holds memory for whoever asks.
/// </remarks>
internal sealed class CircuitCalls : IHubFilter
{
    public static readonly FrozenSet<string> Open =
    [
        "StartCircuit",
        "ConnectCircuit",
        "UpdateRootComponents",
        "BeginInvokeDotNetFromJS",
        "EndInvokeJSFromDotNet",
        "OnRenderCompleted",
        "OnLocationChanged",
        "OnLocationChanging",
    ];

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next) =>
        Open.Contains(invocationContext.HubMethodName)
            ? next(invocationContext)
            : throw new HubException("A page asks nothing of this kind.");
}
