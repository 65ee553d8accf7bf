/**
 * Both languages are complete: the compiler sees to it that they have the same keys and that no
 * page uses another; this spec sees to what the compiler cannot.
 */
import { i18n } from '@taizhang/portal/ui';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

type Dictionary = Readonly<Record<string, string>>;
type Texts = Readonly<{ namespace: string; zh: Dictionary; en: Dictionary }>;

const workspace = resolve(__dirname, '../../..');
const sourceFolders = [
  'apps/portal/src',
  ...readdirSync(join(workspace, 'libs/portal'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `libs/portal/${name}/src`),
];
const files = sourceFolders.flatMap((folder) =>
  readdirSync(join(workspace, folder))
    .filter((name) => name.endsWith('.texts.ts'))
    .map((name) => join(folder, name)),
);

const sourceOf = (folder: string) =>
  readdirSync(join(workspace, folder))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(texts|spec)\.ts$/.test(name))
    .map((name) => readFileSync(join(workspace, folder, name), 'utf8'))
    .join('\n');
const everySource = sourceFolders.map(sourceOf).join('\n');

/** The dictionaries of a file with the source they are used in; everybody uses those of `ui`. */
function load(file: string) {
  const exported = jest.requireActual<Record<string, Texts>>(join(workspace, file));
  return Object.values(exported).map((texts) => ({
    ...texts,
    source: texts.namespace === 'ui' ? everySource : sourceOf(dirname(file)),
  }));
}

const all = files.flatMap(load);
const gapsOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap]) => gap).sort();
const chinese = expect.stringMatching(/[\u4e00-\u9fff]/) as unknown;
const withoutGaps = (text: string) => text.replaceAll(/\{\{\w+\}\}/g, '');

/** `t('key')`, or a key put together: `` t(`state.${state}`) ``. */
function isUsed(key: string, source: string): boolean {
  if (source.includes(`'${key}'`)) return true;
  const built = [...source.matchAll(/`([\w.-]*\$\{[^`]*)`/g)].map(([, template]) =>
    template!.replaceAll(/[.*+?^()|[\]\\]/g, '\\$&').replaceAll(/\$\{[^}]*\}/g, '.+'),
  );
  return built.some((pattern) => new RegExp(`^${pattern}$`).test(key));
}

describe('the texts of the portal', () => {
  it('are found', () => expect(files.length).toBeGreaterThan(8));

  it('have a namespace each', () => {
    expect(new Set(all.map(({ namespace }) => namespace)).size).toBe(all.length);
  });

  describe.each(all)('of $namespace', ({ namespace, zh, en, source }) => {
    it('exist in both languages, with the same gaps', () => {
      expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
      for (const [key, text] of Object.entries(zh)) {
        expect({ key, gaps: gapsOf(en[key]!) }).toEqual({ key, gaps: gapsOf(text) });
      }
    });

    it('are written in their own language', () => {
      const switches = ['language', 'language.switch'];
      for (const [key, text] of Object.entries(en)) {
        if (!switches.includes(key)) expect({ key, text }).not.toHaveProperty('text', chinese);
      }
      for (const [key, text] of Object.entries(zh)) {
        const words = withoutGaps(text).replaceAll(/Ctrl|Alt|CSV/g, '');
        if (!switches.includes(key)) expect(words).not.toMatch(/[A-Za-z]{3,}/);
      }
    });

    it('are registered', () => {
      for (const key of Object.keys(zh)) expect(i18n.exists(key, { ns: namespace })).toBe(true);
    });

    it('are all used', () => {
      expect(Object.keys(zh).filter((key) => !isUsed(key, source))).toEqual([]);
    });
  });
});
