/*
 * The interop scenarios of the AuthZEN working group as rules of ours: who has which role and what a role may do
 * stands in the payload documents of the scenarios (https://authzen-interop.net/docs/scenarios), the data in the
 * published files. Nothing here knows a published answer.
 */

interface SearchUser {
  readonly id: string;
  readonly role: string;
  readonly department: string;
}

interface SearchRecord {
  readonly id: number;
  readonly title: string;
  readonly department: string;
  readonly owner: string;
}

const attribute = (path: string) => ({ attribute: path, operator: 'equals' });
const owns = { ...attribute('resource.properties.owner'), other: 'subject.id' };
const sameDepartment = {
  ...attribute('resource.properties.department'),
  other: 'subject.properties.department',
};
const isManager = { ...attribute('subject.properties.role'), value: 'manager' };

function permit(id: string, action: string, conditions: readonly object[]): object {
  return { id, effect: 'permit', subjectType: 'user', resourceType: 'record', actions: [action], conditions };
}

/** "Authorization Use Cases" of the search scenario, one policy for each line. */
export const searchPolicies = {
  name: 'authzen-search',
  policies: [
    permit('owner-views', 'view', [owns]),
    permit('department-views', 'view', [sameDepartment]),
    permit('manager-views', 'view', [isManager]),
    permit('owner-edits', 'edit', [owns]),
    permit('manager-edits-own-department', 'edit', [isManager, sameDepartment]),
    permit('owner-deletes', 'delete', [owns]),
  ],
};

export function searchEntities(
  users: readonly SearchUser[],
  records: readonly SearchRecord[],
): readonly object[] {
  return [
    ...users.map(({ id, ...properties }) => ({ entity: { type: 'user', id }, properties })),
    ...records.map(({ id, ...properties }) => ({ entity: { type: 'record', id: String(id) }, properties })),
  ];
}

function route(resourceId: string, ...actions: readonly string[]): object {
  return { resourceType: 'route', resourceId, actions };
}

/** Roles of the Todo scenario, as its API gateway sees them. */
export const todoRoles: readonly object[] = [
  { name: 'viewer', permissions: [route('/users/{userId}', 'GET'), route('/todos', 'GET')] },
  {
    name: 'editor',
    includes: ['viewer'],
    permissions: [route('/todos', 'POST'), route('/todos/{todoId}', 'PUT', 'DELETE')],
  },
  { name: 'admin', includes: ['editor'] },
  { name: 'evil_genius', includes: ['editor'] },
];

const people: readonly (readonly [string, readonly string[]])[] = [
  ['CiRmZDA2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', ['admin', 'evil_genius']],
  ['CiRmZDE2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', ['editor']],
  ['CiRmZDI2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', ['editor']],
  ['CiRmZDM2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', ['viewer']],
  ['CiRmZDQ2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', ['viewer']],
];

export const todoEntities: readonly object[] = people.map(([id, roles]) => ({
  entity: { type: 'identity', id },
  roles: roles.map((role) => ({ role })),
}));
