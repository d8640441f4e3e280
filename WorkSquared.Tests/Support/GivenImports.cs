using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;

namespace WorkSquared.Tests.Support;

/// <summary>Imports as the test says that they go.</summary>
internal sealed class GivenImports : IImports
{
    private readonly Channel<ImmutableArray<ImportStatus>> _changes = Channel.CreateUnbounded<ImmutableArray<ImportStatus>>();

    public ImmutableArray<ImportStatus> Now { get; private set; } = [];

    public void Say(params ImmutableArray<ImportStatus> imports) => _changes.Writer.TryWrite(Now = imports);

    public Task<Guid> TakeAsync(string storeId, Actor importer, Stream file, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<ImmutableArray<ImportStatus>> WatchAsync(string storeId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Now;
        await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
        }
    }
}
