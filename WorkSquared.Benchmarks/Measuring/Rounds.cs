namespace WorkSquared.Benchmarks.Measuring;

/// <summary>Ours and the limit by turns, first one and then the other in front: what else the machine does meets both alike.</summary>
internal static class Rounds
{
    public static async Task<List<(T Ours, T Limit)>> RunAsync<T>(int count, Func<Task<T>> ours, Func<Task<T>> limit)
    {
        var rounds = new List<(T, T)>(count);
        for (var i = 0; i < count; i++)
        {
            if (i % 2 == 0)
            {
                rounds.Add((await ours(), await limit()));
            }
            else
            {
                var second = await limit();
                rounds.Add((await ours(), second));
            }
        }

        return rounds;
    }
}
