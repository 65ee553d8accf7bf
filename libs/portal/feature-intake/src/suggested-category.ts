/** The category a complaint about a topic usually has; the agent may choose another. */
import type { Category } from '@taizhang/contracts/complaints';
import type { Topic } from '@taizhang/contracts/intake';

const usual: Partial<Record<Topic, Category>> = {
  bill: 'business.tariff',
  tariff: 'business.tariff',
  reading: 'business.reading',
  meter: 'business.metering',
  payment: 'business.charges',
  arrears: 'business.reading',
  invoice: 'business.charges',
  outage: 'outage.execution',
  voltage: 'quality.voltage',
  connection: 'business.connection',
  conduct: 'service.attitude',
  construction: 'construction.works',
};

export const suggestedCategory = (topic: Topic | null): Category | null =>
  (topic && usual[topic]) ?? null;
