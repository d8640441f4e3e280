using System.Data.Common;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Connecting;

internal sealed class ModelProjection : IProjection
{
    private const string FindSettings =
        "SELECT provider, endpoint, model, others, project_id, temperature, max_output_tokens FROM model_settings WHERE store_id = @p1";

    private const string Upsert =
        """
        INSERT INTO model_settings (store_id, provider, endpoint, model, others, project_id, temperature, max_output_tokens, version)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
        ON CONFLICT (store_id) DO UPDATE SET
          provider = excluded.provider, endpoint = excluded.endpoint, model = excluded.model, others = excluded.others,
          project_id = excluded.project_id, temperature = excluded.temperature, max_output_tokens = excluded.max_output_tokens,
          version = excluded.version
        WHERE version < excluded.version
        """;

    public IReadOnlyList<string> Tables { get; } = ["model_settings"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        if (committed.Data is ModelConfigured configured)
        {
            session.Execute(
                Upsert,
                committed.StoreId,
                configured.Provider,
                configured.Endpoint,
                configured.Model,
                string.Join('\n', configured.Others ?? []),
                configured.ProjectId,
                configured.Temperature,
                configured.MaxOutputTokens ?? ModelSettings.DefaultMaxOutputTokens,
                committed.Position);
        }
    }

    /// <returns>Null when nobody has saved any.</returns>
    public static ModelSettings? Of(WriteSession session, string storeId) => session.Find(FindSettings, Read, storeId);

    private static ModelSettings Read(DbDataReader reader) => new(
        (ModelProvider)reader.GetInt32(0),
        Text(reader, 1),
        Text(reader, 2),
        ModelSettingsRow.Lines(reader.GetString(3)),
        Text(reader, 4),
        reader.IsDBNull(5) ? null : reader.GetDouble(5),
        reader.GetInt32(6));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
