// The reference that is generated and never written by hand; tools/docs.mjs puts it into docs/.
import 'reflect-metadata';
import { readModels, services } from '@taizhang/apps/platform';
import { inboundFacts } from '@taizhang/contracts/billing-inquiries';
import { AuthModule, authProblems } from '@taizhang/platform/auth';
import { configurationReference, version } from '@taizhang/platform/config';
import { openApiDocument, platformProblems, routesOf } from '@taizhang/platform/http';
import { namedProblems } from '@taizhang/platform/service';
import { eventCatalogue, publications } from '@taizhang/platform/ledger';
import { asyncApiDocument } from './asyncapi';
import { asyncApiBreaks, openApiBreaks } from './breaking';
import { configurationPage } from './configuration.page';
import { eventsPage } from './events.page';
import { goldenDigest, goldenLines, goldenName, withNewVersions } from './golden';
import { problemsPage } from './problems.page';
import { subscriptionsOf } from './subscriptions';

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

/**
 * Content by path below docs/reference.
 * @param goldens content of the golden files
 */
export function referencePages(
  goldens: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const title = { zh: '台账', en: 'Taizhang' };
  const openApi = openApiDocument({
    routes: routesOf(controllers),
    problems,
    title,
    version,
    language: 'en',
  });
  const asyncApi = asyncApiDocument({
    version,
    catalogue: eventCatalogue,
    publications,
    inbound: inboundFacts,
  });
  return {
    'openapi.json': `${JSON.stringify(openApi, null, 1)}\n`,
    'asyncapi.json': `${JSON.stringify(asyncApi, null, 1)}\n`,
    'events.md': eventsPage({
      ...{ catalogue: eventCatalogue, publications, readModels },
      subscriptions: subscriptionsOf(services.map(({ module }) => module)),
      goldens: Object.values(goldens).flatMap(goldenLines),
    }),
    'problems.md': problemsPage(problems),
    'configuration.md': configurationPage(configurationReference()),
  };
}

/** The contracts that others rely on, by path below docs/reference. */
export const contracts = ['asyncapi.json', 'openapi.json'] as const;

/**
 * The golden events as they are to be kept from now on.
 * @param texts of the files there are, by name
 */
export function withNewGoldens(texts: Readonly<Record<string, string>>) {
  const existing = new Map(
    Object.entries(texts).map(([file, text]) => [file.replace('.ndjson', ''), goldenLines(text)]),
  );
  const all = [...withNewVersions(existing, eventCatalogue, publications)];
  const files = all.map(([context, goldens]) => {
    const lines = goldens.map((golden) => `${JSON.stringify(golden)}\n`);
    return [`${context}.ndjson`, lines.join('')] as const;
  });
  const digests = all.flatMap(([, goldens]) =>
    goldens.map((golden) => [goldenName(golden), goldenDigest(golden)] as const),
  );
  return { files: Object.fromEntries(files), digests: Object.fromEntries(digests) };
}

/** What would break whoever relies on the contracts as they were released. */
export function contractBreaks(
  released: Readonly<Record<(typeof contracts)[number], string>>,
): readonly string[] {
  const today = referencePages({});
  const [asyncApis, openApis] = contracts.map((name) =>
    [released[name], today[name]!].map((text) => JSON.parse(text)),
  );
  return [
    ...asyncApiBreaks(asyncApis![0], asyncApis![1]),
    ...openApiBreaks(openApis![0], openApis![1]),
  ];
}
