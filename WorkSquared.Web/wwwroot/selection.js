// A selection in an answer that is still being written. Its last block is rendered anew with every word, which takes the selected nodes away:
// the selection is put back before anything is painted.

let kept = null;

document.addEventListener('selectionchange', keep);

function keep() {
  const selection = document.getSelection();
  const anchor = selection.isCollapsed ? null : pointOf(selection.anchorNode, selection.anchorOffset);
  const focus = anchor && pointOf(selection.focusNode, selection.focusOffset);
  kept = focus && (anchor.text || focus.text) ? { anchor, focus } : null;
}

export function restoreSelection() {
  if (!kept || (kept.anchor.node.isConnected && kept.focus.node.isConnected)) return;
  const anchor = find(kept.anchor);
  const focus = find(kept.focus);
  if (!anchor || !focus) return;
  document.getSelection().setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
  keep();
}

// Besides the node, its place by block and by characters, which is still the same when the block has grown.
function pointOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const text = element?.closest('[aria-busy="true"] .markdown');
  if (!text || node === text) return { node, offset };
  let block = node;
  while (block.parentNode !== text) block = block.parentNode;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return { node, offset, text, block: [...text.childNodes].indexOf(block), characters: before.toString().length };
}

function find(point) {
  if (point.node.isConnected) return point;
  const block = point.text?.childNodes[point.block];
  if (!block) return null;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = point.characters;
  for (let node = block.nodeType === Node.TEXT_NODE ? block : walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return { node, offset: left };
    left -= node.length;
  }

  return null;
}
