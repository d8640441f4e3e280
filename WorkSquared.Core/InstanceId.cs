namespace WorkSquared.Core;

/// <summary>This run of the program. Claims carry it: what an earlier run had claimed is free at once, since only one runs on a database.</summary>
internal sealed record InstanceId(Guid Value)
{
    public static InstanceId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}
