import { Browser, type Page } from '../joining/browser.ts';

/** Someone who signs for a company, at the portal, with a browser without script and the sandbox e-legitimation. */
export class Representative {
  readonly #browser = new Browser();
  readonly #portal: string;
  readonly #name: string;

  private constructor(portal: string, name: string) {
    this.#portal = portal;
    this.#name = name;
  }

  static async logIn(portal: string, name: string, level: '2' | '3' = '3'): Promise<Representative> {
    const representative = new Representative(portal, name);
    await representative.#identify(await representative.#open('/portal/log-in'), level);
    return representative;
  }

  /** Follows a page's link to a stronger log-in; answers the page that it leads back to. */
  async logInStronger({ links, text }: Page, level: '3'): Promise<Page> {
    const link = links.find((one) => one.text === `Logga in med tillitsnivå ${level}`);
    if (link === undefined) throw new Error(`no way to a stronger log-in: ${text}`);
    return this.#identify(await this.#browser.open(link.href), level);
  }

  /** Of whoever she acts for, in one order for all who answer, however late they do. */
  cases(): Promise<Page> {
    return this.#open('/arenden?samlat=ja');
  }

  /** The page of her cases, told of all that has come of its text each time that more does. */
  async casesAsTheyCome(tell: (sofar: string) => void): Promise<string> {
    const answer = await this.#browser.begin(`${this.#portal}/arenden`);
    if (answer.status !== 200 || answer.body === null) throw new Error(`answered ${answer.status}`);
    let html = '';
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      html += piece;
      tell(html);
    }
    return html;
  }

  /** The case that stands under that name in her list. */
  async caseNamed(title: string): Promise<Page> {
    const list = await this.cases();
    const link = list.links.find(({ text }) => text === title);
    if (link === undefined) throw new Error(`no “${title}” in: ${list.text}`);
    return this.#browser.open(link.href);
  }

  /** Chooses the last of those whose cases she may see; she herself is the first. */
  async actForTheOther(): Promise<Page> {
    const page = await this.#open('/arenden/vem');
    const [, ...others] = page.forms.flatMap((form) => form.choices.get('whom') ?? []);
    const whom = others.at(-1)?.value;
    if (whom === undefined) throw new Error(`nobody to act for: ${page.text}`);
    return this.#browser.submit(page, /\/vem$/, { whom });
  }

  async #identify(page: Page, level: string): Promise<Page> {
    const people = page.forms.flatMap((form) => form.choices.get('person') ?? []);
    const person = people.find(({ text }) => text.includes(this.#name));
    if (person === undefined) throw new Error(`no ${this.#name} at ${page.url}: ${page.text}`);
    const choice = { method: 'test', person: person.value, level };
    const back = await this.#browser.submit(page, /Tillitsnivå/, choice);
    if (!back.text.includes(`Inloggad som ${this.#name}`)) throw new Error(back.text);
    return back;
  }

  #open(path: string): Promise<Page> {
    return this.#browser.open(`${this.#portal}${path}`);
  }
}
