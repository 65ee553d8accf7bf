/**
 * The words people read in the portal, from its own dictionaries: journeys find things by name and
 * survive a better wording; the check of languages knows what is an interface text.
 */
import * as assessmentTerms from '@taizhang/contracts/assessment';
import * as billingTerms from '@taizhang/contracts/billing-inquiries';
import * as complaintTerms from '@taizhang/contracts/complaints';
import * as intakeTerms from '@taizhang/contracts/intake';
import * as organisationTerms from '@taizhang/contracts/organisation';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Language = 'zh' | 'en';
type Dictionary = Readonly<Record<string, string>>;
type Texts = Readonly<{ namespace: string } & Record<Language, Dictionary>>;
type Title = Readonly<Record<Language, string>>;

const workspace = resolve(__dirname, '../../..');

// The dictionaries alone: registering them would bring along React and all of Ant Design.
const withoutInterface = () => ({
  defineTexts: (namespace: string, texts: Omit<Texts, 'namespace'>) => ({ namespace, ...texts }),
});
jest.doMock('@taizhang/portal/ui', withoutInterface);
jest.doMock(join(workspace, 'libs/portal/ui/src/texts'), withoutInterface);

const dictionaries: readonly Texts[] = ['apps/portal', 'libs/portal']
  .map((folder) => join(workspace, folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((file) => file.isFile() && file.name.endsWith('.texts.ts'))
  .map((file) => join(file.parentPath, file.name))
  .flatMap((file) => Object.values(jest.requireActual<Record<string, Texts>>(file)));

const isTitle = (value: unknown): value is Title =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** What the contracts call their terms. */
const titles = [assessmentTerms, billingTerms, complaintTerms, intakeTerms, organisationTerms]
  .flatMap((contract) => Object.values(contract) as unknown[])
  .filter((value) => typeof value === 'object' && value !== null)
  .flatMap((value) => Object.values(value))
  .filter(isTitle);

/** Every text of the interface in a language, gaps and all. */
export const wordsIn = (language: Language): readonly string[] => [
  ...dictionaries.flatMap((texts) => Object.values(texts[language])),
  ...titles.map((title) => title[language]),
];

/** Every key of every dictionary. */
export const keys: readonly string[] = dictionaries.flatMap(({ zh }) => Object.keys(zh));

export type Say = (key: `${string}/${string}`, values?: Record<string, string | number>) => string;

/** `say('complaint/step.dispatch')` is what that button is called in the language. */
export const speaking =
  (language: Language): Say =>
  (key, values = {}) => {
    const [namespace, name] = key.split(/\/(.*)/) as [string, string];
    const text = dictionaries.find((texts) => texts.namespace === namespace)?.[language][name];
    if (text === undefined) throw new Error(`The portal has no text ${key}`);
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_, gap: string) => String(values[gap]));
  };
