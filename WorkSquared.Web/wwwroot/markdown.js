// Colours code and sets formulas, once they are written and near the view. Both libraries are loaded when something needs them.

const mostCharacters = 50_000;
const undressed = '.markdown :is(figure.code:has(code[class]), .math):not([data-dressed])';
const further = ['dockerfile', 'fsharp', 'http', 'latex', 'nginx', 'powershell'];
const aliases = { 'c#': 'csharp', 'f#': 'fsharp', docker: 'dockerfile', fs: 'fsharp', ps1: 'powershell', pwsh: 'powershell', razor: 'xml', tex: 'latex' };

let highlighter;
let katex;
let isScanDue = false;

const view = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    view.unobserve(target);
    if (!isBeingWritten(target)) dress(target);
  }
}, { rootMargin: '50% 0px', scrollMargin: '50% 0px' });

// The last block of a running answer is written anew with every word.
function isBeingWritten(element) {
  const last = element.closest('[aria-busy="true"]') && element.closest('.markdown').lastElementChild;
  return Boolean(last?.contains(element));
}

// New nodes would end a selection: then it waits until that is gone.
function isSelected(element) {
  const selection = document.getSelection();
  return !selection.isCollapsed && selection.containsNode(element, true);
}

async function dress(element) {
  element.dataset.dressed = '';
  try {
    const change = await (element.matches('.math') ? formulaOf(element) : coloursOf(element.querySelector('code')));
    if (isSelected(element)) delete element.dataset.dressed;
    else change?.();
  } catch {
    // It stays readable as it was written.
  }
}

async function coloursOf(code) {
  const name = code.className.replace('language-', '');
  const language = aliases[name] ?? name;
  if (code.textContent.length > mostCharacters) return;

  highlighter ??= import('./vendor/highlight/highlight.min.js').then(module => module.default);
  const library = await highlighter;
  if (!library.getLanguage(language) && further.includes(language)) {
    library.registerLanguage(language, (await import(`./vendor/highlight/languages/${language}.min.js`)).default);
  }

  if (!library.getLanguage(language)) return;
  const { value } = library.highlight(code.textContent, { language, ignoreIllegals: true });
  return () => { code.innerHTML = value; };
}

async function formulaOf(element) {
  katex ??= loadKatex();
  const library = await katex;
  const box = document.createElement('span');
  library.render(element.textContent, box, { displayMode: !element.matches('span:not(.display)'), maxExpand: 500, maxSize: 20, strict: false, trust: false });
  return () => element.replaceChildren(box);
}

async function loadKatex() {
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('./vendor/katex/katex.min.css', import.meta.url) });
  const isStyled = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
  document.head.append(style);
  await Promise.all([isStyled, import('./vendor/katex/katex.min.js')]);
  return window.katex;
}

function scan() {
  isScanDue = false;
  document.querySelectorAll(undressed).forEach(element => {
    // Asking again tells at once whether it is in view, which it may have been all the time it was being written.
    view.unobserve(element);
    view.observe(element);
  });
}

function scanSoon() {
  if (isScanDue) return;
  isScanDue = true;
  requestAnimationFrame(scan);
}

new MutationObserver(scanSoon).observe(document.body, { attributeFilter: ['aria-busy'], childList: true, subtree: true });
document.addEventListener('selectionchange', scanSoon);
scan();
