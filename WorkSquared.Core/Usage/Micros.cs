namespace WorkSquared.Core.Usage;

/// <summary>Money as the database keeps it: whole millionths, so that sums are exact.</summary>
internal static class Micros
{
    private const decimal PerUnit = 1_000_000m;

    /// <summary>Rounded up: the ledger may say a millionth too much, and never too little.</summary>
    public static long Of(decimal? amount) => (long)decimal.Ceiling((amount ?? 0) * PerUnit);

    public static decimal ToAmount(long micros) => micros / PerUnit;
}
