import { batchAlgorithm } from '@ena/kernel/crypto/http-signatures/batch-value.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type ConnectorConfig, exchangeEndpoint, logOrigin, publicUrl } from '../config.ts';
import type { Services } from '../state/services.ts';
import type { AnchorClient } from '../trust/anchor-client.ts';
import type { TrustCache } from '../trust/trust-cache.ts';
import type { TlsIdentities } from './tls-identities.ts';

interface Options {
  readonly config: ConnectorConfig;
  readonly federation: KeyRing;
  readonly signing: KeyRing;
  readonly tls: TlsIdentities;
  readonly services: Services;
  readonly logVkey: string;
  readonly anchor: AnchorClient;
  readonly trust: TrustCache;
  readonly clock: Clock;
}

/** The organisation as it tells itself to the federation: its entity configuration (OpenID Federation 1.0 §3). */
export class OwnEntity {
  readonly #options: Options;
  #content = '';
  #jwt = '';
  #renewAt = 0;
  #published = '';
  /** Why the hub does not have the newest configuration; `undefined` when it has. */
  problem: string | undefined = 'not yet published';

  constructor(options: Options) {
    this.#options = options;
  }

  /** The current entity configuration, signed; made anew when its content changed or half its life is gone. */
  async configuration(): Promise<string> {
    const { clock, config, federation } = this.#options;
    const content = this.#claims();
    const text = JSON.stringify(content);
    if (text === this.#content && clock.now() < this.#renewAt) return this.#jwt;
    const iat = Math.floor(clock.now() / 1000);
    const exp = iat + config.statementHours * 3600;
    this.#jwt = await signJwt('entity-statement+jwt', { ...content, iat, exp }, federation.active);
    this.#content = text;
    this.#renewAt = clock.now() + config.statementHours * 1_800_000;
    return this.#jwt;
  }

  /** Tells the hub, if it has not heard the newest; then reads back what others will see. */
  async publish(): Promise<boolean> {
    const { anchor, trust, config } = this.#options;
    const jwt = await this.configuration();
    if (jwt !== this.#published) {
      const published = await anchor.publish(jwt);
      if (!published.ok) {
        this.problem =
          published.error.kind === 'unknown'
            ? 'the hub does not know this organisation; have its operator register it'
            : published.error.why;
        return false;
      }
      this.#published = jwt;
    }
    const seen = await trust.fetchAnew(config.entityId);
    this.problem = seen.ok ? undefined : `the hub does not answer for this organisation (${seen.error.kind})`;
    // A hub that was set back has lost what it was told.
    if (!seen.ok && seen.error.kind !== 'unavailable') this.#published = '';
    return seen.ok;
  }

  #claims() {
    const { config, federation, signing, tls, services, logVkey } = this.#options;
    return {
      iss: config.entityId,
      sub: config.entityId,
      jwks: { keys: federation.all.map((key) => key.publicJwk) },
      authority_hints: [config.anchor.entityId],
      metadata: {
        federation_entity: { organization_name: config.name },
        ena_connector: {
          orgnr: config.orgnr,
          exchange_endpoint: exchangeEndpoint(config),
          jwks: { keys: signing.all.map((key) => key.publicJwk) },
          tls_pins: [...tls.pins],
          log: { origin: logOrigin(config), vkey: logVkey, url: `${publicUrl(config)}/log` },
          signature_algorithms: ['ecdsa-p256-sha256', batchAlgorithm],
          services: services.all().map(({ id, title, operations }) => ({ id, title, operations })),
        },
      },
    };
  }
}
