// Broken answers by path: /<fault>/v1/chat/completions, each once. A POST to /break breaks what is held open.
import { PassThrough } from 'node:stream';
import mockttp from 'mockttp';

const key = 'sk-canary-4711';
const events = { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' };
const server = mockttp.getLocal();

const data = value => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
const text = content => data({ id: 'x', model: 'm', choices: [{ index: 0, delta: { content } }] });
const finish = data({ id: 'x', model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const half = text('Half an ') + text('ans');
const whole = text('Läuft – 🙂 完了') + finish + data('[DONE]');

/** Every byte in a write of its own, so that no code point of more than one arrives whole. */
async function writeSingly(stream, bytes) {
  for (const byte of bytes) {
    stream.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  stream.end();
}

/** Streams what is given and, if it is to be held, stays open after it. */
function stream(fault, content, { headers = events, hold = false } = {}) {
  const body = new PassThrough();
  if (hold) {
    body.write(content);
  } else {
    body.end(content);
  }
  return server.forPost(`/${fault}/v1/chat/completions`).thenStream(200, body, headers).then(() => body);
}

await server.start();
await stream('bad-json', half + data(`{"id":"${key}","choices":[{"delta":{"cont`) + finish);
await stream('error-object', half + data({ error: { message: `Bad key ${key}`, type: 'rate_limit_error', code: null } }) + finish);
await stream('error-event', half + `event: error\n${data({ error: `Overloaded, ${key}` })}`);
await stream('gzip', Buffer.from(`\x1f\x8b\x08\x00${key}${'\xff'.repeat(4096)}`, 'latin1'), {
  headers: { ...events, 'content-encoding': 'gzip' },
});
await stream('binary', Buffer.from(`\x00\xff\xfe${key}\n\n`.repeat(500), 'latin1'));
await stream('silent-midway', half, { hold: true });
const broken = await stream('broken-midway', half, { hold: true });
const split = new PassThrough();
await server.forPost('/split/v1/chat/completions').thenStream(200, split, events);
await server.forPost('/html/v1/chat/completions').thenReply(200, `<html>Sign in with ${key}</html>`, { 'content-type': 'text/html' });
await server.forPost('/html-as-events/v1/chat/completions').thenReply(200, `<html>\n\ndata-${key}\n\n</html>`, events);
await server.forPost('/json/v1/chat/completions').thenJson(200, { error: { message: key } });
await server.forPost('/no-body/v1/chat/completions').thenReply(200, '', events);
await server.forPost('/reset/v1/chat/completions').thenResetConnection();
await server.forPost('/closed/v1/chat/completions').thenCloseConnection();
await server.forPost('/silent/v1/chat/completions').thenTimeout();
await server.forPost('/break').thenCallback(() => {
  broken.destroy(new Error('Broken on purpose'));
  return { status: 204 };
});
split.once('resume', () => writeSingly(split, Buffer.from(whole)));
console.log(`listening on ${server.url}`);
