import type { ReadModelsStatus } from '@taizhang/contracts/views';
import { renderToStaticMarkup } from 'react-dom/server';
import { UnknownPanel } from './unknown.panel';

const markup = (answer: Partial<Pick<ReadModelsStatus, 'unknown'>>) =>
  renderToStaticMarkup(<UnknownPanel {...answer} />);

describe('What another release left', () => {
  it('is named, with how to be rid of it', () => {
    const shown = markup({
      unknown: [
        { schema: 'tariffs_v2', served: false },
        { schema: 'tariffs_v3', served: true },
      ],
    });
    for (const words of ['tariffs_v2', 'tariffs_v3', 'taizhang rebuild --forget']) {
      expect(shown).toContain(words);
    }
  });

  it('takes no place where there is nothing', () => expect(markup({ unknown: [] })).toBe(''));

  it('breaks no page where a service of before does not tell of it', () => {
    expect(markup({})).toBe('');
  });
});
