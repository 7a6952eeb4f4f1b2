import type { RoomReply } from '@ena/kernel/http/route.ts';
import { messageIn } from '../../wire/user-message.ts';
import { type Html, html } from '../pages/html.ts';
import type { Language } from '../pages/language.ts';
import { pageReply } from '../pages/page.ts';
import { textsIn } from '../pages/texts.ts';
import type { Tools } from '../tools.ts';
import { numbersWanted } from './expected-person.ts';
import type { Interaction } from './interaction.ts';
import type { LoginMethod } from './method.ts';
import { isWanted, offeredMethods } from './offered-methods.ts';
import { allowedPersons, testMethodId } from './test-method.ts';

export interface LoginPage {
  readonly interaction: Interaction;
  readonly language: Language;
  readonly problem?: 'wrongChoice' | 'upstreamFailed' | 'signatureFailed' | 'otherPerson';
}

/** The page on which a person chooses how to log in; in the sandbox also as whom. */
export async function loginPage(tools: Tools, page: LoginPage): Promise<RoomReply> {
  const { interaction, language, problem } = page;
  const t = textsIn(language);
  const { uid } = interaction.stored;
  const isSigning = interaction.sign !== undefined;
  const action = `/identity/login/${uid}?lang=${language}`;
  const methods = formsOf(tools, page, action, await offeredMethods(tools, interaction));
  const content = html`${problem && html`<p class="alarm" role="alert">${t[problem]}</p>`}
<p>${isSigning ? t.signFor : t.to} <strong>${interaction.clientName}</strong>.</p>
${messages(tools, page)}
${methods.length > 0 ? methods : html`<p class="alarm" role="alert">${isSigning ? t.noSigning : t.noMethod}</p>`}
<form method="post" action="${action}"><input type="hidden" name="method" value="cancel">
<button type="submit" class="second">${t.cancel}</button></form>`;
  return pageReply(problem === 'wrongChoice' ? 422 : 200, {
    language,
    title: isSigning ? t.sign : t.logIn,
    content,
    otherLanguage: `/identity/login/${uid}?lang=${language === 'sv' ? 'en' : 'sv'}`,
  });
}

/**
 * What is signed is not shown before it is known that the person is the one whom the client named (signature extension
 * 1.1 §5.1); the provider shows it then. The test e-identification offers nobody else.
 */
function messages({ testPersons }: Tools, { interaction, language }: LoginPage): Html {
  const t = textsIn(language);
  const named = numbersWanted(interaction.stored.params.claims).length > 0;
  const sign = named && testPersons === undefined ? undefined : interaction.sign;
  const part = (title: string, text: string) =>
    html`<section><h2>${title}</h2><p class="message">${text}</p></section>`;
  return html`${interaction.message && part(t.message, messageIn(interaction.message, language))}
${sign && part(t.signMessage, messageIn(sign.message, language))}`;
}

function formsOf(
  tools: Tools,
  page: LoginPage,
  action: string,
  methods: readonly LoginMethod[],
): readonly Html[] {
  const { interaction, language } = page;
  const t = textsIn(language);
  const verb = interaction.sign === undefined ? t.continueWith : t.signWith;
  const upstream = methods.map(
    (method) => html`<section><form method="post" action="${action}">
<input type="hidden" name="method" value="${method.id}">
<button type="submit">${verb} ${method.names[language]}</button></form></section>`,
  );
  return tools.testPersons !== undefined && isWanted(interaction, tools.issuer)
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
