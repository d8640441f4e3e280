using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>One document the playbook can draft.</summary>
internal interface IPlay
{
    Recognition Recognition { get; }

    Draft Write(Brief brief);
}
