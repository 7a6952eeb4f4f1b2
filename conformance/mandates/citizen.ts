import { Browser, type Page } from '../joining/browser.ts';

/** The template of building permits at Karlskrona kommun in the sandbox. */
const template = {
  id: '323092b5-5996-4744-a5cc-3d9d30de4d62',
  title: 'Ombud i bygglovsärenden',
  relyingParty: { id: '2120000829', name: 'Karlskrona kommun' },
};

/** A person at the portal, with a browser without script and the sandbox e-legitimation. */
export class Citizen {
  readonly #browser = new Browser();
  readonly #portal: string;
  readonly #name: string;

  private constructor(portal: string, name: string) {
    this.#portal = portal;
    this.#name = name;
  }

  static async logIn(portal: string, name: string): Promise<Citizen> {
    const citizen = new Citizen(portal, name);
    const page = await citizen.#identify(await citizen.open('/portal/log-in'));
    if (!page.text.includes(`Inloggad som ${name}`)) throw new Error(page.text);
    return citizen;
  }

  open(path: string): Promise<Page> {
    return this.#browser.open(`${this.#portal}${path}`);
  }

  /** The four steps of giving a mandate, up to the page with the exact text. */
  async prepare(holder: string, more: Readonly<Record<string, string>> = {}): Promise<Page> {
    const parties = await this.open('/ombud/ny');
    if (!parties.text.includes(template.relyingParty.name)) throw new Error(parties.text);
    const kinds = await this.open(`/ombud/ny?hos=${template.relyingParty.id}`);
    if (!kinds.text.includes(template.title)) throw new Error(kinds.text);
    return this.#fill(`/ombud/ny/${template.id}`, holder, more);
  }

  /** The same for a mandate that she has and may pass on. */
  preparePassingOn(mandate: string, holder: string): Promise<Page> {
    return this.#fill(`/ombud/fullmakt/${mandate}/ge-vidare`, holder, {});
  }

  async #fill(path: string, holder: string, more: Readonly<Record<string, string>>): Promise<Page> {
    const form = /\/(?:ny\/[^/]+|ge-vidare)$/;
    const content = await this.#browser.submit(await this.open(path), form, { number: holder });
    return this.#browser.submit(content, /\/innehall$/, more);
  }

  /** Signs the text of that page with the e-legitimation, and comes back to where the mandate is told of. */
  async sign(text: Page): Promise<Page> {
    return this.#identify(await this.#browser.submit(text, /\/skriv-under$/));
  }

  /** Two steps: the page that says what ends, and yes to it. */
  async revoke(mandate: string, reason: string): Promise<Page> {
    const page = await this.open(`/ombud/fullmakt/${mandate}/aterkalla`);
    return this.#browser.submit(page, /\/aterkalla$/, { reason });
  }

  #identify(page: Page): Promise<Page> {
    const people = page.forms.flatMap((form) => form.choices.get('person') ?? []);
    const person = people.find(({ text }) => text.includes(this.#name));
    if (person === undefined) throw new Error(`no ${this.#name} at ${page.url}: ${page.text}`);
    return this.#browser.submit(page, /Tillitsnivå/, { method: 'test', person: person.value, level: '3' });
  }
}
