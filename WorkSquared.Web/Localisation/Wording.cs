namespace WorkSquared.Web.Localisation;

/// <summary>Names the table of the page's texts. The key of a text is its English, so English is complete by itself.</summary>
public sealed class Wording;
