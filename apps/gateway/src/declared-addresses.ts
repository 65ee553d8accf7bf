/** Which service answers which address, as the services themselves declare it. */
import findMyWay, { type HTTPMethod } from 'find-my-way';

/** What is needed of an OpenAPI document. */
export type ApiDocument = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}>;

export class DeclaredAddresses {
  private readonly documents = new Map<string, ApiDocument>();
  private router = findMyWay();

  /** @param services in order of precedence: what several declare, the first answers */
  constructor(private readonly services: readonly string[]) {}

  declare(service: string, document: ApiDocument): void {
    this.documents.set(service, document);
    this.router = findMyWay({ maxParamLength: 500 });
    for (const name of this.services) this.add(name);
  }

  /** Services that have not said yet what they answer. */
  get silent(): readonly string[] {
    return this.services.filter((name) => !this.documents.has(name));
  }

  /** Null when none of those that spoke declares it. Whoever answers GET answers HEAD as well. */
  serviceOf(method: string, path: string): string | null {
    const declared = method === 'HEAD' ? 'GET' : method;
    const found = this.router.find(declared as HTTPMethod, path);
    return found ? (found.store as { name: string }).name : null;
  }

  private add(name: string): void {
    for (const [path, operations] of Object.entries(this.documents.get(name)?.paths ?? {})) {
      // `/complaints/{id}` as the router writes it.
      const pattern = path.replace(/\{(\w+)\}/g, ':$1');
      for (const key of Object.keys(operations)) {
        const method = key.toUpperCase() as HTTPMethod;
        if (this.router.hasRoute(method, pattern)) continue;
        this.router.on(method, pattern, () => undefined, { name });
      }
    }
  }
}

/** One document for whoever asks the gateway: what several declare is the first one's. */
export function joinDocuments(documents: readonly ApiDocument[]): ApiDocument {
  const [first] = documents;
  const join = <Part>(parts: readonly (Readonly<Record<string, Part>> | undefined)[]) =>
    Object.assign({}, ...[...parts].reverse()) as Record<string, Part>;
  const kinds = new Set(documents.flatMap(({ components }) => Object.keys(components ?? {})));
  const components = [...kinds].map((kind) => [
    kind,
    join(documents.map((document) => document.components?.[kind])),
  ]);
  return {
    ...first,
    paths: join(documents.map(({ paths }) => paths)),
    components: Object.fromEntries(components),
  };
}
