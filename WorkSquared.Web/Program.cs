using WorkSquared.Web.Hosting;

var builder = WebHost.CreateBuilder(args);

builder.Services.AddWorkSquaredCore();
builder.Services.AddWorkSquaredLlm();

await using var app = builder.Build();

return await app.RunWorkSquaredAsync(args);
