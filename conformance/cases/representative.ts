import { Browser, type Page } from '../joining/browser.ts';

/** Someone who signs for a company, at the portal, with a browser without script and the sandbox e-legitimation. */
export class Representative {
  readonly #browser = new Browser();
  readonly #portal: string;

  private constructor(portal: string) {
    this.#portal = portal;
  }

  static async logIn(portal: string, name: string): Promise<Representative> {
    const representative = new Representative(portal);
    const page = await representative.#open('/portal/log-in');
    const people = page.forms.flatMap((form) => form.choices.get('person') ?? []);
    const person = people.find(({ text }) => text.includes(name));
    if (person === undefined) throw new Error(`no ${name} at ${page.url}: ${page.text}`);
    const choice = { method: 'test', person: person.value, level: '3' };
    const home = await representative.#browser.submit(page, /Tillitsnivå/, choice);
    if (!home.text.includes(`Inloggad som ${name}`)) throw new Error(home.text);
    return representative;
  }

  /** Of whoever she acts for. */
  cases(): Promise<Page> {
    return this.#open('/arenden');
  }

  /** Chooses the last of those whose cases she may see; she herself is the first. */
  async actForTheOther(): Promise<Page> {
    const page = await this.#open('/arenden/vem');
    const [, ...others] = page.forms.flatMap((form) => form.choices.get('whom') ?? []);
    const whom = others.at(-1)?.value;
    if (whom === undefined) throw new Error(`nobody to act for: ${page.text}`);
    return this.#browser.submit(page, /\/vem$/, { whom });
  }

  #open(path: string): Promise<Page> {
    return this.#browser.open(`${this.#portal}${path}`);
  }
}
