// A service beside Work Squared that uses nothing but its event API, and nothing but Node 20: see README.md.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { WS_URL = 'http://localhost:5000', WS_STORE = 'default', WS_TOKEN, WS_NAME = 'planner' } = process.env;
const asResponder = process.argv.includes('--responder');
const positionFile = process.env.WS_POSITION ?? `${WS_NAME}.position`;
const mention = new RegExp(`(?<![\\w@])@${WS_NAME}(?!\\w)`, 'gi');
const store = `${WS_URL}/api/stores/${WS_STORE}`;
const headers = { Authorization: `Bearer ${WS_TOKEN}` };
const questions = new Map(); // What was asked, for questions that are asked again.

/** Here goes whatever you do: rules, a search, a model of your own. */
const answer = question => `You wrote ${question.length} characters: “${question.replaceAll(mention, WS_NAME).slice(0, 200).trim()}”`;

/** The same id after every restart for the same purpose, so that nothing is ever said twice. */
function commandId(purpose, event) {
  const hash = createHash('sha256').update(`${WS_NAME} ${purpose} ${event.id}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Sends one event until the server has it. False when it is not wanted: somebody else was there before, or it can't be. */
async function push(type, payload, purpose, event) {
  const body = JSON.stringify({ events: [{ commandId: commandId(purpose, event), type, payload }] });
  while (true) {
    const response = await fetch(`${store}/events`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body })
      .catch(() => null);
    if (response?.ok) return true;
    if (response && response.status < 500 && response.status !== 429) {
      if (response.status === 401 || response.status === 403) throw new Error(await response.text());
      console.log(`not taken: ${(await response.json()).detail}`);
      return false;
    }
    await sleep(1000 * (Number(response?.headers.get('Retry-After')) || 1));
  }
}

/** In place of the server's own responder: claims the turn, then answers it. */
async function respond(event, conversationId, responseToMessageId) {
  const turn = { conversationId, responseToMessageId, modelId: `${WS_NAME}-1` };
  if (!await push('v1.LLMResponseStarted', turn, 'start', event)) return;
  const message = answer(questions.get(responseToMessageId) ?? '');
  await push('v1.LLMResponseReceived', { ...turn, message, role: 'assistant', metadata: { source: WS_NAME } }, 'answer', event);
}

async function handle(event) {
  const { id, conversationId, message, responseToMessageId } = event.payload;
  if (event.type === 'v1.ChatMessageSent') questions.set(id, message);
  if (questions.size > 1000) questions.delete(questions.keys().next().value);

  if (asResponder && event.type === 'v1.ChatMessageSent') await respond(event, conversationId, id);
  if (asResponder && event.type === 'v1.LLMResponseRequested') await respond(event, conversationId, responseToMessageId);
  if (!asResponder && event.type === 'v1.ChatMessageSent' && message.match(mention)) {
    await push('v1.ChatMessageSent', { conversationId, message: answer(message), role: 'user' }, 'reply', event);
  }
}

async function savedPosition() {
  if (existsSync(positionFile)) return Number(readFileSync(positionFile, 'utf8'));
  const response = await fetch(`${store}/events?limit=1`, { headers });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).head; // Begins with what is said from now on.
}

function save(position) {
  writeFileSync(`${positionFile}.new`, String(position));
  renameSync(`${positionFile}.new`, positionFile);
}

/** Follows the stream until it ends. */
async function follow(after) {
  const response = await fetch(`${store}/stream`, { headers: { ...headers, 'Last-Event-ID': String(after) } });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { isFinal: response.status < 500 && response.status !== 429 });
  console.log(`following ${WS_STORE} after ${after}`);
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + piece).split('\n\n');
    text = blocks.pop();
    for (const data of blocks.filter(block => block.startsWith('id: ')).map(block => block.slice(block.indexOf('\ndata: ') + 7))) {
      const event = JSON.parse(data);
      await handle(event);
      save(event.position);
    }
  }
}

save(await savedPosition());
while (true) {
  await follow(await savedPosition()).catch(error => {
    if (error.isFinal) throw error;
    console.log(`cut: ${error.message}`);
  });
  await sleep(1000);
}
