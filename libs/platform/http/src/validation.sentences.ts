/** What is wrong with a field, as a sentence about it. */
import type { z } from 'zod';
import type { Bilingual, Language } from './language';

type Issue = z.core.$ZodIssue & { readonly input?: unknown };

/** One sentence for one finding; works with and without the value, and never shows it. */
export const sentenceFor = (issue: Issue, language: Language): string => describe(issue)[language];

function describe(issue: Issue): Bilingual {
  if ('input' in issue && issue.input === undefined) return { zh: '必须填写', en: 'is missing' };
  switch (issue.code) {
    case 'invalid_type':
      return expected(typeNames[issue.expected] ?? { zh: '其他类型', en: 'of another type' });
    case 'too_small':
      return bound('min', issue.origin, issue.minimum, issue.inclusive ?? true);
    case 'too_big':
      return bound('max', issue.origin, issue.maximum, issue.inclusive ?? true);
    case 'invalid_format':
      return expected(formatNames[issue.format] ?? { zh: '规定的格式', en: 'in the given format' });
    case 'not_multiple_of':
      return { zh: `须为 ${issue.divisor} 的倍数`, en: `must be a multiple of ${issue.divisor}` };
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return { zh: '不符合要求', en: 'is not as required' };
    default:
      return { zh: '不符合要求', en: 'is not as required' };
  }
}

const expected = ({ zh, en }: Bilingual): Bilingual => ({ zh: `须为${zh}`, en: `must be ${en}` });

const typeNames: Record<string, Bilingual> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
  null: { zh: '空值（null）', en: 'null' },
};

const formatNames: Record<string, Bilingual> = {
  datetime: {
    zh: '带毫秒的 UTC 时间，如 2026-01-05T08:00:00.000Z',
    en: 'an instant such as 2026-01-05T08:00:00.000Z',
  },
  date: { zh: '日期，如 2026-01-05', en: 'a date such as 2026-01-05' },
  email: { zh: '电子邮箱', en: 'an e-mail address' },
  url: { zh: '网址', en: 'a URL' },
  uuid: { zh: ' UUID', en: 'a UUID' },
};

function bound(
  side: 'min' | 'max',
  origin: string,
  limit: number | bigint,
  inclusive: boolean,
): Bilingual {
  const [more, less] = inclusive ? ['不少于', '不多于'] : ['多于', '少于'];
  const zh = side === 'min' ? more : less;
  const en =
    side === 'min' ? (inclusive ? 'at least' : 'more than') : inclusive ? 'at most' : 'less than';
  if (origin === 'string')
    return { zh: `须${zh} ${limit} 个字符`, en: `must have ${en} ${limit} characters` };
  if (origin === 'array' || origin === 'set') {
    return { zh: `须${zh} ${limit} 项`, en: `must have ${en} ${limit} entries` };
  }
  const than = { 不少于: '不小于', 不多于: '不大于', 多于: '大于', 少于: '小于' }[zh!];
  return { zh: `须${than} ${limit}`, en: `must be ${en} ${limit}` };
}

const valuesMax = 24;

function oneOf(values: readonly string[]): Bilingual {
  const some = values.slice(0, valuesMax);
  const more = values.length > some.length;
  return {
    zh: `须为下列之一：${some.join('、')}${more ? ' 等' : ''}`,
    en: `must be one of ${some.join(', ')}${more ? ' and others' : ''}`,
  };
}

/** Names come from the caller: told only when they look like names. */
function unknownFields(keys: readonly string[]): Bilingual {
  const names = keys.filter((key) => /^[A-Za-z_][\w-]{0,40}$/.test(key)).slice(0, 5);
  if (names.length === 0) return { zh: '含有不认识的字段', en: 'has fields that are not known' };
  return {
    zh: `含有不认识的字段：${names.join('、')}`,
    en: `has fields that are not known: ${names.join(', ')}`,
  };
}
