import { Pool } from 'undici';

/** Kept-alive connections to the organisation's own services, one pool for each origin. */
export class ServicePools {
  readonly #pools = new Map<string, Pool>();
  readonly #connections: number;

  constructor(connections: number) {
    this.#connections = connections;
  }

  get(origin: string): Pool {
    const known = this.#pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: this.#connections,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: 4_000,
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  /** Ends every connection; what is still under way fails. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}
