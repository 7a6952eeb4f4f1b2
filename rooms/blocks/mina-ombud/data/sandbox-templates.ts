import type { Template, TemplateContent } from '../domain/template.ts';
import { idFor } from '../use-cases/new-id.ts';

export const karlskrona = { id: '2120000829', name: 'Karlskrona kommun' } as const;
export const sundsvall = { id: '2120002411', name: 'Sundsvalls kommun' } as const;

const building: TemplateContent = {
  title: 'Ombud i bygglovsärenden',
  description: 'Ombudet får sköta ärenden om lov och byggande hos kommunen åt den som ger fullmakten.',
  grantorRoles: ['private', 'organisation'],
  holderRoles: ['person', 'organisation'],
  permissions: [
    {
      code: 'bygglov.ansok',
      title: 'Ansöka om bygglov och göra anmälan',
      description: 'Fylla i, skriva under och skicka in ansökningar och anmälningar.',
      obligatory: true,
    },
    { code: 'bygglov.komplettera', title: 'Komplettera ett ärende', obligatory: false },
    { code: 'bygglov.las', title: 'Läsa handlingar och ta emot beslut', obligatory: false },
  ],
  longestMonths: 36,
  endRequired: true,
  mayDelegate: true,
  limits: ['case', 'property'],
  byLaw: [],
};

const restaurant: TemplateContent = {
  title: 'Restaurangombud',
  description: 'Ombudet får sköta tillstånd och anmälningar för servering och tobak åt företaget.',
  grantorRoles: ['organisation'],
  holderRoles: ['person', 'organisation'],
  permissions: [
    { code: 'servering.ansok', title: 'Ansöka om serveringstillstånd', obligatory: false },
    {
      code: 'servering.folkol',
      title: 'Anmäla försäljning och servering av folköl',
      description: 'Fylla i, skriva under och skicka in anmälan.',
      obligatory: false,
    },
    { code: 'tobak.ansok', title: 'Ansöka om tobakstillstånd', obligatory: false },
  ],
  longestMonths: 24,
  endRequired: true,
  mayDelegate: true,
  limits: ['unit'],
  byLaw: [],
};

/** What one custodian may do without the other; a place at a school they apply for together. */
const school: TemplateContent = {
  title: 'Barnets vardag i skola och förskola',
  description: 'Vårdnadshavare får, var och en, sköta barnets vardag i skola och förskola.',
  grantorRoles: ['private'],
  holderRoles: ['person'],
  permissions: [
    { code: 'skola.franvaro', title: 'Anmäla frånvaro', obligatory: true },
    { code: 'skola.las', title: 'Läsa besked och omdömen', obligatory: true },
  ],
  endRequired: false,
  mayDelegate: false,
  limits: [],
  byLaw: ['custody'],
};

const economy: TemplateContent = {
  title: 'Ekonomiombud',
  description: 'Ombudet får sköta fakturor och stöd hos kommunen åt den som ger fullmakten.',
  grantorRoles: ['private', 'organisation'],
  holderRoles: ['person', 'organisation'],
  permissions: [
    { code: 'ekonomi.fakturor', title: 'Läsa och bestrida fakturor', obligatory: false },
    { code: 'ekonomi.stod', title: 'Ansöka om stöd och bidrag', obligatory: false },
  ],
  endRequired: false,
  mayDelegate: false,
  limits: [],
  byLaw: ['guardian', 'administrator'],
};

function template(id: string, owner: string | undefined, content: TemplateContent): Template {
  return { id, version: 1, owner, state: 'published', content, revision: 1 };
}

const nationalBuilding = 'b0c7a1de-2f43-4c86-9a1e-5d60c9a3f001';

/** A national template that two municipalities have adopted, under the ids that adopting gives, and some of their own. */
export const sandboxTemplates = {
  national: template(nationalBuilding, undefined, building),
  building: {
    ...template(idFor('adopted', karlskrona.id, nationalBuilding), karlskrona.id, building),
    adoptedFrom: { id: nationalBuilding, version: 1 },
  },
  restaurant: template('04130a69-ea74-43b4-b8f4-b456d5032a71', karlskrona.id, restaurant),
  school: template('6a2c8e11-7d35-4f0b-9c44-1b9d3e5f1002', karlskrona.id, school),
  economy: template('7e9b4d20-5c18-4d6a-b3f2-8a7c6d4e1003', karlskrona.id, economy),
  sundsvallBuilding: {
    ...template(idFor('adopted', sundsvall.id, nationalBuilding), sundsvall.id, building),
    adoptedFrom: { id: nationalBuilding, version: 1 },
  },
} as const satisfies Record<string, Template>;
