import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeyFolder, removeKeyFile, writeKeyFile } from '@ena/kernel/crypto/key-file.ts';
import { makeTlsIdentity, type TlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import type { Clock } from '@ena/kernel/time.ts';

interface Options {
  readonly folder: string;
  readonly commonName: string;
  readonly clock: Clock;
  readonly ipAddresses: readonly string[];
  readonly dnsNames: readonly string[];
}

/** A pin, not the date, is what peers check; the date only keeps ordinary TLS tools content. */
const validDays = 825;

/**
 * The TLS keys of the connector: the one in use, and the next one once it is announced. Partners accept every
 * pin that the entity configuration names, so a key is announced, published, and only then used.
 */
export class TlsIdentities {
  readonly #options: Options;
  #current: TlsIdentity;
  #next: TlsIdentity | undefined;
  /** Connections made with the key before go on for a while. A restart ends them, so this need not be on disk. */
  #previousPin: string | undefined;

  constructor(options: Options) {
    this.#options = options;
    makeKeyFolder(options.folder);
    this.#current = this.#read('current') ?? this.#make('current');
    this.#next = this.#read('next');
  }

  get current(): TlsIdentity {
    return this.#current;
  }

  /** Everything to publish. */
  get pins(): readonly string[] {
    return [this.#current.pin, this.#next?.pin, this.#previousPin].filter((pin) => pin !== undefined);
  }

  get phase(): 'single' | 'announced' | 'promoted' {
    if (this.#next) return 'announced';
    return this.#previousPin === undefined ? 'single' : 'promoted';
  }

  announce(): void {
    this.#next ??= this.#make('next');
  }

  /** The announced key is used from now on; false when none was announced. */
  promote(): boolean {
    if (!this.#next) return false;
    this.#write('current', this.#next);
    this.#previousPin = this.#current.pin;
    this.#current = this.#next;
    this.#next = undefined;
    removeKeyFile(this.#options.folder, 'next.json');
    return true;
  }

  /** The old key is gone from disk already; this ends its publication. */
  settle(): void {
    this.#previousPin = undefined;
  }

  #make(name: string): TlsIdentity {
    const { commonName, clock, dnsNames, ipAddresses } = this.#options;
    const made = makeTlsIdentity(commonName, clock, { days: validDays, dnsNames, ipAddresses });
    this.#write(name, made);
    return made;
  }

  #write(name: string, identity: TlsIdentity): void {
    writeKeyFile(this.#options.folder, `${name}.json`, JSON.stringify(identity));
  }

  #read(name: string): TlsIdentity | undefined {
    const file = join(this.#options.folder, `${name}.json`);
    if (!existsSync(file)) return undefined;
    const identity = JSON.parse(readFileSync(file, 'utf8')) as TlsIdentity;
    return name === 'next' && identity.pin === this.#current.pin ? undefined : identity;
  }
}
