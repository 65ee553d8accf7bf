// The reference that is generated and never written by hand; tools/docs.mjs puts it into docs/.
import 'reflect-metadata';
import { AssessmentModule, assessmentProblems } from '@taizhang/apps/assessment';
import { ComplaintsModule, complaintProblems } from '@taizhang/apps/complaints';
import { IntakeModule, intakeProblems } from '@taizhang/apps/intake';
import { ViewsModule, readModels, viewProblems } from '@taizhang/apps/views';
import { assessmentMemory } from '@taizhang/assessment/application';
import { complaintMemory } from '@taizhang/complaints/application';
import { intakeMemory } from '@taizhang/intake/application';
import { AuthModule, authProblems } from '@taizhang/platform/auth';
import { configurationReference } from '@taizhang/platform/config';
import { openApiDocument, platformProblems, routesOf } from '@taizhang/platform/http';
import { eventCatalogue, publications } from '@taizhang/platform/ledger';
import { configurationPage } from './configuration.page';
import { eventsPage } from './events.page';
import { problemsPage } from './problems.page';

type Controllers = NonNullable<Parameters<typeof routesOf>[0]>;

const controllersOf = (module: object): Controllers =>
  (Reflect.getMetadata('controllers', module) ?? []) as Controllers;

const controllers: Controllers = [
  ...(AuthModule.forRoot({ key: { derive: () => new Uint8Array() } } as never)
    .controllers as unknown as Controllers),
  ...controllersOf(IntakeModule),
  ...controllersOf(ComplaintsModule),
  ...(AssessmentModule.forRoot(new Uint8Array()).controllers as unknown as Controllers),
  ...(ViewsModule.forRoot([]).controllers as unknown as Controllers),
];

const problems = {
  ...platformProblems,
  ...authProblems,
  ...intakeProblems,
  ...complaintProblems,
  ...assessmentProblems,
  ...viewProblems,
};

/** Content by path below docs/reference. */
export function referencePages(): Readonly<Record<string, string>> {
  const title = { zh: '台账', en: 'Taizhang' };
  const openApi = openApiDocument({
    routes: routesOf(controllers),
    problems,
    title,
    version: '0.1.0',
    language: 'en',
  });
  const projected = [...readModels, complaintMemory, intakeMemory, assessmentMemory];
  return {
    'openapi.json': `${JSON.stringify(openApi, null, 1)}\n`,
    'events.md': eventsPage(eventCatalogue, publications, projected),
    'problems.md': problemsPage(problems),
    'configuration.md': configurationPage(configurationReference()),
  };
}
