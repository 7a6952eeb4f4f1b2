/** Without a signature there is nothing to replay. */
export class ReplayGuard {
  readonly blockedUntil = 0;

  accept(): 'first' {
    return 'first';
  }

  close(): void {}
}
