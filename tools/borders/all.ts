import type { Rule } from '../source/rule.ts';
import { noCycles } from './cycles.ts';
import { guardedGlobals } from './globals.ts';
import { appsUseManifests, memberArrows, noTestCodeAtRunTime } from './member-arrows.ts';
import { names, noExportAll } from './names.ts';
import { packagesAreDeclared, packagesInTheirPlace } from './packages.ts';
import { clientIsPortable, verifyRunsInBrowsers } from './portable.ts';
import { needsAreAcyclic, roomDoors } from './room-doors.ts';
import { roomLayers } from './room-layers.ts';
import { roomShape } from './room-shape.ts';
import { sizes } from './sizes.ts';
import { noSelectStar, ownSchema } from './sql.ts';

/** The borders of the house, in the order of the design's list. */
export const borders: readonly Rule[] = [
  memberArrows,
  packagesInTheirPlace,
  packagesAreDeclared,
  clientIsPortable,
  verifyRunsInBrowsers,
  roomDoors,
  needsAreAcyclic,
  roomShape,
  roomLayers,
  ownSchema,
  noSelectStar,
  appsUseManifests,
  noTestCodeAtRunTime,
  noCycles,
  sizes,
  names,
  noExportAll,
  guardedGlobals,
];
