/** The work done for every item, for so many at a time; outcomes in the order of the items. */
export async function inTurns<Item, Outcome>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const place = next++;
      outcomes[place] = await work(items[place] as Item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return outcomes;
}
