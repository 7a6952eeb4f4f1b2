import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { html } from '../pages/html.ts';
import { chooseLanguage, type Language } from '../pages/language.ts';
import { pageReply } from '../pages/page.ts';
import { textsIn } from '../pages/texts.ts';
import type { Tools } from '../tools.ts';
import { finishLogin, refuseLogin } from './finish.ts';
import { type Interaction, readInteraction } from './interaction.ts';
import { recordLogin } from './login-audit.ts';
import { loginPage } from './login-page.ts';
import type { Departing, LoginMethod } from './method.ts';
import { offeredMethods } from './offered-methods.ts';
import { testMethodId, testProof } from './test-method.ts';

type Form = Readonly<Record<string, string>>;

/** The log-in page, or at once the error that nothing here could mend. */
export async function showLogin(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  const interaction = await readInteraction(tools.provider, request);
  const language = languageOf(request, interaction);
  if (interaction === undefined) return expiredPage(language);
  if (interaction.levels.length === 0)
    return refuseLogin(
      tools,
      request,
      'unmet_authentication_requirements',
      'no level asked for can be met here',
    );
  return loginPage(tools, { interaction, language });
}

/** What the person chose on the page. */
export async function submitLogin(
  request: RoomRequest<{ uid: string }, { lang?: string }, Form>,
  tools: Tools,
): Promise<RoomReply> {
  const interaction = await readInteraction(tools.provider, request);
  const language = languageOf(request, interaction);
  if (interaction === undefined) return expiredPage(language);
  const { method = '' } = request.body;
  if (method === 'cancel')
    return refuseLogin(tools, request, 'access_denied', 'the person cancelled the log-in');
  if (method !== testMethodId || tools.testPersons === undefined)
    return beginUpstream(tools, request, { interaction, language }, method);
  const proof = testProof(tools.testPersons, interaction, request.body, tools.issuer);
  if (proof === undefined) return wrongChoice(tools, request, { interaction, language });
  return finishLogin(tools, { request, interaction, method, language }, proof);
}

interface Place {
  readonly interaction: Interaction;
  readonly language: Language;
}

async function wrongChoice(tools: Tools, request: RoomRequest, place: Place): Promise<RoomReply> {
  await recordLogin(tools, request, 'wrong-choice');
  return loginPage(tools, { ...place, problem: 'wrongChoice' });
}

async function beginUpstream(
  tools: Tools,
  request: RoomRequest,
  place: Place,
  id: string,
): Promise<RoomReply> {
  const { interaction } = place;
  const method = (await offeredMethods(tools, interaction)).find((one) => one.id === id);
  if (method === undefined) return wrongChoice(tools, request, place);
  const { levels, sign, stored, wanted } = interaction;
  const begun = await method.begin({ interaction: stored.uid, levels, sign, wanted });
  if (begun.ok) return leaving(place, method, begun.value);
  tools.log.warn({ method: id, why: begun.error }, 'an upstream provider does not take log-ins');
  await recordLogin(tools, request, 'upstream-failed');
  return loginPage(tools, { ...place, problem: 'upstreamFailed' });
}

/** A redirect cannot post; so what goes in a form has a page with one button, which needs no script. */
function leaving({ language }: Place, { names }: LoginMethod, way: Departing): RoomReply {
  if (way.kind === 'address') return { status: 303, headers: { location: way.location } };
  const t = textsIn(language);
  const content = html`<p>${t.leaving} <strong>${names[language]}</strong>.</p>
<form method="post" action="${way.action}">
${way.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">${t.continueWith} ${names[language]}</button></form>`;
  return pageReply(200, { language, title: t.sign, content });
}

export function languageOf(request: RoomRequest, interaction: Interaction | undefined): Language {
  const accepted = request.headers['accept-language'];
  return chooseLanguage(
    request.query.lang,
    interaction?.locales,
    typeof accepted === 'string' ? accepted : undefined,
  );
}

export function expiredPage(language: Language): RoomReply {
  const t = textsIn(language);
  const content = html`<p>${t.expired} ${t.errorText}</p>`;
  return pageReply(400, { language, title: t.errorTitle, content });
}
