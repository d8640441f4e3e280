using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

public sealed class FullDiskTests
{
    /// <summary>More than what is left of the last page.</summary>
    private static readonly string _long = new('x', 20_000);

    private readonly FullDisk _disk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_AreRefusedCleanly_WhatWasStoredStays_AndReadersGoOn()
    {
        await using var workspace = await TestWorkspace.StartAsync(configure: _disk.Use);
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Before");
        await _disk.FillAsync(workspace);

        var stored = new ConcurrentBag<string>(["Before"]);
        var refused = new ConcurrentBag<CommandRefusedException>();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var text = $"{number} {(number % 2 == 0 ? _long : "")}".Trim();
            try
            {
                await workspace.SayAsync(conversation, text);
                stored.Add(text);
            }
            catch (CommandRefusedException refusal)
            {
                refused.Add(refusal);
            }
        }));

        Assert.True(refused.Count >= 20);
        Assert.All(refused, refusal => Assert.Equal(Refusal.Unavailable, refusal.Refusal));
        Assert.All(refused, refusal => Assert.Contains("disk is full", refusal.Message, StringComparison.Ordinal));
        Assert.Equal(stored.Order(), Texts(await workspace.OpenAsync(conversation)));

        await _disk.FreeAsync(workspace);
        await workspace.SayAsync(conversation, _long);
        Assert.Equal(stored.Append(_long).Order(), Texts(await workspace.OpenAsync(conversation)));
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task AnswerInHand_IsStoredOnceThereIsRoom_WithoutAnotherRequest()
    {
        using var model = new ScriptedChatClient();
        var logs = new RecordedLogs();
        await using var workspace = await AnsweringWorkspace.StartAsync(url: null, services =>
        {
            _disk.Use(services);
            services.AddSingleton<IChatClient>(model).AddLogging(logging => logging.AddProvider(logs));
        });
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        var call = await model.NextCallAsync();
        await _disk.FillAsync(workspace);

        call.Answer(_long);
        await workspace.AdvanceUntilAsync(() => PostponedAsync(logs, times: 3));
        Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns);
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(conversation, _long));
        Assert.Equal(Refusal.Unavailable, refused.Refusal);

        await _disk.FreeAsync(workspace);
        await workspace.AdvanceUntilAsync(() => workspace.TakeAsync(4));
        Assert.Equal(["Ask me", _long], (await workspace.OpenAsync(conversation)).Messages.Select(message => message.Text));
        Assert.False(model.HasCall);
        Assert.DoesNotContain(_long[..100], logs.Text, StringComparison.Ordinal);
    }

    private static async Task PostponedAsync(RecordedLogs logs, int times)
    {
        while (logs.Text.Split("The end of a turn could not be stored yet").Length <= times)
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static IEnumerable<string> Texts(Conversation conversation) => conversation.Messages.Select(message => message.Text).Order();
}
