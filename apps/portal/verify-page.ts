import { largestFile } from '@ena/client/verify/evidence-file.ts';
import type { Verdict } from '@ena/client/verify/verdict.ts';
import { verifyEvidence } from '@ena/client/verify/verify-evidence.ts';
import { element, sentence, showVerdict } from './verify/show.ts';
import { type Language, type Texts, texts } from './verify/texts.ts';

/*
 * The script of public/verify.html: reads a file that the reader chose, has it verified, shows the verdict.
 * It makes no request; the page's policy would stop one.
 */

let language: Language = location.hash === '#en' || document.documentElement.lang === 'en' ? 'en' : 'sv';
let verdict: Verdict | undefined;
let dropped: File | undefined;
/** Counts the files begun, so that a slow one cannot overwrite the verdict on a later one. */
let turn = 0;

const picker = element('file') as HTMLInputElement;
const anchor = element('anchor') as HTMLInputElement;
const dropZone = element('drop');
const button = document.getElementById('language');

function words(): Texts {
  return texts[language];
}

function say(text: string): void {
  element('status').textContent = text;
}

async function verifyChosen(): Promise<void> {
  const t = words();
  const file = dropped ?? picker.files?.[0];
  verdict = undefined;
  element('result').hidden = true;
  if (file === undefined) {
    say(t.noFile);
    picker.focus();
    return;
  }
  if (file.size > largestFile) return say(t.tooLarge);
  turn += 1;
  const mine = turn;
  say(t.working);
  const text = await file.text().catch(() => undefined);
  const made =
    text === undefined ? undefined : await verifyEvidence(text, { anchorThumbprints: thumbprints() });
  if (mine !== turn) return;
  if (made === undefined) return say(words().unreadable);
  verdict = made;
  show(file.name);
}

function thumbprints(): string[] {
  return anchor.value.split(/[\s,;]+/).filter((text) => text !== '');
}

function show(name: string): void {
  if (verdict === undefined) return;
  const t = words();
  showVerdict(verdict, language, t);
  say(`${name}: ${sentence(verdict, t)}.`);
}

function speak(chosen: Language): void {
  language = chosen;
  const t = words();
  document.documentElement.lang = language;
  for (const part of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const key = part.dataset.text as keyof Texts;
    part.textContent = t[key];
  }
  offerOther(t);
  say('');
  if (verdict !== undefined) showVerdict(verdict, language, t);
}

/** In the portal's shell the header has the choice of language, and the page no button. */
function offerOther(t: Texts): void {
  if (button === null) return;
  button.textContent = t.other;
  button.lang = language === 'sv' ? 'en' : 'sv';
  button.hidden = false;
}

button?.addEventListener('click', () => speak(language === 'sv' ? 'en' : 'sv'));
element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void verifyChosen();
});
picker.addEventListener('change', () => {
  dropped = undefined;
  void verifyChosen();
});

// A file dropped beside the box would otherwise replace the page.
for (const kind of ['dragover', 'drop'] as const)
  document.addEventListener(kind, (event) => event.preventDefault());
document.addEventListener('dragover', () => dropZone.classList.add('over'));
document.addEventListener('dragleave', () => dropZone.classList.remove('over'));
document.addEventListener('drop', (event) => {
  dropZone.classList.remove('over');
  const file = event.dataTransfer?.files[0];
  if (file === undefined) return;
  picker.value = '';
  dropped = file;
  void verifyChosen();
});

speak(language);
