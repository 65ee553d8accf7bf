/** Telephone numbers as people type several of them into one box. */
import { isPhone } from '@taizhang/portal/ui';

export const mostPhones = 8;

export const phonesOf = (text: string): string[] => text.split(/[\s,，、;；]+/).filter(Boolean);

export const arePhones = (text: string): boolean => {
  const phones = phonesOf(text);
  return phones.length <= mostPhones && phones.every(isPhone);
};
