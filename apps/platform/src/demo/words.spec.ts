import { categoryTitles, type Category } from '@taizhang/contracts/complaints';
import { customerOf } from './customers';
import { grievances } from './grievances';
import { inquiries } from './inquiries';
import { Dice } from './random';
import { toldOfWang } from './stories.data';
import { fill, wordsFor } from './words';

const words = wordsFor(customerOf(1, 7), '2026-01-31', new Dice('words'));

describe('Templates', () => {
  const templates = [
    ...Object.values(inquiries).flatMap((all) => all.flatMap(({ asks, told }) => [asks, told])),
    ...grievances.flatMap(({ states, seeks, proven, unproven }) => [
      ...[states, seeks, proven.found, proven.reply, unproven.found, unproven.reply],
    ]),
    ...Object.values(toldOfWang),
  ];

  it('use only words that there are', () => {
    for (const template of templates) expect(fill(template, words)).not.toMatch(/[{}]/);
    expect(() => fill('{nothing}', words)).toThrow('nothing');
  });

  it('speak of the bill of the month before', () => {
    expect(words['month']).toBe('12月');
  });

  it('are enough for every topic and every category', () => {
    for (const of of Object.values(inquiries)) expect(of.length).toBeGreaterThanOrEqual(6);
    const categories = new Set(grievances.map(({ category }) => category));
    expect(categories).toEqual(new Set(Object.keys(categoryTitles) as Category[]));
  });
});
