/** No answer shows personal data unseen: every endpoint there is declares whose it shows. */
import { personalFields } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { routesOf } from '@taizhang/platform/http';
import type { Type } from '@nestjs/common';
import { z } from 'zod';
import { services } from './services';

/** What contracts mark as personal, and what shows whom a case is about. */
const personal = new Set(Object.values(eventCatalogue).flatMap(personalFields));

/** Decided one by one: fields that are called like personal ones and are not. */
const harmless: Readonly<Record<string, string>> = {
  'DirectoryViews.units': 'names of units',
  'DirectoryViews.staff': 'who works here, which everybody in the house may know',
  'Operations.status': 'names of read models',
  'LogAudit.status': 'names of read models',
  'Subscribers.list': 'names of what follows the log',
  'Parked.list': 'types, places and reasons of events, never what they say',
  'SealViews.ofCase': 'hashes and when they were signed',
  'ScorecardViews.periods': 'names of periods and of indicators',
  'FaultViews.outages': 'places without power, as they are announced to the public',
};

const routes = services.flatMap(({ module }) =>
  routesOf(Reflect.getMetadata('controllers', module as Type) as Type[]),
);

/** Names of all fields in a schema, however deep. */
function fieldsIn(schema: z.ZodType): string[] {
  const text = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  return [...text.matchAll(/"properties":\{|"(\w+)":/g)].flatMap(([, name]) => name ?? []);
}

describe('Every endpoint', () => {
  it('that answers with personal data declares whose, so that looking is recorded', () => {
    const undeclared = routes.filter(({ answers, views, kind }) => {
      const shows = answers && fieldsIn(answers).some((field) => personal.has(field));
      return kind === 'query' && shows && !views;
    });
    const names = undeclared.map(({ name }) => name);
    expect(names.filter((name) => !(name in harmless))).toEqual([]);
    expect(Object.keys(harmless).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('that needs the permission to see somebody’s affairs declares it as well', () => {
    const about = /^(customer|contact|complaint|fault|inquiry|scorecard)\.read$|\.replay$/;
    const exempt = [...Object.keys(harmless), 'WorkbenchView.workbench'];
    const undeclared = routes.filter(
      ({ kind, permission, views, name }) =>
        kind === 'query' && about.test(permission) && !views && !exempt.includes(name),
    );
    expect(undeclared.map(({ name }) => name)).toEqual([]);
  });
});
