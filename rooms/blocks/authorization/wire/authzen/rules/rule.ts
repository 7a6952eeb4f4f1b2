import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { RuleKind, RuleValues } from '../../../domain/decision/rules.ts';

/** How one kind of rule stands on the wire of our own API. */
export interface RuleForm<Kind extends RuleKind, Body> {
  readonly kind: Kind;
  /** Last part of the path: `/access-policy/v1/<collection>`. */
  readonly collection: string;
  toValue(body: Body): RuleValues[Kind];
  render(value: RuleValues[Kind]): Record<string, unknown>;
}

/** No type, id or name is empty or holds U+0000, which PostgreSQL cannot store. */
export const name = Type.String({ minLength: 1, maxLength: 1024, pattern: '^[^\\u0000]*$' });
export const reference = Type.Object({ type: name, id: name }, { additionalProperties: false });
export const instant = Type.String({ format: 'date-time' });

const kept = {
  id: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  changedAt: instant,
  changedBy: Type.String(),
};

const example = {
  id: 'grant_0199',
  version: 1,
  changedAt: '2026-11-22T11:00:00.000Z',
  changedBy: 'client:a',
};

/** The rule with its id and version. */
export function keptRule(body: TObject): TSchema {
  const { examples } = body as { examples?: readonly object[] };
  return Type.Object(
    { ...kept, ...(body.properties as TProperties) },
    {
      examples: [{ ...example, ...examples?.[0] }],
    },
  );
}

export function rulePage(body: TObject): TSchema {
  return Type.Object(
    { items: Type.Array(keptRule(body)), _meta: pageMetaSchema, _links: pageLinksSchema },
    { examples: [{ items: [] }] },
  );
}

/** The history of one rule, the newest first. */
export function versionPage(body: TObject): TSchema {
  const version = Type.Object({
    version: kept.version,
    change: Type.String({ enum: ['made', 'replaced', 'removed'] }),
    changedAt: instant,
    changedBy: Type.String(),
    rule: Type.Optional(body),
  });
  return Type.Object(
    { items: Type.Array(version), _meta: pageMetaSchema, _links: pageLinksSchema },
    { examples: [{ items: [] }] },
  );
}

interface Kept {
  readonly id: string;
  readonly version: number;
  readonly changedAt: number;
  readonly changedBy: string;
}

export function renderKept({ id, version, changedAt, changedBy }: Kept, body: Record<string, unknown>) {
  return { id, version, changedAt: rfc3339(changedAt), changedBy, ...body };
}
