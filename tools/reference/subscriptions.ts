/** Who acts on which events: what the processes of the services subscribe to. */
import type { Subscription } from '@taizhang/kernel';

type Provider = { prototype?: Readonly<Record<string, unknown>> };

/** Asked of the classes themselves: a subscription names its types without needing anything. */
export function subscriptionsOf(
  modules: readonly object[],
): readonly Pick<Subscription, 'consumer' | 'types'>[] {
  return modules
    .flatMap((module) => (Reflect.getMetadata('providers', module) ?? []) as Provider[])
    .flatMap(({ prototype }) => (prototype ? subscriptionsIn(prototype) : []));
}

function subscriptionsIn(prototype: Readonly<Record<string, unknown>>) {
  const asked = ['subscription', 'subscriptions'].flatMap((name) => {
    const ask = prototype[name];
    if (typeof ask !== 'function') return [];
    try {
      return ask.call(Object.create(prototype)) as Subscription | readonly Subscription[];
    } catch {
      // Facts from outside are no events of ours; which there are stands in the AsyncAPI document.
      return [];
    }
  });
  return asked.filter(({ types }) => Array.isArray(types));
}
