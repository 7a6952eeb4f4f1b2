import { EntityIndex } from './entity-index.ts';
import { GrantIndex } from './grant-index.ts';
import { NameRegister } from './name-register.ts';
import { PolicyIndex } from './policy-index.ts';
import type { EntityRef } from './question.ts';
import { RoleIndex } from './role-index.ts';
import type { Grant, Permission, RegisteredEntity, Role, Rule, RuleKind } from './rules.ts';

/**
 * All rules, arranged so that a question costs the same however many there are. A rule is put and removed in one
 * turn of the event loop, so that no decision sees half of it.
 */
export class RuleIndex {
  readonly grants = new GrantIndex();
  readonly policies = new PolicyIndex();
  readonly roles = new RoleIndex();
  readonly entities = new EntityIndex();
  readonly #rules = new Map<string, Rule>();
  readonly #ids = new NameRegister();
  readonly #actions = new NameRegister();

  /** Adds the rule, or replaces the one of the same kind and id. */
  put(rule: Rule): void {
    this.remove(rule.kind, rule.id);
    this.#rules.set(ruleKey(rule.kind, rule.id), rule);
    this.#arrange(rule);
    this.#mention(rule, (register, type, name) => register.add(type, name));
  }

  remove(kind: RuleKind, id: string): void {
    const key = ruleKey(kind, id);
    const rule = this.#rules.get(key);
    if (rule === undefined) return;
    this.#rules.delete(key);
    this.#disarrange(rule);
    this.#mention(rule, (register, type, name) => register.remove(type, name));
  }

  get size(): number {
    return this.#rules.size;
  }

  entity(ref: EntityRef): RegisteredEntity | undefined {
    return this.entities.find(ref);
  }

  isRelated(subject: string, relation: string, object: string): boolean {
    return this.entities.isRelated(subject, relation, object);
  }

  /** Every id that some rule knows for the type. */
  idsOf(type: string): readonly string[] {
    return this.#ids.list(type);
  }

  /** Every action that some rule names for the type: those of policies in their order, then the others in theirs. */
  actionsOn(resourceType: string): readonly string[] {
    return [...new Set([...this.policies.actionsOn(resourceType), ...this.#actions.list(resourceType)])];
  }

  #arrange(rule: Rule): void {
    if (rule.kind === 'grant') this.grants.put(rule.id, rule.value);
    else if (rule.kind === 'policy-set') this.policies.put(rule.id, rule.value);
    else if (rule.kind === 'role') this.roles.put(rule.value);
    else this.entities.put(rule.value);
  }

  #disarrange(rule: Rule): void {
    if (rule.kind === 'grant') this.grants.remove(rule.id, rule.value);
    else if (rule.kind === 'policy-set') this.policies.remove(rule.id);
    else if (rule.kind === 'role') this.roles.remove(rule.value);
    else this.entities.remove(rule.value);
  }

  #mention(rule: Rule, note: Note): void {
    for (const { type, id } of entitiesIn(rule)) note(this.#ids, type, id);
    for (const [type, action] of actionsIn(rule)) note(this.#actions, type, action);
  }
}

type Note = (register: NameRegister, type: string, name: string) => void;

function ruleKey(kind: RuleKind, id: string): string {
  return `${kind} ${id}`;
}

function entitiesIn(rule: Rule): readonly EntityRef[] {
  if (rule.kind === 'grant') return inGrant(rule.value);
  if (rule.kind === 'entity') return inEntity(rule.value);
  if (rule.kind === 'role') return inPermissions(rule.value.permissions);
  return [];
}

function inGrant({ subject, resource }: Grant): readonly EntityRef[] {
  return resource.id === undefined ? [subject] : [subject, { type: resource.type, id: resource.id }];
}

function inEntity(entity: RegisteredEntity): readonly EntityRef[] {
  return [
    entity,
    ...entity.memberOf,
    ...entity.relations.map(({ object }) => object),
    ...entity.roles.flatMap(({ resource }) => resource ?? []),
  ];
}

function inPermissions(permissions: readonly Permission[]): readonly EntityRef[] {
  return permissions.flatMap(({ resourceType, resourceId }) =>
    resourceId === undefined ? [] : { type: resourceType, id: resourceId },
  );
}

function actionsIn(rule: Rule): readonly (readonly [string, string])[] {
  if (rule.kind === 'grant') {
    return rule.value.operations.map(({ action }) => [rule.value.resource.type, action] as const);
  }
  return rule.kind === 'role' ? permittedActions(rule.value) : [];
}

function permittedActions({ permissions }: Role): readonly (readonly [string, string])[] {
  return permissions.flatMap(({ resourceType, actions }) =>
    actions.map((action) => [resourceType, action] as const),
  );
}
