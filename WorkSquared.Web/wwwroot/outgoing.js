// What this tab has sent: its sender sees it at once (Components/Chat/Outgoing.razor.js), and as a message when that is in the transcript.

const conversations = new Map();

export const outgoingIn = conversation => [...conversations.get(conversation)?.values() ?? []];

export function depart(conversation, id, text) {
  if (!conversations.has(conversation)) conversations.set(conversation, new Map());
  conversations.get(conversation).set(id, { id, text, position: null });
  tell(conversation, true);
}

// Stored. Where it stands is known before it is seen there.
export function arrive(conversation, id, position) {
  const message = conversations.get(conversation)?.get(id);
  if (message) message.position = position;
  tell(conversation);
}

// Refused, or written anew before it was delivered.
export function takeBack(conversation, id) {
  if (conversations.get(conversation)?.delete(id)) tell(conversation);
}

function tell(conversation, isLeaving = false) {
  document.dispatchEvent(new CustomEvent('work:outgoing', { detail: { conversation, isLeaving } }));
}
