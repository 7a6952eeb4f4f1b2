import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** `connector.json` in the connector's folder. Comments here are the documentation of the keys. */
export const ConnectorConfigSchema = Type.Object(
  {
    orgnr: Type.String({
      pattern: '^[0-9]{10}$',
      description: 'Organisation number of the organisation that runs this connector.',
    }),
    name: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The organisation’s name, as people read it.',
    }),
    entityId: Type.String({
      pattern: '^https://',
      description: 'The organisation’s entity id in the federation: an https URL.',
    }),
    host: Type.String({
      default: '127.0.0.1',
      description:
        'Address on which own systems reach the connector. Loopback unless systems authenticate by key or certificate.',
    }),
    port: Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: 'Port for own systems, the admin API, the log, health and metrics.',
    }),
    peerHost: Type.String({
      default: '127.0.0.1',
      description: 'Address on which other connectors reach this one.',
    }),
    peerPort: Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: 'Port for other connectors (TLS 1.3).',
    }),
    systemsTlsPort: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 65535,
        description: 'Port on which own systems connect with a client certificate. Absent: no such port.',
      }),
    ),
    exchangeEndpoint: Type.Optional(
      Type.String({
        pattern: '^https://[^/?#@]+$',
        description:
          'How others reach the peer port, where a name or a gateway stands before it. Default: peerHost and peerPort.',
      }),
    ),
    publicUrl: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description: 'How others reach the public log. Default: host and port.',
      }),
    ),
    anchor: Type.Object(
      {
        entityId: Type.String({ pattern: '^https://', description: 'Entity id of the trust anchor.' }),
        url: Type.String({
          pattern: '^https?://',
          description: 'Where the trust anchor’s service is reached.',
        }),
        thumbprints: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), {
          minItems: 1,
          description: 'RFC 7638 thumbprints of the anchor’s keys, received out of band.',
        }),
      },
      { description: 'The trust anchor; everything else is verified from its keys.' },
    ),
    sandbox: Type.Boolean({
      default: false,
      description: 'Sandbox mode: private addresses are allowed for partners.',
    }),
    allowPrivateAddresses: Type.Boolean({
      default: false,
      description: 'Partners may have private addresses (closed networks).',
    }),
    maxBodyBytes: Type.Integer({
      default: 20 * 1024 * 1024,
      minimum: 1024,
      description: 'Largest body in either direction, bytes.',
    }),
    maxHeaderBytes: Type.Integer({
      default: 16 * 1024,
      minimum: 1024,
      description: 'Largest header section, bytes.',
    }),
    concurrentExchanges: Type.Integer({
      default: 2000,
      minimum: 1,
      description: 'Exchanges under way at once, each side; more are answered 503.',
    }),
    bodyBytesAtOnce: Type.Integer({
      default: 256 * 1024 * 1024,
      minimum: 1024,
      description:
        'Bytes of request bodies held at once, each side, until their answers have left; more are answered 503. At least maxBodyBytes, or the largest bodies never fit.',
    }),
    shareOfOneConsumer: Type.Number({
      default: 0.75,
      exclusiveMinimum: 0,
      maximum: 1,
      description:
        'How much of concurrentExchanges and bodyBytesAtOnce one consumer organisation may hold here, and always one body of the largest size; more is answered 503. 1 lets one partner hold all.',
    }),
    ratePerSecond: Type.Number({
      default: 500,
      minimum: 0.1,
      description: 'Calls a second that one consumer organisation may make on average.',
    }),
    rateBurst: Type.Integer({
      default: 2000,
      minimum: 1,
      description: 'Calls that one consumer organisation may make at once.',
    }),
    groupSignatures: Type.Boolean({
      default: true,
      description:
        'Under load, sign several messages with one signature for partners that verify that; one for each otherwise.',
    }),
    shareInventory: Type.Boolean({
      default: true,
      description:
        'Tell the hub which systems, services and grants are registered here, for the organisation’s contacts and the other end of each grant to read in the portal. No secrets, no addresses.',
    }),
    clockSkewSeconds: Type.Integer({
      default: 60,
      minimum: 5,
      maximum: 300,
      description: 'How far a signature’s time may be from ours.',
    }),
    peerConnections: Type.Integer({
      default: 64,
      minimum: 1,
      description: 'Connections kept to each other connector.',
    }),
    answerTimeoutMs: Type.Integer({
      default: 30_000,
      minimum: 100,
      description: 'How long to wait for the other connector’s answer.',
    }),
    refreshSeconds: Type.Integer({
      default: 60,
      minimum: 1,
      description: 'How often the partners’ statements are fetched anew.',
    }),
    statementHours: Type.Integer({
      default: 96,
      minimum: 72,
      maximum: 720,
      description: 'How long the own entity configuration is valid.',
    }),
    shutdownSeconds: Type.Integer({
      default: 10,
      minimum: 1,
      description: 'How long exchanges under way may take to finish at shutdown.',
    }),
    logLevel: Type.Union(
      [Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')],
      { default: 'info', description: 'Least severe log line that is written.' },
    ),
  },
  { additionalProperties: false },
);

export type ConnectorConfig = Static<typeof ConnectorConfigSchema>;

const compiled = Compile(ConnectorConfigSchema);

/** Reads a configuration, filling in defaults. Answers sentences that say what to mend. */
export function parseConfig(
  value: unknown,
): { ok: true; config: ConnectorConfig } | { ok: false; mistakes: string[] } {
  const filled = compiled.Default(value);
  if (compiled.Check(filled)) return { ok: true, config: filled };
  return {
    ok: false,
    mistakes: compiled.Errors(filled).map((e) => `${e.instancePath || '(top)'}: ${e.message}`),
  };
}

export function exchangeEndpoint(config: ConnectorConfig): string {
  return config.exchangeEndpoint ?? `https://${inUrl(config.peerHost)}:${config.peerPort}`;
}

export function publicUrl(config: ConnectorConfig): string {
  return (config.publicUrl ?? `http://${inUrl(config.host)}:${config.port}`).replace(/\/$/, '');
}

/** An IPv6 address stands in brackets (RFC 3986 §3.2.2). */
function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

export function logOrigin(config: ConnectorConfig): string {
  return `${new URL(config.entityId).host}/log`;
}
