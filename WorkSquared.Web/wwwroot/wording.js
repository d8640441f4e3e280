// What the scripts say, in the language of the page. It comes with the page (Localisation/ScriptWording.cs); what is not there stays English.

const texts = JSON.parse(document.body.dataset.wording ?? '{}');

export const language = document.documentElement.lang || 'en';
// Dates of an English page are written the British way: without AM and PM, the day before the month.
export const dates = language === 'en' ? 'en-GB' : language;

export function say(text, ...values) {
  return (texts[text] ?? text).replace(/\{(\d)\}/g, (_, index) => values[index]);
}
