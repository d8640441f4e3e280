using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Import;

/// <summary>Imports one file after another, and tells whoever watches.</summary>
internal sealed partial class ImportKeeper(
    LogWriter writer, EventAppender appender, DataDirectory directory, FreeSpace space, TimeProvider time, ILogger<ImportKeeper> logger)
    : BackgroundService, IImports
{
    private const int KeptStatuses = 20;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    // Full means that nobody waits for the result any more: the next one is refused.
    private readonly Channel<Upload> _queue = Channel.CreateBounded<Upload>(
        new BoundedChannelOptions(8) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private ImmutableList<ImportStatus> _statuses = [];
    private ImmutableArray<Channel<bool>> _doorbells = [];

    private string Uploads => Path.Combine(directory.Path, "imports");

    public async Task<Guid> TakeAsync(string storeId, Actor importer, Stream file, CancellationToken cancellationToken)
    {
        space.CheckForAMessage();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var content = Create(id);
        try
        {
            await CopyAsync(file, content, cancellationToken);
            var status = new ImportStatus(id, storeId, now, ImportPhase.Waiting, 0, 0, 0, ImmutableSortedDictionary<string, int>.Empty);
            Put(status);
            if (!_queue.Writer.TryWrite(new Upload(status, importer, content)))
            {
                Put(status with { Phase = ImportPhase.Failed, Problem = "Too many imports are waiting." });
                throw new CommandRefusedException(Refusal.Unavailable, "Too many imports are waiting. Try again when one of them has ended.");
            }

            return id;
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public async IAsyncEnumerable<ImmutableArray<ImportStatus>> WatchAsync(string storeId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var doorbell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        ImmutableInterlocked.Update(ref _doorbells, static (all, added) => all.Add(added), doorbell);
        try
        {
            do
            {
                yield return [.. _statuses.Where(status => status.StoreId == storeId).Reverse()];
            }
            while (await doorbell.Reader.ReadAsync(cancellationToken));
        }
        finally
        {
            ImmutableInterlocked.Update(ref _doorbells, static (all, removed) => all.Remove(removed), doorbell);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody can upload. What a crash left is of no use: the file is where it was uploaded from.
        Directory.CreateDirectory(Uploads);
        foreach (var left in Directory.EnumerateFiles(Uploads))
        {
            File.Delete(left);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var upload in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                await using (upload.Content)
                {
                    await ImportAsync(upload, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task ImportAsync(Upload upload, CancellationToken cancellationToken)
    {
        var status = upload.Status with { Phase = ImportPhase.Running };
        Put(status);
        long? told = null;
        var run = new ImportRun(writer, appender, space, time, status.StoreId, upload.Importer, count =>
        {
            status = With(status, count);
            if (told is not { } last || time.GetElapsedTime(last) >= _pause)
            {
                told = time.GetTimestamp();
                Put(status);
            }
        });
        var problem = await TryAsync(run, upload, cancellationToken);
        await upload.Content.DisposeAsync();
        Put(status with { Phase = problem is null ? ImportPhase.Done : ImportPhase.Failed, Problem = problem });
        LogEnded(status.Id, status.Conversations, status.Messages, problem is not null);
    }

    /// <returns>Why it ended before the end of the file; null when it did not.</returns>
    private async Task<string?> TryAsync(ImportRun run, Upload upload, CancellationToken cancellationToken)
    {
        try
        {
            await run.TakeAsync(ImportFile.ReadAsync(upload.Content, upload.Importer, cancellationToken), cancellationToken);
            return null;
        }
        catch (Exception refusal) when (refusal is ImportRefusedException or CommandRefusedException)
        {
            return refusal.Message;
        }
        catch (InvalidDataException)
        {
            return "This ZIP file is damaged or was not uploaded whole. Export it again.";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One file's trouble never ends the loop.
            LogFailed(exception, upload.Status.Id);
            return "The file could not be imported to its end. What was imported stays; an administrator finds more in the log.";
        }
    }

    private FileStream Create(Guid id)
    {
        return new FileStream(Path.Combine(Uploads, $"{id:N}.upload"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        });
    }

    private static async Task CopyAsync(Stream file, FileStream content, CancellationToken cancellationToken)
    {
        var chunk = new byte[81_920];
        int length;
        while ((length = await file.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (content.Length + length > ImportLimits.FileBytes)
            {
                throw new CommandRefusedException(
                    Refusal.Invalid, $"This file is larger than {ImportLimits.FileBytes / 1024 / 1024} MB, which is more than can be imported.");
            }

            await content.WriteAsync(chunk.AsMemory(0, length), cancellationToken);
        }

        await content.FlushAsync(cancellationToken);
    }

    private static ImportStatus With(ImportStatus status, ImportCount count) => status with
    {
        Conversations = count.Conversations,
        Messages = count.Messages,
        Known = count.Known,
        Skipped = count.Skipped,
    };

    private void Put(ImportStatus status)
    {
        ImmutableInterlocked.Update(
            ref _statuses,
            static (all, changed) =>
            {
                var index = all.FindIndex(other => other.Id == changed.Id);
                return index >= 0 ? all.SetItem(index, changed) : [.. all.Skip(all.Count - KeptStatuses + 1), changed];
            },
            status);
        foreach (var doorbell in _doorbells)
        {
            doorbell.Writer.TryWrite(true);
        }
    }

    [LoggerMessage(LogLevel.Information, "Import {Id} ended: {Conversations} conversations and {Messages} messages are new. Ended early: {IsEarly}.")]
    private partial void LogEnded(Guid id, int conversations, int messages, bool isEarly);

    [LoggerMessage(LogLevel.Error, "Import {Id} ended early.")]
    private partial void LogFailed(Exception exception, Guid id);

    private sealed record Upload(ImportStatus Status, Actor Importer, FileStream Content);
}
