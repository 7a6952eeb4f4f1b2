import type { Rule } from '../source/rule.ts';
import { dependencyPage } from './dependencies.ts';
import { divergences } from './divergences.ts';
import { codesAreUsed, errorCodes } from './error-codes.ts';
import { contractNamesStayInWire, roomsInGlossary, wireNamesInGlossary } from './glossary.ts';
import { decisionRecords, noMachineWords, readmeMap, scriptsExist } from './house-pages.ts';
import { linksResolve } from './links.ts';
import { roomReadme } from './room-readme.ts';

/** What documents say of the code, checked against the code. */
export const docRules: readonly Rule[] = [
  roomReadme,
  divergences,
  errorCodes,
  codesAreUsed,
  roomsInGlossary,
  wireNamesInGlossary,
  contractNamesStayInWire,
  dependencyPage,
  linksResolve,
  readmeMap,
  scriptsExist,
  decisionRecords,
  noMachineWords,
];
