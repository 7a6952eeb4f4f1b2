import { join } from 'node:path';
import { type Anchor, readAnchor } from '@ena/client/anchor.ts';
import { hubClient } from '@ena/client/hub.ts';
import { readOperatorToken } from '../folder/operator-token.ts';
import { listOrganisations, type Organisation } from '../folder/organisations.ts';
import { readSandboxFile, type SandboxFile, writeSandboxFile } from '../folder/sandbox-file.ts';
import { addOrganisation, type Federation } from '../organisation/add-organisation.ts';
import { type Reached, reach } from '../organisation/reach.ts';
import type { Progress } from '../render/progress.ts';
import { failed, fromCall, ok, type Result } from '../shell/outcome.ts';
import { type Running, Supervisor } from '../supervisor/supervisor.ts';
import { furnishConsumer, furnishProvider } from './furnish.ts';
import { movePorts } from './move-ports.ts';
import { consumer, localUrl, portOffsets, provider, sandboxEntityId, sandboxOrganisations } from './plan.ts';
import { company, connector, hub, type Site } from './programs.ts';
import { tellPortal } from './tell-portal.ts';

/** The programs of one folder: hub, company service in the sandbox, and one connector for each organisation. */
export class Installation {
  readonly #site: Site;
  readonly #progress: Progress;
  readonly #supervisor: Supervisor;
  readonly #connectors = new Set<string>();
  #anchor: Anchor | undefined;

  constructor(site: Site, progress: Progress) {
    this.#site = site;
    this.#progress = progress;
    this.#supervisor = new Supervisor({
      restarting: ({ name, logFile }, how, delayMs) =>
        progress.line({
          sv: `! ${name.sv} dog (${how}), startas igen om ${delayMs / 1000} s`,
          en: `${name.en} died (${how}), starts again in ${delayMs / 1000} s; ${logFile}`,
        }),
      restarted: ({ name }, outcome) => {
        if (outcome.kind === 'ok')
          progress.line({ sv: `✓ ${name.sv} är igång igen`, en: `${name.en} is up again` });
        this.#save();
      },
    });
  }

  get companyUrl(): string {
    return localUrl(this.#site.base + portOffsets.company);
  }

  /** Starts everything; what does not depend on each other starts at the same time. */
  async open(): Promise<Result<void>> {
    const { data, base, sandbox } = this.#site;
    const moved = movePorts(data, readSandboxFile(data)?.base ?? base, base);
    if (sandbox) tellPortal(data, base);
    const companyReady = sandbox ? this.#start(company(this.#site)) : Promise.resolve(ok(undefined));
    const opened = await this.#openFederation(moved);
    if (opened.kind === 'failed') return opened;
    const served = await companyReady;
    if (served.kind === 'failed') return served;
    this.#save();
    return sandbox ? this.#furnish() : ok(undefined);
  }

  /** Starts the connectors of organisations that have come since. */
  async startNewConnectors(): Promise<void> {
    const fresh = listOrganisations(this.#site.data).filter(({ orgnr }) => !this.#connectors.has(orgnr));
    if (fresh.length === 0) return;
    for (const organisation of fresh) {
      const started = await this.#startConnector(organisation);
      if (started.kind === 'failed') this.#progress.line({ sv: `! ${started.sv}`, en: started.en });
    }
    this.#save();
  }

  reach(orgnr: string): Result<Reached> {
    const organisation = listOrganisations(this.#site.data).find((one) => one.orgnr === orgnr);
    if (organisation !== undefined) return reach(organisation, this.#site.shell);
    return failed(
      'unknown',
      `Organisationen ${orgnr} finns inte här.`,
      `The organisation ${orgnr} is not here.`,
    );
  }

  async close(): Promise<void> {
    await this.#supervisor.stop();
    if (this.#anchor !== undefined) this.#save(true);
  }

  async #openFederation(moved: boolean): Promise<Result<void>> {
    const started = await this.#start(hub(this.#site));
    if (started.kind === 'failed') return started;
    const { shell, data, sandbox } = this.#site;
    const { url } = started.value;
    const anchor = fromCall(await readAnchor({ url, fetch: shell.fetch }), { sv: 'Navet', en: 'The hub' });
    if (anchor.kind === 'failed') return anchor;
    this.#anchor = anchor.value;
    const token = readOperatorToken(join(data, 'hub'));
    if (token.kind === 'failed') return token;
    const client = hubClient({ url, fetch: shell.fetch, token: token.value });
    const federation: Federation = {
      register: (subordinate) => client.registerSubordinate(subordinate),
      url,
      anchor: anchor.value,
      sandbox,
    };
    const joined = sandbox ? await this.#addSandboxOrganisations(federation) : ok(undefined);
    return joined.kind === 'failed' ? joined : this.#startConnectors(moved);
  }

  async #addSandboxOrganisations(federation: Federation): Promise<Result<void>> {
    const { data, base, shell } = this.#site;
    const here = new Set(listOrganisations(data).map(({ orgnr }) => orgnr));
    const missing = sandboxOrganisations.filter(({ orgnr }) => !here.has(orgnr));
    const added = await Promise.all(
      missing.map(({ orgnr, name, offset }) => {
        const wanted = {
          orgnr,
          name,
          entityId: sandboxEntityId(orgnr),
          port: base + offset,
          peerPort: base + offset + 1,
        };
        return addOrganisation(data, wanted, federation, shell);
      }),
    );
    return added.find((one) => one.kind === 'failed') ?? ok(undefined);
  }

  /** Together, but for moved ports: then those that ask come last, when the others have published where they are now. */
  async #startConnectors(moved: boolean): Promise<Result<void>> {
    const all = listOrganisations(this.#site.data);
    const last = moved ? all.filter(({ orgnr }) => orgnr === consumer.orgnr) : [];
    const first = all.filter((one) => !last.includes(one));
    for (const some of [first, last]) {
      const started = await Promise.all(some.map((organisation) => this.#startConnector(organisation)));
      const wrong = started.find((one) => one.kind === 'failed');
      if (wrong !== undefined) return wrong;
    }
    return ok(undefined);
  }

  #startConnector(organisation: Organisation): Promise<Result<Running>> {
    this.#connectors.add(organisation.orgnr);
    return this.#start(connector(this.#site, organisation));
  }

  #start(program: ReturnType<typeof hub>): Promise<Result<Running>> {
    return this.#progress.during(program.name, this.#supervisor.start(program));
  }

  async #furnish(): Promise<Result<void>> {
    const [asking, asked] = [this.reach(consumer.orgnr), this.reach(provider.orgnr)];
    if (asking.kind === 'failed') return asking;
    if (asked.kind === 'failed') return asked;
    const furnished = await Promise.all([
      furnishConsumer(asking.value),
      furnishProvider(asked.value, this.companyUrl, this.#site),
    ]);
    return furnished.find((one) => one.kind === 'failed') ?? ok(undefined);
  }

  #save(stopped = false): void {
    const { data, base, sandbox } = this.#site;
    const at = (url: string) => {
      const pid = this.#supervisor.running.find((one) => one.url === url)?.pid;
      return { url, ...(!stopped && pid !== undefined && { pid }) };
    };
    const file: SandboxFile = {
      version: 1,
      ...(!stopped && { pid: process.pid }),
      base,
      sandbox,
      hub: at(localUrl(base + portOffsets.hub)),
      ...(sandbox && { company: at(this.companyUrl) }),
      ...(this.#anchor && { anchor: this.#anchor }),
      organisations: listOrganisations(data).map(({ orgnr, name, url }) => ({ orgnr, name, ...at(url) })),
    };
    writeSandboxFile(data, file);
  }
}
