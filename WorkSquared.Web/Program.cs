var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();

builder.Services.AddWorkSquaredWeb();

var app = builder.Build();

app.MapWorkSquaredWeb();

app.Run();
