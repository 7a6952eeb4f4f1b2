import type { ProviderContext } from 'oidc-provider';
import { Html, html } from '../pages/html.ts';
import { chooseLanguage, type Language } from '../pages/language.ts';
import { renderPage } from '../pages/page.ts';
import { textsIn } from '../pages/texts.ts';

type Context = ProviderContext & { get?(name: string): string };

function languageOf(ctx: Context): Language {
  return chooseLanguage(ctx.oidc?.params?.ui_locales, ctx.get?.('accept-language'));
}

/** What the library shows by itself at log-out. Its form has the fields, the buttons are ours. */
export const logoutPages = {
  logoutSource: (ctx: Context, form: string): void => {
    const language = languageOf(ctx);
    const t = textsIn(language);
    const content = html`<p>${t.logOutExplained}</p>
${new Html(form)}
<button type="submit" form="op.logoutForm" name="logout" value="yes">${t.logOutYes}</button>
<button type="submit" form="op.logoutForm" class="second">${t.logOutNo}</button>`;
    ctx.type = 'html';
    ctx.body = renderPage({ language, title: t.logOutQuestion, content });
  },
  postLogoutSuccessSource: (ctx: Context): void => {
    const language = languageOf(ctx);
    const t = textsIn(language);
    ctx.type = 'html';
    ctx.body = renderPage({ language, title: t.loggedOut, content: html`<p>${t.loggedOutText}</p>` });
  },
};

/** An error that cannot be sent to a client, because none is known to be safe to send it to. */
export function renderError(ctx: Context, out: { error: string; error_description?: string }): void {
  const language = languageOf(ctx);
  const t = textsIn(language);
  const content = html`<p>${t.errorText}</p>
<p>${t.errorCode}: <code>${out.error}</code></p>`;
  ctx.type = 'html';
  ctx.body = renderPage({ language, title: t.errorTitle, content });
}
