import type { FormRow, PageRow } from '../../../shell/rows.ts';
import type { MandateTools } from '../tools.ts';
import { csvFile, csvForm, csvPage } from './csv.ts';
import { addHandlerForm, handlersPage, removeHandlerForm } from './handlers.ts';
import { invalidateForm, invalidatePage } from './invalidate.ts';
import { adoptForm, nationalPage, nationalTemplatePage } from './national.ts';
import { handlingPage } from './overview.ts';
import { paperForm, paperKindPage, paperPage } from './paper.ts';
import { searchForm, searchPage } from './search.ts';
import {
  newTemplateForm,
  newTemplatePage,
  templateForm,
  templatePage,
  templateStepForm,
} from './template.ts';

/** Pages for those who handle mandates: case handlers of relying parties, and an organisation's own people. */
export function handlingPages(tools: MandateTools): readonly PageRow[] {
  return [
    handlingPage(tools),
    nationalPage(tools),
    nationalTemplatePage(tools),
    newTemplatePage(tools),
    templatePage(tools),
    searchPage(tools),
    invalidatePage(tools),
    paperKindPage(tools),
    paperPage(tools),
    handlersPage(tools),
    csvPage,
    csvFile(tools),
  ];
}

export function handlingForms(tools: MandateTools): readonly FormRow[] {
  return [
    adoptForm(tools),
    newTemplateForm(tools),
    templateForm(tools),
    templateStepForm(tools),
    searchForm(tools),
    invalidateForm(tools),
    paperForm(tools),
    addHandlerForm(tools),
    removeHandlerForm(tools),
    csvForm(tools),
  ];
}
