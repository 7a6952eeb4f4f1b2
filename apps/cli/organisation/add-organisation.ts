import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchor } from '@ena/client/anchor.ts';
import type { NewSubordinate } from '@ena/client/hub.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import { organisationsFolder } from '../folder/organisations.ts';
import { type Failure, failed, fromCall, ok, type Result } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';
import { makeFolder } from './make-folder.ts';

export interface NewOrganisation {
  readonly orgnr: string;
  readonly name: string;
  readonly entityId: string;
  readonly port: number;
  readonly peerPort: number;
}

/** The federation that the organisation joins. */
export interface Federation {
  /** Registers with the operator's token, or with the organisation's own join token. */
  readonly register: (subordinate: NewSubordinate) => Promise<Outcome<object>>;
  readonly url: string;
  readonly anchor: Pick<Anchor, 'entityId' | 'thumbprints'>;
  readonly sandbox: boolean;
}

export interface AddedOrganisation extends NewOrganisation {
  readonly folder: string;
}

/**
 * Makes an organisation: its folder and keys, then its registration with the hub. The folder gets its name only
 * when both are done, so that whatever watches the folders never finds half an organisation; a call that broke
 * off is repeated with the same keys.
 */
export async function addOrganisation(
  data: string,
  wanted: NewOrganisation,
  federation: Federation,
  shell: Shell,
): Promise<Result<AddedOrganisation>> {
  const folder = join(organisationsFolder(data), wanted.orgnr);
  if (existsSync(folder)) return exists(folder, wanted.orgnr);
  const staged = join(organisationsFolder(data), `.${wanted.orgnr}.new`);
  const keys = await makeFolder(staged, connectorConfig(wanted, federation), shell);
  if (keys.kind === 'failed') {
    rmSync(staged, { recursive: true, force: true });
    return keys;
  }
  const registered = await federation.register({
    entityId: wanted.entityId,
    orgnr: wanted.orgnr,
    organisationName: wanted.name,
    jwks: keys.value,
  });
  const told = fromCall(registered, { sv: 'Navet', en: 'The hub' });
  if (told.kind === 'failed') return told;
  renameSync(staged, folder);
  return ok({ ...wanted, folder });
}

function exists(folder: string, orgnr: string): Failure {
  return failed(
    'refused',
    `Organisationen ${orgnr} finns redan i ${folder}.`,
    `The organisation ${orgnr} is already in ${folder}.`,
  );
}

/** `connector.json`; exchange/config.ts says what each key means and fills in the others. */
function connectorConfig({ orgnr, name, entityId, port, peerPort }: NewOrganisation, federation: Federation) {
  const { entityId: anchorId, thumbprints } = federation.anchor;
  return {
    orgnr,
    name,
    entityId,
    port,
    peerPort,
    anchor: { entityId: anchorId, url: federation.url, thumbprints },
    sandbox: federation.sandbox,
    ...(federation.sandbox && { refreshSeconds: sandboxRefreshSeconds }),
  };
}

/** A new service or a changed key is seen by the others within this time. */
const sandboxRefreshSeconds = 10;
