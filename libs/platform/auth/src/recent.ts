/** A map that forgets the oldest when it is full: what callers fill must have an end. */
export class Recent<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly sizeMax: number) {}

  get = (key: string): Value | undefined => this.values.get(key);

  set(key: string, value: Value): void {
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size <= this.sizeMax) return;
    const oldest = this.values.keys().next().value;
    if (oldest !== undefined) this.values.delete(oldest);
  }

  delete = (key: string): boolean => this.values.delete(key);
}
