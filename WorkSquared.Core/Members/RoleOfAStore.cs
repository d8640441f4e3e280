namespace WorkSquared.Core.Members;

/// <summary>The roles that there are in a store: in the one of the instance, those of accounts and of administrators alone.</summary>
internal static class RoleOfAStore
{
    public static Role GreatestIn(string storeId) => storeId == InstanceStore.Id ? Role.Admin : Role.Owner;

    /// <exception cref="CommandRefusedException">There is no such role there.</exception>
    public static void Check(string storeId, Role role)
    {
        var least = storeId == InstanceStore.Id ? Role.Member : Role.Guest;
        if (role < least || role > GreatestIn(storeId))
        {
            throw new CommandRefusedException(Refusal.Invalid, "There is no such role here.");
        }
    }
}
