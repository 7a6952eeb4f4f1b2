import type { Protection } from '../domain/person.ts';
import type { RelationKind } from '../domain/relation.ts';

export interface PersonTable {
  personal_number: string;
  given_name: string;
  family_name: string;
  protection: Protection | null;
  died_on: string | null;
}

export interface RelationTable {
  id: string;
  kind: RelationKind;
  representative: string;
  represented: string;
  from_day: string;
  to_day: string | null;
}

export interface PersonTables {
  person: PersonTable;
  relation: RelationTable;
}
