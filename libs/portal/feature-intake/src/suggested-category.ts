/** What a complaint or inquiry about a topic usually is; the agent may choose another. */
import type { InquiryKind } from '@taizhang/contracts/billing-inquiries';
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

const usualKind: Partial<Record<Topic, InquiryKind>> = {
  bill: 'bill',
  tariff: 'tariff',
  reading: 'reading-error',
  meter: 'disputed-meter',
  payment: 'payment',
  arrears: 'arrears',
  invoice: 'invoice',
};

export const suggestedKind = (topic: Topic | null): InquiryKind | null =>
  (topic && usualKind[topic]) ?? null;

export const suggestedCategory = (topic: Topic | null): Category | null =>
  (topic && usual[topic]) ?? null;
