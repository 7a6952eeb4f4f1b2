import { compileValidator } from '@ena/kernel/http/validation.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import {
  actionSchema,
  contextSchema,
  type EvaluationMessage,
  entitySchema,
  hasStrayPrincipal,
} from './entities.ts';
import { type DecisionMessage, decisionReply, evaluationRequest } from './evaluation.ts';

export const mostEvaluations = 1_000;

/** §7.1: whole-payload faults are refused by this schema; an item may be faulty alone. */
export const evaluationsRequest = Type.Object(
  {
    subject: Type.Optional(entitySchema),
    action: Type.Optional(actionSchema),
    resource: Type.Optional(entitySchema),
    context: Type.Optional(contextSchema),
    options: Type.Optional(
      Type.Object({
        evaluations_semantic: Type.Optional(
          Type.String({ enum: ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] }),
        ),
      }),
    ),
    evaluations: Type.Optional(
      Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: mostEvaluations }),
    ),
  },
  {
    examples: [
      {
        subject: { type: 'user', id: 'alice@example.com' },
        action: { name: 'read' },
        evaluations: [{ resource: { type: 'document', id: '1' } }],
      },
    ],
  },
);

export type EvaluationsMessage = Static<typeof evaluationsRequest>;
export type Semantic = 'execute_all' | 'deny_on_first_deny' | 'permit_on_first_permit';

/** §7.2; the form of a single decision where no evaluations were sent. */
export const evaluationsReply = Type.Union(
  [Type.Object({ evaluations: Type.Array(decisionReply) }), decisionReply],
  { examples: [{ evaluations: [{ decision: true }] }] },
);

const check = compileValidator(evaluationRequest);

/** One complete question, or what is missing from it. */
export function completed(message: unknown): Result<EvaluationMessage, string> {
  const errors = check(message);
  if (errors !== undefined) return fail(sentenceOf(errors));
  const whole = message as EvaluationMessage;
  if (hasStrayPrincipal(whole)) return fail('context.on_behalf_of needs a type and an id.');
  return ok(whole);
}

/** §7.1.1: an item takes each member that it lacks whole from the top. */
export function questionsOf(message: EvaluationsMessage): readonly Result<EvaluationMessage, string>[] {
  const { subject, action, resource, context } = message;
  const defaults = withoutAbsent({ subject, action, resource, context });
  return (message.evaluations ?? []).map((item) => completed({ ...defaults, ...item }));
}

export function semanticOf({ options }: EvaluationsMessage): Semantic {
  return (options?.evaluations_semantic as Semantic | undefined) ?? 'execute_all';
}

/** §7.2.1: a faulty item is a denial that says what is wrong with it. */
export function renderFault(message: string): DecisionMessage {
  return { decision: false, context: { error: { status: 400, message } } };
}

function sentenceOf(errors: readonly { readonly pointer: string; readonly detail: string }[]): string {
  return errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join(' ');
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
