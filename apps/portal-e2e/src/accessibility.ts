/** Axe, for what a machine can see of WCAG 2.2 AA: people still have to try the rest. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** @returns serious and critical violations, with where they are. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // In one go: the portal has no frames, and a page of axe's own would cost a second each time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
}
