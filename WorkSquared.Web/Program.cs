using WorkSquared.Web.Hosting;

var builder = WebHost.CreateBuilder(args);

builder.Services.AddWorkSquaredCore();
builder.Services.AddWorkSquaredLlm();
builder.Services.AddWorkSquaredWeb();
builder.Services.AddKeyRing();
builder.AddTelemetry();

await using var app = builder.Build();

return await app.RunWorkSquaredAsync(args, serve: site => site.MapWorkSquaredWeb());
