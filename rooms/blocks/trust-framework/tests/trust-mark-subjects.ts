import assert from 'node:assert/strict';
import { findTrustMarkType } from '../domain/trust-mark-type.ts';
import type { ActorType, Control } from '../domain/trust-requirement.ts';
import { controlFor } from '../domain/trust-requirement.ts';
import { findRequirement } from '../domain/trust-requirements.ts';
import { v1 } from './joining.ts';
import { anchorId } from './leaf.ts';
import type { Answer, RunningRoom } from './running-room.ts';

export const issuerId = `${anchorId}/trust-mark-issuer`;
export const ownerId = `${anchorId}/trust-mark-owner`;
export const typeOf = (slug: string) => `${anchorId}/trust-marks/${slug}`;

export function postEvidence(
  hub: RunningRoom,
  entityId: string,
  requirement: string,
  control: Control,
  change: object = {},
): Promise<Answer> {
  return hub.call('POST', `${v1}/trust-mark-evidence`, {
    operator: true,
    json: {
      entityId,
      requirement,
      control,
      reviewer: 'Örebro revisionsbyrå',
      reviewedOn: '2026-11-20',
      reference: `Dnr 2026-117 ${requirement}`,
      ...change,
    },
  });
}

/** Records what the type asks of the actor, no more and no less, but for the requirements left out. */
export async function fulfil(
  hub: RunningRoom,
  entityId: string,
  slug: string,
  actor: ActorType,
  except: readonly string[] = [],
): Promise<void> {
  for (const code of findTrustMarkType(slug, anchorId)?.requirements ?? []) {
    const requirement = findRequirement(code);
    assert.ok(requirement);
    if (except.includes(code)) continue;
    const answer = await postEvidence(hub, entityId, code, controlFor(requirement, actor));
    assert.equal(answer.status, 201, answer.text);
  }
}

export function order(hub: RunningRoom, entityId: string, type: string, actorType: string): Promise<Answer> {
  return hub.call('POST', `${v1}/trust-marks`, { operator: true, json: { entityId, type, actorType } });
}

/** A mark of the type for the entity, from nothing; answers its id. */
export async function issued(
  hub: RunningRoom,
  entityId: string,
  slug = 'federation-member-low',
): Promise<string> {
  await fulfil(hub, entityId, slug, 'K');
  const answer = await order(hub, entityId, slug, 'K');
  assert.equal(answer.status, 201, answer.text);
  return answer.json.id;
}

export function step(hub: RunningRoom, id: string, action: string, reason?: string): Promise<Answer> {
  const json = reason === undefined ? {} : { json: { reason } };
  return hub.call('POST', `${v1}/trust-marks/${id}/${action}`, { operator: true, ...json });
}

const tmi = '/trust-mark-issuer';
const asked = (entityId: string, slug: string) =>
  `trust_mark_type=${encodeURIComponent(typeOf(slug))}&sub=${encodeURIComponent(entityId)}`;

export const markPath = (entityId: string, slug = 'federation-member-low') =>
  `${tmi}/trust_mark?${asked(entityId, slug)}`;

export const statusPath = (entityId: string, slug = 'federation-member-low') =>
  `${tmi}/trust_mark_status?${asked(entityId, slug)}`;

export const listPath = (slug: string, entityId?: string) =>
  `${tmi}/trust_mark_listing?trust_mark_type=${encodeURIComponent(typeOf(slug))}${entityId === undefined ? '' : `&sub=${encodeURIComponent(entityId)}`}`;

/** The specification's own form of the question. */
export async function postStatus(hub: RunningRoom, jwt: string): Promise<Response> {
  return fetch(`${hub.url}${tmi}/trust_mark_status`, {
    method: 'POST',
    body: new URLSearchParams({ trust_mark: jwt }),
  });
}
