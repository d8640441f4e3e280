namespace WorkSquared.Core.Egress;

/// <summary>The one way out of the program, for whoever asks somebody else than the model.</summary>
public interface IEgress
{
    /// <summary>For requests to a server that the settings name, which may be on this machine or in its network, and to what that server names in
    /// its turn: by https, and on the internet alone.</summary>
    /// <remarks>Answers are short and come soon, or the request has failed.</remarks>
    HttpClient ClientOf(Uri server);
}
