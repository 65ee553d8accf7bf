import { platformProblems } from './platform.problems';
import { HttpProblem, defineProblems, joinProblems, orNotFound } from './problem';

const words = { zh: '词', en: 'word' };
const problem = (status: number) => ({ status, title: words, detail: words, remedy: words });

describe('A catalogue of problems', () => {
  it('of the platform is complete in both languages, as whole sentences', () => {
    for (const { title, detail, remedy } of Object.values(platformProblems)) {
      for (const { zh, en } of [title, detail, remedy]) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).not.toMatch(/\p{Script=Han}/u);
      }
      for (const sentence of [detail, remedy]) {
        expect([sentence.zh.at(-1), sentence.en.at(-1)]).toEqual(['。', '.']);
      }
    }
  });

  it('refuses one code for two problems, but not the same catalogue twice', () => {
    const own = defineProblems({ 'not-found': problem(404) });
    expect(() => joinProblems(platformProblems, own)).toThrow(
      'Two problems are called "not-found"',
    );
    expect(Object.keys(joinProblems(own, own))).toEqual(['not-found']);
  });

  it('refuses what is no problem', () => {
    expect(() => joinProblems({ NotFound: problem(404) })).toThrow('not in kebab-case');
    expect(() => joinProblems({ fine: problem(200) })).toThrow('has status 200');
  });
});

describe('What is not there', () => {
  it('is a problem, and what is empty is not', () => {
    expect(() => orNotFound(null)).toThrow(new HttpProblem('not-found'));
    expect([orNotFound(0), orNotFound('')]).toEqual([0, '']);
  });
});
