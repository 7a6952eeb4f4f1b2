import type { Finding } from './finding.ts';
import type { Project } from './project.ts';

/** One thing that must hold in the whole house. A rule reads the project and answers what breaks it; it never mends. */
export interface Rule {
  readonly name: string;
  check(project: Project): Finding[];
}
