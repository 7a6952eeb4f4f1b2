import type { FormRow, PageRow } from '../../shell/rows.ts';
import { calendarFile, caseCalendarFile } from './calendar.ts';
import { casePage } from './case.ts';
import { casesPage } from './list.ts';
import { searchForm } from './search.ts';
import type { CaseTools } from './tools.ts';
import { whoseForm, whosePage } from './whose.ts';

export function casePages(tools: CaseTools): readonly PageRow[] {
  return [casesPage(tools), whosePage(tools), calendarFile(tools), casePage(tools), caseCalendarFile(tools)];
}

export function caseForms(tools: CaseTools): readonly FormRow[] {
  return [searchForm(tools), whoseForm(tools)];
}
