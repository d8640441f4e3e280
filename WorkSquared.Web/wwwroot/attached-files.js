// A text file that is attached to a message is a part of its text: a fenced block at its end, named in the fence. So it is kept, sent,
// found, exported and shown to the model as any other words are. What the server reads of it is in Components/Chat/AttachedFiles.cs.

export const mostFiles = 10;

const longestName = 100;
const gap = '\n\n';
// What would break the fence, or make the name look like another one.
const notInNames = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}`]/gu;

// A name is a label, never a path.
export function nameOf(name) {
  return name.replace(notInNames, '').trim().slice(0, longestName).replace(/\p{Cs}/gu, '').trim() || 'file';
}

export function join(words, files) {
  return [words, ...files.map(blockOf)].filter((part, index) => index > 0 || part !== '').join(gap);
}

// The reverse of join. What only looks like a block, or has something below it, stays words.
export function split(text) {
  const files = [];
  let words = text;
  while (files.length < mostFiles) {
    const block = lastBlockOf(words);
    if (!block) break;
    files.unshift(block.file);
    words = words.slice(0, block.start);
  }

  return { words, files };
}

// What was added to a text after it was sent.
export function without(text, sent) {
  const now = split(text);
  const was = split(sent);
  if (!now.words.startsWith(was.words)) return text;
  const isNew = file => !was.files.some(each => each.name === file.name && each.content === file.content);
  return join(now.words.slice(was.words.length).trimStart(), now.files.filter(isNew));
}

// The text of a message as the page shows it.
export function textOf(article) {
  const files = [...article.querySelectorAll('.attached')].map(each => ({
    name: each.querySelector('bdi').textContent,
    content: each.querySelector('pre').textContent,
  }));
  return join(article.querySelector('.words')?.textContent ?? '', files);
}

export function sizeOf(content) {
  return Math.ceil(new Blob([content]).size / 1024);
}

// Longer than anything in the file: only its own end closes it.
function fenceOf(content) {
  return '`'.repeat((content.match(/`{4,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 3) + 1);
}

function blockOf({ name, content }) {
  const fence = fenceOf(content);
  return `${fence}file=${name}\n${content}\n${fence}`;
}

function lastBlockOf(text) {
  const end = text.lastIndexOf('\n');
  const fence = text.slice(end + 1);
  if (end < 0 || !/^`{4,}$/.test(fence)) return null;
  const start = text.lastIndexOf(`${fence}file=`, end);
  const head = start < 0 ? -1 : text.indexOf('\n', start);
  if (head < 0 || head >= end) return null;
  const before = start === 0 ? 0 : start - gap.length;
  if (start !== 0 && (before <= 0 || text.slice(before, start) !== gap)) return null;
  const file = { name: text.slice(start + fence.length + 'file='.length, head), content: text.slice(head + 1, end) };
  return file.name === nameOf(file.name) && fence === fenceOf(file.content) ? { file, start: before } : null;
}
