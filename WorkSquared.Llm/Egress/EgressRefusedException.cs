namespace WorkSquared.Llm.Egress;

/// <summary>A request was to go where none may go; nothing of it has left.</summary>
internal sealed class EgressRefusedException() : Exception("The request was not sent: its address is not one that may be called.");
