import type { RoomReply } from '@ena/kernel/http/route.ts';
import { messageIn } from '../../wire/user-message.ts';
import { type Html, html } from '../pages/html.ts';
import type { Language } from '../pages/language.ts';
import { pageReply } from '../pages/page.ts';
import { textsIn } from '../pages/texts.ts';
import type { Tools } from '../tools.ts';
import type { Interaction } from './interaction.ts';
import { allowedPersons, testMethodId } from './test-method.ts';

export interface LoginPage {
  readonly interaction: Interaction;
  readonly language: Language;
  readonly problem?: 'wrongChoice' | 'upstreamFailed';
}

/** The page on which a person chooses how to log in; in the sandbox also as whom. */
export function loginPage(tools: Tools, page: LoginPage): RoomReply {
  const { interaction, language, problem } = page;
  const t = textsIn(language);
  const { uid } = interaction.stored;
  const action = `/identity/login/${uid}?lang=${language}`;
  const methods = methodsOn(tools, page, action);
  const content = html`${problem && html`<p class="alarm" role="alert">${t[problem]}</p>`}
<p>${interaction.sign === undefined ? t.to : t.signFor} <strong>${interaction.clientName}</strong>.</p>
${messages(page)}
${methods.length > 0 ? methods : html`<p class="alarm" role="alert">${t.noMethod}</p>`}
<form method="post" action="${action}"><input type="hidden" name="method" value="cancel">
<button type="submit" class="second">${t.cancel}</button></form>`;
  return pageReply(problem === 'wrongChoice' ? 422 : 200, {
    language,
    title: interaction.sign === undefined ? t.logIn : t.sign,
    content,
    otherLanguage: `/identity/login/${uid}?lang=${language === 'sv' ? 'en' : 'sv'}`,
  });
}

function messages({ interaction, language }: LoginPage): Html {
  const t = textsIn(language);
  const part = (title: string, text: string) =>
    html`<section><h2>${title}</h2><p class="message">${text}</p></section>`;
  return html`${interaction.message && part(t.message, messageIn(interaction.message, language))}
${interaction.sign && part(t.signMessage, messageIn(interaction.sign.message, language))}`;
}

function methodsOn(tools: Tools, page: LoginPage, action: string): readonly Html[] {
  const { interaction, language } = page;
  const t = textsIn(language);
  const wanted = (authority: string) => interaction.method === undefined || interaction.method === authority;
  const upstream = tools.methods
    .filter((method) => wanted(method.authority) && interaction.sign === undefined)
    .map(
      (method) => html`<section><form method="post" action="${action}">
<input type="hidden" name="method" value="${method.id}">
<button type="submit">${t.continueWith} ${method.names[language]}</button></form></section>`,
    );
  return tools.testPersons !== undefined && wanted(tools.issuer)
    ? [testForm(tools, page, action), ...upstream]
    : upstream;
}

function testForm(tools: Tools, { interaction, language }: LoginPage, action: string): Html {
  const t = textsIn(language);
  const persons = allowedPersons(tools.testPersons ?? [], interaction);
  return html`<section><h2>${t.testMethod}</h2><p>${t.testExplained}</p>
<form method="post" action="${action}"><input type="hidden" name="method" value="${testMethodId}">
<label for="person">${t.person}</label>
<select id="person" name="person" required><option value="">${t.choosePerson}</option>
${persons.map(({ key, label }) => html`<option value="${key}">${label}</option>`)}</select>
<fieldset><legend>${t.level}</legend>
${interaction.levels.map(
  (level) =>
    html`<label><input type="radio" name="level" value="${level}" required${checked(level, interaction.levels)}> ${level}</label>`,
)}</fieldset>
<button type="submit">${interaction.sign === undefined ? t.continueTest : t.signTest}</button></form></section>`;
}

/** Level 3 where it is among those wanted: it is what most e-identifications have. */
function checked(level: number, wanted: readonly number[]): Html | undefined {
  const first = wanted.includes(3) ? 3 : wanted[0];
  return level === first ? html` checked` : undefined;
}
