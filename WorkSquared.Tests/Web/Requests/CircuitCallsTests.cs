using System.Reflection;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.JSInterop;
using WorkSquared.Web;
using WorkSquared.Web.Requests;

namespace WorkSquared.Tests.Web.Requests;

/// <summary>Whatever a page's connection can call on the server is in a table here: methods of the hub, and those that scripts may call.</summary>
public sealed class CircuitCallsTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type _hub = typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", throwOnError: true)!;

    // Those that no page of ours uses.
    private static readonly string[] _closed = ["PauseCircuit", "ResumeCircuit", "ReceiveByteArray", "ReceiveJSDataChunk", "SendDotNetStreamToJS"];

    // Of our own: each is of the person whose circuit it is, says or hears nothing of anybody else, and holds no text.
    private static readonly string[] _ours = ["Attending.ReturnTo", "Attending.Write", "TabVisibility.Show"];

    // The framework's, from before a page's address came over the hub. They do nothing any more.
    private static readonly string[] _anybodys = ["JSInteropMethods.NotifyLocationChanged", "JSInteropMethods.NotifyLocationChangingAsync"];

    [Fact]
    public void EveryMethodOfTheHub_IsOpenOrClosed()
    {
        var methods = _hub.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method)
            .Select(method => method.Name);

        Assert.Equal(CircuitCalls.Open.Concat(_closed).Order(), methods.Order());
    }

    [Fact]
    public async Task Method_WithoutARow_IsRefused_AndOneThatHasARowIsCalled()
    {
        CircuitCalls calls = new();
        foreach (var method in _hub.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        {
            var isCalled = false;
            HubInvocationContext invocation = new(new Nobody(), new NoServices(), new NoHub(), method, []);

            var refused = await Record.ExceptionAsync(async () => await calls.InvokeMethodAsync(invocation, _ =>
            {
                isCalled = true;
                return ValueTask.FromResult<object?>(null);
            }));

            Assert.Equal((method.Name, CircuitCalls.Open.Contains(method.Name)), (method.Name, isCalled));
            Assert.Equal(!isCalled, refused is HubException);
        }
    }

    [Fact]
    public void MethodsThatScriptsMayCall_AreThese()
    {
        var ours = MethodsOf(typeof(Viewer).Assembly).Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(_ours, ours.Order());
    }

    [Fact]
    public void MethodsOfLibraries_ThatAnyScriptMayCallByName_AreThese()
    {
        var open = Directory.EnumerateFiles(Path.GetDirectoryName(typeof(Viewer).Assembly.Location)!, "*.dll")
            .Concat(Directory.EnumerateFiles(Path.GetDirectoryName(typeof(CircuitOptions).Assembly.Location)!, "Microsoft.*.dll"))
            .Select(Load)
            .OfType<Assembly>()
            .SelectMany(MethodsOf)
            .Where(method => method.IsStatic)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(_anybodys, open.Order());
    }

    private static IEnumerable<MethodInfo> MethodsOf(Assembly assembly) =>
        TypesOf(assembly).SelectMany(type => type.GetMethods(Any)).Where(method => method.IsDefined(typeof(JSInvokableAttribute), inherit: false));

    private static Assembly? Load(string file)
    {
        try
        {
            return Assembly.Load(AssemblyName.GetAssemblyName(file));
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }

    private sealed class NoHub : Hub;

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class Nobody : HubCallerContext
    {
        public override string ConnectionId => "1";

        public override string? UserIdentifier => null;

        public override System.Security.Claims.ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override Microsoft.AspNetCore.Http.Features.IFeatureCollection Features => throw new NotSupportedException();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort()
        {
        }
    }
}
