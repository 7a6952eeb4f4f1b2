import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { type Producer, producerIdForm } from '../../domain/producer.ts';
import { reachBody } from './reach.ts';

const producerMembers = {
  id: Type.String({ pattern: producerIdForm, description: 'Stands in addresses. Står i adresser.' }),
  prefix: Type.String({
    pattern: '^[A-Z]{1,50}$',
    description: 'What the names of its event types begin with. Prefix för kundhändelsetyper.',
  }),
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' }),
  organisation: Type.String({ pattern: '^[0-9]{10}$', description: 'Organisationsnummer.' }),
};

const example = { id: 'testkommunen', prefix: 'TESTKOP', name: 'Testkommunen', organisation: '2120000829' };

export const producerBody = Type.Object(
  { ...producerMembers, reach: Type.Optional(reachBody) },
  { additionalProperties: false, examples: [example] },
);

export type ProducerBody = Static<typeof producerBody>;

const addresses = {
  baseUrl: Type.String({ description: 'What kundhandelseFragaSynkron stands under.' }),
  loadUrl: Type.String({ description: 'Where the producer sends its events.' }),
};

const exampleReply = {
  ...example,
  registered: '2026-11-22T11:00:00.000Z',
  baseUrl: 'https://hub.example.org/mina-arenden/v1/producers/testkommunen',
  loadUrl: 'https://hub.example.org/cases/v1/producers/testkommunen/events',
};

export const producerReply = Type.Object(
  { ...producerMembers, registered: Type.String({ format: 'date-time' }), ...addresses },
  { examples: [exampleReply] },
);

export const keyReply = Type.Object(
  { loadKey: Type.String({ description: 'Shown this once; the hub keeps its hash. Visas en gång.' }) },
  { examples: [{ loadKey: 'load_only-an-example-of-the-form' }] },
);

export const producerWithKey = Type.Object(
  { ...producerReply.properties, ...keyReply.properties },
  { examples: [{ ...exampleReply, loadKey: 'load_only-an-example-of-the-form' }] },
);

export function renderProducer(producer: Producer, publicUrl: string) {
  const { registeredAt, ...members } = producer;
  return {
    ...members,
    registered: rfc3339(registeredAt),
    baseUrl: `${publicUrl}/mina-arenden/v1/producers/${producer.id}`,
    loadUrl: `${publicUrl}/cases/v1/producers/${producer.id}/events`,
  };
}

export const byProducer = Type.Object({ producer: Type.String({ pattern: producerIdForm }) });

/** The body of a list answer, with one example page. */
export function pageOf(item: TSchema, path: string) {
  const { examples = [] } = item as { examples?: readonly unknown[] };
  const link = { href: `${path}?limit=20&page=1`, rel: 'self', method: 'GET' };
  const page = {
    items: examples.slice(0, 1),
    _meta: { totalRecords: 1, page: 1, limit: 20, count: 1 },
    _links: { self: link, first: { ...link, rel: 'first' }, last: { ...link, rel: 'last' } },
  };
  return Type.Object(
    { items: Type.Array(item), _meta: pageMetaSchema, _links: pageLinksSchema },
    { examples: [page] },
  );
}
