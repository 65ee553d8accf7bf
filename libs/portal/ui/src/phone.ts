/** Telephone numbers as the contract of intake takes them. */

export const isPhone = (text: string): boolean => /^\+?[0-9-]{3,20}$/.test(text);

/** Typed into the search box, such a text is a number rather than a name. */
export const looksLikePhone = (text: string): boolean => isPhone(text) && /\d{5}/.test(text);
