import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseConnection, Dialect, DialectAdapter, Driver, Kysely, Transaction } from 'kysely';

/** The transaction that the running code is inside of. */
const inside = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Runs `work` in one transaction: all of it is durable when the promise resolves, nothing of it when it rejects.
 *
 * Inside `work` only the handle it receives may be used. Any other handle would wait for a second connection,
 * which PGlite does not have, so `guardTransactions` makes that an error at once instead of a standstill.
 */
export function transaction<Tables, Value>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Value>,
): Promise<Value> {
  const mark = { open: true };
  return db
    .transaction()
    .execute((trx) => inside.run(mark, () => work(trx)))
    .finally(() => {
      mark.open = false;
    });
}

/**
 * A dialect that refuses to lend a second connection to code running inside `transaction`.
 *
 * Kysely would queue for PGlite's only connection before it asks the driver, and so stand still before the driver
 * can refuse. The guard therefore says that there are many connections, and does the queueing itself.
 */
export function guardTransactions(dialect: Dialect): Dialect {
  const adapter = dialect.createAdapter();
  return {
    createAdapter: () => asMany(adapter),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => guardDriver(dialect.createDriver(), adapter.supportsMultipleConnections ?? true),
  };
}

function asMany(adapter: DialectAdapter): DialectAdapter {
  return new Proxy(adapter, {
    get: (target, name) =>
      name === 'supportsMultipleConnections' ? true : Reflect.get(target, name, target),
  });
}

function guardDriver(driver: Driver, many: boolean): Driver {
  const acquire = driver.acquireConnection.bind(driver);
  const release = driver.releaseConnection.bind(driver);
  const queue = many ? undefined : createQueue();
  driver.acquireConnection = async (...options) => {
    if (inside.getStore()?.open === true) {
      throw new Error(
        'a query inside a transaction used the outer database handle; use the one `transaction` gives',
      );
    }
    await queue?.enter();
    return acquire(...options);
  };
  driver.releaseConnection = async (connection: DatabaseConnection, ...options) => {
    await release(connection, ...options);
    queue?.leave();
  };
  return driver;
}

interface Queue {
  enter(): Promise<void>;
  leave(): void;
}

/** One at a time, in order of arrival. */
function createQueue(): Queue {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    enter: () => {
      if (taken) return new Promise((resolve) => waiting.push(resolve));
      taken = true;
      return Promise.resolve();
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) taken = false;
      else next();
    },
  };
}
