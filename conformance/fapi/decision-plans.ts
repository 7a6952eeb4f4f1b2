import { allCalled, type PlanStanding } from './modules.ts';
import type { Standing } from './requirements.ts';

const protocol = (title: string) => ({ file: 'conformance/authzen/protocol.test.ts', title });
const here = (title: string) => ({ file: 'conformance/fapi/decision-modules.test.ts', title });
const room = (title: string) => ({
  file: 'rooms/blocks/authorization/tests/authzen-evaluation.test.ts',
  title,
});

const alike = here('answers the same question alike each time');
const unknown = here('ignores members that nobody knows, at the top and inside, and takes a context');
const identifier = protocol('the request identifier comes back on every endpoint');

/** What every endpoint is asked. */
const transport: readonly Standing[] = [
  { ids: ['x-request-id-echoed'], heldBy: identifier },
  { ids: ['idempotency'], heldBy: alike },
  { ids: ['unknown-top-level-fields-ignored'], heldBy: unknown },
  { ids: ['reject-get-method', 'reject-put-method'], heldBy: here('refuses GET and PUT') },
  {
    ids: ['reject-top-level-array', 'reject-malformed-json', 'reject-empty-body'],
    heldBy: here('answers 400 to a list, to broken JSON and to nothing'),
  },
  {
    ids: ['reject-non-json-content-type', 'accept-content-type-with-charset'],
    heldBy: here('refuses another media type, and takes JSON with a charset'),
  },
];

const evaluation: readonly Standing[] = [
  { ids: ['fixture-request-permit-decision'], heldBy: room('alice reads') },
  { ids: ['fixture-request-deny-decision'], heldBy: room('bob does not write') },
  { ids: ['request-with-optional-context'], heldBy: room('a context changes nothing') },
  { ids: ['request-with-additional-properties'], heldBy: room('additional properties are ignored') },
  {
    ids: ['fixture-request-deny-based-on-properties'],
    heldBy: room('nobody writes what is archived'),
  },
  { ids: ['fixture-request-permit-based-on-subject-properties'], heldBy: room('an admin does') },
  { ids: ['fixture-request-permit-based-on-action-properties'], heldBy: room('a soft delete') },
  { ids: ['fixture-request-deny-based-on-action-properties'], heldBy: room('no hard delete') },
  { ids: ['missing-subject'], heldBy: room('no subject') },
  { ids: ['missing-action'], heldBy: room('no action') },
  { ids: ['missing-resource'], heldBy: room('no resource') },
  { ids: ['subject-missing-type'], heldBy: room('subject without type') },
  { ids: ['subject-missing-id'], heldBy: room('subject without id') },
  { ids: ['action-missing-name'], heldBy: room('action without name') },
  { ids: ['resource-missing-type'], heldBy: room('resource without type') },
  { ids: ['resource-missing-id'], heldBy: room('resource without id') },
  { ids: ['subject-is-string'], heldBy: room('subject is a string') },
  { ids: ['action-name-is-number'], heldBy: room('action.name is a number') },
  {
    ids: [
      'unknown-subject-fields-ignored',
      'unknown-resource-fields-ignored',
      'unknown-action-fields-ignored',
    ],
    heldBy: unknown,
  },
  {
    ids: ['missing-credentials-returns-401', 'invalid-credentials-returns-401'],
    heldBy: protocol('no token and a wrong one are 401 with a challenge, a token without the scope is 403'),
  },
  ...transport,
];

const evaluations: readonly Standing[] = [
  {
    ids: [
      'batch-request-with-evaluations-array',
      'batch-with-fixture-decisions-validated',
      'default-semantic-is-execute-all',
    ],
    heldBy: protocol('one decision for each item, in order, and none at the top'),
  },
  {
    ids: ['batch-with-fully-specified-evaluations'],
    heldBy: room('items may be whole by themselves'),
  },
  {
    ids: ['batch-with-properties-validated', 'batch-with-subject-properties-validated'],
    heldBy: room('an item takes what it lacks from the top, whole'),
  },
  {
    ids: ['batch-with-context-inheritance', 'per-eval-overrides-default'],
    heldBy: here('overrides what stands at the top, and takes the rest and the context from there'),
  },
  {
    ids: ['evaluation-level-errors', 'missing-subject-returns-decision-false'],
    heldBy: room('a faulty item is a denial that says why, and the others stand'),
  },
  {
    ids: ['execute-all-explicit', 'deny-on-first-deny', 'permit-on-first-permit', 'unknown-semantic-value'],
    heldBy: room('the three semantics: all, up to the first denial, up to the first permit'),
  },
  {
    ids: ['missing-evaluations-array-backward-compat', 'empty-evaluations-array-backward-compat'],
    heldBy: protocol('without items the answer is that of a single evaluation'),
  },
  {
    ids: ['batch-with-default-value-merging'],
    open: 'Its first item leaves out the type of its resource and means that of the top; here an item has a resource of its own or that of the top, whole, and is denied as faulty.',
  },
  ...transport,
];

