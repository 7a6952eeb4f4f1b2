import { type Html, html } from './html.ts';
import type { Visit } from './visit.ts';

/** “Hjälpte denna information dig?”: one of five, in a form that works without script. */
export function feedbackForm(visit: Visit): Html {
  const { t, href, path, template } = visit;
  const scores = Object.entries(t.feedback.scores);
  return html`<section class="feedback" aria-labelledby="feedback-title"><form class="wide" method="post" action="${href('/portal/feedback')}">
<input type="hidden" name="page" value="${template}">
<input type="hidden" name="next" value="${path}">
<h2 class="ds-heading" data-size="xs" id="feedback-title">${t.feedback.question}</h2>
<fieldset class="scores"><legend class="ds-sr-only">${t.feedback.question}</legend>${scores.map(
    ([value, label]) =>
      html`<label><input class="ds-input" type="radio" name="score" value="${value}"> ${label}</label>`,
  )}</fieldset>
<p class="hint">${t.feedback.note}</p>
<button class="ds-button" data-variant="secondary" data-size="sm" type="submit">${t.feedback.send}</button>
</form></section>`;
}
