using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Prompts;

/// <summary>The prompts of a store. A pure fold.</summary>
/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="Saved">By name.</param>
public sealed record PromptLibrary(long Version, ImmutableList<Prompt> Saved)
{
    public static PromptLibrary Empty { get; } = new(0, []);

    /// <summary>Those of the store, and the built-in ones that none of them stands in for; by name.</summary>
    public IEnumerable<Prompt> All => Saved
        .Concat(BuiltInPrompts.All.Where(builtIn => !Saved.Exists(saved => PromptName.AreSame(saved.Name, builtIn.Name))))
        .OrderBy(prompt => PromptName.KeyOf(prompt.Name), StringComparer.Ordinal);

    public PromptLibrary Apply(CommittedEvent committed)
    {
        if (committed.Position <= Version)
        {
            return this;
        }

        var next = this with { Version = committed.Position };
        return committed.Data switch
        {
            PromptSaved saved => next with { Saved = InOrder(Without(saved.Id).Add(new Prompt(saved.Id, saved.Name, saved.Text))) },
            PromptRemoved removed => next with { Saved = Without(removed.Id) },
            _ => next,
        };
    }

    internal static ImmutableList<Prompt> InOrder(IEnumerable<Prompt> prompts) =>
        [.. prompts.OrderBy(prompt => PromptName.KeyOf(prompt.Name), StringComparer.Ordinal)];

    private ImmutableList<Prompt> Without(Guid id) => Saved.RemoveAll(prompt => prompt.Id == id);
}

/// <param name="Id">Null for a built-in one: it is in the program and not in the log.</param>
/// <param name="Text">What is to be filled in stands in it as <c>{{words}}</c>.</param>
public sealed record Prompt(Guid? Id, string Name, string Text)
{
    public const int MaxTextLength = 20_000;
}
