import { historyAsOfSchema } from '@taizhang/contracts/views';
import { fieldTexts } from './field.texts';

/** What no panel shows, or shows elsewhere than in its table of fields. */
const inner = ['id', 'events', 'revision', 'lastEventAt'];

describe('the words for fields of the past', () => {
  const kinds = historyAsOfSchema.options.filter(({ shape }) => shape.kind.value !== 'customer');

  it.each(kinds.map(({ shape }) => [shape.kind.value, Object.keys(shape.state.shape)] as const))(
    'name every field of a %s',
    (_, fields) => {
      const named = (field: string) => `field.${field}` in fieldTexts.zh;
      expect(fields.filter((field) => !inner.includes(field) && !named(field))).toEqual([]);
    },
  );
});
