import { z } from 'zod';
import { defineEvent, personal, personalFields } from './event-catalogue';

describe('Personal fields', () => {
  it('are found under any wrapping', () => {
    const event = defineEvent({
      meaning: 'Something was said.',
      version: 1,
      data: z.object({
        id: z.string(),
        plain: z.string().nullable(),
        name: personal(z.string()),
        note: personal(z.string()).nullable(),
        phones: personal(z.array(z.string())).optional(),
      }),
    });
    expect(personalFields(event)).toEqual(['name', 'note', 'phones']);
  });
});
