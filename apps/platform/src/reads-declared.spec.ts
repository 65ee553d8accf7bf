/** No answer shows rows without saying which: whoever reads them is told what of them is parked. */
import { routesOf } from '@taizhang/platform/http';
import type { Type } from '@nestjs/common';
import { services } from './services';

/** What the views answer that is not computed from their read models. */
const elsewhere: Readonly<Record<string, string>> = {
  'AccessViews.looks': 'who looked at what is recorded beside the log',
  'AccountViews.timeline': 'the log itself',
  'ComplaintViews.asOf': 'the log itself',
  'ComplaintViews.difference': 'the log itself',
  'ComplaintViews.timeline': 'the log itself',
  'FaultViews.asOf': 'the log itself',
  'FaultViews.difference': 'the log itself',
  'FaultViews.timeline': 'the log itself',
  'HistoryViews.asOf': 'the log itself',
  'HistoryViews.difference': 'the log itself',
  'HistoryViews.trail': 'the log itself',
  'InquiryViews.timeline': 'the log itself',
  'SealViews.export': 'the log itself',
  'SealViews.ofCase': 'seals over the log',
  'SealViews.status': 'seals over the log',
  'LogAudit.status': 'what operators see of read models',
  'Operations.differences': 'what operators see of read models',
  'Operations.status': 'what operators see of read models',
  'Parked.list': 'what is parked',
  'Subscribers.list': 'what operators see of read models',
};

const views = services.find(({ name }) => name === 'views')!;
const routes = routesOf(Reflect.getMetadata('controllers', views.module as Type) as Type[]);

it('Every question to the views declares which tables its answer is made of', () => {
  const asking = routes.filter(({ kind }) => kind === 'query');
  const undeclared = asking.filter(({ reads }) => reads.length === 0).map(({ name }) => name);
  expect(undeclared.sort()).toEqual(Object.keys(elsewhere).sort());
});

it('What it declares, the service keeps up to date', () => {
  const tables = new Set<unknown>(views.readModels.flatMap((model) => model.tables));
  const unknown = routes.filter(({ reads }) => !reads.every((table) => tables.has(table)));
  expect(unknown.map(({ name }) => name)).toEqual([]);
});

it('What it answers with has a place to say what is parked', () => {
  const silent = routes.filter(({ reads, answers }) => {
    const { shape = {} } = (answers ?? {}) as { shape?: Record<string, unknown> };
    return reads.length > 0 && !('parked' in shape);
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});