const byProperties = here('goes by properties of subject and resource');
const ignored = here('takes no notice of an id or an action of what is sought');
const nothing = here('of a type or of someone that nobody knows finds nothing');
const lacking = (...ids: readonly string[]): Standing => ({
  ids,
  heldBy: here('a question that lacks something is answered 400'),
});
const results = (kind: string) => ({
  file: 'conformance/authzen/interop.test.ts',
  title: `${kind}: every published result, in its order`,
});

const subjects: readonly Standing[] = [
  { ids: ['valid-subject-search-request-with-non-empty-results'], heldBy: results('subjects') },
  { ids: ['subject-search-with-context'], heldBy: unknown },
  { ids: ['subject-search-with-subject-id-omitted'], heldBy: alike },
  {
    ids: ['request-with-page-limit', 'unknown-page-fields-ignored'],
    heldBy: here('goes page by page, whatever else stands in the page'),
  },
  { ids: ['unknown-entity-type'], heldBy: nothing },
  { ids: ['extra-subject-id-ignored'], heldBy: ignored },
  { ids: ['subject-search-with-resource-properties'], heldBy: byProperties },
  lacking(
    'missing-action',
    'action-missing-name',
    'action-is-string',
    'missing-resource',
    'resource-missing-id',
    'resource-missing-type',
    'subject-missing-type',
  ),
  ...transport,
];

const resources: readonly Standing[] = [
  { ids: ['valid-resource-search-request-with-non-empty-results'], heldBy: results('resources') },
  { ids: ['resource-search-with-resource-id-omitted'], heldBy: alike },
  { ids: ['extra-resource-id-ignored'], heldBy: ignored },
  { ids: ['resource-search-with-subject-properties'], heldBy: byProperties },
  lacking(
    'missing-subject',
    'subject-missing-id',
    'missing-resource',
    'resource-missing-type',
    'missing-action',
    'action-missing-name',
  ),
  ...transport,
];

const actions: readonly Standing[] = [
  { ids: ['valid-action-search-request-with-non-empty-results'], heldBy: results('actions') },
  { ids: ['action-search-with-context'], heldBy: unknown },
  { ids: ['unknown-entity-identifier'], heldBy: nothing },
  { ids: ['extra-action-ignored'], heldBy: ignored },
  { ids: ['action-search-with-properties'], heldBy: byProperties },
  lacking(
    'missing-resource',
    'resource-missing-id',
    'resource-missing-type',
    'missing-subject',
    'subject-missing-id',
    'subject-missing-type',
    'subject-is-string',
  ),
  ...transport,
];

const numbers = Array.from({ length: 40 }, (_, i) => String(i + 1).padStart(2, '0'));

/** Towards the decisions of the room authorization (AuthZEN). */
export const decisionPlans: readonly PlanStanding[] = [
  { plan: 'AuthzenPDPEvaluationTestPlan', modules: allCalled('authzen-pdp-evaluation-', evaluation) },
  { plan: 'AuthzenPDPEvaluationsTestPlan', modules: allCalled('authzen-pdp-evaluations-', evaluations) },
  { plan: 'AuthzenPDPSubjectSearchTestPlan', modules: allCalled('authzen-pdp-subject-search-', subjects) },
  { plan: 'AuthzenPDPResourceSearchTestPlan', modules: allCalled('authzen-pdp-resource-search-', resources) },
  { plan: 'AuthzenPDPActionSearchTestPlan', modules: allCalled('authzen-pdp-action-search-', actions) },
  {
    plan: 'AuthzenPDPInteropEvaluationTestPlan',
    modules: [
      {
        ids: numbers.map((number) => `authzen-pdp-interop-evaluation-${number}`),
        open: 'What its 40 questions ask is not among the published files that are at hand; the 25 of the same scenario at an API gateway are answered as published (conformance/authzen/interop.test.ts).',
      },
    ],
  },
];
