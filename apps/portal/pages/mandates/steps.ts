import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';

/** How far the reader has come in the making of a mandate. */
export function stepsPart({ t }: Visit, as: 'grantor' | 'holder', current: 1 | 2 | 3 | 4): Html {
  const { make } = t.mandates;
  const names = as === 'grantor' ? make.steps : make.askSteps;
  return html`<p class="hint">${make.step(current)}</p>
<ol class="steps" aria-label="${make.stepsLabel}">${names.map((name, at) => html`<li${at + 1 === current && html` aria-current="step"`}>${name}</li>`)}</ol>`;
}
