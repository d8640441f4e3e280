using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

/// <summary>How a person proves who they are. Its id is their member id in every workspace; what they are called and may do is in the log.</summary>
internal sealed class Account : IdentityUser<Guid>;
