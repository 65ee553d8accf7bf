import { defineEvent } from '@taizhang/kernel';
import { z } from 'zod';
import { joined } from './event-catalogue';

const named = (meaning: string) => defineEvent({ meaning, version: 1, data: z.object({}) });

describe('The catalogue of all events', () => {
  it('has those of every context', () => {
    const [opened, closed] = [named('It opens.'), named('It closes.')];
    expect(joined([{ Opened: opened }, { Closed: closed }])).toEqual({
      Opened: opened,
      Closed: closed,
    });
  });

  it('refuses one name for two things', () => {
    const twice = [{ SupplyRestored: named('Repaired.') }, { SupplyRestored: named('Paid.') }];
    expect(() => joined(twice)).toThrow('Two events are called SupplyRestored');
  });
});
