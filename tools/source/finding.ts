/** One thing that breaks a rule: where, which rule, and what to do instead. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  /** What stands there. */
  readonly what: string;
  readonly instead: string;
}

export function describeFinding(finding: Finding): string {
  return `${finding.file}:${finding.line}  [${finding.rule}] ${finding.what}\n    instead: ${finding.instead}`;
}

export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(describeFinding).join('\n');
}
