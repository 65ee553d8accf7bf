/** Every refusal is told to people: what it is, and what they can do about it. */
import type { Locator, Response } from 'playwright-core';
import type { Visitor } from './visitor';

type Problem = Readonly<{ code: string; title: string; detail: string; remedy: string }>;

/**
 * Does what will be refused, and sees that the page tells the refusal as the API worded it.
 * @param part of the address that refuses
 * @returns the stable code of the refusal, and where it is told
 */
export async function refused(
  visitor: Visitor,
  status: number,
  part: string,
  act: () => Promise<void>,
): Promise<{ code: string; alert: Locator }> {
  visitor.witness.allow(status, part);
  const isRefusal = (response: Response) =>
    response.status() === status && response.url().includes(part);
  const [response] = await Promise.all([visitor.page.waitForResponse(isRefusal), act()]);
  const { code, title, remedy } = (await response.json()) as Problem;
  expect({ code, title, remedy }).toEqual({
    code: expect.stringMatching(/^[a-z-]+$/),
    title: expect.stringMatching(/\S/),
    remedy: expect.stringMatching(/\S/),
  });
  const alert = visitor.page.getByRole('alert').filter({ hasText: title });
  await alert.filter({ hasText: remedy }).waitFor();
  return { code, alert };
}
