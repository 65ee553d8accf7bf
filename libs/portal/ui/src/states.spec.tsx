import { ownProblem, ProblemError } from '@taizhang/portal/data-access';
import { renderToStaticMarkup } from 'react-dom/server';
import { ProblemNotice } from './states';

const away = {
  ...ownProblem('temporarily-unavailable', 503),
  ...{ title: 'Temporarily unavailable', detail: 'It is away.', remedy: 'Wait a little.' },
};
const shown = (problem: typeof away) =>
  renderToStaticMarkup(<ProblemNotice error={new ProblemError(problem)} />);

describe('A problem', () => {
  it('is shown with what its remedy speaks of: for how long to wait, and what to tell operators', () => {
    const markup = shown({ ...away, waitSeconds: 30, correlationId: 'c0ffee-1' });
    for (const words of ['It is away.', 'Wait a little.', '等待 30 秒', '关联编号', 'c0ffee-1']) {
      expect(markup).toContain(words);
    }
  });

  it('says nothing of either where the server does not', () => {
    expect(shown(away)).not.toMatch(/关联编号|等待/);
  });
});
