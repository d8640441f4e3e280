using WorkSquared.Core.Chat;

namespace WorkSquared.Tests.Support;

/// <summary>The model that answers, as the test says.</summary>
internal sealed class GivenModel(ModelInUse model) : ICurrentModel
{
    public event Action? Changed;

    public ModelInUse InUse { get; private set; } = model;

    public void Become(ModelInUse next)
    {
        InUse = next;
        Changed?.Invoke();
    }
}
