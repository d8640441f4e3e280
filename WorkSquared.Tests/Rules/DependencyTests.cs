using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;

namespace WorkSquared.Tests.Rules;

/// <summary>The arrows of docs/architecture.md, checked.</summary>
public sealed class DependencyTests
{
    private static readonly string[] _forbiddenToThePage =
        ["WorkSquared.Llm", "WorkSquared.Core.Log", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Microsoft.Extensions.AI", "OpenAI", "Azure"];

    private static readonly string[] _forbiddenToTheResponder =
        ["Microsoft.AspNetCore", "MudBlazor", "Microsoft.JSInterop", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "WorkSquared.Web"];

    [Theory]
    [InlineData("WorkSquared.Core", "")]
    [InlineData("WorkSquared.Llm", "WorkSquared.Core")]
    [InlineData("WorkSquared.Web", "WorkSquared.Core,WorkSquared.Llm")]
    public void Project_ReferencesOnly(string project, string allowed)
    {
        var references = Assembly.Load(project).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("WorkSquared.", StringComparison.Ordinal));

        Assert.Subset(allowed.Split(',').ToHashSet(), references.ToHashSet());
    }

    [Fact]
    public void Core_ShowsNothingOfItsDatabase() => Assert.DoesNotContain(
        Assembly.Load("WorkSquared.Core").GetExportedTypes(),
        type => type.Namespace is "WorkSquared.Core.Log" || type.Name.EndsWith("Row", StringComparison.Ordinal));

    [Fact]
    public void Page_NeverReachesTheModelOrTheDatabase()
    {
        // Credentials are Identity's, in tables of their own (docs/adr/0012); no page sees those either, but through it.
        var types = Assembly.Load("WorkSquared.Web").GetTypes().Where(
            type => type.FullName != "Program" && type.DeclaringType?.FullName != "Program" && !IsOf(type, ["WorkSquared.Web.Accounts"]));

        Assert.DoesNotContain(types.SelectMany(TypesUsedBy), used => IsOf(used, _forbiddenToThePage));
    }

    [Fact]
    public void Responder_NeverReachesThePageOrTheDatabase() => Assert.DoesNotContain(
        Assembly.Load("WorkSquared.Llm").GetTypes().SelectMany(TypesUsedBy), used => IsOf(used, _forbiddenToTheResponder));

    [Fact]
    public void Responder_ReferencesNoAssemblyOfTheWeb() => Assert.DoesNotContain(
        Assembly.Load("WorkSquared.Llm").GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || reference.Name is "MudBlazor");

    [Fact]
    public void Components_InjectNoWriter()
    {
        var injected = Assembly.Load("WorkSquared.Web").GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IComponent)))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.GetCustomAttribute<InjectAttribute>() is not null)
            .Select(property => property.PropertyType.Name)
            .ToHashSet();

        Assert.DoesNotContain("LogWriter", injected);
        Assert.DoesNotContain("IAnswerCommands", injected);
        Assert.DoesNotContain("ITurnQueue", injected);
        Assert.DoesNotContain("IChatClient", injected);
        Assert.DoesNotContain("AccountsContext", injected);
    }

    [Fact]
    public void EveryPackageVersion_IsPinnedInOnePlace()
    {
        var root = RepositoryRoot();
        var projects = Directory.GetFiles(root, "*.csproj", SearchOption.AllDirectories).Where(file => !file.Contains("artifacts", StringComparison.Ordinal));

        Assert.DoesNotContain(projects.SelectMany(file => XDocument.Load(file).Descendants("PackageReference")), reference => reference.Attribute("Version") is not null);
        Assert.DoesNotContain(
            XDocument.Load(Path.Combine(root, "Directory.Packages.props")).Descendants("PackageVersion"),
            package => package.Attribute("Version")!.Value.Contains('*', StringComparison.Ordinal));
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WorkSquared.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }

    /// <summary>The types in the signatures and fields of a type, its compiler-made state machines included: what it awaits is a field there.</summary>
    private static IEnumerable<Type> TypesUsedBy(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetProperties(All).Select(property => property.PropertyType))
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)))
            .Append(type.BaseType ?? typeof(object))
            .SelectMany(WithArguments);
    }

    private static IEnumerable<Type> WithArguments(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(WithArguments).Append(type) : [type];

    private static bool IsOf(Type type, string[] namespaces) =>
        namespaces.Any(name => type.Namespace == name || (type.Namespace ?? "").StartsWith(name + ".", StringComparison.Ordinal));
}
