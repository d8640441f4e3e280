namespace WorkSquared.Llm.Offline;

/// <summary>What the playbook says of itself, to whoever greets it or asks for more than it can do.</summary>
internal static class Introduction
{
    private const string Abilities =
        """
        - **Plan an engagement**: "Plan the CRM rollout for Contoso, 12 weeks from 3 March, budget €180k"
        - **Break a goal into tasks**: "Break down: move the intranet to SharePoint"
        - **Kick-off and iteration zero**: "The Contoso contract is signed. What happens until iteration zero?"
        - **Risks**: "What could go wrong with the payroll migration?"
        - **Status report**: paste what is done, what is next and what is stuck
        - **Meeting notes to actions**: paste the notes as they are
        - **Estimate**: list the parts of the work, with days where you know them

        The more names, dates and figures you give me, the more of them the draft will hold.

        For anything else you need a language model: [Connect a model](/connect-model).
        """;

    public const string Greeting =
        "Hello. I am the offline playbook: no language model, but good first drafts from your own words. "
        + "Nothing leaves this server. I can:\n\n" + Abilities;

    public const string NotInThePlaybook =
        "I can't answer that: no language model is connected, and it is not in the offline playbook. What I can do:\n\n" + Abilities;
}
