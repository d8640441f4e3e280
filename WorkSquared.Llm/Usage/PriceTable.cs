using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WorkSquared.Llm.Usage;

/// <summary>Prices by model: section <c>WorkSquared:Llm:Prices</c>.</summary>
internal sealed class PriceTable
{
    public const string SectionName = "WorkSquared:Llm:Prices";

    private const decimal Highest = 1_000_000m;

    private readonly Dictionary<string, ModelPrice> _prices = new(StringComparer.OrdinalIgnoreCase);

    public static PriceTable Empty { get; } = new();

    /// <summary>The sentence that says what is wrong with it; null when nothing is.</summary>
    public string? Problem { get; private init; }

    /// <returns>Null when there is no price for this model.</returns>
    public ModelPrice? Of(string modelId) => _prices.GetValueOrDefault(modelId);

    public static PriceTable Read(IConfiguration settings)
    {
        // By hand, because the binder splits names at each colon, and some models are called llama3.2:3b.
        var rows = settings.GetSection(SectionName).AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Key.Length > 0 && !string.IsNullOrWhiteSpace(setting.Value))
            .Select(setting => (Setting: setting.Key, Model: setting.Key[..Math.Max(0, setting.Key.LastIndexOf(':'))], Text: setting.Value!));
        var table = new PriceTable();
        foreach (var model in rows.GroupBy(row => row.Model, StringComparer.OrdinalIgnoreCase))
        {
            Dictionary<string, decimal> numbers = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (setting, _, text) in model)
            {
                var name = setting[(setting.LastIndexOf(':') + 1)..];
                if (model.Key.Length == 0 || !IsField(name))
                {
                    return Refuse($"{SectionName}:{setting} is not known: each model has Input, CachedInput and Output.");
                }

                if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > Highest)
                {
                    return Refuse($"{SectionName}:{setting} must be a number from 0 to 1000000, for a million tokens.");
                }

                numbers[name] = number;
            }

            if (!numbers.TryGetValue(nameof(ModelPrice.Input), out var input) || !numbers.TryGetValue(nameof(ModelPrice.Output), out var output))
            {
                return Refuse($"{SectionName}:{model.Key} needs both Input and Output.");
            }

            var cached = numbers.GetValueOrDefault(nameof(ModelPrice.CachedInput), input);
            if (cached > input)
            {
                return Refuse($"{SectionName}:{model.Key}:CachedInput must not be more than Input.");
            }

            table._prices.Add(model.Key, new ModelPrice(input, cached, output));
        }

        return table;
    }

    private static PriceTable Refuse(string problem) => new() { Problem = problem };

    private static bool IsField(string name) =>
        new[] { nameof(ModelPrice.Input), nameof(ModelPrice.CachedInput), nameof(ModelPrice.Output) }.Contains(name, StringComparer.OrdinalIgnoreCase);
}
