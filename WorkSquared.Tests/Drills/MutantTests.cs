using System.Diagnostics;

namespace WorkSquared.Tests.Drills;

/// <summary>The seeded faults of <c>./drill mutants</c>, which the suite must notice: a suite that can't fail proves nothing.</summary>
public sealed class MutantTests
{
    private static readonly DirectoryInfo _root = FindRoot();

    public static TheoryData<string> Mutants { get; } = [.. Directory
        .EnumerateFiles(Path.Combine(_root.FullName, "WorkSquared.Tests", "Drills", "Mutants"), "*.patch")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task Mutant_StillFitsTheCode_AndNamesTheTestsThatCatchIt(string mutant)
    {
        var file = Path.Combine(_root.FullName, "WorkSquared.Tests", "Drills", "Mutants", mutant);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.StartsWith("What: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Caught by: *.", lines[1], StringComparison.Ordinal);
        var tests = lines[1]["Caught by: *.".Length..];
        Assert.Contains(typeof(MutantTests).Assembly.GetTypes(), type => type.Name == tests);

        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--check", file])
        {
            WorkingDirectory = _root.FullName,
            RedirectStandardError = true,
        })!;
        var complaint = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(git.ExitCode == 0, complaint);
    }

    [Fact]
    public void EveryPromise_HasItsMutant() => Assert.True(Mutants.Count >= 10);

    private static DirectoryInfo FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WorkSquared.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return directory;
    }
}
