/** What others wrote, so that it moves no cursor, begins no line and turns no direction. */
export const plainly = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (odd) => `\\u{${odd.codePointAt(0)!.toString(16)}}`);
