/** RFC 9110 §7.6.1 and what a connection owns; never passed on in either direction. */
const ownedByTheConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
]);

/** What would tell one organisation's innards to the other, or is made anew by each connector. */
const ownedByTheConnector = new Set([
  'user-agent',
  'server',
  'date',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'via',
  'signature',
  'signature-input',
  'content-digest',
  'traceparent',
  'tracestate',
]);

/**
 * What a security server says, in X-Road's words, of who asks and what is answered: a service behind a connector would
 * believe it, and nobody has checked it here. The `r1` side sets its own. All else of X-Road's is between the systems
 * and travels as it is (X-Road Message Protocol for REST 4.3).
 */
const claimedForXRoad = /^x-road-(?:client|service|id|request-.*|hash|error)$/;

export type HeaderList = Record<string, string | string[]>;

/**
 * Headers that travel: all but those of the connection, of the connector, and every `ena-*` header,
 * which the connector sets itself. `Connection: x` names further headers of the connection.
 */
export function travellingHeaders(headers: NodeJS.Dict<string | string[]>): HeaderList {
  const named = typeof headers.connection === 'string' ? headers.connection.toLowerCase() : '';
  const passed: HeaderList = {};
  for (const name in headers) {
    const value = headers[name];
    if (
      value === undefined ||
      ownedByTheConnection.has(name) ||
      ownedByTheConnector.has(name) ||
      name.startsWith('ena-') ||
      (name.startsWith('x-road-') && claimedForXRoad.test(name))
    )
      continue;
    if (named !== '' && named !== 'keep-alive' && named.split(',').some((part) => part.trim() === name))
      continue;
    passed[name] = value;
  }
  return passed;
}

export function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
