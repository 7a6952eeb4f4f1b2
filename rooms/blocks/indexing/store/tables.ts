export interface EntryTable {
  id: string;
  title: string;
}

export interface IndexingTables {
  entry: EntryTable;
}
