import { Type } from 'typebox';
import type { OrganisationRecord } from '../domain/organisation-record.ts';
import { Organisation, renderOrganisation } from './organisation.ts';

export const OrganisationerSvar = Type.Object({ organisationer: Type.Array(Organisation) });

export function renderOrganisationerSvar(records: readonly OrganisationRecord[]) {
  return { organisationer: records.map(renderOrganisation) };
}
