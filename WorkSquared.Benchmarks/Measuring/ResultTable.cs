using System.Globalization;
using System.Text.Json;

namespace WorkSquared.Benchmarks.Measuring;

/// <summary>The rows as they come, on the console and at the end in a file.</summary>
internal sealed class ResultTable(string file)
{
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private readonly List<Measurement> _rows = [];

    public void Add(Measurement row)
    {
        if (_rows.Count == 0)
        {
            Write("name", "ours", "limit", "ratio", "unit", "goal", "");
        }

        _rows.Add(row);
        var verdict = row.Goal is null ? "" : row.Goal.IsMet(row) ? "met" : "MISSED";
        Write(row.Name, Number(row.Ours), Number(row.Limit), row.Ratio.ToString("0.00", CultureInfo.InvariantCulture), row.Unit, row.Goal?.Text ?? "", verdict);
    }

    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, JsonSerializer.Serialize(_rows, _json));
        Console.WriteLine($"{_rows.Count} rows written to {file}");
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    private static void Write(string name, string ours, string limit, string ratio, string unit, string goal, string verdict) =>
        Console.WriteLine($"{name,-40} {ours,12} {limit,12} {ratio,8}  {unit,-12} {goal,-14} {verdict}".TrimEnd());
}
