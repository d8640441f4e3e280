using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Prompts;

internal sealed class PromptProjection : IProjection
{
    private const string Upsert =
        """
        INSERT INTO prompts (store_id, id, name, name_key, text) VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (store_id, id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, text = excluded.text
        """;

    private const string Delete = "DELETE FROM prompts WHERE store_id = @p1 AND id = @p2";

    public IReadOnlyList<string> Tables { get; } = ["prompts"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        switch (committed.Data)
        {
            case PromptSaved saved:
                session.Execute(Upsert, committed.StoreId, saved.Id, saved.Name, PromptName.KeyOf(saved.Name), saved.Text);
                break;
            case PromptRemoved removed:
                session.Execute(Delete, committed.StoreId, removed.Id);
                break;
        }
    }
}
