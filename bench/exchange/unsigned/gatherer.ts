/** Without a disk to wait for there is nothing to gather. */
export class Gatherer {
  async company(): Promise<number> {
    return 1;
  }
}
