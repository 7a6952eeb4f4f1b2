import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { request } from 'undici';
import type { TrustProblem } from './entity.ts';

const timeoutMs = 5_000;
const maxBytes = 512 * 1024;
/** The list of mandates that ended of late grows with their number. */
const maxDocumentBytes = 4_000_000;

export interface ResolvedChain {
  readonly chain: readonly string[];
}

/**
 * Asks the hub. Nothing it answers is trusted for itself: the chain is verified against the pinned key,
 * so a hub that lies can refuse service and no more.
 */
export class AnchorClient {
  readonly #url: string;
  readonly #anchorId: string;

  constructor(url: string, anchorId: string) {
    this.#url = url.replace(/\/$/, '');
    this.#anchorId = anchorId;
  }

  /** OpenID Federation 1.0 §8.3 (resolve), for the trust chain it carries. */
  async resolve(entityId: string): Promise<Result<ResolvedChain, TrustProblem>> {
    const query = new URLSearchParams({ sub: entityId, trust_anchor: this.#anchorId });
    const answer = await this.#get(`/federation/resolve?${query}`);
    if (!answer.ok) return answer;
    if (answer.value.status === 404 && isUnknownSubject(answer.value.body)) return fail({ kind: 'unknown' });
    if (answer.value.status !== 200)
      return fail({ kind: 'unavailable', why: `resolve answered ${answer.value.status}` });
    const chain = trustChain(answer.value.body);
    return chain
      ? ok({ chain })
      : fail({ kind: 'invalid', why: 'the resolve response carries no trust chain' });
  }

  /** The entity id of an organisation number; only a pointer, the chain tells whether it is true. */
  async entityIdOf(orgnr: string): Promise<Result<string, TrustProblem>> {
    const answer = await this.#get(`/trust-framework/v1/organisations/${orgnr}`);
    if (!answer.ok) return answer;
    if (answer.value.status === 404 && isUnknownOrganisation(answer.value.body))
      return fail({ kind: 'unknown' });
    if (answer.value.status !== 200)
      return fail({ kind: 'unavailable', why: `the organisation register answered ${answer.value.status}` });
    const entityId = (parse(answer.value.body) as { entityId?: unknown } | undefined)?.entityId;
    return typeof entityId === 'string'
      ? ok(entityId)
      : fail({ kind: 'invalid', why: 'the organisation register named no entity' });
  }

  /** Publishes the own entity configuration. The hub checks its signature; no other credential is sent. */
  async publish(entityConfiguration: string): Promise<Result<void, TrustProblem>> {
    const answer = await this.#send(
      'PUT',
      '/trust-framework/v1/entity-configurations',
      entityConfiguration,
      'application/entity-statement+jwt',
    );
    if (!answer.ok) return answer;
    if (answer.value.status >= 200 && answer.value.status < 300) return ok(undefined);
    if (answer.value.status === 404) return fail({ kind: 'unknown' });
    const detail = (parse(answer.value.body) as { detail?: unknown } | undefined)?.detail;
    return fail({
      kind: 'invalid',
      why: `the hub refused the entity configuration (${answer.value.status}): ${typeof detail === 'string' ? detail : 'no reason given'}`,
    });
  }

  /** Hands in what this connector holds; the hub checks its signature. `unknown`: this hub takes no inventories. */
  async saveInventory(orgnr: string, jwt: string): Promise<Result<void, TrustProblem>> {
    const path = `/onboarding/v1/organisations/${orgnr}/inventory`;
    const answer = await this.#send('PUT', path, jwt, 'application/ena-inventory+jwt');
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 200) return ok(undefined);
    const said = parse(body) as { type?: unknown; detail?: unknown } | undefined;
    if (status === 404 && said?.type === 'urn:ena:problem:http:not-found') return fail({ kind: 'unknown' });
    const detail = typeof said?.detail === 'string' ? said.detail : 'no reason given';
    return fail({ kind: 'invalid', why: `the hub refused the inventory (${status}): ${detail}` });
  }

  /** The hub's signed document about the keys of a relying party of mandates. */
  async mandateKeys(relyingParty: string): Promise<Result<string, TrustProblem>> {
    return this.#document(`/mandates/v1/keys/${relyingParty}`);
  }

  /** The hub's signed list of mandates that have ended of late. */
  async mandateStatus(): Promise<Result<string, TrustProblem>> {
    return this.#document('/mandates/v1/status');
  }

  /** The hub's signed answer about the mandates of one context, where they are at a producer elsewhere. */
  async mandateStanding(context: string, nonce: string): Promise<Result<string, TrustProblem>> {
    const path = '/mandates/v1/standings';
    const answer = await this.#send('POST', path, JSON.stringify({ context, nonce }), 'application/json');
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    return status === 200 ? ok(body) : fail({ kind: 'unavailable', why: `${path} answered ${status}` });
  }

  async addCheckpoint(body: string): Promise<Result<{ status: number; body: string }, TrustProblem>> {
    return this.#send('POST', '/witness/add-checkpoint', body, 'text/plain; charset=utf-8');
  }

  async #document(path: string): Promise<Result<string, TrustProblem>> {
    const answer = await this.#send('GET', path, undefined, undefined, maxDocumentBytes);
    if (!answer.ok) return answer;
    return answer.value.status === 200
      ? ok(answer.value.body)
      : fail({ kind: 'unavailable', why: `${path} answered ${answer.value.status}` });
  }

  #get(path: string) {
    return this.#send('GET', path);
  }

  async #send(
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body?: string,
    contentType?: string,
    mostBytes = maxBytes,
  ): Promise<Result<{ status: number; body: string }, TrustProblem>> {
    try {
      const response = await request(this.#url + path, {
        method,
        body: body ?? null,
        headers: contentType ? { 'content-type': contentType } : {},
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      const text = await limitedText(response.body, mostBytes);
      return ok({ status: response.statusCode, body: text });
    } catch (error) {
      return fail({
        kind: 'unavailable',
        why: error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown',
      });
    }
  }
}

async function limitedText(body: AsyncIterable<Buffer>, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error('answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * A 404 withdraws an organisation at once, so it must be the resolver's own word (OpenID Federation 1.0 §8.9):
 * the error page of a proxy, or of a hub that is starting, says nothing about anyone.
 */
function isUnknownSubject(body: string): boolean {
  return (parse(body) as { error?: unknown } | undefined)?.error === 'invalid_subject';
}

function isUnknownOrganisation(body: string): boolean {
  return (
    (parse(body) as { type?: unknown } | undefined)?.type ===
    'urn:ena:problem:trust-framework:unknown-organisation'
  );
}

function trustChain(resolveResponse: string): readonly string[] | undefined {
  const claims = parse(Buffer.from(resolveResponse.split('.')[1] ?? '', 'base64url').toString('utf8')) as
    | { trust_chain?: unknown }
    | undefined;
  const chain = claims?.trust_chain;
  return Array.isArray(chain) && chain.every((jwt) => typeof jwt === 'string') ? chain : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
