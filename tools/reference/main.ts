// The reference that is generated and never written by hand; tools/docs.mjs puts it into docs/.
import 'reflect-metadata';
import { readModels, services } from '@taizhang/apps/platform';
import { inboundFacts } from '@taizhang/contracts/billing-inquiries';
import { AuthModule, authProblems } from '@taizhang/platform/auth';
import { configurationReference } from '@taizhang/platform/config';
import { openApiDocument, platformProblems, routesOf } from '@taizhang/platform/http';
import { namedProblems } from '@taizhang/platform/service';
import { eventCatalogue, publications } from '@taizhang/platform/ledger';
import { asyncApiDocument } from './asyncapi';
import { asyncApiBreaks, openApiBreaks } from './breaking';
import { configurationPage } from './configuration.page';
import { eventsPage } from './events.page';
import { problemsPage } from './problems.page';

type Controllers = NonNullable<Parameters<typeof routesOf>[0]>;

const controllersOf = (module: object): Controllers =>
  (Reflect.getMetadata('controllers', module) ?? []) as Controllers;

const controllers: Controllers = [
  ...(AuthModule.forRoot({ key: { derive: () => new Uint8Array() } } as never)
    .controllers as unknown as Controllers),
  ...services.flatMap(({ module }) => controllersOf(module)),
];

const problems = {
  ...platformProblems,
  ...authProblems,
  ...namedProblems,
  ...Object.assign({}, ...services.flatMap((service) => service.problems)),
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
  const asyncApi = asyncApiDocument({
    version: '0.1.0',
    catalogue: eventCatalogue,
    publications,
    inbound: inboundFacts,
  });
  return {
    'openapi.json': `${JSON.stringify(openApi, null, 1)}\n`,
    'asyncapi.json': `${JSON.stringify(asyncApi, null, 1)}\n`,
    'events.md': eventsPage(eventCatalogue, publications, readModels),
    'problems.md': problemsPage(problems),
    'configuration.md': configurationPage(configurationReference()),
  };
}

/** The contracts that others rely on, by path below docs/reference. */
export const contracts = ['asyncapi.json', 'openapi.json'] as const;

/** What would break whoever relies on the contracts as they were released. */
export function contractBreaks(
  released: Readonly<Record<(typeof contracts)[number], string>>,
): readonly string[] {
  const today = referencePages();
  const [asyncApis, openApis] = contracts.map((name) =>
    [released[name], today[name]!].map((text) => JSON.parse(text)),
  );
  return [
    ...asyncApiBreaks(asyncApis![0], asyncApis![1]),
    ...openApiBreaks(openApis![0], openApis![1]),
  ];
}
