/** Axe, for what a machine can see of WCAG 2.2 AA: people still have to try the rest. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** @returns serious and critical violations, each with one of its places. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .options({ runOnly: wcag, resultTypes: ['violations'] })
    // The fiftieth row is made as the first ones are.
    .exclude('tbody tr:nth-child(n + 9)')
    .exclude('li:nth-child(n + 9)')
    // In one go: the portal has no frames, and a page of axe's own would cost a second each time.
    .setLegacyMode(true);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const [first] = nodes;
      return `${id} at ${nodes.length} places, e.g. ${first?.html}: ${first?.failureSummary}`;
    });
}
