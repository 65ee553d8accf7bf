/** Stands in for node:crypto in the browser, where nothing may ask for it. */
export function createHash(): never {
  throw new Error('Ids are made by the services, not in the browser');
}
