import { Browser, type Page } from '../joining/browser.ts';
import type { Hubs } from './hubs.ts';

/** A person with a browser without script, at the hub's portal and at the provider where persons are known. */
export class Signer {
  readonly #browser = new Browser();
  readonly #hubs: Hubs;
  readonly #name: string;

  constructor(hubs: Hubs, name: string) {
    this.#hubs = hubs;
    this.#name = name;
  }

  async logIn(): Promise<this> {
    const page = await this.identify(await this.open('/portal/log-in'));
    if (!page.text.includes(`Inloggad som ${this.#name}`)) throw new Error(page.text);
    return this;
  }

  open(path: string | URL): Promise<Page> {
    return this.#browser.open(new URL(path, this.#hubs.hub.url));
  }

  submit(page: Page, which: RegExp, change: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.#browser.submit(page, which, change);
  }

  /** At the hub's own page: on to the provider, and there as oneself or as someone else. */
  async identify(page: Page, name = this.#name, level = '3'): Promise<Page> {
    const theirs = await this.leave(page);
    const people = theirs.forms.flatMap((form) => form.choices.get('person') ?? []);
    const person = people.find(({ text }) => text.includes(name));
    if (person === undefined) throw new Error(`no ${name} at ${theirs.url}: ${theirs.text}`);
    return this.submit(theirs, /Tillitsnivå/, { method: 'test', person: person.value, level });
  }

  /** The provider's page. */
  leave(page: Page): Promise<Page> {
    return this.submit(page, /Provlegitimation/);
  }

  cancel(theirs: Page): Promise<Page> {
    return this.submit(theirs, /^Avbryt$/);
  }

  /** An access token for the hub's APIs. */
  async token(): Promise<string> {
    const start = await this.#browser.open(await this.#hubs.client.begin(this.#hubs.hub.url));
    return this.#hubs.client.finish((await this.identify(start)).url);
  }

  /** The steps of giving a mandate, up to the page with the exact text. */
  async prepare(template: string, holder: string): Promise<Page> {
    const who = await this.open(`/ombud/ny/${template}`);
    const content = await this.submit(who, /\/ny\/[^/]+$/, { number: holder });
    return this.submit(content, /\/innehall$/);
  }
}
