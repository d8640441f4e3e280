namespace WorkSquared.Core;

/// <summary>The log of the instance itself: who has an account, who administers it, who signed in. Its members are the accounts.</summary>
public static class InstanceStore
{
    /// <summary>No workspace can be called so: <see cref="StoreName"/>.</summary>
    public const string Id = "_instance";
}
