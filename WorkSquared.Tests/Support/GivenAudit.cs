using WorkSquared.Core.Audit;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>A log that a test fills by hand, for whichever store is asked about.</summary>
internal sealed class GivenAudit : IAuditReader
{
    public const int PageSize = 2;

    /// <summary>The newest first.</summary>
    public List<AuditLine> Lines { get; } = [];

    /// <summary>The stores that nobody may look at.</summary>
    public HashSet<string> Closed { get; } = [];

    public List<(string StoreId, AuditFilter Filter)> Asked { get; } = [];

    public Task<AuditLines?> ReadAsync(Reader reader, AuditFilter filter, long? before, CancellationToken cancellationToken)
    {
        Asked.Add((reader.StoreId, filter));
        var left = Lines.Where(line => line.Position < (before ?? long.MaxValue)).ToList();
        return Task.FromResult(Closed.Contains(reader.StoreId) ? null : new AuditLines([.. left.Take(PageSize)], left.Count > PageSize));
    }

    public Task<string?> PayloadAsync(Reader reader, long position, CancellationToken cancellationToken) =>
        Task.FromResult(Lines.Any(line => line.Position == position && !line.IsPrivate) ? $$"""{"position":{{position}},"text":"<b>ä</b>"}""" : null);

    public Task<IAsyncEnumerable<AuditRecord>?> DownloadAsync(Reader reader, AuditFilter filter, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
